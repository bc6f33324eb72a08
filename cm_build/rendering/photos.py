"""Copies of photos made from their pixels alone: no camera data, no position, no comment."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.viewing.photos import Copy

# Suffixes and formats, the one most browsers take first.
SUFFIXES = {".webp": "WEBP", ".jpg": "JPEG"}
# Compression: 75 is hardly told from the original on a photo; WebP's slowest method gains 2 %.
QUALITY: Mapping[str, Mapping[str, int]] = {
    "WEBP": {"quality": 75, "method": 4},
    "JPEG": {"quality": 78, "optimize": True, "progressive": True},
}
# Part of a cached copy's key: another library or other settings make other bytes.
RECIPE = f"Pillow {version('pillow')} {QUALITY}"
_WHITE = (255, 255, 255)


def copy_of(content: bytes, size: Copy, suffix: str) -> bytes:
    """Draw a photo again, upright, at one size and in one format."""
    with Image.open(io.BytesIO(content)) as original:
        original.draft("RGB", (size.width, size.height))
        upright = ImageOps.exif_transpose(original)
        pixels = in_srgb(upright).resize((size.width, size.height), Image.Resampling.LANCZOS)
    return encoded(pixels, SUFFIXES[suffix], QUALITY[SUFFIXES[suffix]])


def encoded(pixels: Image.Image, kind: str, options: Mapping[str, int]) -> bytes:
    """Encode pixels, and nothing else, into a new file."""
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    written = io.BytesIO()
    bare.save(written, kind, **options)
    return written.getvalue()


def in_srgb(image: Image.Image) -> Image.Image:
    """Give plain red, green and blue, on white where the image is transparent.

    A photo with another colour profile is converted, so that its colours stay right without the
    profile; a broken profile is ignored, as browsers do.
    """
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        flat = Image.new("RGB", image.size, _WHITE)
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted:
            return converted
    return image.convert("RGB")
