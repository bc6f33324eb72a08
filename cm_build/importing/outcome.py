"""What became of each field of an imported file."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cm_build.places.address import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.importing.document import Value


# Where a line of the report is about the whole file.
WHOLE = "fichier"


class WrongFileError(Exception):
    """The file is not what the import expects; the argument says why, in French."""


class State(StrEnum):
    """What was done with a field or a row."""

    KEPT = "repris"
    CHANGED = "changé"
    LEFT = "écarté"
    TO_CHECK = "à vérifier"
    REFUSED = "refusé"
    BEYOND = "hors du périmètre"


class ReportLine(NamedTuple):
    """One line of the report: where, what, why."""

    where: str
    state: State
    field: str
    reason: str

    @property
    def text(self) -> str:
        """Write the line for a person."""
        return f"{self.where} : {self.state} – {self.field} : {self.reason}"


class Imported(NamedTuple):
    """A place made from another system's data, not yet written.

    `origins` gives the field each answer comes from, by its path in the document.
    """

    slug: str
    year: int
    document: Mapping[str, Value]
    where: str = WHOLE
    origins: Mapping[str, str] = MappingProxyType({})


class Outcome(NamedTuple):
    """Everything an import gives: places, and what happened to each field."""

    places: tuple[Imported, ...]
    report: tuple[ReportLine, ...]


@cache
def table(name: str) -> Any:
    """Read a table of correspondences: data, because it names questions."""
    text = files("cm_build.importing").joinpath(name).read_text(encoding="utf-8")
    return json.loads(text)


def identifier_of(label: str) -> str:
    """Write a label as an identifier, to tell an option that kept its name from one that changed."""
    return address_of(label).replace("-", "_")
