"""A table as people fill it: named columns, numbered rows, whatever file it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cm_build.importing.outcome import WrongFileError
from cm_build.reading.problem import shown

# Between the values of one cell, when the file itself tells them apart.
BETWEEN = "\n"
# What directories on the web write between the lines of an address.
_BREAK = re.compile(r"\u003cbr\s{0,9}/?>", re.IGNORECASE)


class SheetRow(NamedTuple):
    """One row: its cells by column, and how many cells come after the last column."""

    line: int
    cells: Mapping[str, str]
    beyond: int = 0


class Worksheet(NamedTuple):
    """A table; `notes` say how it was read when its writing left a doubt.

    `unit` is what a row is called where it stands: a line, or a record of a document. `letters` name
    the columns as a spreadsheet does.
    """

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    title: str = ""
    unit: str = "ligne"
    letters: Mapping[str, str] = MappingProxyType({})

    def where(self, row: SheetRow) -> str:
        """Name a row for a person."""
        return f"{self.unit} {row.line}"


def headed(names: Iterable[str]) -> list[str]:
    """Read the row of headers.

    Raises:
        WrongFileError: two columns have the same name: nothing says which one is meant.
    """
    columns = [said(name) for name in names]
    twice = [name for name, count in Counter(columns).items() if name and count > 1]
    if twice:
        raise WrongFileError(
            f"Deux colonnes portent le même nom : {shown(', '.join(twice))}. Gardez une seule de chaque."
        )
    return columns


def lettered(columns: Iterable[str]) -> dict[str, str]:
    """Give the letters of the columns that have a header."""
    return {name: _letters(rank) for rank, name in enumerate(columns) if name}


def _letters(rank: int) -> str:
    """Count as spreadsheets do: A to Z, then AA."""
    more, last = divmod(rank, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)


def row_of(number: int, columns: Sequence[str], cells: Sequence[str]) -> SheetRow:
    """Put cells under their columns; those without a header are left out."""
    found = {name: said(cell) for name, cell in zip(columns, cells, strict=False)}
    beyond = sum(bool(cell.strip()) for cell in cells[len(columns) :])
    return SheetRow(number, {name: found.get(name, "") for name in columns if name}, beyond)


def said(text: str) -> str:
    """Give a cell on one line, as it reads."""
    lines = (line.strip() for line in _BREAK.split(text))
    return " ".join(", ".join(lines).split())
