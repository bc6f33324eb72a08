"""What an EXIF block tells besides how to hold a picture: orientation, size and colour say nothing more.

Every byte is accounted for: what no tag names could hold anything. Source: TIFF 6.0, section 2, and
EXIF 2.32 (JEITA CP-3451E), section 4.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

POSITION = "EXIF position"
DATE, CAMERA, SERIAL, TEXT = "EXIF date", "EXIF appareil", "EXIF série", "EXIF texte"
MAKER, THUMBNAIL, OTHER = "EXIF fabricant", "EXIF vignette", "EXIF autre"
_MARKS: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TEXT_TYPE = 2
# No measure of a picture is longer than a fraction of two numbers.
_LONGEST = 8
_HEADER, _ENTRY, _INSIDE = 8, 12, 4
_EXIF, _GPS, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
_POINTERS = (_EXIF, _GPS, _INTEROPERABILITY)
# Orientation, sizes, resolution, colour space, and the versions of the standard.
_SHAPE = frozenset(
    {0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011A, 0x011B, 0x011C, 0x0128, 0x0213}
    | {0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003}
)
_GPS_VERSION = 0
_TELLING = {
    **dict.fromkeys((0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292), DATE),
    **dict.fromkeys((0x010F, 0x0110, 0x0131, 0xA433, 0xA434, 0xC614), CAMERA),
    **dict.fromkeys((0xA431, 0xA435, 0xC62F, 0xA420), SERIAL),
    **dict.fromkeys((0x010E, 0x013B, 0x8298, 0x9286, 0xA430, *range(0x9C9B, 0x9CA0)), TEXT),
    **dict.fromkeys((0x927C, 0xC634), MAKER),
}  # fmt: skip


class _Entry(NamedTuple):
    """One tag: where it stands, what it holds, and where its value is."""

    tag: int
    kind: int
    value: int
    start: int
    end: int


def told_by(block: bytes) -> tuple[str, ...]:
    """Name what a block tells, without repetition; nothing when it only holds the picture upright."""
    try:
        return tuple(dict.fromkeys(_told(block)))
    except (IndexError, ValueError, KeyError):
        return (OTHER,)


def _told(block: bytes) -> Iterator[str]:
    order = _MARKS[block[:4]]
    spans = [(0, _HEADER)]
    waiting = [(number_at(block, 4, 4, order), 0)]
    seen = set[int]()
    while waiting:
        at, folder = waiting.pop()
        if at in seen:
            raise ValueError
        seen.add(at)
        count = number_at(block, at, 2, order)
        end = at + 2 + _ENTRY * count
        spans.append((at, end + 4))
        for entry in _entries(block, at + 2, count, order):
            spans.append((entry.start, entry.end))
            if entry.tag in _POINTERS and not folder:
                waiting.append((entry.value, entry.tag))
            else:
                yield from _judged(entry, folder)
        if number_at(block, end, 4, order):
            yield THUMBNAIL
    if something_between(block, spans):
        yield OTHER


def _entries(
    block: bytes, at: int, count: int, order: Literal["little", "big"]
) -> Iterator[_Entry]:
    for start in range(at, at + _ENTRY * count, _ENTRY):
        tag, kind = number_at(block, start, 2, order), number_at(block, start + 2, 2, order)
        size = _SIZES[kind] * number_at(block, start + 4, 4, order)
        value = number_at(block, start + 8, 4, order)
        first = start + 8 if size <= _INSIDE else value
        if first + size > len(block):
            raise ValueError
        yield _Entry(tag, kind, value, first, first + size)


def _judged(entry: _Entry, folder: int) -> Iterator[str]:
    length = entry.end - entry.start
    if folder == _GPS:
        if entry.tag != _GPS_VERSION or length > _INSIDE:
            yield POSITION
    elif entry.tag in _TELLING:
        yield _TELLING[entry.tag]
    elif entry.tag not in _SHAPE or entry.kind == _TEXT_TYPE or length > _LONGEST:
        yield OTHER


def something_between(block: bytes, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether something stands where nothing leads; zeros only fill."""
    reached = 0
    for start, end in [*sorted(spans), (len(block), len(block))]:
        if any(block[reached:start]):
            return True
        reached = max(reached, end)
    return False


def number_at(block: bytes, at: int, size: int, order: Literal["little", "big"]) -> int:
    """Read a whole number.

    Raises:
        ValueError: the block ends before it.
    """
    if at < 0 or at + size > len(block):
        raise ValueError
    return int.from_bytes(block[at : at + size], order)
