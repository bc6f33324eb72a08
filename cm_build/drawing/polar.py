"""Points, sectors and polygons around a centre, as SVG paths; angles in degrees from the top."""

from __future__ import annotations

import math
from collections.abc import Sequence

HALF_TURN = 180


def point(radius: float, angle: float) -> tuple[float, float]:
    """Give the point at an angle, clockwise from the top, around (0, 0)."""
    radians = math.radians(angle - 90)
    return radius * math.cos(radians), radius * math.sin(radians)


def label(radius: float, angle: float) -> tuple[tuple[float, float], str]:
    """Place a word around the centre: where it is written, and which of its ends stands there."""
    x, y = point(radius, angle)
    anchor = "middle" if abs(x) < 20 else "start" if x > 0 else "end"  # noqa: PLR2004
    return (round(x, 1), round(y, 1)), anchor


def coordinates(x: float, y: float) -> str:
    """Write a point with one decimal: enough on a screen, and the same bytes everywhere."""
    return f"{written(x)} {written(y)}"


def written(value: float) -> str:
    """Write a coordinate without a negative zero or a useless decimal."""
    rounded = round(value, 1)
    return f"{rounded + 0:g}"


def sector(inner: float, outer: float, start: float, end: float) -> str:
    """Draw a ring sector between two radii and two angles."""
    large = 1 if end - start > HALF_TURN else 0
    a, b = point(outer, start), point(outer, end)
    c, d = point(inner, end), point(inner, start)
    far, near = written(outer), written(inner)
    return (
        f"M{coordinates(*a)}A{far} {far} 0 {large} 1 {coordinates(*b)}"
        f"L{coordinates(*c)}A{near} {near} 0 {large} 0 {coordinates(*d)}Z"
    )


def polygon(radii: Sequence[float]) -> str:
    """Draw a closed polygon with one corner per radius, at equal angles."""
    step = 360 / len(radii)
    corners = [point(radius, index * step) for index, radius in enumerate(radii)]
    return "M" + "L".join(coordinates(x, y) for x, y in corners) + "Z"


def equal_area_radius(inner: float, outer: float, share: float) -> float:
    """Give the radius that covers a share of a ring's area: levels grow by area, not by radius."""
    return math.sqrt(inner**2 + share * (outer**2 - inner**2))
