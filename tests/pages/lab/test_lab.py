"""The laboratory's first view, worked out by hand, and its models in Plotly's schema."""

from __future__ import annotations

import json
from pathlib import Path

import plotly.graph_objects as go
import pytest

from cm_build.drawing.scatter import NAMED, axis, clouds
from cm_build.pages.lab.facet import facets
from cm_build.pages.lab.figure import SIGNS, TONES, model
from cm_build.pages.lab.view import lab, worlds
from cm_build.pages.shell.environment import palette
from cm_build.pages.shell.explorable import config
from cm_build.questionnaire.observatory import Laboratory
from tests.referentials import referential_of, write_named
from tests.support import counted_of

PAIR = Laboratory(
    mesures=("surface_interieure", "benevoles", "part_ouverte_au_public", "types_de_lieu"),
    facettes=("types_de_lieu", "classe_surface", "publics"),
    depart=("benevoles", "surface_interieure"),
)


def write_six(root: Path) -> None:
    for index, (surface, people) in enumerate(
        [("100", "4"), ("200", "8"), ("300", "2"), ("400", "ne_sait_pas"), ("1000", "6")]
    ):
        extra = f"espace: {{surface_interieure: {surface}}}\nequipe: {{benevoles: {people}}}\n"
        write_named(root, f"lieu-{index}", f"Lieu {'EDCBA'[index]}", extra)
    write_named(root, "muet", "Muet")


def test_the_first_view_tells_what_is_seen_and_what_is_not(tmp_path: Path) -> None:
    write_six(tmp_path)
    view = lab(PAIR, counted_of(referential_of(tmp_path)))
    first = view.first
    assert first is not None
    assert (first.across.id, first.up.id) == ("benevoles", "surface_interieure")
    assert first.drawn == "4 points pour 6 lieux : il faut les deux réponses pour être dessiné."
    # Four answers are too few for a median; five are enough: 100, 200, 300, 400, 1000.
    assert first.sentences == (
        "Bénévoles réguliers : trop peu de réponses (4) pour une médiane, 1 sans réponse, 1 ne sait pas.",
        "Surface intérieure : médiane 300\u00a0m², 1 sans réponse.",
    )
    assert [(row.place.name, row.across, row.up) for row in first.rows] == [
        ("Lieu A", "6", "1\u202f000"),
        ("Lieu C", "2", "300"),
        ("Lieu D", "8", "200"),
        ("Lieu E", "4", "100"),
    ]
    assert first.more == 0
    assert next(point.text for point in first.wide.points) == (
        "Lieu A, Rennes : 6\u00a0personnes ; 1\u202f000\u00a0m²"
    )
    # What cannot be measured is not offered.
    assert [m.id for t in view.themes for m in t.measures] == [
        "surface_interieure", "part_ouverte_au_public", "benevoles",
    ]  # fmt: skip
    assert [theme.title for theme in view.themes] == [
        "L’espace et son occupation",
        "Équipe et bénévoles",
    ]


def test_invented_places_stand_apart(tmp_path: Path) -> None:
    write_six(tmp_path)
    write_named(tmp_path, "invente", "Inventé", "equipe: {benevoles: 900}\n", fictional=True)
    counted = counted_of(referential_of(tmp_path))
    view = lab(PAIR, counted)
    assert (view.fictional, view.places) == (False, 6)
    assert [(world.id, world.population.size) for world in worlds(counted)] == [("reels", 6), ("fictifs", 1)]  # fmt: skip


def test_nobody_yet(tmp_path: Path) -> None:
    view = lab(PAIR, counted_of(referential_of(tmp_path)))
    assert (view.first, view.places, view.worlds) == (None, 0, ())


