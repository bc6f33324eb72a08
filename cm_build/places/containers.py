"""What an image file holds besides its pixels, read block by block.

Decoders look past what they do not know: a second EXIF block, a film after the end of a photo, the
texts of a retouching program. Each can say where a photo was taken. So the blocks that make an
image are listed, and anything else counts as something more.

Sources: JPEG, ITU-T T.81 annex B; PNG, third edition, chapter 11; WebP container, RFC 9649.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping

from cm_build.places import exif
from cm_build.places.colour_profile import COMMON, says_only_colours

_PNG_SIGNATURE, _PNG_END = 8, b"IEND"
_PNG_PIXELS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)  # fmt: skip
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_WEBP_HEADER = 12
# What programs call the profile of a PNG when nobody named it.
_PNG_PROFILE_NAMES = (b"icc profile", b"icc", b"icm", b"photoshop icc profile")
_LARGEST_PROFILE = 4_000_000
# Markers of a JPEG without a length: standalone ones, and the end.
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
# Frames, tables, scans, and restart intervals: all that makes pixels (T.81, table B.1).
_JPEG_PIXELS = frozenset({*range(0xC0, 0xD0), _JPEG_SCAN, 0xDB, 0xDC, 0xDD, 0xDE}) - {0xC8}
# Application segments that only say how to read pixels, by their marker, first bytes and length.
_JPEG_HARMLESS = ((0xE0, b"JFIF\0", 14), (0xEE, b"Adobe", 12))
_JPEG_EXIF, _JPEG_EXIF_AT = (0xE1, b"Exif\0"), 6
_JPEG_PROFILE, _JPEG_PROFILE_AT = (0xE2, b"ICC_PROFILE\0"), 14
# What Apple's browsers write in every picture: that it has no IPTC text, by the digest of nothing.
_JPEG_WITHOUT_TEXT = (
    0xED,
    b"Photoshop 3.0\x008BIM\x04\x04" + bytes(6) + b"8BIM\x04\x25" + bytes(5) + b"\x10"
    + bytes.fromhex("d41d8cd98f00b204e9800998ecf8427e"),
)  # fmt: skip
PROFILE, AGAIN = "profil", "EXIF second"
_WORDS = {
    exif.POSITION: "la position",
    exif.DATE: "la date",
    exif.CAMERA: "l’appareil",
    exif.SERIAL: "un numéro de série",
    exif.TEXT: "un texte",
    exif.MAKER: "des données du fabricant",
    exif.THUMBNAIL: "une vignette",
    PROFILE: "un profil de couleurs nommé",
    "segment E1": "des données XMP",
    "XMP ": "des données XMP",
    "segment ED": "des données IPTC",
    "segment FE": "un commentaire",
    **dict.fromkeys(("tEXt", "zTXt", "iTXt"), "un texte"),
    "tIME": "la date",
    "suite": "ce qui suivait l’image",
}
_OTHER_WORDS = "d’autres données"


def extras(content: bytes, kind: str) -> tuple[str, ...]:
    """Name what an image holds besides its pixels, their size, orientation and colours.

    `kind` is the format found by the decoder: JPEG (or MPO, several of them), PNG, WEBP. A file cut
    in the middle of a block counts as holding more: the rest cannot be vouched for.
    """
    try:
        return tuple(_READERS[kind](content))
    except (IndexError, ValueError):
        return ("fin illisible",)


def words_of(names: Iterable[str]) -> tuple[str, ...]:
    """Name the same things as people do, the most telling first."""
    return tuple(
        dict.fromkeys(_WORDS.get(name, _OTHER_WORDS) for name in sorted(names, key=_telling))
    )


def _telling(name: str) -> int:
    order = list(_WORDS)
    return order.index(name) if name in order else len(order)


def _from_exif(blocks: list[bytes]) -> list[str]:
    """Name what EXIF blocks tell: a second one is read by no decoder, and refused."""
    names = [name for block in blocks for name in exif.told_by(block)]
    return [*dict.fromkeys(names), *([AGAIN] if len(blocks) > 1 else [])]


def _from_profile(profile: bytes) -> list[str]:
    return [] if says_only_colours(profile) else [PROFILE]


def _jpeg(content: bytes) -> list[str]:
    names: list[str] = []
    blocks: list[bytes] = []
    profile = bytearray()
    at = 2
    while True:
        if content[at] != 0xFF:  # noqa: PLR2004 - every JPEG marker starts so
            raise ValueError
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill bytes may precede a marker
            at += 1
            continue
        if marker == _JPEG_END:
            names += _from_exif(blocks) + (_from_profile(bytes(profile)) if profile else [])
            return names if at + 2 == len(content) else [*names, "suite"]
        if marker in _JPEG_ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        data = content[at + 4 : at + 2 + length]
        if length < 2 or at + 2 + length > len(content):  # noqa: PLR2004 - it counts itself
            raise ValueError
        if (marker, data[:5]) == _JPEG_EXIF:
            blocks.append(data[_JPEG_EXIF_AT:])
        elif (marker, data[:12]) == _JPEG_PROFILE:
            # The parts of a long profile follow each other, each with its number.
            profile += data[_JPEG_PROFILE_AT:]
        elif not _is_harmless(marker, data):
            names.append(f"segment {marker:02X}")
        at += 2 + length
        if marker == _JPEG_SCAN:
            at = _next_marker(content, at)


def _is_harmless(marker: int, data: bytes) -> bool:
    return (
        marker in _JPEG_PIXELS
        or (marker, data) == _JPEG_WITHOUT_TEXT
        or any(
            marker == known and data.startswith(start) and len(data) == length
            for known, start, length in _JPEG_HARMLESS
        )
    )


def _next_marker(content: bytes, at: int) -> int:
    """Pass over the coded pixels: there, 0xFF is followed by 0 or by a restart marker."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following and following not in _JPEG_ALONE:
            return at
        at += 2


def _png(content: bytes) -> list[str]:
    names: list[str] = []
    blocks: list[bytes] = []
    at = _PNG_SIGNATURE
    while True:
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        at += 12 + length
        if at > len(content) or not name:
            raise ValueError
        if name == _PNG_END:
            names += _from_exif(blocks)
            return names if at == len(content) and not length else [*names, "suite"]
        data = content[at - 4 - length : at - 4]
        if name == b"eXIf":
            blocks.append(data)
        elif name == b"iCCP":
            names += _packed_profile(data)
        elif name not in _PNG_PIXELS:
            names.append(name.decode("latin-1"))


def _packed_profile(data: bytes) -> list[str]:
    """Judge the profile of a PNG: its own name, then its bytes, never swollen beyond a real one."""
    label, _, packed = data.partition(b"\0")
    reader = zlib.decompressobj()
    try:
        profile = reader.decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return [PROFILE]
    whole = reader.eof and not reader.unused_data
    named = label.lower() in _PNG_PROFILE_NAMES or label.decode("latin-1") in COMMON
    return _from_profile(profile) if whole and named else [PROFILE]


def _webp(content: bytes) -> list[str]:
    names: list[str] = []
    blocks: list[bytes] = []
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        names.append("suite")
    at = _WEBP_HEADER
    while at < len(content):
        name = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + length > len(content):
            raise ValueError
        data = content[at + 8 : at + 8 + length]
        if name == b"EXIF":
            blocks.append(data.removeprefix(b"Exif\0\0"))
        elif name == b"ICCP":
            names += _from_profile(data)
        elif name not in _WEBP_PIXELS:
            names.append(name.decode("latin-1"))
        at += 8 + length + length % 2
    return names + _from_exif(blocks)


_READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
}
