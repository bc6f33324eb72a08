"""Reading a table as spreadsheets save it: its separator, its encoding, and what they may have lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from cm_build.importing.outcome import WrongFileError
from cm_build.importing.worksheet import SheetRow, Worksheet, headed, lettered, row_of

# What a French spreadsheet writes between cells, and what the others write.
SEPARATORS = (",", ";", "\t")
# What a French spreadsheet saves when it is not asked for UTF-8.
OLDER = "cp1252"
AGAIN = "Enregistrez-le de nouveau en « CSV UTF-8 »."
OLDER_READ = "lu comme Windows-1252, faute d’UTF-8 : vérifiez les accents"


def read_csv(content: bytes, wanted: Iterable[str] = ()) -> Worksheet:
    """Read a table; `wanted` columns tell its separator when its titles hold the others.

    Raises:
        WrongFileError: it cannot be read, or two columns have one name.
    """
    text, notes = decoded(content)
    lines = {one: _header(text, one) for one in SEPARATORS}
    wanted = frozenset(wanted)
    # The separator that gives the most of what is looked for: a title may hold the other.
    separator = max(SEPARATORS, key=lambda one: (len(wanted & {*lines[one]}), len(lines[one])))
    columns = headed(lines[separator])
    try:
        rows = tuple(_rows(text, separator, columns))
    except csv.Error as error:
        raise WrongFileError("Le fichier n’est pas un tableau CSV lisible.") from error
    named = tuple(name for name in columns if name)
    return Worksheet(named, rows, notes, letters=lettered(columns))


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Read the text of a file, and what was doubtful in its encoding.

    Raises:
        WrongFileError: it is in neither of the encodings that spreadsheets use here.
    """
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
    return text, (OLDER_READ,)


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
    for number, cells in enumerate(reader, start=2):
        if cells:
            yield row_of(number, columns, cells)
