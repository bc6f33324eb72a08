"""Figures far outside what the other places declare: worth a look, never refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.peers import Profile, quartiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Under twenty values a range says little; beyond eight times the spread of the middle half,
# a figure is more often a slip of the keyboard than an exception.
ENOUGH_VALUES = 20
SPREADS = Decimal(8)


class Outlier(NamedTuple):
    """One figure of one place, and the bounds it leaves."""

    slug: str
    figure: str
    value: Decimal
    low: Decimal
    high: Decimal


def outliers(profiles: Iterable[Profile]) -> Iterator[Outlier]:
    """Find the figures outside the range of the others, place by place."""
    known = sorted(profiles, key=lambda profile: profile.slug)
    values: dict[str, list[Decimal]] = {}
    for profile in known:
        for name, value in profile.figures.items():
            values.setdefault(name, []).append(value)
    bounds = {}
    for name, found in values.items():
        cuts = quartiles(sorted(found))
        if cuts and cuts.size >= ENOUGH_VALUES and cuts.high > cuts.low:
            spread = SPREADS * (cuts.high - cuts.low)
            bounds[name] = (cuts.low - spread, cuts.high + spread)
    for profile in known:
        for name, value in profile.figures.items():
            low, high = bounds.get(name, (value, value))
            if not low <= value <= high:
                yield Outlier(profile.slug, name, value, low, high)
