"""The photos of a place: what is accepted, and what is known of each before anything is drawn.

The originals stay where they are; the site shows copies made from their pixels alone. Whatever can
be wrong with a photo is told here, so that drawing the site cannot fail on one.
"""

from __future__ import annotations

import hashlib
import io
import shlex
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cm_build.places.answer import Given, Photo, Picture
from cm_build.places.assessment import Assessment
from cm_build.places.containers import extras
from cm_build.places.leftovers import listed
from cm_build.places.photo_name import folded, is_photo_name
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Mark
from cm_build.reading.problem import FIRST_LINE, Problem, problem

FOLDER = "photos"
FORMATS = ("JPEG", "PNG", "WEBP")
# Limits of an original: its weight on disk (bytes) and its size (pixels).
HEAVIEST = 8_000_000
LARGEST = 40_000_000
_ORIENTATION = 0x0112
# From this orientation on, the camera was held upright: width and height change places.
_UPRIGHT = 5
# Beyond this proportion of its sides, a picture is a ribbon: no page can show it, nor WebP hold it.
LONGEST_SHAPE = 10


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file turned out to be: a picture, or the code of what is wrong with it."""

    picture: Picture | None
    code: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class ReadPhotos:
    """The usable photos of a place by file name, and the problems of the others."""

    pictures: Mapping[str, Picture]
    problems: tuple[Problem, ...]


def photos_of(assessment: Assessment, names: Names) -> tuple[Photo, ...]:
    """List the photos a year names; empty when the questionnaire asks for none."""
    answer = assessment.answers.get(names.of_role(Role.PHOTOS) or "")
    value = answer.value if isinstance(answer, Given) else ()
    return (
        tuple(photo for photo in value if isinstance(photo, Photo))
        if isinstance(value, tuple)
        else ()
    )


def photos_mark(assessment: Assessment, names: Names) -> Mark:
    """Give the place where a year names its photos."""
    return assessment.mark_of(names.of_role(Role.PHOTOS))


def with_photos(assessment: Assessment, names: Names, photos: tuple[Photo, ...]) -> Assessment:
    """Give the same year with these photos."""
    path = names.of_role(Role.PHOTOS) or ""
    return replace(assessment, answers={**assessment.answers, path: Given(photos)})


def read_photos(folder: Path, name: str) -> ReadPhotos:
    """Inspect every file of a place's photo folder, named by a year or not.

    A photo nobody names is public all the same, since the repository is: its position must be
    cleaned too. `name` is the folder's path as problems show it.
    """
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    # A linked folder is told with the others of the place: nothing behind it is even listed.
    for path in [] if folder.is_symlink() else listed(folder):
        file = f"{name}/{path.name}"
        # The link is looked at first: following it could already lead out of the folder.
        if path.is_symlink():
            problems.append(problem("CM-504", file, FIRST_LINE, lu=path.name))
            continue
        if not path.is_file():
            problems.append(problem("CM-503", file, FIRST_LINE, lu=path.name))
            continue
        # A wrong name does not keep what is wrong inside from being told at once.
        wrong = _name_code(path.name, seen)
        if wrong:
            twin = seen.get(folded(path.name), "")
            problems.append(problem(wrong, file, FIRST_LINE, lu=path.name, attendu=twin))
        inspected = inspect(path)
        if inspected.picture is None:
            read = inspected.read or path.name
            problems.append(
                problem(inspected.code, file, FIRST_LINE, lu=read, fichier=shlex.quote(file))
            )
        elif not wrong:
            pictures[path.name] = inspected.picture
    return ReadPhotos(pictures, tuple(problems))


def _name_code(name: str, seen: dict[str, str]) -> str:
    """Give the code of a wrong name; `seen` keeps the names met, as some systems see them."""
    if not is_photo_name(name):
        return "CM-331"
    return "" if seen.setdefault(folded(name), name) == name else "CM-517"


def inspect(path: Path) -> Inspected:
    """Look at one file, its weight first, then its header, and its pixels last."""
    try:
        weight = path.stat().st_size
        content = path.read_bytes() if weight <= HEAVIEST else b""
    except OSError:
        return Inspected(None, "CM-509")
    if weight > HEAVIEST:
        return Inspected(None, "CM-511", f"{weight / 1_000_000:.1f}".replace(".", ",") + " Mo")
    return inspect_content(content)


def inspect_content(content: bytes) -> Inspected:
    """Look at a photo that is not a file yet."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most runs meet no photo

    from cm_build.places.pixels import plain_pixels  # noqa: PLC0415

    with warnings.catch_warnings():
        # Pillow warns of many harmless oddities of cameras; only an immense picture stops it.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                width, height = image.size
                refused = _refused(width, height)
                if refused:
                    return refused
                image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
                # Everything the site will do is done here once: nothing is left to fail there.
                plain_pixels(image)
                if extras(content, str(image.format)):
                    return Inspected(None, "CM-513")
                upright = image.getexif().get(_ORIENTATION, 1) >= _UPRIGHT
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return Inspected(None, "CM-512", "trop de pixels")
        except UnidentifiedImageError:
            return Inspected(None, "CM-510")
        except Exception:  # noqa: BLE001 - decoders meet hostile bytes, and raise what they like
            return Inspected(None, "CM-514")
    if upright:
        width, height = height, width
    return Inspected(Picture(width, height, hashlib.sha256(content).hexdigest()))


def _refused(width: int, height: int) -> Inspected | None:
    size = f"{width} × {height} pixels"
    if width * height > LARGEST:
        return Inspected(None, "CM-512", size)
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        return Inspected(None, "CM-516", size)
    return None


def unnamed(pictures: Mapping[str, Picture], named: set[str], name: str) -> Iterator[Problem]:
    """Tell the photos that no year names: they would weigh on the repository and never be seen."""
    for file in pictures:
        if file not in named:
            yield problem("CM-515", f"{name}/{file}", FIRST_LINE, lu=file)
