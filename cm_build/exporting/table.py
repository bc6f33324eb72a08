"""The flat table: one row per place and year; text cells are harmless in a spreadsheet.

It holds the variables of the Parquet file under the same names. An answer that is missing is the code
of why it is, where Parquet has a column of its own for it. Like every table with semicolons, it is
written as spreadsheets here read one: decimals after a comma, codes between quotes.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.computing.variables import MISSING, VariableKind
from cm_build.wording.french import NO_BREAK_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cm_build.computing.microdata import Cell
    from cm_build.computing.variables import Variable

# OWASP "CSV Injection": these starts make a spreadsheet run a cell; full-width forms count too.
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
LIST_SEPARATOR = "|"
# Nothing says why: a part that was not told, a figure that cannot be computed.
UNANSWERED = "non_repondu"
_SPECIAL = frozenset(';"\r\n')
NUMERIC = frozenset({VariableKind.NUMBER, VariableKind.WHOLE, VariableKind.DATE})


def safe(text: str) -> str:
    """Neutralise a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def flat_variables(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """Leave out the columns that say why others are empty: their code is in the cell itself."""
    return tuple(variable for variable in variables if not variable.name.startswith(MISSING))


def table_header(variables: Iterable[Variable]) -> str:
    """Write the names of the columns: UTF-8 with its mark, semicolons, as spreadsheets here expect."""
    return "\ufeff" + csv_line(variable.name for variable in flat_variables(variables))


class RowWriter:
    """Writes typed rows as text; where each missing code stands is prepared once."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        places = {variable.name: rank for rank, variable in enumerate(variables)}
        self._cells = tuple(
            (rank, variable.kind, self._code(variable, places))
            for rank, variable in enumerate(variables)
            if not variable.name.startswith(MISSING)
        )

    @staticmethod
    def _code(variable: Variable, places: dict[str, int]) -> int | None:
        """Find the column that says why a variable is missing; what identifies a row has none."""
        if not variable.path:
            return None
        own = places.get(f"{MISSING}{variable.name}")
        return own if own is not None else places[f"{MISSING}{variable.path}"]

    def rows(self, rows: Iterable[Sequence[Cell]]) -> str:
        """Write one line per row."""
        return "".join(csv_line(self._texts(row)) for row in rows)

    def _texts(self, row: Sequence[Cell]) -> Iterable[str]:
        for rank, kind, code in self._cells:
            value = row[rank]
            if value is None:
                yield "" if code is None else str(row[code] or UNANSWERED)
            elif kind is VariableKind.CODE:
                yield Code(value)
            else:
                yield written(value) if kind in NUMERIC else safe(written(value))


def written(value: Cell) -> str:
    """Write one cell: numbers with a comma and all their digits, lists with bars, dates as ISO."""
    match value:
        case bool():
            return "oui" if value else "non"
        case float():
            return decimal(f"{Decimal(repr(value)):f}".removesuffix(".0"))
        case tuple() | list():
            return LIST_SEPARATOR.join(item.replace(NO_BREAK_SPACE, " ") for item in value)
        case date():
            return value.isoformat()
        case _:
            return str(value).replace(NO_BREAK_SPACE, " ")


def decimal(number: str) -> str:
    """Write the digits of a number as they are read here: a point would make dates of some."""
    return number.replace(".", ",")


class Code(str):
    """Digits that are no number: between quotes, a spreadsheet may be told to keep their zeros."""

    __slots__ = ()


def csv_line(cells: Iterable[str]) -> str:
    """Write one line of a table, as spreadsheets here expect it."""
    return ";".join(_cell(cell) for cell in cells) + "\r\n"


def _cell(cell: str) -> str:
    """Quote what needs it (RFC 4180), and codes."""
    if isinstance(cell, Code) or not _SPECIAL.isdisjoint(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell
