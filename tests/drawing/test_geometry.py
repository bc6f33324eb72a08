"""Drawings hold the figures: areas, radii and widths computed by hand."""

from __future__ import annotations

import math

import pytest

from cm_build.drawing import polar
from cm_build.drawing.treemap import treemap


@pytest.mark.parametrize(
    "sizes", [[1.0], [6, 3, 1], [2100, 1240, 820, 760, 540, 310, 230], [1] * 17]
)
@pytest.mark.parametrize(("width", "height"), [(720, 400), (340, 420)])
def test_treemap_areas_are_exact(sizes: list[float], width: float, height: float) -> None:
    boxes = treemap(sizes, width, height)
    total = sum(sizes)
    for size, box in zip(sizes, boxes, strict=True):
        assert box.width * box.height == pytest.approx(size / total * width * height)
        assert box.x >= -1e-9
        assert box.y >= -1e-9
        assert box.x + box.width <= width + 1e-9
        assert box.y + box.height <= height + 1e-9


def test_treemap_of_two_halves() -> None:
    # Two equal sizes in a wide rectangle: side by side, or one above the other; here the first
    # row takes half of the width (its squares are worse alone than together: 6x6 kept apart).
    first, second = treemap([1, 1], 200, 100)
    assert (first.width, first.height) == (100, 100)
    assert (second.x, second.y) == (100, 0)


def test_treemap_without_anything() -> None:
    assert treemap([], 100, 100) == []
    assert treemap([0], 100, 100) == []


def test_points_turn_clockwise_from_the_top() -> None:
    assert polar.point(10, 0) == pytest.approx((0, -10))
    assert polar.point(10, 90) == pytest.approx((10, 0))
    assert polar.point(10, 180) == pytest.approx((0, 10))


def test_levels_grow_by_area() -> None:
    # A ring from 3 to 5 has an area of 16π; half of it, 8π, ends at √(9 + 8).
    assert polar.equal_area_radius(3, 5, 0.5) == pytest.approx(math.sqrt(17))
    assert polar.equal_area_radius(3, 5, 0) == 3
    assert polar.equal_area_radius(3, 5, 1) == 5


def test_paths_are_short_and_have_no_negative_zero() -> None:
    assert polar.written(-0.04) == "0"
    assert polar.written(12.34) == "12.3"
    assert polar.sector(1, 2, 0, 90).startswith("M0 -2A2 2 0 0 1 2 0L1 0A1 1 0 0 0 0 -1Z")
    assert polar.polygon([1, 1, 1, 1]) == "M0 -1L1 0L0 1L-1 0Z"
