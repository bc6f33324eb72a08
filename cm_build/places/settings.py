"""What makes this référentiel its own: `data/referentiel.yaml`, and a network's `data/local.yaml` over it."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cm_build.forges.forge import Addresses
from cm_build.forges.known import FORGES
from cm_build.forges.remote import NOTHING, Deduced
from cm_build.places.layers import BRANCH, MAIN, lay
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.declared import Declared, YesNo
from cm_build.questionnaire.origin import Noted, Origin
from cm_build.questionnaire.validation import Declaration, validated
from cm_build.reading.problem import has_errors
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

LONGEST_LINE = 200
_ADDRESS = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", re.ASCII
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
    if not is_line(text):
        raise _unfit(f"un texte d’une seule ligne, de {LONGEST_LINE} caractères au plus")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise _unfit("un texte, qui ne peut pas rester vide")
    return text


def _forge(text: str) -> str:
    if text and text not in FORGES:
        raise _unfit(f"une forge connue : {', '.join(FORGES)}")
    return text


def _branch(text: str) -> str:
    if not BRANCH.fullmatch(text):
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
    """Where the files live; without a known forge, nothing is promised but the address."""

    forge: Annotated[str, AfterValidator(_forge)] = ""
    url: Annotated[str, AfterValidator(_repository_address)] = ""
    branche: Annotated[str, AfterValidator(_branch)] = MAIN

    @property
    def addresses(self) -> Addresses | None:
        """Where the forge shows what; None without an address."""
        forge = FORGES.get(self.forge)
        return forge.addresses(self.url, self.branche) if forge and self.url else None


class Contact(Declared):
    """Whom to write to: a page, or an address of function; `delai` is the time promised to answer."""

    nom: Line = ""
    page: WebAddress = ""
    adresse: Annotated[str, AfterValidator(_address)] = ""
    delai: Line = ""


class Host(Declared):
    """Who keeps the site online: the law wants it named, with where to write and to call."""

    nom: Line = ""
    adresse: Line = ""
    telephone: Line = ""
    site: WebAddress = ""

    @model_validator(mode="after")
    def _is_named(self) -> Host:
        if not self.nom.strip() and (self.adresse or self.telephone or self.site):
            raise _unfit("le nom de l’hébergeur, avec son adresse")
        return self


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
    hebergeur: Host = Host()
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


def is_mail_address(text: str) -> bool:
    """Tell whether a text is an electronic address that people write to."""
    return bool(_ADDRESS.fullmatch(text))


def is_line(text: str) -> bool:
    """Tell whether a text stands on one line of ordinary length."""
    return text.isprintable() and len(text) <= LONGEST_LINE


def is_site_address(text: str) -> bool:
    """Tell whether a site can be published at an address."""
    try:
        return bool(_site_address(text))
    except PydanticCustomError:
        return False


def load_settings(
    content: bytes,
    file: str,
    local: tuple[bytes, str] | None = None,
    deduced: Deduced = NOTHING,
) -> Declaration[Settings]:
    """Read the configuration, all its problems at once.

    Args:
        content: the project's own file, and `file` its name.
        file: where a value stands that no network wrote.
        local: the content and the name of the file in which a network says what is its own.
        deduced: what git and the forge say, where neither file does.
    """
    base = read_source(content, file, TRUSTED)
    over = read_source(*local, TRUSTED) if local else None
    problems = (*base.problems, *(over.problems if over else ()))
    if base.root is None or (over and over.root is None):
        return Declaration(None, None, problems)
    laid = lay(base.root, over.root if over else None, deduced)
    origin = Origin(file, laid.root, over.file if over else "", laid.grafts)
    model, faults = validated(Settings, laid.root)
    noted = Noted(origin)
    for fault in faults:
        noted.add(fault.code, fault.path, **fault.values)
    if laid.others and not over:
        mark = base.root.mark_of("depot")
        noted.ledger(file).note(
            "CM-704", mark, lu=", ".join(laid.others), attendu=deduced.repository
        )
    problems = (*problems, *noted.problems)
    return Declaration(None if has_errors(problems) else model, origin, problems)
