"""Communes with places on the map: links while they can be told apart, a few drawn lines beyond."""

from __future__ import annotations

from math import dist, sqrt
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from cm_build.wording import french
from cm_build.wording.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cm_build.drawing.projection import Dot
    from cm_build.pages.directory.view import Town
    from cm_build.referential.card import Card

# More links than that cannot be aimed at, nor walked through with a keyboard; the list gives them all.
LINKED = 60
# Radius of a lone place, in units of the view box, by number of communes shown; the script has the same.
RADII = ((LINKED, 12), (400, 8))
SMALLEST = 5
# A commune with many places stays a dot, not a stain.
LARGEST = 4


# Two links nearer than that become one: on a screen of half a thousand pixels, 24 of them.
REACH = 46


class MapDot(NamedTuple):
    """A commune with places, or neighbours; its area grows with their number. `url` starts from the root.

    `aim` is the radius that a finger may touch.
    """

    at: Dot
    label: str
    url: str
    places: int
    radius: float
    aim: float
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
    pairs = [(card.fictional, card.from_directory) for card in cards]
    fictional = sum(invented for invented, _ in pairs)
    listed = sum(directory and not invented for invented, directory in pairs)
    return len(pairs) - fictional - listed, fictional, listed


def radius(places: int, unit: int) -> float:
    """Let the area of a dot tell the number of places, up to a limit."""
    return min(round(unit * sqrt(places), 1), float(unit * LARGEST))


def neighbours(towns: Iterable[Town]) -> list[list[Town]]:
    """Gather communes too near to be told apart with a finger; each stands where its first one is."""
    groups: list[tuple[Dot, list[Town]]] = []
    for town in towns:
        if town.dot is None:
            continue
        near = next((own for at, own in groups if dist(at, town.dot) < REACH), None)
        if near is None:
            groups.append((town.dot, [town]))
        else:
            near.append(town)
    return [own for _, own in groups]


def _dots(towns: Iterable[Town], unit: int) -> Iterable[MapDot]:
    """Draw links in the order of communes' names, each told by it."""
    for group in neighbours(towns):
        cards = [card for town in group for card in town.cards]
        names = french.listed([town.name for town in group])
        words = cards[0].name if len(cards) == 1 else tally(*kinds(cards))
        size = radius(len(cards), unit)
        if group[0].dot:
            yield MapDot(
                group[0].dot, f"{names} : {words}", _url(group, cards), len(cards),
                size, max(size, REACH / 2), all(town.fictional for town in group),
            )  # fmt: skip


def _url(group: Sequence[Town], cards: Sequence[Card]) -> str:
    """Lead to the place, to the places of the commune, of the région, or to the whole list."""
    if len(cards) == 1:
        return cards[0].address
    if len(group) == 1:
        return f"lieux/?commune={group[0].code}"
    regions = {town.region for town in group}
    return f"lieux/?{urlencode({'region': regions.pop()})}" if len(regions) == 1 else "lieux/"


def _groups(towns: Iterable[Town], unit: int) -> Iterable[DotGroup]:
    paths: dict[tuple[bool, float], list[str]] = {}
    for town in towns:
        if town.dot:
            key = (not town.fictional, -radius(len(town.cards), unit))
            paths.setdefault(key, []).append(f"M{town.dot.x:.0f} {town.dot.y:.0f}h0")
    # Examples first and large dots first: what is real, and what is small, stays visible above.
    for (real, size), path in sorted(paths.items()):
        yield DotGroup("".join(path), -2 * size, not real)
