"""The places the référentiel already holds: a proposal is held against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from cm_build.places.assessment import name_of
from cm_build.places.commune import name_key
from cm_build.places.folder import SUFFIX, place_folders, read_places
from cm_build.questionnaire.role import Role
from cm_build.reading.numbers import read_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cm_build.places.answer import Given
    from cm_build.places.assessment import Assessment
    from cm_build.places.commune import Commune
    from cm_build.places.place import Place
    from cm_build.questionnaire.names import Names
    from cm_build.toolbox import DataFolders, Tools


@dataclass(frozen=True, slots=True)
class Known:
    """Places by address; `taken` also names those whose files cannot be read today."""

    places: Mapping[str, Place]
    taken: frozenset[str]

    def same_as(self, assessment: Assessment, names: Names) -> Place | None:
        """Find the place that has the same name in the same commune, as two people would write it."""
        wanted = identity(assessment, names)
        for place in self.places.values():
            if any(identity(year, names) == wanted for year in place.assessments):
                return place
        return None


def known_places(folders: DataFolders, tools: Tools) -> Known:
    """Read every place; one that is wrong keeps its address, and is compared with nothing."""
    read = read_places(folders.places, tools.reader, folders.base)
    taken = frozenset(one.name for one in place_folders(folders.places) if _taken(one))
    return Known({place.slug: place for place in read.places}, taken)


def _taken(folder: Path) -> bool:
    """Tell whether an address is a place's: photos left by a reception that was cut are none."""
    if folder.is_symlink() or not folder.is_dir():
        return True
    return any(read_year(path.stem) for path in folder.glob(f"*{SUFFIX}"))


def commune_of(assessment: Assessment, names: Names) -> Commune:
    """Give the commune of a place; the reader refuses a file without one."""
    given = cast("Given", assessment.answers[names.roles[Role.COMMUNE]])
    return cast("Commune", given.value)


def identity(assessment: Assessment, names: Names) -> tuple[str, str]:
    """Give what makes a place the same place: its name as people write it, and its commune."""
    return name_key(name_of(assessment, names)), commune_of(assessment, names).code
