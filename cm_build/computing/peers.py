"""Similar places: who is compared with whom, and where a figure stands among them.

A figure far outside what the others declare is worth a look, never refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option

ENOUGH_PEERS = 5
# Under twenty values a range says little; beyond eight times the spread of the middle half,
# a figure is more often a slip of the keyboard than an exception.
ENOUGH_VALUES = 20
SPREADS = Decimal(8)


class Profile(NamedTuple):
    """What makes a place comparable; None where the place did not say."""

    slug: str
    type: str | None
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


class Alone(StrEnum):
    """Why a place is compared with none."""

    NO_TYPE = "type_inconnu"
    TOO_FEW = "trop_peu_de_lieux"


class PeerGroup(NamedTuple):
    """The places a place is compared with: which criteria held, and how many they are.

    Without criteria there is no comparison: `alone` says why, and `size` how many share its type.
    """

    criteria: tuple[str, ...]
    size: int
    key: tuple[str | None, ...]
    alone: Alone | None = None


# From the closest likeness to the widest: density is dropped first, then surface. Never the type:
# places of another type are not alike.
LADDER = (("type", "surface", "densite"), ("type", "surface"), ("type",))


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
        if profile.type is None:
            return PeerGroup((), 0, (), Alone.NO_TYPE)
        # The widest is known whenever the type is: it is the last to be counted.
        count = 0
        for criteria in LADDER:
            key = _key(profile, criteria)
            if key is None:
                continue
            count = len(self._members.get(key, ())) - (profile.slug in self._slugs)
            if count >= self.minimum:
                return PeerGroup(criteria, count, key)
        return PeerGroup((), count, (), Alone.TOO_FEW)

    def quartiles(self, profile: Profile, group: PeerGroup, figure: str) -> Quartiles | None:
        """Give the quartiles of a figure among the peers who have it; None when nobody does."""
        if group.alone:
            return None
        values = self._values(group.key, figure)
        own = profile.figures.get(figure)
        if own is not None and profile.slug in self._slugs:
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
    """Every group a place belongs to, closest first."""
    return [key for criteria in LADDER if (key := _key(profile, criteria))]


def unshared_types(names: Names) -> frozenset[str]:
    """List the types that nobody shares: "another", which each place tells in its own words."""
    similar = names.questionnaire.semblables
    types = names.asked[similar.types].question if similar else None
    options: tuple[Option, ...] = getattr(types, "options", ())
    return frozenset(option.id for option in options if option.precision)


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
