"""`cm photo`: clean photos where they are, before they enter a public repository."""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.cli.replacing import replace_file
from cm_build.places.containers import extras, words_of
from cm_build.places.photos import FORMATS, HEAVIEST, inspect
from cm_build.wording import french

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from PIL.Image import Image

# Enough for any screen the site is shown on, and light in a repository (pixels, longest side).
LONGEST = 2560
# A photo still too heavy is drawn smaller, by steps.
STEP = 0.75
QUALITY: Mapping[str, Mapping[str, int]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "WEBP": {"quality": 86, "method": 6},
    "PNG": {"optimize": True},
}


class Cleaned(NamedTuple):
    """A photo drawn again from its pixels, and what the original told besides them."""

    content: bytes
    size: tuple[int, int]
    before: tuple[int, int]
    erased: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("photos", nargs="+", type=Path, help="photos JPEG, PNG ou WebP à nettoyer")


def run(options: argparse.Namespace) -> int:
    """Clean every photo named; one that cannot be read stays as it was, and is told."""
    done = [clean(path) for path in options.photos]
    return 0 if all(done) else 1


def clean(path: Path) -> bool:
    """Replace one photo by its clean copy, in one rename; tell what was done."""
    if path.is_symlink():
        print(f"{path} est un lien : nettoyez le fichier qu’il désigne.", file=sys.stderr)
        return False
    try:
        cleaned = cleaned_photo(path)
    except Exception:  # noqa: BLE001 - decoders meet any bytes, and raise what they like
        words = "n’a pas pu être lue comme photo JPEG, PNG ou WebP : elle n’a pas été touchée."
        print(f"{path} {words}", file=sys.stderr)
        return False
    if cleaned is None:
        print(f"{path} est déjà propre : elle n’a pas été touchée.")
        return True
    before = path.stat().st_size
    try:
        replace_file(path, cleaned.content, path.stat().st_mode)
    except OSError:
        print(f"{path} ne peut pas être écrite : elle n’a pas été touchée.", file=sys.stderr)
        return False
    width, height = cleaned.size
    weights = f"{_kilobytes(before)} → {_kilobytes(len(cleaned.content))}"
    print(f"{path} : {_done(cleaned)} ; {width} × {height} pixels, {weights}.")
    if cleaned.erased:
        print("  Si cette photo a déjà été envoyée, l’ancienne reste dans l’historique du dépôt :")
        print("  dites-le à l’équipe du référentiel, qui sait l’en retirer.")
    return True


def _done(cleaned: Cleaned) -> str:
    """Say what was really done: nothing is erased that was not there."""
    done = []
    if cleaned.erased:
        done.append(f"effacé : {french.listed(cleaned.erased)}")
    if max(cleaned.size) < max(cleaned.before):
        done.append("réduite")
    return ", ".join(done) or "enregistrée de nouveau"


def cleaned_photo(path: Path) -> Cleaned | None:
    """Draw a photo again, small enough; None when there is nothing to clean.

    Raises:
        Exception: the file is no photo, or is damaged.
    """
    from PIL import Image  # noqa: PLC0415 - the other commands need no photo

    from cm_build.pages.portrait.photo_files import encoded  # noqa: PLC0415

    content = path.read_bytes()
    with warnings.catch_warnings():
        # Reducing an immense photo is what this command is for; only a bomb stops it.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as original:
            kind = str(original.format)
            hidden, before = extras(content, kind), original.size
            if not hidden and max(before) <= LONGEST and inspect(path).picture:
                return None
            pixels = _pixels(original)
    kind = "JPEG" if kind == "MPO" else kind
    pixels.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    made = encoded(pixels, kind, QUALITY[kind])
    while len(made) > HEAVIEST:
        smaller = (round(pixels.width * STEP), round(pixels.height * STEP))
        pixels = pixels.resize(smaller, Image.Resampling.LANCZOS)
        made = encoded(pixels, kind, QUALITY[kind])
    return Cleaned(made, pixels.size, before, words_of(hidden))


def _pixels(image: Image) -> Image:
    """Take the pixels; a photo whose data cannot be read is taken as it is stored."""
    from cm_build.places.pixels import in_srgb, plain_pixels  # noqa: PLC0415

    try:
        return plain_pixels(image)
    except Exception:  # noqa: BLE001 - a broken block must not stop what erases it
        return in_srgb(image)


def _kilobytes(weight: int) -> str:
    return f"{round(weight / 1000)} Ko"
