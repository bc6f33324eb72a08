"""`data/referentiel.yaml`: what makes this référentiel its own. A fork changes only this file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.declared import Declared, Sentence, YesNo
from cm_build.questionnaire.validation import build
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

if TYPE_CHECKING:
    from cm_build.reading.problem import Problem


def _web_address(text: str) -> str:
    if text and not is_web_address(text):
        raise ValueError
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Scope(Declared):
    """Codes of the régions and départements covered; both empty means all of France."""

    regions: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()


class Repository(Declared):
    """Where the files live."""

    forge: str = "github"
    url: WebAddress = ""
    branche: str = "main"


class Contact(Declared):
    """Whom to write to: a page, or an address of function; `delai` is the time promised to answer."""

    nom: str = ""
    page: WebAddress = ""
    adresse: str = ""
    delai: str = ""


class DataLicence(Declared):
    """The licence of published data."""

    nom: Sentence
    url: WebAddress


class Settings(Declared):
    """The configuration of one référentiel."""

    nom: Sentence
    accroche: Sentence
    territoire: str = "en France"
    url: WebAddress = ""
    depot: Repository = Repository()
    perimetre: Scope = Scope()
    contact: Contact = Contact()
    referents: tuple[str, ...] = ()
    licence: DataLicence
    groupe_minimum: Annotated[int, Field(ge=2)] = 5
    annee_reference: int
    age_maximum: Annotated[int, Field(ge=0)] = 5
    exemples: YesNo = True
    essai: YesNo = True

    def address(self, page: str) -> str:
        """Give a page's public address; nothing while the site's own is not known."""
        return f"{self.url.rstrip('/')}/{page}" if self.url else ""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The configuration (None when it cannot be used) and what is wrong with it."""

    settings: Settings | None
    problems: tuple[Problem, ...]


def load_settings(content: bytes, file: str) -> LoadedSettings:
    """Read the configuration, all its problems at once."""
    source = read_source(content, file, TRUSTED)
    if source.root is None:
        return LoadedSettings(None, source.problems)
    settings = build(Settings, source.root, source.ledger)
    return LoadedSettings(settings, source.problems)
