"""What the two packages say, read with the standard library: the administrative list and the outlines."""

import csv
import io
import json
import lzma
import struct
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

Vertex = tuple[float, float]
Ring = list[Vertex]

_ABSENT: Final = r"\N"  # how PostgreSQL's COPY writes a missing value
_MULTIPOLYGON: Final = 6
_HEADER: Final = struct.Struct("<BII")
_COUNT: Final = struct.Struct("<I")
_TOWN_HALL_SHIFT: Final = 16  # a WKB point ends with two doubles


class Listing(NamedTuple):
    """The four lists of the administrative division, as the npm package writes them."""

    communes: list[dict[str, Any]]
    departements: list[dict[str, Any]]
    regions: list[dict[str, Any]]
    epci: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the outlines' file says of one commune, current or delegated."""

    code: str
    kind: str  # COM, COMD, COMA, ARM
    key: str
    parent: str
    rings: tuple[Ring, ...]
    town_hall: Vertex | None


def read_listing(package: Path) -> Listing:
    """Read communes, départements, régions and EPCI from the npm package (archive or folder)."""
    return Listing(
        *(
            json.loads(_member(package, f"data/{name}.json"))
            for name in ("communes", "departements", "regions", "epci")
        )
    )


def read_shapes(package: Path) -> list[Shape]:
    """Read outlines and town halls from the PyPI package (wheel, source archive or folder).

    Only the file of communes is opened.
    """
    csv.field_size_limit(sys.maxsize)
    text = lzma.decompress(_member(package, "data/communes.csv.lzma")).decode()
    return [
        Shape(
            code=row["code"],
            kind=row["type"],
            key=row["id"],
            parent=row["commune_parent_id"],
            rings=tuple(_rings(row["geometry"])),
            town_hall=_point(row["mairie_localisation"]),
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _member(package: Path, ending: str) -> bytes:
    if package.is_dir():
        (path,) = sorted(package.rglob(ending))
        return path.read_bytes()
    if zipfile.is_zipfile(package):
        with zipfile.ZipFile(package) as wheel:
            (name,) = (n for n in wheel.namelist() if n.endswith(f"/{ending}"))
            return wheel.read(name)
    with tarfile.open(package) as archive:
        (member,) = (m for m in archive.getmembers() if m.name.endswith(f"/{ending}"))
        stream = archive.extractfile(member)
        if stream is None:
            raise FileNotFoundError(ending)
        return stream.read()


def _point(text: str) -> Vertex | None:
    if text in {"", _ABSENT}:
        return None
    longitude, latitude = struct.unpack("<dd", bytes.fromhex(text)[-_TOWN_HALL_SHIFT:])
    return longitude, latitude


def _rings(text: str) -> Iterator[Ring]:
    """Decode the rings of a well-known-binary multipolygon; outer rings and holes alike."""
    if text in {"", _ABSENT}:
        return
    data = bytes.fromhex(text)
    little_endian, kind, polygons = _HEADER.unpack_from(data)
    if (little_endian, kind) != (1, _MULTIPOLYGON):
        raise ValueError("outline that is not a little-endian multipolygon")
    offset = _HEADER.size
    for _ in range(polygons):
        _, _, rings = _HEADER.unpack_from(data, offset)
        offset += _HEADER.size
        for _ in range(rings):
            (count,) = _COUNT.unpack_from(data, offset)
            values = struct.unpack_from(f"<{2 * count}d", data, offset + _COUNT.size)
            offset += _COUNT.size + 16 * count
            yield list(zip(values[::2], values[1::2], strict=True))
