"""Blocks of image files: what makes pixels is known, and everything else is told."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from PIL.ExifTags import Base

from cm_build.places import exif
from cm_build.places.containers import extras, words_of
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


def ifd(*entries: tuple[int, int, int, bytes], following: int = 0) -> bytes:
    """Write one folder of an EXIF block: tag, type, count, and the four bytes of a value."""
    told = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3] for entry in entries)
    return struct.pack(">H", len(entries)) + told + struct.pack(">I", following)


def short(value: int) -> bytes:
    return struct.pack(">HH", value, 0)


HEAD = b"MM\0*" + struct.pack(">I", 8)
# As Apple's browsers write it: orientation, then a folder with the colour space and the size.
SHAPE = HEAD + ifd((0x0112, 3, 1, short(6)), (0x8769, 4, 1, struct.pack(">I", 38))) + ifd(
    (0xA001, 3, 1, short(1)), (0xA002, 3, 1, short(60)), (0xA003, 3, 1, short(40))
)  # fmt: skip
APPLE = base64.b64decode("UGhvdG9zaG9wIDMuMAA4QklNBAQAAAAAAAA4QklNBCUAAAAAABDUHYzZjwCyBOmACZjs+EJ+")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "JPEG"),
        (PNG, "PNG"),
        (WEBP, "WEBP"),
        (saved("JPEG", progressive=True, quality=95, icc_profile=SRGB), "JPEG"),
        (saved("WEBP", icc_profile=SRGB), "WEBP"),
        (photo(60, 40, mode="CMYK"), "JPEG"),
        (photo(60, 40, mode="P", kind="PNG"), "PNG"),
        (saved("PNG", dpi=(72, 72), icc_profile=SRGB), "PNG"),
        (saved("WEBP", lossless=True), "WEBP"),
        (in_jpeg(b"\xff\xff\xff"), "JPEG"),  # fill bytes before a marker
        (in_jpeg(segment(0xED, APPLE)), "JPEG"),
        (in_jpeg(segment(0xE1, b"Exif\0\0" + SHAPE)), "JPEG"),
        (in_png(chunk(b"eXIf", SHAPE)), "PNG"),
        (in_webp((b"EXIF", SHAPE)), "WEBP"),
    ],
)
def test_pixels_and_colours_are_nothing_more(content: bytes, kind: str) -> None:
    assert extras(content, kind) == ()


def named(profile: bytes) -> bytes:
    """Name the screen of someone in a profile, in the place of a common word."""
    word, other = ("sRGB built-in".encode("utf-16-be"), "Écran de Lou ".encode("utf-16-be"))
    assert word in profile
    return profile.replace(word, other)


@pytest.mark.parametrize(
    ("content", "kind", "found"),
    [
        (photo(60, 40, camera=True), "JPEG", (exif.CAMERA,)),
        (photo(60, 40, camera=True, kind="PNG"), "PNG", (exif.CAMERA,)),
        (photo(60, 40, camera=True, kind="WEBP"), "WEBP", (exif.CAMERA,)),
        (photo(60, 40, position=True), "JPEG", (exif.POSITION,)),
        (in_jpeg(segment(0xE1, b"Exif\0\0" + SHAPE) * 2), "JPEG", ("EXIF second",)),
        (in_jpeg(segment(0xE1, b"Exif\0\0x")), "JPEG", (exif.OTHER,)),
        (in_jpeg(segment(0xED, APPLE + b"x")), "JPEG", ("segment ED",)),
        (in_jpeg(segment(0xE0, b"JFIF\0" + bytes(9) + b"vignette")), "JPEG", ("segment E0",)),
        (in_jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + named(SRGB))), "JPEG", ("profil",)),
        (in_png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(named(SRGB)))), "PNG", ("profil",)),
        (in_png(chunk(b"iCCP", b"Ecran de Lou\0\0" + zlib.compress(SRGB))), "PNG", ("profil",)),
        (in_png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(SRGB) + b"x")), "PNG", ("profil",)),
        (in_png(chunk(b"iCCP", b"icc\0\0x")), "PNG", ("profil",)),
        (in_webp((b"ICCP", SRGB + b"44.1N")), "WEBP", ("profil",)),
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
        (in_webp((b"EXIF", b"a"), (b"EXIF", b"b")), "WEBP", (exif.OTHER, "EXIF second")),
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


def with_tag(tag: int, value: bytes, kind: int = 2) -> bytes:
    """Write a block with one tag whose value follows its folder."""
    return HEAD + ifd((tag, kind, len(value), struct.pack(">I", 26))) + value


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (SHAPE, ()),
        (with_tag(0x010E, b"Chez Lou, 44.1 N\0"), (exif.TEXT,)),
        (with_tag(0x013B, b"Lou Martin\0"), (exif.TEXT,)),
        (with_tag(0x9C9D, "Lou".encode("utf-16-le"), 1), (exif.TEXT,)),
        (with_tag(0x9003, b"2025:05:18 10:00:00\0"), (exif.DATE,)),
        (with_tag(0xA431, b"SN-0042-77\0"), (exif.SERIAL,)),
        (with_tag(0x927C, b"Apple iOS\0\0\1", 7), (exif.MAKER,)),
        (with_tag(0x0110, b"Appareil\0"), (exif.CAMERA,)),
        # A number that holds a text, a tag nobody knows, words between what is named.
        (with_tag(0x0112, b"44.1 N, 4.08 E\0"), (exif.OTHER,)),
        (with_tag(0x0112, b"44.1 N, 4.08 E", 7), (exif.OTHER,)),
        (with_tag(0xC0DE, b"44.1 N, 4.08 E\0"), (exif.OTHER,)),
        (SHAPE + b"44.1 N", (exif.OTHER,)),
        (SHAPE + bytes(6), ()),
        (HEAD + ifd((0x0112, 3, 1, short(1)), following=26) + ifd(), (exif.THUMBNAIL,)),
        (HEAD + ifd((0x8769, 4, 1, struct.pack(">I", 8))), (exif.OTHER,)),
        (HEAD + ifd((0x0112, 99, 1, short(1))), (exif.OTHER,)),
        (HEAD + b"\xff\xff", (exif.OTHER,)),
        (SHAPE[:-9], (exif.OTHER,)),
        (b"", (exif.OTHER,)),
    ],
)
def test_an_exif_block_may_only_hold_a_picture_upright(block: bytes, told: tuple[str, ...]) -> None:
    assert exif.told_by(block) == told


def test_every_text_a_camera_can_write_is_seen() -> None:
    written_tags = 0
    for tag in {one.value for one in Base} - {0x8769, 0x8825, 0xA005}:
        block = Image.Exif()
        block[tag] = "44.1 N, 4.08 E"
        try:
            written = saved("JPEG", exif=block)
        except (ValueError, TypeError, struct.error):
            continue  # Pillow does not write a text there
        if b"44.1 N" in written:
            written_tags += 1
            assert extras(written, "JPEG"), tag
    assert written_tags > 50


def test_what_was_found_is_named_as_people_do() -> None:
    assert words_of(("segment FE", exif.CAMERA, exif.POSITION, "caNv", "iTXt")) == (
        "la position",
        "l’appareil",
        "un commentaire",
        "un texte",
        "d’autres données",
    )
