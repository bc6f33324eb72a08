"""The emblem of a place: what is answered is drawn to scale, the rest stays neutral."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
from typing import Any

import pytest

from cm_build.drawing.building import draw_building, people_count, tree_count
from cm_build.drawing.roof import ROOF_HEIGHTS
from cm_build.drawing.rooms import _ALIKE, _SCENES, chosen, scene_of, spread
from cm_build.pages.shell.environment import environment
from tests.support import ROOT

ROOMS = ["bureau", "atelier", "reparation", "scene", "exposition", "cafe", "formation"]
ROOFS = [*(one for one in ROOF_HEIGHTS if one), None]


def draw(slug="la-filature", rooms=ROOMS, **known):
    answers: dict[str, Any] = {
        "surface": 6_000,
        "roof": "toit_dents",
        "garden": 2_100,
        "people": 24_600,
    } | known
    return draw_building(slug, rooms, [room.title() for room in rooms], **answers)


def drawings(template):
    module: Any = environment().get_template(template).module
    return module


def svg(building) -> str:
    return str(drawings("drawing/building.html").building(building))


@pytest.mark.parametrize(
    ("surface", "floors", "bays"),
    [
        (20, 1, 1),
        (40, 1, 1),
        (80, 1, 2),  # a village café
        (199, 1, 3),
        (200, 2, 2),  # 100 m² a floor
        (250, 2, 2),
        (500, 2, 3),  # 250 m² a floor
        (1_000, 2, 4),
        (1_500, 3, 4),  # 500 m² a floor
        (6_000, 3, 5),  # a mill: 2,000 m² a floor
        (9_000, 4, 6),  # a hospital: 2,250 m² a floor
        (16_000, 4, 7),
        (200_000, 4, 7),
    ],
)
def test_the_surface_gives_floors_and_bays(surface, floors, bays) -> None:
    building = draw(surface=surface)
    assert building.wide == bays * 100 + 16
    assert building.tall == floors * 86 + 6


@pytest.mark.parametrize(
    ("garden", "trees"),
    [(0, 0), (30, 1), (100, 2), (1_000, 4), (2_100, 4), (12_000, 6), (10**7, 6)],
)
def test_trees_follow_a_log_scale(garden, trees) -> None:
    assert tree_count(garden) == trees
    assert len(draw(garden=garden).garden.trees) == trees


@pytest.mark.parametrize(
    ("people", "figures"),
    [(None, 0), (0, 0), (3, 1), (10, 1), (100, 3), (1_000, 5), (24_600, 7), (100_000, 9), (10**7, 9)],
)  # fmt: skip
def test_people_follow_a_log_scale(people, figures) -> None:
    assert people_count(people) == figures
    assert len(draw(people=people).people) == figures


def test_no_garden_for_zero_and_neutral_ground_for_unknown() -> None:
    none, unknown = draw(garden=0).garden, draw(garden=None).garden
    assert (none.known, none.trees, none.terrace) == (True, (), None)
    assert (unknown.known, unknown.trees, unknown.terrace) == (False, (), None)
    assert "cm-t-gazon" not in svg(draw(garden=0))
    assert "cm-vide" not in svg(draw(garden=0))
    assert "cm-vide" in svg(draw(garden=None))


def test_a_terrace_needs_a_cafe_and_an_outside() -> None:
    assert draw(garden=30).garden.terrace is not None
    assert draw(garden=30, rooms=["bureau"]).garden.terrace is None
    assert draw(garden=0).garden.terrace is None


def test_the_unknown_is_neutral() -> None:
    building = draw(rooms=[], surface=None, roof=None, garden=None, people=None)
    assert not building.sized
    assert building.roof.kind == "inconnu"
    assert building.rooms
    assert all(not room.props for room in building.rooms)
    assert (building.people, building.windows, building.sign) == ((), (), None)
    assert "n’est pas renseignée" in building.description
    drawn = svg(building)
    assert drawn.count("cm-vide") == len(building.rooms) + 3  # wall, roof, ground beside
    assert "cm-mur" not in drawn
    assert "cm-toit" not in drawn


def test_a_wide_place_with_few_activities_keeps_its_windows_closed() -> None:
    building = draw(rooms=["scene"], surface=9_000)
    assert len(building.rooms) == 1
    assert len(building.windows) > 10


def test_only_tint_and_trees_depend_on_the_slug() -> None:
    one, other = draw("la-filature"), draw("le-moulin")
    fields = set(one.__dataclass_fields__) - {"tint", "vegetation"}
    assert all(getattr(one, name) == getattr(other, name) for name in fields)
    seen = {(b.tint, b.vegetation) for b in (draw(f"lieu-{i}") for i in range(200))}
    assert len(seen) == 24


def test_another_process_draws_the_same() -> None:
    code = "from cm_build.drawing.building import *; print(draw_building('a', ['cafe'], ['Café'], 80, None, 5, 9))"
    here = draw_building("a", ["cafe"], ["Café"], 80, None, 5, 9)
    done = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True, encoding="utf-8", check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]  # fmt: skip
    assert done == [str(here)] * 2


def test_rooms_that_do_not_fit_go_on_the_signpost() -> None:
    building = draw(surface=80)
    assert [room.props[0].drawing for room in building.rooms] == ["cafe", "bureau"]
    assert building.planks == 5
    assert draw().planks == 0
    assert all(f"«\u00a0{one.title()}\u00a0»" in building.description for one in ROOMS)


def test_rooms_go_from_the_street_to_the_roof() -> None:
    assert chosen(["hebergement", "sante", "cafe"], 9) == ("cafe", "sante", "hebergement")
    assert chosen([], 9) == ()
    assert [spread(7, 3), spread(2, 3), spread(9, 4), spread(2, 1)] == [
        (2, 3, 2), (1, 1, 0), (2, 3, 2, 2), (2,),
    ]  # fmt: skip


def test_an_unknown_drawing_is_an_ordinary_room() -> None:
    assert scene_of("jamais_vu") == scene_of("autre")
    assert "Jamais_Vu" in draw(rooms=["jamais_vu"]).description


def test_every_scene_is_drawn() -> None:
    drawn = drawings("drawing/building_scenes.html").scenes
    used = {scene.drawing for scene in _SCENES.values()}
    used |= {companion for scene in _SCENES.values() for companion in scene.companions}
    assert used == set(drawn)
    assert set(_ALIKE.values()) <= set(_SCENES)


@pytest.mark.parametrize(
    ("surface", "roof"), [*itertools.product([None, 12, 80, 400, 3_000, 30_000], ROOFS)]
)
def test_everything_stays_inside_the_picture(surface, roof) -> None:
    many = [*ROOMS, "jardin", "fete", "enfant"]
    for rooms, garden in itertools.product(([], many[:1], many), (None, 0, 12_000)):
        building = draw(rooms=rooms, surface=surface, roof=roof, garden=garden)
        inside = range(building.x, building.x + building.wide + 1)
        for room in building.rooms:
            assert room.x in inside
            assert room.x + room.width in inside
            assert room.width >= 60
        for window in building.windows:
            assert window.x - 16 in inside
            assert window.x + 16 in inside
        for tree in (*building.garden.trees, *building.people):
            assert 0 < tree.x < building.width
        assert building.y >= ROOF_HEIGHTS[roof or ""]
        on_ground = [r for r in building.rooms if r.y == max(x.y for x in building.rooms)]
        door = range(building.door, building.door + 34)
        assert not any(r.x in door or r.x + r.width - 1 in door for r in on_ground)


def test_the_drawing_is_light_and_safe() -> None:
    heavy = draw(
        "x", [*_SCENES][:14], surface=20_000, roof="toit_bache", garden=10**5, people=10**6
    )
    assert len(gzip.compress(svg(heavy).encode(), 9)) <= 4_096
    assert len(gzip.compress(svg(draw()).encode(), 9)) <= 3_072
    hostile = svg(draw_building("x", ["cafe"], ["<script>&"], 80, None, None, None))
    assert "<script" not in hostile
    assert "style=" not in hostile
    assert 'role="img"' in hostile
    assert "<title>" in hostile
