"""What an image file holds besides its pixels, read block by block.

Decoders look past what they do not know: a second EXIF block, a film after the end of a photo, the
texts of a retouching program. Each can say where a photo was taken. So the blocks that make an
image are listed, and anything else counts as something more.

Sources: JPEG, ITU-T T.81 annex B; PNG, third edition, chapter 11; WebP container, RFC 9649.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXIF = "EXIF"
_PNG_SIGNATURE, _PNG_END = 8, b"IEND"
_PNG_PIXELS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)  # fmt: skip
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_HEADER = 12
# Markers of a JPEG without a length: standalone ones, and the end.
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
# Frames, tables, scans, and restart intervals: all that makes pixels (T.81, table B.1).
_JPEG_PIXELS = frozenset({*range(0xC0, 0xD0), _JPEG_SCAN, 0xDB, 0xDC, 0xDD, 0xDE}) - {0xC8}
# Application segments that only say how to read pixels, by their marker and first bytes.
_JPEG_HARMLESS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_JPEG_EXIF = (0xE1, b"Exif\0")


def extras(content: bytes, kind: str) -> tuple[str, ...]:
    """Name what an image holds besides its pixels; `EXIF` once for each such block.

    `kind` is the format found by the decoder: JPEG (or MPO, several of them), PNG, WEBP. A file cut
    in the middle of a block counts as holding more: the rest cannot be vouched for.
    """
    try:
        return tuple(_READERS[kind](content))
    except (IndexError, ValueError):
        return ("fin illisible",)


def _jpeg(content: bytes) -> list[str]:
    found: list[str] = []
    at = 2
    while True:
        if content[at] != 0xFF:  # noqa: PLR2004 - every JPEG marker starts so
            raise ValueError
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill bytes may precede a marker
            at += 1
            continue
        if marker == _JPEG_END:
            return found if at + 2 == len(content) else [*found, "suite"]
        if marker in _JPEG_ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        data = content[at + 4 : at + 2 + length]
        if length < 2 or at + 2 + length > len(content):  # noqa: PLR2004 - it counts itself
            raise ValueError
        if (marker, data[:5]) == _JPEG_EXIF:
            found.append(EXIF)
        elif marker not in _JPEG_PIXELS and not any(
            marker == known and data.startswith(start) for known, start in _JPEG_HARMLESS
        ):
            found.append(f"segment {marker:02X}")
        at += 2 + length
        if marker == _JPEG_SCAN:
            at = _next_marker(content, at)


def _next_marker(content: bytes, at: int) -> int:
    """Pass over the coded pixels: there, 0xFF is followed by 0 or by a restart marker."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following and following not in _JPEG_ALONE:
            return at
        at += 2


def _png(content: bytes) -> list[str]:
    found: list[str] = []
    at = _PNG_SIGNATURE
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        at += 12 + length
        if at > len(content) or not name:
            raise ValueError
        if name == _PNG_END:
            return found if at == len(content) and not length else [*found, "suite"]
        if name == b"eXIf":
            found.append(EXIF)
        elif name not in _PNG_PIXELS:
            found.append(name.decode("latin-1"))


def _webp(content: bytes) -> list[str]:
    found: list[str] = []
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        found.append("suite")
    at = _WEBP_HEADER
    while at < len(content):
        name = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + length > len(content):
            raise ValueError
        if name == b"EXIF":
            found.append(EXIF)
        elif name not in _WEBP_PIXELS:
            found.append(name.decode("latin-1"))
        at += 8 + length + length % 2
    return found


_READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
}
