"""One table, saved by several programs: what tests of lists read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

Rows = Sequence[Sequence[str]]
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/></manifest:manifest>'
)


def as_csv(rows: Rows, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(rows: Rows, sheet: str = "Lieux") -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Vide")
        written = book.add_worksheet(sheet)
        for rank, row in enumerate(rows):
            for at, cell in enumerate(row):
                # A spreadsheet takes a code for a number, and eats its zero.
                written.write_number(
                    rank, at, int(cell)
                ) if cell.isdigit() else written.write_string(rank, at, cell)
    return stream.getvalue()


def as_ods(rows: Rows) -> bytes:
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    # As LibreOffice ends a sheet: a million empty lines in one word.
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return ods_of(f'<table:table table:name="Lieux">{lines}{end}</table:table>')


def ods_of(sheet: str, head: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", head + _ODS.format(sheet=sheet))
    return stream.getvalue()


def with_cell(content: bytes, old: str, new: str) -> bytes:
    """Change the words of the last sheet of a workbook, as someone with a text editor would."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(stream, "w") as archive:
        for entry in read.infolist():
            text = read.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            archive.writestr(entry.filename, text)
    return stream.getvalue()


def as_geojson(places: Sequence[dict[str, object]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {key: value for key, value in one.items() if key not in ("lon", "lat")},
            "geometry": {"type": "Point", "coordinates": [one["lon"], one["lat"]]},
        }
        for one in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def files_in(folder: Path) -> dict[str, str]:
    """Give the files of a folder of places by their place and year."""
    found = sorted(folder.glob("*/*.yaml"))
    return {f"{path.parent.name}/{path.stem}": path.read_text("utf-8") for path in found}
