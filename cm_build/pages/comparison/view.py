"""Places side by side, row by row: the same scale, what they share, what is not said. Never a winner."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.comparison.cells import contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.drawing.building import Building
    from cm_build.pages.comparison.cells import CellLine, Cells
    from cm_build.pages.comparison.rows import RowSection
    from cm_build.referential.sources import Sources


class ComparedSide(NamedTuple):
    """A place at the head of its column."""

    slug: str
    name: str
    commune: str
    year: int
    building: Building | None


class RowView(NamedTuple):
    """A row: its own cells, then its lines."""

    kind: str
    title: str
    cells: Cells
    lines: tuple[CellLine, ...]


class ComparedSection(NamedTuple):
    """Rows under one heading."""

    id: str
    title: str
    colour: str
    rows: tuple[RowView, ...]


class Comparison(NamedTuple):
    """Everything set side by side; `silent` counts the rows where nobody answered."""

    sides: tuple[ComparedSide, ...]
    sections: tuple[ComparedSection, ...]
    silent: int


def compare(
    sections: Sequence[RowSection], sides: Sequence[ComparedSide], sources: Sequence[Sources]
) -> Comparison:
    """Set places side by side; a row where nobody answered is left out, and counted."""
    silent = 0
    shown = []
    for section in sections:
        drawn = [RowView(row.kind, row.title, *contents(row, sources)) for row in section.rows]
        told = tuple(row for row in drawn if _says_something(row))
        silent += len(drawn) - len(told)
        if told:
            shown.append(ComparedSection(section.id, section.title, section.colour, told))
    return Comparison(tuple(sides), tuple(shown), silent)


def _says_something(row: RowView) -> bool:
    own = any(not cell.missing for cell in row.cells)
    return own or any(not cell.missing for line in row.lines for cell in line.cells)
