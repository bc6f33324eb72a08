"""An axis of a drawing: round steps that hold every value, written in French."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDRED = 100.0


class Tick(NamedTuple):
    """A step of the axis: where it is, what is written there."""

    at: float
    text: str


class Axis(NamedTuple):
    """From `low` to `high`, by ticks."""

    low: float
    high: float
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """Place a value on the axis, between 0 and 1."""
        return (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], unit: str, most: int = 6) -> Axis:
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
    return Axis(ticks[0].at, ticks[-1].at, ticks)


def _step(span: float, most: int) -> float:
    """Choose 1, 2 or 5 times a power of ten."""
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))


def _written(value: float, unit: str, places: int) -> str:
    exact = Decimal(str(round(value, 10)))
    return french.short_euros(exact) if unit == "€" else french.number(exact, places)
