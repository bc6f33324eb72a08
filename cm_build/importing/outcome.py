"""What became of each field of an imported file."""

from __future__ import annotations

import json
import re
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cm_build.places.folder import slug_problem

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from cm_build.importing.document import Value

SLUG_LENGTH = 60


class WrongFileError(Exception):
    """The file is not what the import expects; the argument says why, in French."""


class State(StrEnum):
    """What was done with a field or a row."""

    KEPT = "repris"
    CHANGED = "changé"
    LEFT = "écarté"
    REFUSED = "refusé"


class Line(NamedTuple):
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
    where: str = "fichier"
    origins: Mapping[str, str] = MappingProxyType({})


class Outcome(NamedTuple):
    """Everything an import gives: places, and what happened to each field."""

    places: tuple[Imported, ...]
    report: tuple[Line, ...]


@cache
def table(name: str) -> Any:
    """Read a table of correspondences: data, because it names questions."""
    text = files("cm_build.importing").joinpath(name).read_text(encoding="utf-8")
    return json.loads(text)


def slug_of(name: str, commune: str, taken: Container[str], reserved: Container[str] = ()) -> str:
    """Make an address from a name; homonyms get their commune, then a number."""

    def free(candidate: str) -> bool:
        used = candidate in taken or candidate in reserved
        return not used and slug_problem(candidate, "") is None

    for candidate in (_slug(name), _slug(f"{name} {commune}")):
        if free(candidate):
            return candidate
    base = _slug(f"{name} {commune}")[: SLUG_LENGTH - 4].strip("-") or "lieu"
    number = 2
    while not free(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"


def identifier_of(label: str) -> str:
    """Write a label as an identifier, to tell an option that kept its name from one that changed."""
    return _slug(label).replace("-", "_")


def _slug(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("@", "a")
    plain = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare)[:SLUG_LENGTH].strip("-")
