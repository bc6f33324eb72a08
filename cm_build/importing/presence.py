"""The places an import finds where it writes: it neither doubles them nor writes over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.commune import Commune
from cm_build.places.folder import read_place
from cm_build.places.identity import (
    Identities,
    Member,
    Tie,
    identity_from,
    members_of,
)
from cm_build.places.leftovers import listed_places
from cm_build.places.place import Place
from cm_build.reading.node import Mark

# Enough in common to be one place.
_NAMES = (Tie.SAME, Tie.NEAR)


class Met(NamedTuple):
    """What a place to import meets: the address to keep, or why it is left out or looked at."""

    slug: str = ""
    reason: str = ""
    refused: bool = False


@dataclass
class Presence:
    """Places by what identifies them.

    `own` folders are of an earlier import; `reserved` addresses are taken, but by the same place;
    `unread` folders cannot be compared. `rows` are the places the file has given so far.
    """

    identities: Identities = field(default_factory=Identities)
    reserved: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    rows: Identities = field(default_factory=Identities)
    communes: dict[str, str] = field(default_factory=dict)

    def meet(self, name: str, commune: Commune, where: str, site: str = "") -> Met:
        """Hold a place against those that are there, and against those the file gave before it.

        A name nearly alike is enough to leave it out, told: two pages for a place are worse. A
        website or a name that is only close is not: it is taken in, and told.
        """
        identity = identity_from(name, commune, site)
        before = self.rows.doubts(identity)
        there = self.identities.doubts(identity)
        words = f"« {name} » ({commune.nom})"
        for slug, tie in there.items():
            if tie in _NAMES and slug not in self.own:
                return Met(reason=f"{words} est déjà dans le dossier « {slug} »", refused=True)
        for line, tie in before.items():
            if tie in _NAMES:
                reason = f"{words} est déjà à la {line} : si ce sont deux lieux, donnez à chacun un nom qui le distingue"
                return Met(reason=reason, refused=True)
        self.communes[where] = commune.code
        self.rows.add(Member(where, 0, "", Mark(1, 1), listed=True, latest=True, identity=identity))
        slug = next((address for address, tie in there.items() if tie in _NAMES), "")
        doubt = self._doubt(there, before, commune)
        return Met(slug, f"{words} et le lieu {doubt}" if doubt else "")

    def _doubt(self, there: Mapping[str, Tie], before: Mapping[str, Tie], commune: Commune) -> str:
        """Say what a place has in common with another: in one file, places of a network share a site."""
        for address, tie in there.items():
            if address not in self.own:
                return f"du dossier « {address} » ont {tie.value}"
        for line, tie in before.items():
            if tie is not Tie.SITE or self.communes[line] == commune.code:
                return f"de la {line} ont {tie.value}"
        return ""


def presence(out: Path, reader: AssessmentReader, is_ours: Callable[[Path], bool]) -> Presence:
    """Read the places of a folder; what cannot be read is told, and stays where it is.

    `is_ours` tells the folders that an earlier import wrote: they are written again.
    """
    there = Presence()
    for folder in listed_places(out):
        places = _places(folder, reader, out)
        ours = not folder.is_symlink() and is_ours(folder)
        if ours:
            there.own.add(folder.name)
        if places or not ours:
            there.reserved.add(folder.name)
        if not places and not folder.name.startswith("."):
            there.unread.append(folder.name)
        for place in places:
            for member in members_of(place, reader.names):
                there.identities.add(member)
    return there


def _places(folder: Path, reader: AssessmentReader, base: Path) -> tuple[Place, ...]:
    try:
        return read_place(folder, reader, base).places
    except OSError:
        return ()
