"""Reading a workbook, of Excel or of LibreOffice: each cell becomes the text a person reads there."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from cm_build.importing.archive import contained
from cm_build.importing.outcome import WrongFileError
from cm_build.importing.worksheet import Worksheet, headed, lettered, row_of
from cm_build.reading.problem import shown

ARCHIVE = b"PK\x03\x04"
# The workbooks of before 2007, and those that a password locks.
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (
    "Ce classeur est d’un ancien format (.xls), ou protégé par un mot de passe. Enregistrez-le sans mot de passe "
    "en .xlsx, en .ods ou en « CSV UTF-8 »."
)
_UNREAD = "Le classeur ne se lit pas. Ouvrez-le, puis enregistrez-le de nouveau en .xlsx, en .ods ou en « CSV UTF-8 »."


def read_workbook(content: bytes, wanted: str = "") -> Worksheet:
    """Read one sheet: the one that is named, else the first that holds something.

    Raises:
        WrongFileError: it cannot be read, or has no such sheet.
    """
    if content.startswith(OLD):
        raise WrongFileError(_OLD)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(contained(content)))
        names = workbook.sheet_names
        if wanted and wanted not in names:
            listed = ", ".join(f"« {shown(name)} »" for name in names)
            raise WrongFileError(
                f"Le classeur n’a pas de feuille « {shown(wanted)} » ; il a : {listed}."
            )
        for name in (wanted,) if wanted else names:
            sheet = workbook.get_sheet_by_name(name)
            if wanted or sheet.height:
                return _sheet(sheet)
    except PasswordError as error:
        raise WrongFileError(_OLD) from error
    except CalamineError as error:
        raise WrongFileError(_UNREAD) from error
    raise WrongFileError("Le classeur est vide.")


def _sheet(sheet: CalamineSheet) -> Worksheet:
    lines = [[_text(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]
    head = next((rank for rank, cells in enumerate(lines) if any(cells)), len(lines))
    columns = headed(lines[head]) if head < len(lines) else []
    while columns and not columns[-1]:
        columns.pop()
    rows = (
        row_of(number, columns, cells)
        for number, cells in enumerate(lines[head + 1 :], start=head + 2)
        if any(cells)
    )
    named = tuple(name for name in columns if name)
    return Worksheet(named, tuple(rows), title=sheet.name, letters=lettered(columns))


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "oui" if cell else "non"
        case int():
            return str(cell)
        case float():
            number = Decimal(repr(cell))
            whole = number == number.to_integral_value()
            return f"{number:.0f}" if whole else f"{number:f}".replace(".", ",")
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
        case _:
            return str(cell).strip()
