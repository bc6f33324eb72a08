"""From any picture to plain upright pixels: what every copy of a photo starts from."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

_WHITE = (255, 255, 255)
# Integer modes hold up to 65,535, and a byte up to 255: 65,535 / 255.
_SIXTEEN_BITS = 257


def plain_pixels(image: Image.Image) -> Image.Image:
    """Turn a picture upright and give it plain red, green and blue.

    Transparency becomes white. Another colour profile is converted, so that colours stay right
    without it; a broken profile is ignored, as browsers do.
    """
    return in_srgb(ImageOps.exif_transpose(image))


def in_srgb(image: Image.Image) -> Image.Image:
    """Give plain red, green and blue, in bytes."""
    if image.mode.startswith("I"):
        # Pillow would cut at 255 instead of scaling: a scan would come out white.
        image = image.convert("I").point(lambda value: value * (1 / _SIXTEEN_BITS)).convert("L")
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