def test_a_place_has_one_class(tmp_path: Path) -> None:
    several = "  types_de_lieu: [fablab, culturel]\n  type_principal: culturel\n"
    alone = "  types_de_lieu: [fablab]\nprogrammation: {publics: [voisins, enfants]}\n"
    write_named(tmp_path, "plusieurs", "A plusieurs", several)
    write_named(tmp_path, "seul", "B seul", alone)
    write_named(tmp_path, "muet", "C muet")
    referential = referential_of(tmp_path)
    from cm_build.computing.crossing import Crossing  # noqa: PLC0415

    crossing = Crossing(counted_of(referential).shown)
    found = {facet.id: facet for facet in facets(crossing, PAIR, referential.tools.territory)}
    types = found["types_de_lieu"]
    assert types.title == "Type principal"
    assert types.classes == (
        "Atelier de fabrication numérique, fablab",
        "Lieu culturel indépendant, friche culturelle",
    )
    assert types.values == (1, 0, None)
    assert found["publics"].classes == ("Plusieurs réponses",)
    assert found["publics"].values == (None, 0, None)
    assert found["region"].classes == ("Bretagne",)
    assert found["region"].values == (0, 0, 0)
    assert found["departement"].classes == ("Ille-et-Vilaine",)


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([3, 64], "personnes", ["0", "20", "40", "60", "80"]),
        (
            [480, 18500],
            "personnes",
            ["0", "5\u202f000", "10\u202f000", "15\u202f000", "20\u202f000"],
        ),
        ([12, 40], "%", ["0", "20", "40", "60", "80", "100"]),
        ([0.1, 0.4], "ETP", ["0", "0,1", "0,2", "0,3", "0,4"]),
        ([-30, 10], "", ["−30", "−20", "−10", "0", "10"]),
        ([], "", ["0", "0,2", "0,4", "0,6", "0,8", "1"]),
        ([0, 0], "", ["0", "0,2", "0,4", "0,6", "0,8", "1"]),
        ([1_825_000], "€", ["0\u00a0€", "500\u00a0k€", "1\u00a0M€", "1,5\u00a0M€", "2\u00a0M€"]),
    ],
)
def test_round_steps(values: list[float], unit: str, expected: list[str]) -> None:
    assert [tick.text for tick in axis(values, unit, 5).ticks] == expected


def test_points_are_drawn_to_scale() -> None:
    wide, narrow = clouds([(0, 0, "a"), (100, 100, "b"), (50, 25, "c")], ("%", "%"))
    assert [(p.x, p.y) for p in wide.points] == [(62.0, 426.0), (846.0, 14.0), (454.0, 323.0)]
    assert (narrow.width, len(narrow.points), narrow.path) == (340.0, 3, "")


def test_many_points_are_one_path() -> None:
    many = [(index % 100, index % 37, "x") for index in range(NAMED + 1)]
    wide, _ = clouds(many, ("%", "%"))
    assert wide.points == ()
    assert wide.path.count("h0") == len(set(many))


@pytest.mark.parametrize("colours", palette())
def test_models_follow_plotly_s_schema(colours: dict[str, str]) -> None:
    """Put values in the models as the script does: Plotly's own classes accept the whole."""
    told = json.loads(json.dumps(model(colours)))
    values = {"x": [1, 2], "y": [3, 4], "text": ["a", "b"], "customdata": [0, 1]}
    shaded = {**told["degrade"], "color": [1, 2], "cmin": 1, "cmax": 2}
    sized = {**told["foule"], **told["taille"], "size": [4, 5], "sizeref": 2}
    markers = [*told["classes"], told["autres"], told["sans"], shaded, sized]
    data = [{"type": "scatter", "marker": marker, **values} for marker in markers]
    data.append({"type": "bar", "marker": told["barres_sans"], "x": [1, 2], "y": [3, 4]})
    for name in ("disposition", "affiche"):
        figure = go.Figure({"data": data, "layout": {**told[name], "template": told["theme"]}})
        assert figure.layout.template.layout.separators == ",\u202f"
    assert len(told["classes"]) == len(TONES) == len(SIGNS) == len({*SIGNS, "hexagon"}) - 1


def test_the_picture_has_room_for_every_word_that_the_script_writes() -> None:
    poster = model(palette()[0])["affiche"]
    for words in (poster["title"], poster["xaxis"]["title"], poster["yaxis"]["title"]):
        assert words["text"] == ""
    assert poster["legend"]["title"]["text"] == poster["annotations"][0]["text"] == ""
    assert poster["font"] == {"family": "sans-serif"}


def test_nothing_is_sent_anywhere() -> None:
    told = config()
    assert told["displaylogo"] is False
    assert told["plotlyServerURL"] == ""
    assert told["modeBarButtons"] == [["zoomIn2d", "zoomOut2d", "resetScale2d"]]
    assert told["locales"][told["locale"]]["format"]["decimal"] == ","
