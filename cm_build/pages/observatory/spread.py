"""Classes that fit a spread, and how it is drawn: histogram, quartile band, median."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.statistics import Spread

MOST_CLASSES = 10
NICE = (1, 2, 2.5, 5, 10)
WIDTH, HEIGHT = 600.0, 200.0
# Beyond the third quartile and one and a half times the quartile range, values share a last class.
FAR = 1.5


class Column(NamedTuple):
    """One class of the histogram, in the units of the drawing."""

    x: float
    width: float
    height: float
    label: str
    places: int


class HistogramView(NamedTuple):
    """Columns, the quartile band and the median in the units of the drawing, the axis' labels."""

    columns: tuple[Column, ...]
    low: float
    median: float
    high: float
    ticks: tuple[tuple[float, str], ...]


def edges(spread: Spread) -> tuple[float, ...]:
    """Choose round class limits; a few far values do not flatten the others."""
    top = min(spread.highest, spread.high + FAR * (spread.high - spread.low))
    bottom = max(spread.lowest, spread.low - FAR * (spread.high - spread.low))
    if top <= bottom:
        return (bottom,)
    step = _step((top - bottom) / MOST_CLASSES)
    start = step * (bottom // step)
    values = [start]
    while values[-1] + step < top and len(values) <= MOST_CLASSES + 1:
        values.append(values[-1] + step)
    return tuple(float(f"{value:.10g}") for value in values)


def _step(least: float) -> float:
    power = 10.0 ** Decimal(repr(least)).adjusted()
    return next(float(size * power) for size in NICE if size * power >= least)


def histogram(
    spread: Spread, limits: Sequence[float], counts: Sequence[int], unit: str, decimals: int
) -> HistogramView:
    """Lay the columns out; the last class gathers what lies beyond."""
    width = WIDTH / len(limits)
    tallest = max(counts)
    step = limits[1] - limits[0] if len(limits) > 1 else 1.0
    columns = tuple(
        Column(
            round(rank * width, 1),
            round(width - 3, 1),
            round(HEIGHT * count / tallest, 1),
            class_label(limits, rank, unit, decimals, open_end=spread.highest > limits[-1] + step),
            count,
        )
        for rank, count in enumerate(counts)
    )

    def at(value: float) -> float:
        share = (value - limits[0]) / (step * len(limits))
        return round(min(max(share, 0.0), 1.0) * WIDTH, 1)

    ticks = tuple(
        (round(rank * width, 1), said(limit, "", decimals))
        for rank, limit in enumerate(limits)
        if len(limits) <= MOST_CLASSES // 2 or rank % 2 == 0
    )
    return HistogramView(columns, at(spread.low), at(spread.median), at(spread.high), ticks)


def class_label(
    limits: Sequence[float], rank: int, unit: str, decimals: int, *, open_end: bool
) -> str:
    """Name a class: `de 20 à 40 %`, `200 % et plus`."""
    start = said(limits[rank], unit, decimals)
    if rank == len(limits) - 1:
        if open_end or rank == 0:
            return f"{start} et plus"
        end = limits[rank] + (limits[1] - limits[0])
        return f"de {said(limits[rank], '', decimals)} à {said(end, unit, decimals)}"
    first = said(limits[rank], "", decimals)
    return f"de {first} à {said(limits[rank + 1], unit, decimals)}"


def said(value: float, unit: str, decimals: int) -> str:
    """Write a number; rounding a limit away would make two classes look the same."""
    exact = Decimal(f"{value:.10g}")
    places = max(decimals, min(2, max(0, -int(exact.normalize().as_tuple().exponent))))
    return french.quantity(exact, unit, places if abs(exact) < 1000 else decimals)  # noqa: PLR2004
