"""Areas, rings and points of outlines in degrees."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import atanh, radians, sin, sqrt
from typing import Final

from tools.territoire_sources import Ring, Vertex

Edge = tuple[Vertex, Vertex]

_SEMI_MAJOR_AXIS: Final = 6378.137  # km, GRS80
_FLATTENING: Final = 1 / 298.257222101
_SQUARE: Final = _FLATTENING * (2 - _FLATTENING)
_ECCENTRICITY: Final = sqrt(_SQUARE)


def area(rings: Iterable[Ring]) -> float:
    """Give the area, in km², of the rings of an outline: outer ones minus holes.

    Exact on the GRS80 ellipsoid for edges straight in longitude and authalic latitude (Snyder 1987,
    equation 3-12). Outer rings and holes turn in opposite directions.
    """
    return abs(sum(_signed_area(ring) for ring in rings))


def outline_edges(rings: Iterable[Ring]) -> Iterator[Edge]:
    """Give the edges of an outline, each written in one direction only."""
    for ring in rings:
        for start, end in pairwise(ring):
            if start != end:
                yield (start, end) if start < end else (end, start)


def chain(edges: Iterable[Edge]) -> list[Ring]:
    """Join edges end to end into closed rings."""
    links: defaultdict[Vertex, list[Vertex]] = defaultdict(list)
    for start, end in sorted(edges):
        links[start].append(end)
        links[end].append(start)
    rings = []
    for start in sorted(links):
        while links[start]:
            ring = [start]
            while len(ring) == 1 or ring[-1] != start:
                following = links[ring[-1]].pop()
                links[following].remove(ring[-1])
                ring.append(following)
            rings.append(ring)
    return rings


def contains(ring: Ring, point: Vertex) -> bool:
    """Tell whether a point is inside a ring."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def clockwise(ring: Ring) -> Ring:
    """Turn a ring the way the outer rings of the source turn."""
    return ring if _signed_area(ring) > 0 else ring[::-1]


def inner_point(ring: Ring, latitude: float) -> Vertex:
    """Give the middle of the widest stretch of a parallel inside a ring."""
    crossings = sorted(
        (bx - ax) * (latitude - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > latitude) != (by > latitude)
    )
    stretches = zip(crossings[::2], crossings[1::2], strict=True)
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, latitude


def box(ring: Ring) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*ring, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _signed_area(ring: Ring) -> float:
    heights = [_authalic(latitude) for _, latitude in ring]
    return sum(
        radians(b[0] - a[0]) * (low + high) / 2
        for a, b, low, high in zip(ring, ring[1:], heights, heights[1:], strict=False)
    )


def _authalic(latitude: float) -> float:
    """Give the area in km², for one radian of longitude, between the equator and a parallel."""
    sine = sin(radians(latitude))
    bent = sine / (1 - _SQUARE * sine * sine) + atanh(_ECCENTRICITY * sine) / _ECCENTRICITY
    return _SEMI_MAJOR_AXIS**2 * (1 - _SQUARE) / 2 * bent
