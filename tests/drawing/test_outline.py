"""Frames and dots of territories."""

from __future__ import annotations

import pytest

from cm_build.drawing.outline import corners, dots_path, frame
from cm_build.pages.territories.areas import areas
from cm_build.places.settings import Scope
from cm_build.referential.toolbox import Tools


def test_an_outline_is_framed_with_a_margin() -> None:
    box = frame(["M10 20l80 0 0 40-80 0zM-1.5.5l1-.5z"])
    assert box.x == pytest.approx(-1.5 - 0.06 * 91.5)
    assert box.y == pytest.approx(-0.06 * 91.5)
    assert box.width == pytest.approx(91.5 * 1.12)


def test_every_shipped_outline_is_understood(tools: Tools) -> None:
    for level in ("regions", "departements"):
        for outline in tools.territory.outlines(level).values():
            points = list(corners(outline))
            assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in points)


def test_an_unknown_outline_is_refused() -> None:
    with pytest.raises(ValueError, match="M10"):
        list(corners("M10 20 30"))


def test_dots_are_one_path_whatever_the_order(tools: Tools) -> None:
    communes = [tools.territory.commune(code) for code in ("35238", "59350", "97411", "35238")]
    known = [commune for commune in communes if commune]
    path = dots_path(known)
    assert path == dots_path(reversed(known))
    assert path.count("h0") == 3
    assert dots_path([]) == ""
    # Saint-Pierre-et-Miquelon is not on the map.
    off = tools.territory.commune("97502")
    assert off
    assert dots_path([off]) == ""


def test_areas_hold_every_inhabitant_once(tools: Tools) -> None:
    found = areas(tools.territory, Scope())
    whole = sum(commune.population or 0 for commune in tools.territory.communes)
    assert sum(area.population or 0 for area in found) == whole
    assert [area.name for area in found if area.code == "93"] == ["Provence-Alpes-Côte d’Azur"]
    urls = [departement.url for area in found for departement in (area, *area.departements)]
    assert len(urls) == len(set(urls))
    # One land, one page.
    assert next(area for area in found if area.code == "04").departements == ()


def test_a_scope_keeps_its_own(tools: Tools) -> None:
    (brittany,) = areas(tools.territory, Scope(departements=("35",)))
    assert [departement.code for departement in brittany.departements] == ["35"]
    assert brittany.population == brittany.departements[0].population
