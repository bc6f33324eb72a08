"""Rectangles whose area is to scale (squarified treemap).

Source of the layout: M. Bruls, K. Huizing, J. van Wijk, "Squarified Treemaps", 2000.
"""

from __future__ import annotations

from collections.abc import Sequence

from cm_build.drawing.outline import Box


def treemap(sizes: Sequence[float], width: float, height: float) -> list[Box]:
    """Lay sizes (positive, in decreasing order) out in a rectangle; areas sum to it exactly."""
    total = sum(sizes)
    if total <= 0:
        return []
    scale = width * height / total
    areas = [size * scale for size in sizes]
    placed: list[Box] = []
    x, y = 0.0, 0.0
    while areas:
        row = _best_row(areas, min(width, height))
        areas = areas[len(row) :]
        thickness = sum(row) / min(width, height)
        along = y if width >= height else x
        for area in row:
            length = area / thickness
            if width >= height:
                placed.append(Box(x, along, thickness, length))
            else:
                placed.append(Box(along, y, length, thickness))
            along += length
        if width >= height:
            x, width = x + thickness, width - thickness
        else:
            y, height = y + thickness, height - thickness
    return placed


def _best_row(areas: Sequence[float], side: float) -> list[float]:
    """Take areas while the worst proportion of the row improves."""
    row = [areas[0]]
    for area in areas[1:]:
        if _worst([*row, area], side) > _worst(row, side):
            break
        row.append(area)
    return row


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(side * side * max(row) / total**2, total**2 / (side * side * min(row)))
