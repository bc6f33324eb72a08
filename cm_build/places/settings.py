"""`data/referentiel.yaml`: what makes this référentiel its own. A fork changes only this file."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from cm_build.forges.forge import Addresses
from cm_build.forges.known import FORGES
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.declared import Declared, YesNo
from cm_build.questionnaire.validation import Declaration, read_declaration

LONGEST_LINE = 200
_ADDRESS = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", re.ASCII
)
# What git accepts in a branch, less what an address would have to escape.
_BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}(?<![./])", re.ASCII
)


def _unfit(expected: str) -> PydanticCustomError:
    """Refuse a value with what was expected, in the words of whoever reads the report."""
    return PydanticCustomError("inattendu", "inattendu", {"attendu": expected})


def _web_address(text: str) -> str:
    if text and not is_web_address(text):
        raise _unfit("une adresse web entière, comme https://reseau.fr/contact")
    return text


def _site_address(text: str) -> str:
    """Give the final slash that people forget: pages are named after it."""
    parts = urlsplit(_web_address(text))
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise _unfit(
            "l’adresse de la page d’accueil, sans « ? » ni « # », comme https://reseau.fr/"
        )
    return f"{text.rstrip('/')}/" if text else ""


def _repository_address(text: str) -> str:
    """Drop what is copied with the address and would break the links made from it."""
    return _web_address(text).rstrip("/").removesuffix(".git")


def _line(text: str) -> str:
    if not text.isprintable() or len(text) > LONGEST_LINE:
        raise _unfit(f"un texte d’une seule ligne, de {LONGEST_LINE} caractères au plus")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise _unfit("un texte, qui ne peut pas rester vide")
    return text


def _forge(text: str) -> str:
    if text not in FORGES:
        raise _unfit(
            f"une forge connue : {', '.join(FORGES)} (ailleurs, laissez vide l’« url » du dépôt)"
        )
    return text


def _branch(text: str) -> str:
    if not _BRANCH.fullmatch(text):
        raise _unfit("le nom d’une branche, comme main")
    return text


def _address(text: str) -> str:
    if text and not _ADDRESS.fullmatch(text):
        raise _unfit("une adresse électronique, comme contact@reseau.fr")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Line = Annotated[str, AfterValidator(_line)]
Said = Annotated[Line, AfterValidator(_said)]


class Scope(Declared):
    """Codes of the régions and départements covered; both empty means all of France."""

    regions: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether all of France is covered."""
        return not self.regions and not self.departements


class Repository(Declared):
    """Where the files live."""

    forge: Annotated[str, AfterValidator(_forge)] = "github"
    url: Annotated[str, AfterValidator(_repository_address)] = ""
    branche: Annotated[str, AfterValidator(_branch)] = "main"

    @property
    def addresses(self) -> Addresses | None:
        """Where the forge shows what; None without an address."""
        return FORGES[self.forge].addresses(self.url, self.branche) if self.url else None


class Contact(Declared):
    """Whom to write to: a page, or an address of function; `delai` is the time promised to answer."""

    nom: Line = ""
    page: WebAddress = ""
    adresse: Annotated[str, AfterValidator(_address)] = ""
    delai: Line = ""


class DataLicence(Declared):
    """The licence of published data."""

    nom: Said
    url: Annotated[WebAddress, AfterValidator(_said)]


class Settings(Declared):
    """The configuration of one référentiel."""

    nom: Said
    accroche: Said
    territoire: Line = "en France"
    url: Annotated[str, AfterValidator(_site_address)] = ""
    depot: Repository = Repository()
    perimetre: Scope = Scope()
    contact: Contact = Contact()
    referents: tuple[Said, ...] = ()
    licence: DataLicence
    # A smaller group would let one recognise whose answer makes a median.
    groupe_minimum: Annotated[int, Field(ge=5, le=1000)] = 5
    annee_reference: Annotated[int, Field(ge=2000, le=2100)]
    age_maximum: Annotated[int, Field(ge=0, le=50)] = 5
    exemples: YesNo = True
    essai: YesNo = True

    def address(self, page: str) -> str:
        """Give a page's public address; nothing while the site's own is not known."""
        return f"{self.url.rstrip('/')}/{page}" if self.url else ""


def load_settings(content: bytes, file: str) -> Declaration[Settings]:
    """Read the configuration, all its problems at once."""
    return read_declaration(Settings, content, file)
