"""The outlines of communes as one mosaic: its gaps, its areas, a point in each.

The outlines are older than the list of communes. A commune merged since has left a gap beside the
commune that took it in, whose own outline is then too small: a density computed on it would be
wrong. Gaps are therefore given to the commune they belong to when there is one candidate only;
otherwise every candidate loses its area (missing rather than wrong).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tools.territoire_geometrie import (
    Edge,
    area,
    box,
    chain,
    clockwise,
    contains,
    inner_point,
    outline_edges,
)
from tools.territoire_sources import Ring, Shape, Vertex

Rings = tuple[Ring, ...]

# Smaller gaps (km²) are flaws of the outlines, not communes.
SMALLEST_GAP: Final = 0.5
# A town hall further than that (degrees) from the box of its commune is misplaced.
TOWN_HALL_MARGIN: Final = 0.01
# Communes restored after the outlines were drawn: still inside the outline of this one.
OUTDATED: Final = {"15141": ("15031", "15035", "15047", "15171")}


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Outlines by current commune, and the communes whose outline is known to be wrong."""

    outlines: Mapping[str, Rings]
    doubtful: frozenset[str]
    points: Mapping[str, Vertex]

    def surface(self, code: str) -> float | None:
        """Give an area in km², None when the outline is absent or doubtful."""
        if code in self.doubtful or code not in self.outlines:
            return None
        return area(self.outlines[code])


def assemble(shapes: Iterable[Shape], communes: Iterable[Mapping[str, Any]]) -> Mosaic:
    """Put outlines together, give gaps to their commune, choose a point in each."""
    shapes = list(shapes)
    current = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    outlines = {
        s.code: s.rings for s in shapes if s.kind == "COM" and s.rings and s.code in current
    }
    outlines |= _from_delegated(shapes, current.keys() - outlines.keys())
    halls = {s.code: s.town_hall for s in shapes if s.kind == "COM" and s.town_hall}
    doubtful = set(OUTDATED)
    enlarged = _recently_enlarged(shapes, current)
    for gap, neighbours in _gaps(outlines):
        owners = _owners(gap, neighbours, halls, outlines, enlarged)
        if len(owners) == 1:
            (owner,) = owners
            outlines[owner] = (*outlines.get(owner, ()), clockwise(gap))
            enlarged[owner] = "filled"
        else:
            doubtful |= owners
    doubtful |= {code for code, evidence in enlarged.items() if evidence == "delegated"}
    points = {code: _point(outlines.get(code, ()), halls.get(code)) for code in current}
    return Mosaic(
        outlines, frozenset(doubtful), {code: point for code, point in points.items() if point}
    )


def _from_delegated(shapes: Iterable[Shape], missing: Iterable[str]) -> dict[str, Rings]:
    """Give the outline of communes that have none, from those of their delegated communes."""
    shapes = list(shapes)
    wanted = {s.key: s.code for s in shapes if s.kind == "COM" and s.code in set(missing)}
    edges: defaultdict[str, set[Edge]] = defaultdict(set)
    for shape in shapes:
        if shape.rings and shape.parent in wanted:
            edges[wanted[shape.parent]] ^= set(outline_edges(shape.rings))
    return {
        code: tuple(clockwise(ring) for ring in chain(border))
        for code, border in sorted(edges.items())
    }


def _recently_enlarged(
    shapes: Iterable[Shape], current: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Find the communes that took in others, perhaps after the outlines were drawn.

    "delegated": a delegated commune has no outline, so the merger is certainly later;
    "former": a former code has no outline of its own, so the merger may be.
    """
    shapes = list(shapes)
    codes = {s.key: s.code for s in shapes if s.kind == "COM"}
    drawn = {s.code for s in shapes if s.rings}
    enlarged = {
        code: "former"
        for code, commune in current.items()
        if any(old[:2] == code[:2] and old not in drawn for old in commune.get("anciensCodes", ()))
    }
    for shape in shapes:
        parent = codes.get(shape.parent, "")
        if shape.kind == "COMD" and not shape.rings and parent in current and shape.code != parent:
            enlarged[parent] = "delegated"
    return enlarged


def _gaps(outlines: Mapping[str, Rings]) -> list[tuple[Ring, frozenset[str]]]:
    """Find the holes of the whole mosaic, with the communes around each."""
    lone: dict[Edge, str] = {}
    for code, rings in outlines.items():
        for edge in outline_edges(rings):
            if lone.pop(edge, None) is None:
                lone[edge] = code
    closed = sorted(chain(lone), key=lambda ring: -area([ring]))
    gaps = []
    for rank, ring in enumerate(closed):
        if area([ring]) < SMALLEST_GAP:
            break
        neighbours = frozenset(lone[edge] for edge in outline_edges([ring]))
        # An island lies outside every larger ring; a gap lies inside the mainland's.
        if any(_mostly_inside(ring, larger) for larger in closed[:rank]):
            gaps.append((ring, neighbours))
    return gaps


def _mostly_inside(ring: Ring, larger: Ring) -> bool:
    boxes = box(ring), box(larger)
    if not all(a >= b for a, b in zip(boxes[0][:2], boxes[1][:2], strict=True)):
        return False
    if not all(a <= b for a, b in zip(boxes[0][2:], boxes[1][2:], strict=True)):
        return False
    sample = ring[:: max(1, len(ring) // 5)]
    return sum(contains(larger, point) for point in sample) * 2 > len(sample)


def _owners(
    gap: Ring,
    neighbours: frozenset[str],
    halls: Mapping[str, Vertex],
    outlines: Mapping[str, Rings],
    enlarged: Mapping[str, str],
) -> set[str]:
    """Name the communes that a gap may belong to, on the strongest evidence there is."""
    absent = {c for c, point in halls.items() if c not in outlines and contains(gap, point)}
    if absent:
        return absent
    kinds = Counter(enlarged.get(code, "") for code in neighbours)
    evidence = "delegated" if kinds["delegated"] else "filled" if kinds["filled"] else "former"
    return {code for code in neighbours if enlarged.get(code) == evidence}


def _point(rings: Rings, hall: Vertex | None) -> Vertex | None:
    """Choose the town hall, or a point inside the outline when the town hall is misplaced."""
    if not rings:
        return hall
    largest = max(rings, key=lambda ring: area([ring]))
    west, south, east, north = box(largest)
    margin = TOWN_HALL_MARGIN
    if (
        hall
        and west - margin < hall[0] < east + margin
        and south - margin < hall[1] < north + margin
    ):
        return hall
    return inner_point(largest, (south + north) / 2)
