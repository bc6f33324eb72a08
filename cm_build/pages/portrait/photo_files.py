"""Copies of photos made from their pixels alone: no camera data, no position, no comment."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING

from PIL import Image

from cm_build.places.photos import FORMATS
from cm_build.places.pixels import plain_pixels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.pages.portrait.photos import Copy

# Suffixes and formats, the one most browsers take first.
SUFFIXES = {".webp": "WEBP", ".jpg": "JPEG"}
# Compression: 75 is hardly told from the original on a photo; WebP's slowest method gains 2 %.
QUALITY: Mapping[str, Mapping[str, int]] = {
    "WEBP": {"quality": 75, "method": 4},
    "JPEG": {"quality": 78, "optimize": True, "progressive": True},
}
# Part of a cached copy's key: another library or other settings make other bytes.
RECIPE = f"Pillow {version('pillow')} {QUALITY}"


def copy_of(content: bytes, size: Copy, suffix: str) -> bytes:
    """Draw a photo again, upright, at one size and in one format."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as original:
        original.draft("RGB", (size.width, size.height))
        pixels = plain_pixels(original)
    pixels = pixels.resize((size.width, size.height), Image.Resampling.LANCZOS)
    return encoded(pixels, SUFFIXES[suffix], QUALITY[SUFFIXES[suffix]])


def encoded(pixels: Image.Image, kind: str, options: Mapping[str, int]) -> bytes:
    """Encode pixels, and nothing else, into a new file."""
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    written = io.BytesIO()
    bare.save(written, kind, **options)
    return written.getvalue()
