"""Similar places: who is compared with whom, and where a figure stands among them.

A figure far outside what the others declare is worth a look, never refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

ENOUGH_PEERS = 5
# Under twenty values a range says little; beyond eight times the spread of the middle half,
# a figure is more often a slip of the keyboard than an exception.
ENOUGH_VALUES = 20
SPREADS = Decimal(8)


class Profile(NamedTuple):
    """What makes a place comparable; None where the place did not say."""

    slug: str
    type: str | None
    types: tuple[str, ...]
    surface: str | None
    density: str | None
    fictional: bool
    figures: Mapping[str, Decimal]


class Quartiles(NamedTuple):
    """The middle half of a group, and its size."""

    low: Decimal
    median: Decimal
    high: Decimal
    size: int


class PeerGroup(NamedTuple):
    """The places a place is compared with: which criteria held, and how many they are."""

    criteria: tuple[str, ...]
    size: int
    key: tuple[str | None, ...]


# From the closest likeness to the widest: density is dropped first, then surface, then type.
LADDER = (("type", "surface", "densite"), ("type", "surface"), ("type",), ())


@dataclass
class PeerIndex:
    """Groups of profiles by what they share, so that 10,000 places cost 10,000 look-ups."""

    profiles: Sequence[Profile]
    minimum: int = ENOUGH_PEERS
    _members: dict[tuple[str | None, ...], list[Profile]] = field(default_factory=dict)
    _slugs: set[str] = field(default_factory=set)
    _sorted: dict[tuple[tuple[str | None, ...], str], list[Decimal]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._slugs.update(profile.slug for profile in self.profiles)
        for profile in self.profiles:
            for key in _keys(profile):
                self._members.setdefault(key, []).append(profile)

    def group(self, profile: Profile) -> PeerGroup:
        """Choose the closest group with enough peers, the place itself apart."""
        for criteria in LADDER:
            key = _key(profile, criteria)
            if key is None:
                continue
            count = len(self._members.get(key, ())) - self._holds(profile, key)
            if count >= self.minimum or not criteria:
                return PeerGroup(criteria, count, key)
        return PeerGroup((), 0, ("",))

    def _holds(self, profile: Profile, key: tuple[str | None, ...]) -> int:
        return _keys(profile).count(key) if profile.slug in self._slugs else 0

    def quartiles(self, profile: Profile, group: PeerGroup, figure: str) -> Quartiles | None:
        """Give the quartiles of a figure among the peers who have it; None when nobody does."""
        values = self._values(group.key, figure)
        own = profile.figures.get(figure)
        if own is not None and self._holds(profile, group.key):
            return quartiles(values, without=bisect_left(values, own))
        return quartiles(values)

    def _values(self, key: tuple[str | None, ...], figure: str) -> list[Decimal]:
        values = self._sorted.get((key, figure))
        if values is None:
            members = self._members.get(key, ())
            values = sorted(
                member.figures[figure] for member in members if figure in member.figures
            )
            self._sorted[key, figure] = values
        return values


def _key(profile: Profile, criteria: tuple[str, ...]) -> tuple[str | None, ...] | None:
    world = "fictif" if profile.fictional else "reel"
    values = {"type": profile.type, "surface": profile.surface, "densite": profile.density}
    key = tuple(values[name] for name in criteria)
    return None if None in key else (world, *key)


def _keys(profile: Profile) -> list[tuple[str | None, ...]]:
    """Every group a place belongs to: once per type it has, and the widest last."""
    keys = []
    for kind in sorted({*profile.types, *filter(None, (profile.type,))}):
        typed = profile._replace(type=kind)
        keys += [key for criteria in LADDER[:-1] if (key := _key(typed, criteria))]
    widest = _key(profile, ())
    return [*keys, *([widest] if widest else [])]


def quartiles(values: Sequence[Decimal], without: int | None = None) -> Quartiles | None:
    """Give the quartiles of sorted values, by linear interpolation (type 7, as pandas does).

    `without` leaves one value out by its index, without copying the others.
    """
    size = len(values) - (without is not None)
    if size < 1:
        return None

    def value(index: int) -> Decimal:
        return values[index + (without is not None and index >= without)]

    def quantile(share: Decimal) -> Decimal:
        position = share * (size - 1)
        low = int(position)
        high = min(low + 1, size - 1)
        return value(low) + (value(high) - value(low)) * (position - low)

    low, median, high = (quantile(Decimal(share) / 4) for share in (1, 2, 3))
    return Quartiles(low, median, high, size)


def peers_of(profiles: Iterable[Profile], minimum: int = ENOUGH_PEERS) -> PeerIndex:
    """Index profiles, sorted so that the same places give the same bytes."""
    return PeerIndex(sorted(profiles, key=lambda profile: profile.slug), minimum)


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
    for name, figures in values.items():
        cuts = quartiles(sorted(figures))
        if cuts and cuts.size >= ENOUGH_VALUES and cuts.high > cuts.low:
            spread = SPREADS * (cuts.high - cuts.low)
            bounds[name] = (cuts.low - spread, cuts.high + spread)
    for profile in known:
        for name, value in profile.figures.items():
            low, high = bounds.get(name, (value, value))
            if not low <= value <= high:
                yield Outlier(profile.slug, name, value, low, high)
