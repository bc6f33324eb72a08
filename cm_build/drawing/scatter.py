"""A cloud of points, one a place: geometry only, drawn by a template in two widths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from cm_build.wording import french

HUNDRED = 100.0


class Tick(NamedTuple):
    """A step of the axis: where it is, as a value or in the drawing, and what is written there."""

    at: float
    text: str


class Ruler(NamedTuple):
    """From `low` to `high`, by ticks."""

    low: float
    high: float
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """Place a value on the axis, between 0 and 1."""
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], unit: str, most: int = 6) -> Ruler:
    """Cover values with at most `most` round steps; from zero, so that distances do not mislead."""
    lowest, highest = min(values, default=0.0), max(values, default=0.0)
    if unit == "%" and lowest >= 0 and highest <= HUNDRED:
        lowest, highest = 0.0, HUNDRED
    lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    if lowest == highest:
        highest = 1.0
    step = _step(highest - lowest, most)
    first, last = math.floor(lowest / step), math.ceil(highest / step - 1e-9)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = tuple(
        Tick(round(index * step, 10), _written(index * step, unit, places))
        for index in range(first, last + 1)
    )
    return Ruler(ticks[0].at, ticks[-1].at, ticks)


def _step(span: float, most: int) -> float:
    """Choose 1, 2 or 5 times a power of ten."""
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))


def _written(value: float, unit: str, places: int) -> str:
    exact = Decimal(str(round(value, 10)))
    return french.short_euros(exact) if unit == "€" else french.number(exact, places)


# Width, height, and the space that the figures of the axes take on the left and below.
WIDE, NARROW = (860.0, 460.0, 62.0, 34.0), (340.0, 360.0, 52.0, 34.0)
MARGIN = 14.0
# Beyond this, points are one path: a circle each would weigh more than the rest of the page.
NAMED = 200
# A letter's mean width in the figures of the axes.
LETTER = 8.0


class ScatterPoint(NamedTuple):
    """One place."""

    x: float
    y: float
    text: str


class Cloud(NamedTuple):
    """The drawing in one width; `path` holds the points when they are too many to be named."""

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[ScatterPoint, ...]
    path: str


def clouds(
    points: Sequence[tuple[float, float, str]], units: tuple[str, str]
) -> tuple[Cloud, Cloud]:
    """Draw the same points for a screen and for a telephone."""
    return _cloud(points, units, WIDE, 6), _cloud(points, units, NARROW, 4)


def _cloud(
    points: Sequence[tuple[float, float, str]],
    units: tuple[str, str],
    size: tuple[float, float, float, float],
    most: int,
) -> Cloud:
    width, height, left, below = size
    bottom, right = height - below, width - MARGIN
    across = axis([x for x, _, _ in points], units[0], most)
    up = axis([y for _, y, _ in points], units[1], 5)

    def column(value: float) -> float:
        return round(left + across.share(value) * (right - left), 1)

    def line(value: float) -> float:
        return round(bottom - up.share(value) * (bottom - MARGIN), 1)

    drawn = tuple(ScatterPoint(column(x), line(y), text) for x, y, text in points)
    many = len(drawn) > NAMED
    widest = max(len(tick.text) for tick in across.ticks) * LETTER
    gap = (right - left) / max(len(across.ticks) - 1, 1)
    every = 2 if widest > gap else 1
    return Cloud(
        width, height, left, bottom, right, MARGIN,
        tuple(Tick(column(tick.at), tick.text) for tick in across.ticks[::every]),
        tuple(Tick(line(tick.at), tick.text) for tick in up.ticks),
        () if many else drawn,
        "".join(f"M{p.x:g} {p.y:g}h0" for p in sorted(set(drawn))) if many else "",
    )  # fmt: skip
