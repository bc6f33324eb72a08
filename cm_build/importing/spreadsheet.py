"""Reading a table as spreadsheets save it: its separator, its encoding, and what they may have lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cm_build.importing.outcome import WrongFileError
from cm_build.reading.problem import shown

# What a French spreadsheet writes between cells, and what the others write.
SEPARATORS = (",", ";", "\t")
# What a French spreadsheet saves when it is not asked for UTF-8.
OLDER = "cp1252"
AGAIN = "Enregistrez-le de nouveau en « CSV UTF-8 »."


class SheetRow(NamedTuple):
    """One row: its cells by column, and how many cells come after the last column."""

    line: int
    cells: dict[str, str]
    beyond: int


class Worksheet(NamedTuple):
    """A table; `notes` say how it was read when its writing left a doubt."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...]


def read_sheet(content: bytes, wanted: Iterable[str]) -> Worksheet:
    """Read a table, checking that the wanted columns are there, and that none is there twice.

    Raises:
        WrongFileError: it cannot be read, or its columns are not those that are expected.
    """
    text, notes = _decoded(content)
    lines = {one: _header(text, one) for one in SEPARATORS}
    wanted = tuple(wanted)
    # The separator that gives the most of what is looked for: a title may hold the other.
    separator = max(SEPARATORS, key=lambda one: (len({*wanted} & {*lines[one]}), len(lines[one])))
    columns = lines[separator]
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise WrongFileError(f"Colonnes absentes : {', '.join(missing)}.")
    twice = [name for name, count in Counter(columns).items() if name and count > 1]
    if twice:
        raise WrongFileError(
            f"Deux colonnes portent le même nom : {shown(', '.join(twice))}. Gardez une seule de chaque."
        )
    try:
        return Worksheet(tuple(_rows(text, separator, columns)), notes)
    except csv.Error as error:
        raise WrongFileError("Le fichier n’est pas un tableau CSV lisible.") from error


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    if b"\0" in content:
        raise WrongFileError(f"Le fichier n’est pas enregistré en UTF-8. {AGAIN}")
    try:
        text = content.decode(OLDER)
    except UnicodeDecodeError as error:
        raise WrongFileError(f"Le fichier n’est pas enregistré en UTF-8. {AGAIN}") from error
    return text, ("lu comme Windows-1252, faute d’UTF-8 : vérifiez les accents",)


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _header(text: str, separator: str) -> list[str]:
    try:
        return [name.strip() for name in next(_reader(text, separator), [])]
    except csv.Error:
        return []


def _rows(text: str, separator: str, columns: list[str]) -> Iterator[SheetRow]:
    reader = _reader(text, separator)
    next(reader, None)
    for number, cells in enumerate((row for row in reader if row), start=2):
        found = {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=False)}
        beyond = sum(bool(cell.strip()) for cell in cells[len(columns) :])
        yield SheetRow(number, {name: found.get(name, "") for name in columns if name}, beyond)
