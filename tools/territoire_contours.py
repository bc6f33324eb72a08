"""Outlines of départements and régions as SVG paths: dissolved, simplified, in the map's view box.

Neighbours share their borders: a border is cut into arcs between two junctions, each arc simplified
once, so that no sliver appears between two areas.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from cm_build.drawing.projection import project
from tools.territoire_geometrie import Edge, chain, contains, outline_edges
from tools.territoire_mosaique import Rings
from tools.territoire_sources import Ring, Vertex

# Smaller islands and enclaves (square units of the view box) are not drawn.
SMALLEST_RING: Final = 1.5
_TRIANGLE: Final = 3


def outline_paths(
    outlines: Mapping[str, Rings],
    area_of: Mapping[str, str],
    departement_of: Mapping[str, str],
    tolerance: float,
    step: float,
) -> dict[str, str]:
    """Draw each area (département or région) as an SVG path.

    Args:
        outlines: rings of each commune, in degrees.
        area_of: area of each commune.
        departement_of: département of each commune, which says where it is drawn.
        tolerance: vertices whose triangle is smaller than this (square units) are dropped.
        step: grid on which vertices are rounded, in units.
    """
    borders, seat = _borders(outlines, area_of, departement_of)
    arcs = [_drawn(arc, seat, tolerance, step) for arc in _arcs(borders)]
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, (areas, _) in enumerate(arcs):
        for name in areas:
            members[name].append(number)
    paths = {}
    for name in sorted(members):
        chosen = [arcs[number] for number in members[name]]
        paths[name] = "".join(_path(ring, step) for ring in _kept(_rings(chosen), step))
    return paths


def simplify(line: Ring, tolerance: float) -> Ring:
    """Drop the vertices that matter least, those whose triangle is under the tolerance.

    Visvalingam and Whyatt, "Line generalisation by repeated elimination of points" (1993). The ends
    stay; a closed line keeps at least a triangle.
    """
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    weights = {i: _triangle(*line[i - 1 : i + 2]) for i in range(1, len(line) - 1)}
    queue = [(weight, i) for i, weight in weights.items()]
    heapq.heapify(queue)
    fewest = _TRIANGLE + 1 if line[0] == line[-1] else 2
    while queue and len(weights) + 2 > fewest:
        weight, i = heapq.heappop(queue)
        if weights.get(i) != weight:
            continue
        if weight >= tolerance:
            break
        del weights[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in weights:
                # Never lighter than what was dropped before it: small bends disappear together.
                weights[j] = max(weight, _triangle(line[before[j]], line[j], line[after[j]]))
                heapq.heappush(queue, (weights[j], j))
    return [line[0], *(line[i] for i in sorted(weights)), line[-1]]


def _triangle(a: Vertex, b: Vertex, c: Vertex) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _borders(
    outlines: Mapping[str, Rings], area_of: Mapping[str, str], departement_of: Mapping[str, str]
) -> tuple[dict[Edge, frozenset[str]], dict[Vertex, str]]:
    """Keep the edges that are on the border of an area, with the areas on each side."""
    sides: defaultdict[Edge, set[str]] = defaultdict(set)
    seat = {}
    for code, rings in outlines.items():
        for edge in outline_edges(rings):
            sides[edge] ^= {area_of[code]}
            seat[edge[0]] = departement_of[code]
            seat[edge[1]] = departement_of[code]
    return {edge: frozenset(areas) for edge, areas in sides.items() if areas}, seat


def _arcs(borders: Mapping[Edge, frozenset[str]]) -> Iterator[tuple[frozenset[str], Ring]]:
    """Cut borders into lines between junctions, and closed lines without any."""
    links: defaultdict[Vertex, set[Vertex]] = defaultdict(set)
    for start, end in borders:
        links[start].add(end)
        links[end].add(start)

    def areas(a: Vertex, b: Vertex) -> frozenset[str]:
        return borders[(a, b) if a < b else (b, a)]

    def is_junction(vertex: Vertex) -> bool:
        around = [areas(vertex, other) for other in links[vertex]]
        return len(around) != 2 or around[0] != around[1]  # noqa: PLR2004 - a line passes through

    junctions = {vertex for vertex in links if is_junction(vertex)}
    left = {vertex: sorted(others) for vertex, others in links.items()}
    for start in [*sorted(junctions), *sorted(links.keys() - junctions)]:
        while left[start]:
            line = [start]
            while len(line) == 1 or (line[-1] not in junctions and line[-1] != start):
                following = left[line[-1]].pop()
                left[following].remove(line[-1])
                line.append(following)
            yield areas(line[0], line[1]), line


def _drawn(
    arc: tuple[frozenset[str], Ring], seat: Mapping[Vertex, str], tolerance: float, step: float
) -> tuple[frozenset[str], Ring]:
    """Project, simplify and round one arc."""
    areas, line = arc
    placed = [project(*vertex, seat[vertex]) for vertex in line]
    simple = simplify([(point.x, point.y) for point in placed if point], tolerance)
    rounded = [(round(x / step), round(y / step)) for x, y in simple]
    kept = [rounded[0], *(b for a, b in pairwise(rounded) if a != b)]
    return areas, [(float(x), float(y)) for x, y in kept]


def _rings(arcs: Collection[tuple[frozenset[str], Ring]]) -> list[Ring]:
    """Join the arcs of an area into rings, without the holes where no other area is."""
    edges: set[Edge] = set()
    shared: set[Vertex] = set()
    for areas, line in arcs:
        for edge in outline_edges([line]):  # one by one: a spike goes and comes back
            edges ^= {edge}
        if len(areas) > 1:
            shared.update(line)
    rings = chain(edges)
    return [
        ring
        for ring in rings
        if not shared.isdisjoint(ring)
        or not any(other is not ring and contains(other, ring[0]) for other in rings)
    ]


def _kept(rings: Iterable[Ring], step: float) -> list[Ring]:
    """Leave out rings too small to be seen, but never the largest."""
    by_size = sorted(rings, key=_size, reverse=True)
    return by_size[:1] + [ring for ring in by_size[1:] if _size(ring) * step**2 >= SMALLEST_RING]


def _size(ring: Ring) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def _path(ring: Ring, step: float) -> str:
    """Write a ring as a closed SVG path, each vertex relative to the one before."""
    moves = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(ring[:-1])]
    return f"M{_numbers(ring[:1], step)}l{_numbers(moves, step)}z"


def _numbers(pairs: Iterable[Vertex], step: float) -> str:
    """Write numbers with no more signs than SVG needs."""
    words = [f"{round(value * step, 2):g}" for pair in pairs for value in pair]
    short = [
        word.replace("0.", ".", 1) if word.lstrip("-").startswith("0.") else word for word in words
    ]
    return "".join(w if not i or w[0] == "-" else f" {w}" for i, w in enumerate(short))
