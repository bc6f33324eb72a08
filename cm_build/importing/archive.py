"""A workbook is a compressed archive: what it would become is measured before anything unfolds it.

A few kilobytes may unfold into gigabytes, and one cell at the far end of a sheet makes a reader lay
out everything before it. Only the documents that say something are kept, already unfolded, within
a limit; none may declare entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from cm_build.importing.outcome import WrongFileError

UNFOLDED = 64 * 1024 * 1024
DOCUMENTS = 2000
ROWS, COLUMNS, CELLS = 20_000, 4_000, 4_000_000
_KEPT = (".xml", ".rels", "mimetype")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml", re.IGNORECASE)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_DAMAGED = "Le classeur est abîmé ou n’est pas un classeur .xlsx ou .ods : ouvrez-le et enregistrez-le de nouveau."
_TOO_MUCH = (
    "Le classeur contient bien plus qu’une liste de lieux : gardez-y la seule feuille utile."
)
_LOCKED = (
    "Le classeur est protégé par un mot de passe : enregistrez-en une copie sans mot de passe."
)


def contained(content: bytes) -> bytes:
    """Give the archive again with its documents alone, uncompressed, each measured.

    Raises:
        WrongFileError: it is damaged, locked, or unfolds into more than a list of places.
    """
    made = io.BytesIO()
    left = UNFOLDED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w") as kept:
            entries = archive.infolist()
            if len(entries) > DOCUMENTS:
                raise WrongFileError(_TOO_MUCH)
            for entry in entries:
                if not entry.filename.endswith(_KEPT):
                    continue
                if entry.flag_bits & 1:
                    raise WrongFileError(_LOCKED)
                with archive.open(entry) as stream:
                    document = stream.read(left + 1)
                left -= len(document)
                if left < 0:
                    raise WrongFileError(_TOO_MUCH)
                if not entry.filename.endswith("mimetype"):
                    _measured(document, counted=_SHEET.fullmatch(entry.filename) is not None)
                kept.writestr(entry.filename, document)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise WrongFileError(_DAMAGED) from error
    return made.getvalue()


def _measured(document: bytes, *, counted: bool) -> None:
    """Walk through a document without keeping any of it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refused
    if counted:
        extent = _Extent()
        parser.StartElementHandler = extent.start
    try:
        parser.Parse(document, True)  # noqa: FBT003 - the parser takes no name for it
    except expat.ExpatError as error:
        raise WrongFileError(_DAMAGED) from error


def _refused(*_: object) -> None:
    raise WrongFileError(_DAMAGED)


class _Extent:
    """How far the cells of a sheet reach, as whoever lays them out would count them."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Count a sheet from its first cell: a document may hold several."""
        self.row = self.column = self.last_row = self.last_column = 0
        self.repeated = 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells, of both kinds of workbooks; the rest is words."""
        kind = name.rpartition(" ")[2]
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if kind in ("worksheet", "table"):
            self.begin()
        elif kind == "row":
            self.row, self.column = _number(given.get("r"), self.row + 1), 0
        elif kind == "c":
            self._cell_of(given.get("r", ""))
        elif kind == "table-row":
            self.row += self.repeated
            self.repeated, self.column = _number(given.get("number-rows-repeated"), 1), 0
        elif kind in ("table-cell", "covered-table-cell"):
            self.column += _number(given.get("number-columns-repeated"), 1)
            if "value-type" in given:
                self._reach(self.row + self.repeated, self.column)

    def _cell_of(self, address: str) -> None:
        match = _CELL.fullmatch(address)
        if match:
            self.column = 0
            for letter in match[1]:
                self.column = 26 * self.column + ord(letter) - ord("A") + 1
            self.row = int(match[2])
        else:
            self.column += 1
        self._reach(self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if (
            self.last_row > ROWS
            or self.last_column > COLUMNS
            or self.last_row * self.last_column > CELLS
        ):
            raise WrongFileError(_TOO_MUCH)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise  # noqa: PLR2004 - beyond any sheet
