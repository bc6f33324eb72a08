"""Photos made by the tests: nothing binary is committed."""

from __future__ import annotations

import io

from PIL import Image
from PIL.ExifTags import GPS, Base

# What a camera would write of itself.
CAMERA = "MARQUE-DE-L-APPAREIL"


def photo(
    width: int = 1600,
    height: int = 1200,
    *,
    kind: str = "JPEG",
    position: bool = False,
    camera: bool = False,
    orientation: int = 1,
    comment: bytes = b"",
    mode: str = "RGB",
    seed: int = 0,
) -> bytes:
    """Draw a photo: red on the left, blue on the right, the upper third lighter."""
    image = Image.new("RGB", (width, height), (200, 40 + seed, 30))
    image.paste((30, 40, 200), (width // 2, 0, width, height))
    image.paste((240, 220, 180), (0, 0, width, height // 3))
    exif = Image.Exif()
    if camera:
        exif[Base.Make] = CAMERA
    if orientation != 1:
        exif[Base.Orientation] = orientation
    if position:
        exif[Base.GPSInfo] = {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (44.0, 24.0, 0.0),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (4.0, 8.0, 0.0),
        }
    written = io.BytesIO()
    options: dict[str, object] = {"comment": comment} if comment else {}
    if len(exif):
        options["exif"] = exif
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    """Read a picture back, whole."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
