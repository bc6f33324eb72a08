"""`data/federation.yaml`: the networks whose places are shown here, each at a commit that was looked at.

A place of another network has for key its network's code and its own address there, with a point
between them. A place of this référentiel has no point in its address: the two never meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from cm_build.places.settings import Said
from cm_build.places.web_address import is_web_address
from cm_build.questionnaire.declared import Declared
from cm_build.questionnaire.origin import Noted, Path
from cm_build.questionnaire.validation import Declaration, read_declaration

BETWEEN = "."
LONGEST_DEPOT = 400
_CODE = re.compile(r"[a-z][a-z0-9]{1,11}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
# What git may be asked to open: read by everyone, over a channel that cannot be altered on the way.
SCHEMES = ("https", "ssh", "file")


def _unfit(expected: str) -> PydanticCustomError:
    return PydanticCustomError("inattendu", "inattendu", {"attendu": expected})


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise _unfit("un code court, en lettres minuscules et chiffres, comme bretagne")
    return text


def _commit(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        raise _unfit("le numéro entier d’un commit, de 40 chiffres et lettres de a à f")
    return text


def _depot(text: str) -> str:
    """Refuse what would make git run a program, ask for a password, or read what may be altered."""
    if not text or len(text) > LONGEST_DEPOT or not text.isprintable() or text.startswith("-"):
        raise _unfit("l’adresse d’un dépôt git, comme https://github.com/reseau/lieux")
    scheme, _, rest = text.partition("://")
    if "::" in text or (rest and scheme not in SCHEMES):
        raise _unfit(
            f"une adresse qui commence par {', '.join(f'{one}://' for one in SCHEMES)}, ou un chemin"
        )
    if rest and scheme == "https" and "@" in rest.partition("/")[0]:
        raise _unfit("une adresse sans nom d’utilisateur ni mot de passe : ce fichier est public")
    return text


def _site(text: str) -> str:
    parts = urlsplit(text) if is_web_address(text) else None
    if parts is None or "?" in text or "#" in text:
        raise _unfit("l’adresse de la page d’accueil de ce réseau, comme https://reseau.fr/")
    return f"{text.rstrip('/')}/"


def _key(text: str) -> str:
    code, _, slug = text.rpartition(BETWEEN)
    if not _SLUG.fullmatch(slug) or (code and not _CODE.fullmatch(code)):
        raise _unfit("le code d’un réseau, un point, et l’adresse du lieu, comme bretagne.la-halle")
    return text


Code = Annotated[str, AfterValidator(_code)]
Key = Annotated[str, AfterValidator(_key)]


class FederatedNetwork(Declared):
    """A network: where its files are, at which commit they were looked at, where its site is."""

    code: Code
    nom: Said
    depot: Annotated[str, AfterValidator(_depot)]
    commit: Annotated[str, AfterValidator(_commit)]
    url: Annotated[str, AfterValidator(_site)]


class SamePlace(Declared):
    """One place that several référentiels tell of: the page it chose, and its other ones."""

    page: Key
    autres: Annotated[tuple[Key, ...], Field(min_length=1)]


class Federation(Declared):
    """The networks, the places removed at once from what is shown of them, and those told twice."""

    reseaux: tuple[FederatedNetwork, ...] = ()
    retraits: tuple[Key, ...] = ()
    memes_lieux: tuple[SamePlace, ...] = ()

    def removed_from(self, code: str) -> frozenset[str]:
        """Give the addresses, in a network, that this référentiel removed by itself."""
        keys = (key.rpartition(BETWEEN) for key in self.retraits)
        return frozenset(slug for network, _, slug in keys if network == code)


class Elsewhere(NamedTuple):
    """Where the portrait of a place is, when it is not here; `licence` is that of its answers."""

    code: str
    name: str
    url: str
    licence: str = ""

    def key(self, slug: str) -> str:
        """Name one of its places among all those that are shown here."""
        return f"{self.code}{BETWEEN}{slug}"

    def slug(self, key: str) -> str:
        """Give the address that a place has on its own site."""
        return key.removeprefix(f"{self.code}{BETWEEN}")

    def portrait(self, key: str) -> str:
        """Give the whole address of a place's portrait."""
        return f"{self.url}lieux/{self.slug(key)}/"


class Portraits(NamedTuple):
    """Where portraits are: those of the places named are on another site, the others are here."""

    away: Mapping[str, str] = MappingProxyType({})

    def of(self, key: str) -> str:
        """Give the address of a place's portrait: from the root of the site, or whole."""
        return self.away.get(key, f"lieux/{key}/")


ALL_HERE = Portraits()


def network_of(key: str) -> str:
    """Give the code of the network that a place is of; nothing for a place of this référentiel."""
    return key.rpartition(BETWEEN)[0]


def load_federation(content: bytes, file: str) -> Declaration[Federation]:
    """Read the networks, all the file's problems at once."""
    read = read_declaration(Federation, content, file)
    if read.model is None or read.origin is None:
        return read
    noted = Noted(read.origin)
    _check(read.model, noted)
    return read.checked(noted.problems)


def _check(federation: Federation, noted: Noted) -> None:
    known = {network.code for network in federation.reseaux}
    seen: set[str] = set()
    for rank, network in enumerate(federation.reseaux):
        if network.code in seen:
            noted.add("CM-603", ("reseaux", rank, "code"), lu=network.code)
        seen.add(network.code)
    for path, key in _keys(federation):
        if network_of(key) and network_of(key) not in known:
            noted.unknown(network_of(key), path, known)
    for rank, key in enumerate(federation.retraits):
        if not network_of(key):
            expected = "un lieu d’un réseau, comme bretagne.la-halle (un lieu d’ici se retire dans sa fiche)"
            noted.add("CM-204", ("retraits", rank), lu=key, attendu=expected)


def _keys(federation: Federation) -> Iterator[tuple[Path, str]]:
    for rank, key in enumerate(federation.retraits):
        yield ("retraits", rank), key
    for rank, same in enumerate(federation.memes_lieux):
        yield ("memes_lieux", rank, "page"), same.page
        for place, key in enumerate(same.autres):
            yield ("memes_lieux", rank, "autres", place), key
