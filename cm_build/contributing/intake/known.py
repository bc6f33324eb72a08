"""The places the référentiel already holds: a proposal is held against them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cm_build.places.folder import SUFFIX, place_folders, read_places
from cm_build.places.identity import Identities, members_of
from cm_build.reading.numbers import read_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cm_build.places.place import Place
    from cm_build.questionnaire.names import Names
    from cm_build.referential.toolbox import DataFolders, Tools


@dataclass(frozen=True)
class Known:
    """Places by address; `taken` gives the years of all, those that cannot be read today included."""

    places: Mapping[str, Place]
    taken: Mapping[str, frozenset[int]]
    names: Names = field(repr=False)

    @cached_property
    def identities(self) -> Identities:
        """Places by what identifies them."""
        found = Identities()
        for place in self.places.values():
            for member in members_of(place, self.names):
                found.add(member)
        return found


def known_places(folders: DataFolders, tools: Tools) -> Known:
    """Read every place; one that is wrong keeps its address, and is compared with nothing."""
    read = read_places(folders.places, tools.reader, folders.base)
    found = {one.name: _years(one) for one in place_folders(folders.places)}
    taken = {name: years for name, years in found.items() if years is not None}
    return Known({place.slug: place for place in read.places}, taken, tools.names)


def _years(folder: Path) -> frozenset[int] | None:
    """Give the years a folder holds; None when nothing makes it a place's.

    Photos left by a reception that was cut do not make one.
    """
    if folder.is_symlink() or not folder.is_dir():
        return frozenset()
    found = [path for path in folder.glob(f"*{SUFFIX}") if read_year(path.stem)]
    years = (read_year(path.stem) for path in found if path.is_symlink() or path.is_file())
    return frozenset(filter(None, years)) if found else None
