"""Blocks of image files: what makes pixels is known, and everything else is told."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from cm_build.places.containers import EXIF, extras
from tests.pictures import photo

JPEG, PNG, WEBP = (photo(60, 40, kind=kind) for kind in ("JPEG", "PNG", "WEBP"))


def segment(marker: int, data: bytes) -> bytes:
    """Write a JPEG segment: its length counts itself."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def in_jpeg(*segments: bytes) -> bytes:
    return JPEG[:2] + b"".join(segments) + JPEG[2:]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def in_png(*chunks: bytes) -> bytes:
    # The signature and the header are 33 bytes.
    return PNG[:33] + b"".join(chunks) + PNG[33:]


def in_webp(*chunks: tuple[bytes, bytes]) -> bytes:
    flags = b"VP8X" + struct.pack("<I", 10) + bytes([0x0C, 0, 0, 0, 59, 0, 0, 39, 0, 0])
    more = b"".join(n + struct.pack("<I", len(d)) + d + b"\0" * (len(d) % 2) for n, d in chunks)
    body = b"WEBP" + flags + WEBP[12:] + more
    return b"RIFF" + struct.pack("<I", len(body)) + body


def saved(kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 40, 30)).save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "JPEG"),
        (PNG, "PNG"),
        (WEBP, "WEBP"),
        (saved("JPEG", progressive=True, quality=95, icc_profile=b"x" * 70_000), "JPEG"),
        (photo(60, 40, mode="CMYK"), "JPEG"),
        (photo(60, 40, mode="P", kind="PNG"), "PNG"),
        (saved("PNG", dpi=(72, 72), icc_profile=b"profil"), "PNG"),
        (saved("WEBP", lossless=True), "WEBP"),
        (in_jpeg(b"\xff\xff\xff"), "JPEG"),  # fill bytes before a marker
    ],
)
def test_pixels_and_colours_are_nothing_more(content: bytes, kind: str) -> None:
    assert extras(content, kind) == ()


@pytest.mark.parametrize(
    ("content", "kind", "found"),
    [
        (photo(60, 40, camera=True), "JPEG", (EXIF,)),
        (photo(60, 40, camera=True, kind="PNG"), "PNG", (EXIF,)),
        (photo(60, 40, camera=True, kind="WEBP"), "WEBP", (EXIF,)),
        (in_jpeg(segment(0xE1, b"Exif\0\0x"), segment(0xE1, b"Exif\0\0y")), "JPEG", (EXIF, EXIF)),
        (in_jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")), "JPEG", ("segment E1",)),
        (in_jpeg(segment(0xE2, b"MPF\0")), "JPEG", ("segment E2",)),
        (in_jpeg(segment(0xEB, b"JP\0\0")), "JPEG", ("segment EB",)),
        (in_jpeg(segment(0xED, b"Photoshop 3.0\0")), "JPEG", ("segment ED",)),
        (in_jpeg(segment(0xFE, b"bonjour")), "JPEG", ("segment FE",)),
        (JPEG + b"\0\0\0\x18ftypmp42", "JPEG", ("suite",)),
        (JPEG + JPEG, "MPO", ("suite",)),
        (in_png(chunk(b"tEXt", b"Comment\0x")), "PNG", ("tEXt",)),
        (in_png(chunk(b"tIME", b"\7\xe9\1\1\1\1\1")), "PNG", ("tIME",)),
        (in_png(chunk(b"caNv", b"x")), "PNG", ("caNv",)),
        (PNG + b"x", "PNG", ("suite",)),
        (in_webp((b"XMP ", b"<x/>")), "WEBP", ("XMP ",)),
        (in_webp((b"EXIF", b"a"), (b"EXIF", b"b")), "WEBP", (EXIF, EXIF)),
        (WEBP + b"xxxx", "WEBP", ("suite", "fin illisible")),
    ],
)  # fmt: skip
def test_anything_else_is_told(content: bytes, kind: str, found: tuple[str, ...]) -> None:
    told = extras(content, kind)
    assert told == found or (found[0] == "suite" and told == ("fin illisible",))


def test_a_text_of_a_picture_is_told_however_it_is_packed() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", "<x/>", zip=True)
    assert extras(saved("PNG", pnginfo=told), "PNG") == ("iTXt",)


@pytest.mark.parametrize(("content", "kind"), [(JPEG, "JPEG"), (PNG, "PNG"), (WEBP, "WEBP")])
def test_no_cut_file_passes_for_whole(content: bytes, kind: str) -> None:
    for end in range(8, len(content) - 1):
        assert extras(content[:end], kind), end
