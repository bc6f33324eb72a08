"""The frame of an outline, and the dots inside: one path for all, however many they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cm_build.drawing.projection import dot_of
from cm_build.places.commune import Commune

_TOKEN = re.compile(r"[MmLlz]|-?(?:\d+\.?\d*|\.\d+)")
# Room around an outline, as a part of its size: dots on the border stay whole.
MARGIN = 0.06


class Box(NamedTuple):
    """A rectangle of a drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """Write it as an SVG view box."""
        return " ".join(format(round(side, 1), "g") for side in self)


def corners(outline: str) -> Iterable[tuple[float, float]]:
    """Give the points of an outline written with absolute moves and relative lines.

    Raises:
        ValueError: the outline is written otherwise.
    """
    command, x, y = "M", 0.0, 0.0
    numbers: list[float] = []
    for piece in _TOKEN.findall(outline):
        if piece in "MmLlz":
            command, numbers = piece, []
            continue
        numbers.append(float(piece))
        if len(numbers) < 2:  # noqa: PLR2004 - a point is two numbers
            continue
        relative = command in "ml"
        x, y = (x + numbers[0], y + numbers[1]) if relative else (numbers[0], numbers[1])
        numbers = []
        yield x, y
    if numbers:
        raise ValueError(outline[:40])


def frame(outlines: Iterable[str]) -> Box:
    """Surround outlines, with a margin."""
    points = [point for outline in outlines for point in corners(outline)]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    margin = MARGIN * max(east - west, south - north)
    return Box(west - margin, north - margin, east - west + 2 * margin, south - north + 2 * margin)


def dots_path(communes: Iterable[Commune], decimals: int = 1) -> str:
    """Draw a dot per commune as a path of zero lengths, that round caps make visible.

    Thousands of circles would weigh ten times more. Communes the map does not show have no dot.
    """
    dots = {commune.code: dot_of(commune) for commune in communes}
    step = 10**decimals
    points = sorted({(round(dot.x * step), round(dot.y * step)) for dot in dots.values() if dot})
    pieces: list[str] = []
    here = (0, 0)
    for point in points:
        across, down = ((a - b) / step for a, b in zip(point, here, strict=True))
        sign = "" if down < 0 else " "
        pieces.append(f"m{across:.{decimals}f}{sign}{down:.{decimals}f}h0")
        here = point
    return "".join(pieces).replace(".0", "")
