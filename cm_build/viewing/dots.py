"""Communes with places on the map: links while they can be told apart, a few drawn lines beyond."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from cm_build.viewing.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cm_build.viewing.directory import Card, Town
    from cm_build.viewing.location import Dot

# More links than that cannot be aimed at, nor walked through with a keyboard; the list gives them all.
LINKED = 60
# Radius of a lone place, in units of the view box, by number of communes shown; the script has the same.
RADII = ((LINKED, 12), (400, 8))
SMALLEST = 5
# A commune with many places stays a dot, not a stain.
LARGEST = 4


class MapDot(NamedTuple):
    """A commune with places; its area grows with their number. `url` starts from the root."""

    at: Dot
    label: str
    url: str
    places: int
    radius: float
    fictional: bool


class DotGroup(NamedTuple):
    """Dots of the same size and kind, as one path whose round ends are the dots."""

    path: str
    width: float
    fictional: bool


class DotMap(NamedTuple):
    """What the map shows: `dots` or `groups`, never both; `communes` counts those drawn."""

    dots: tuple[MapDot, ...]
    groups: tuple[DotGroup, ...]
    communes: int


def dot_map(towns: Sequence[Town]) -> DotMap:
    """Draw communes: those without a point on the map are in the list only."""
    drawn = [town for town in towns if town.dot]
    unit = next((radius for most, radius in RADII if len(drawn) <= most), SMALLEST)
    if len(drawn) <= LINKED:
        return DotMap(tuple(_dots(drawn, unit)), (), len(drawn))
    return DotMap((), tuple(_groups(drawn, unit)), len(drawn))


def kinds(cards: Iterable[Card]) -> tuple[int, int, int]:
    """Count places that answered, examples, and places only listed."""
    found = [(card.fictional, card.from_directory) for card in cards]
    fictional = sum(one for one, _ in found)
    listed = sum(directory and not one for one, directory in found)
    return len(found) - fictional - listed, fictional, listed


def radius(places: int, unit: int) -> float:
    """Let the area of a dot tell the number of places, up to a limit."""
    return min(round(unit * sqrt(places), 1), float(unit * LARGEST))


def _dots(towns: Iterable[Town], unit: int) -> Iterable[MapDot]:
    for town in towns:
        count = len(town.cards)
        alone = town.cards[0]
        label = alone.name if count == 1 else f"{town.name} : {tally(*kinds(town.cards))}"
        url = f"lieux/{alone.slug}/" if count == 1 else f"lieux/?commune={town.code}"
        if town.dot:
            yield MapDot(town.dot, label, url, count, radius(count, unit), town.fictional)


def _groups(towns: Iterable[Town], unit: int) -> Iterable[DotGroup]:
    paths: dict[tuple[bool, float], list[str]] = {}
    for town in towns:
        if town.dot:
            key = (not town.fictional, -radius(len(town.cards), unit))
            paths.setdefault(key, []).append(f"M{town.dot.x:.0f} {town.dot.y:.0f}h0")
    # Examples first and large dots first: what is real, and what is small, stays visible above.
    for (real, size), path in sorted(paths.items()):
        yield DotGroup("".join(path), -2 * size, not real)
