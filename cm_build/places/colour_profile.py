"""Colour profiles: numbers, and the texts of the common ones; any other text may name a person.

A screenshot carries the profile of its screen, which is named by its owner and numbered by its maker.
Source: ICC.1:2022, sections 7 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator

from cm_build.places.exif import number_at, something_between

_HEADER, _ENTRY = 128, 12
_SIGNATURE, _SIGNATURE_AT = b"acsp", 36
# Tags that hold numbers only, and those that hold a text.
_NUMBERS = frozenset(
    {b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"bkpt", b"lumi", b"rTRC", b"gTRC", b"bTRC", b"kTRC"}
    | {b"chad", b"chrm", b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"}
    | {b"meas", b"tech", b"view"}
)
_TEXTS = frozenset({b"desc", b"cprt", b"dmnd", b"dmdd", b"vued"})
COMMON = frozenset(
    {
        "",
        "sRGB",
        "sRGB built-in",
        "sRGB IEC61966-2.1",
        "sRGB2014",
        "c2",
        "c2ci",
        "Display P3",
        "Adobe RGB (1998)",
        "IEC http://www.iec.ch",
        "IEC 61966-2.1 Default RGB colour space - sRGB",
        "Reference Viewing Condition in IEC61966-2.1",
        "Copyright (c) 1998 Hewlett-Packard Company",
        "Copyright International Color Consortium, 2015",
        "Copyright 1999 Adobe Systems Incorporated",
        "Copyright 2000 Adobe Systems Incorporated",
        "Google Inc. 2016",
        "No copyright, use freely",
        "Public Domain",
        "CC0",
        "FB",
        *(f"Copyright Apple Inc., {year}" for year in range(2015, 2036)),
    }
)


def says_only_colours(profile: bytes) -> bool:
    """Tell whether a profile holds numbers and common words, every byte of it being named."""
    try:
        return _says_only_colours(profile)
    except (IndexError, ValueError, UnicodeDecodeError):
        return False


def _says_only_colours(profile: bytes) -> bool:
    if profile[_SIGNATURE_AT : _SIGNATURE_AT + 4] != _SIGNATURE:
        return False
    count = _number(profile, _HEADER)
    table = _HEADER + 4 + _ENTRY * count
    if table > len(profile):
        return False
    spans = [(0, table)]
    for at in range(_HEADER + 4, table, _ENTRY):
        name = profile[at : at + 4]
        start, length = _number(profile, at + 4), _number(profile, at + 8)
        data = profile[start : start + length]
        if start < table or len(data) != length:
            return False
        spans.append((start, start + length))
        common = name in _TEXTS and all(text in COMMON for text in _texts(data))
        if name not in _NUMBERS and not common:
            return False
    return not something_between(profile, spans)


def _texts(data: bytes) -> Iterator[str]:
    match data[:4]:
        case b"text":
            yield _bare(data[8:].decode("ascii"))
        case b"desc":
            end = 12 + _number(data, 8)
            yield _bare(data[12:end].decode("ascii"))
            wide = end + 8 + 2 * _number(data, end + 4)
            yield _bare(data[end + 8 : wide].decode("utf-16-be"))
            yield _bare(data[wide + 3 :].decode("ascii"))
        case b"mluc":
            yield from _translations(data)
        case _:
            raise ValueError


def _translations(data: bytes) -> Iterator[str]:
    count, size = _number(data, 8), _number(data, 12)
    if size != _ENTRY or 16 + size * count > len(data):
        raise ValueError
    reached = 16 + size * count
    for at in range(16, reached, size):
        length, start = _number(data, at + 4), _number(data, at + 8)
        yield _bare(data[start : start + length].decode("utf-16-be"))
        reached = max(reached, start + length)
    # What no translation names could be a text of its own.
    yield _bare(data[reached:].decode("ascii"))


def _bare(text: str) -> str:
    return text.strip("\0 ")


def _number(data: bytes, at: int) -> int:
    return number_at(data, at, 4, "big")
