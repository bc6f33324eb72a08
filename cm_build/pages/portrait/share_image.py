"""The image that messaging tools and social networks show for a place: 1200 × 630 pixels, PNG."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import Box
from cm_build.pages.portrait.lettering import Face, load_face, unpack
from cm_build.pages.shell.environment import declared, joined, without_media
from cm_build.pages.shell.page import Template

if TYPE_CHECKING:
    from cm_build.drawing.building import Building
    from cm_build.pages.portrait.view import Datapanorama

WIDTH, HEIGHT = 1200, 630
MARGIN, GUTTER = 64, 28
# The name leaves the right side to the building, and takes the whole width without one.
TEXT_WIDTH = {True: 540.0, False: 1072.0}
NAME_SIZES = (88, 76, 66, 56, 48)
NAME_LINES, TAGLINE_LINES, LABEL_LINES = 3, 4, 2
TAGLINE_SIZE, LABEL_SIZE = 27, 22
FIGURES = 3
# Where the drawing stands: its lowest line is the one that the figures hang from.
DRAWING_RIGHT, DRAWING_TOP, DRAWING_WIDTH = WIDTH - MARGIN, 40, 510
_TOP, _BOTTOM = 128.0, 436.0
_USE = re.compile(r"var\((--[a-z0-9-]+)(?:,([^()]*))?\)")


class Lines(NamedTuple):
    """Lines of text, their size, the baseline of the first, the step to the next."""

    lines: tuple[str, ...]
    size: float
    first: float
    step: float


class ShownFigure(NamedTuple):
    """A big number at its place."""

    value: str
    label: tuple[str, ...]
    x: float
    width: float


@dataclass(frozen=True)
class ShareTemplate(Template, path="pages/portrait/share_image.svg"):
    """The image; `ground` is where the building stands, `low` the line the figures hang from."""

    building: Building | None
    ground: Box | None
    place: str
    title: Lines
    tagline: Lines
    figures: tuple[ShownFigure, ...]
    low: float
    foot: str


@dataclass(frozen=True)
class Typeface:
    """Our title typeface as the drawing library needs it: two weights, plain files, their names."""

    heavy: Face
    medium: Face
    files: tuple[str, ...]


# Weights of the typeface and the characters each file holds.
_WEIGHTS, _ALPHABETS = ("800", "500"), ("latin", "latin-ext")
PACKAGE = "@fontsource/bricolage-grotesque"


def font_files(modules: Path) -> dict[str, list[Path]]:
    """Name the files of each weight under `node_modules`."""
    folder = modules / PACKAGE / "files"
    return {
        weight: [
            folder / f"bricolage-grotesque-{alphabet}-{weight}-normal.woff"
            for alphabet in _ALPHABETS
        ]
        for weight in _WEIGHTS
    }


def load_typeface(modules: Path, folder: Path) -> Typeface | None:
    """Unpack the typeface into `folder`; None when its package is not installed."""
    weights = font_files(modules)
    if not all(path.is_file() for paths in weights.values() for path in paths):
        return None
    plain: list[str] = []
    for paths in weights.values():
        for path in paths:
            target = folder / path.with_suffix(".ttf").name
            unpack(path, target)
            plain.append(str(target))
    heavy, medium = (load_face(weights[weight]) for weight in _WEIGHTS)
    return Typeface(heavy, medium, tuple(plain))


def share_svg(view: Datapanorama, site_name: str, typeface: Typeface) -> str:
    """Draw the image as SVG: every length of text is measured here, since nothing flows in SVG.

    Empty when the typeface can write nothing of the name: an image without a name serves nobody.
    """
    width = TEXT_WIDTH[view.building is not None]
    heavy, medium = typeface.heavy, typeface.medium
    title = heavy.known(view.name)
    if not any(character.isalnum() for character in title):
        return ""
    size, lines = heavy.largest(title, NAME_SIZES, width, NAME_LINES)
    name = Lines(lines, size, _TOP + size * 0.85, size * 1.02)
    below = name.first + name.step * (len(lines) - 1) + 48
    step = TAGLINE_SIZE * 1.3
    room = max(0, min(TAGLINE_LINES, int((_BOTTOM - 24 - below) // step) + 1))
    tagline = medium.lines(medium.known(view.tagline), TAGLINE_SIZE, width, room) if room else ()
    place = medium.known(f"{view.commune} · {view.departement}")
    example = " · Lieu fictif, donné en exemple" if view.fictional else ""
    foot = medium.known(f"{site_name}, {view.year}{example}")
    return ShareTemplate(
        building=view.building,
        ground=_ground(view.building) if view.building else None,
        place=medium.lines(place, 26, width, 1)[0] if place.strip() else "",
        title=name,
        tagline=Lines(tagline, TAGLINE_SIZE, below, step),
        figures=_figures(view, medium),
        low=_BOTTOM,
        foot=medium.lines(foot, 20, WIDTH - 2 * MARGIN, 1)[0],
    ).written()


def _ground(building: Building) -> Box:
    """Place the building as large as it goes, standing on the line of the figures."""
    room = _BOTTOM - DRAWING_TOP
    scale = min(DRAWING_WIDTH / building.width, room / building.height)
    width, height = building.width * scale, building.height * scale
    return Box(DRAWING_RIGHT - width, _BOTTOM - height, width, height)


def _figures(view: Datapanorama, medium: Face) -> tuple[ShownFigure, ...]:
    column = (WIDTH - 2 * MARGIN - GUTTER * (FIGURES - 1)) / FIGURES
    return tuple(
        ShownFigure(
            f"{figure.value}\u00a0{figure.unit}" if figure.unit else figure.value,
            medium.lines(medium.known(figure.label), LABEL_SIZE, column, LABEL_LINES),
            MARGIN + index * (column + GUTTER),
            column,
        )
        for index, figure in enumerate(view.key_figures[:FIGURES])
    )


def share_png(svg: str, tint: int, typeface: Typeface) -> bytes:
    """Paint the drawing; only our own typeface is looked at, so every machine gives the same bytes."""
    import resvg_py  # noqa: PLC0415 - only what draws pictures needs it

    with tempfile.TemporaryDirectory() as nothing:
        png: bytes = resvg_py.svg_to_bytes(
            svg_string=svg,
            style_sheet=styles(tint),
            skip_system_fonts=True,
            font_files=list(typeface.files),
            # Nothing may be read from a folder: the drawing holds no picture of its own.
            resources_dir=nothing,
        )
    return png


def recipe(svg: str, tint: int) -> bytes:
    """Tell everything an image is made from, to know it again in the next build."""
    return "\0".join((version("resvg-py"), version("fonttools"), styles(tint), svg)).encode()


@cache
def styles(tint: int) -> str:
    """Join the styles of the drawing with their colours put in: painters know no CSS variable."""
    names = (
        "pages/shell/tokens.css",
        "drawing/building.css",
        "pages/portrait/share_image.css",
    )
    palette, building, own = (without_media(joined(name)) for name in names)
    values = declared(palette, ":root")
    around = with_values(own, values)
    inside = values | declared(building, ".cm-batiment") | declared(building, f".cm-b{tint}")
    return with_values(building, inside) + around


def with_values(sheet: str, values: dict[str, str]) -> str:
    """Replace each variable by its value, else by the fallback written beside it."""
    return _USE.sub(lambda match: values.get(match.group(1)) or match.group(2) or "", sheet)
