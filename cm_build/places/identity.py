"""What makes two files tell of the same place: one rule for the check, a reception, an import, the form.

A place is its whole name in its commune: only this makes two files the same place. A name written
nearly alike, an identifier or a website in common are doubts, which a person settles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from cm_build.places.answer import NO_ANSWER, Given
from cm_build.places.assessment import Assessment, commune_of, name_of
from cm_build.places.commune import ABBREVIATIONS, ARTICLES, Commune
from cm_build.places.place import Place
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Mark

# Two people write these one for the other; what only adorns a name is left out.
_ALIKE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ς": "σ", "&": " et ", "@": "a", "°": " ", "©": " ", "®": " "}
)
# Only Latin letters lose their accents: elsewhere, a mark makes another letter.
_ACCENTS = re.compile("(?<=[a-z ])[\u0300-\u036f]+")
# Words that two people put in or leave out of one name.
_LINKS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "de",
        "du",
        "des",
        "d",
        "a",
        "au",
        "aux",
        "et",
        "en",
        "the",
        "of",
    ]
)
_SHORTEST = 3
_VARIATIONS = re.compile("[\ufe00-\ufe0f]")


class Tie(StrEnum):
    """What two places have in common, the surest first."""

    SAME = "le même nom, dans la même commune"
    NEAR = "presque le même nom, dans la même commune"
    IDENTIFIER = "le même identifiant"
    SITE = "le même site web"
    CLOSE = "un nom proche, dans la même commune"


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a place in one file; an empty key has nothing in common with anything."""

    name: str
    near: str
    commune: str
    identifiers: tuple[str, ...] = ()
    site: str = ""
    close: str = ""

    def same_as(self, other: Identity) -> bool:
        """Tell whether two files have the same name, in the same commune."""
        return bool(self.name) and (self.name, self.commune) == (other.name, other.commune)

    def unrelated_to(self, other: Identity) -> bool:
        """Tell whether name and commune both differ, and nothing else says it is the same place."""
        both = self.commune != other.commune and self.name != other.name
        return both and set(self.keys).isdisjoint(other.keys)

    @property
    def keys(self) -> Iterator[tuple[Tie, str]]:
        """Give each key by which another file may be found to tell of this place."""
        if self.name:
            yield Tie.SAME, f"{self.commune} {self.name}"
        if self.near:
            yield Tie.NEAR, f"{self.commune} {self.near}"
        for identifier in self.identifiers:
            yield Tie.IDENTIFIER, identifier
        if self.site:
            yield Tie.SITE, self.site
        if self.close:
            yield Tie.CLOSE, f"{self.commune} {self.close}"


class Member(NamedTuple):
    """A place as one of its files identifies it.

    `listed` tells that only a directory names the place, `latest` that no file of it is newer.
    """

    slug: str
    year: int
    file: str
    mark: Mark
    listed: bool
    latest: bool
    identity: Identity


@dataclass
class Identities:
    """Places by what identifies them: finding one never reads the others."""

    by_key: dict[tuple[Tie, str], list[Member]] = field(default_factory=dict)

    def add(self, member: Member) -> None:
        """Enter one file of a place."""
        for key in member.identity.keys:
            self.by_key.setdefault(key, []).append(member)

    def same(self, identity: Identity) -> tuple[str, ...]:
        """Give the addresses of the places a file is about: one, but for a doubt between several.

        Places that answered come before those a directory lists, and what a place is called today
        before what it was called.
        """
        members = [
            member
            for key in identity.keys
            if key[0] is Tie.SAME
            for member in self.by_key.get(key, ())
        ]
        best = min(((member.listed, not member.latest) for member in members), default=None)
        slugs = (member.slug for member in members if (member.listed, not member.latest) == best)
        return tuple(dict.fromkeys(slugs))

    def doubts(self, identity: Identity) -> dict[str, Tie]:
        """Give the places that may be the one of a file, with what they have in common."""
        ties: dict[str, Tie] = {}
        for key in identity.keys:
            for member in self.by_key.get(key, ()):
                ties.setdefault(member.slug, key[0])
        return ties


def name_key(name: str) -> str:
    """Reduce a name to what two people write alike, keeping every letter, digit and sign of it.

    Case, accents, punctuation and ligatures do not count; a name without Latin letters keeps its own.
    """
    return " ".join(_words(name))


def near_key(name: str) -> str:
    """Reduce a name further: without its article, its signs and its spaces; possibly nothing."""
    words = [word for word in _words(name) if unicodedata.category(word[0])[0] != "S"]
    return "".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def close_key(name: str, commune: str) -> str:
    """Reduce a name to the words that tell a place from others of its commune, in any order.

    « La Cantine » and « Cantine de Quimper » are close in Quimper; nothing is left of a name that
    only says the commune.
    """
    where = {*_words(commune), *_LINKS}
    kept = sorted({word for word in _words(name) if word not in where})
    return " ".join(kept) if len("".join(kept)) >= _SHORTEST else ""


def _words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_ALIKE)).casefold()
    bare = _VARIATIONS.sub("", _ACCENTS.sub("", folded).translate(_ALIKE))
    spaced = "".join(_spaced(c) for c in unicodedata.normalize("NFC", bare))
    return [ABBREVIATIONS.get(word, word) for word in spaced.split()]


def _spaced(character: str) -> str:
    """Keep letters, digits and marks; set a sign apart; let the rest separate words."""
    category = unicodedata.category(character)
    if category[0] in "LNM":
        return character
    return f" {character} " if category in {"So", "Sm", "Sc"} or character == "#" else " "


def site_key(address: str) -> str:
    """Reduce a web address to what people do not write alike: no scheme, no www, no last slash."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def identity_of(assessment: Assessment, names: Names) -> Identity:
    """Gather what identifies the place of a file."""
    site = assessment.answers.get(names.of_role(Role.SITE_WEB) or "", NO_ANSWER)
    # The RNA names an association, which may hold several places.
    declared = assessment.header.identifiants.model_dump(exclude_none=True, exclude={"rna"})
    identifiers = ((kind, re.sub(r"\W", "", text).casefold()) for kind, text in declared.items())
    return identity_from(
        name_of(assessment, names),
        commune_of(assessment, names),
        str(site.value) if isinstance(site, Given) else "",
        tuple(f"{kind} {text}" for kind, text in identifiers if text),
    )


def identity_from(
    name: str, commune: Commune, site: str = "", identifiers: tuple[str, ...] = ()
) -> Identity:
    """Reduce what is known of a place to the keys that find it again."""
    return Identity(
        name_key(name),
        near_key(name),
        commune.code,
        identifiers,
        site_key(site) if site else "",
        close_key(name, commune.nom),
    )


def members_of(place: Place, names: Names) -> Iterator[Member]:
    """Give a place as each of its years identifies it, the oldest first."""
    listed = all(assessment.header.publication == "annuaire" for assessment in place.assessments)
    for assessment in place.assessments:
        mark = assessment.mark_of(names.roles[Role.NOM])
        latest = assessment is place.assessments[-1]
        identity = identity_of(assessment, names)
        yield Member(place.slug, assessment.year, assessment.file, mark, listed, latest, identity)
