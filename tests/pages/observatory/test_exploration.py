"""Figures to explore, stated by hand; what Plotly's schema does not know is refused when they are built."""

from __future__ import annotations

import json
import math
import re

import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version

from cm_build.exporting.plain import written
from cm_build.pages.observatory import exploration as explored
from cm_build.pages.observatory.chart import ChartLine, ChartView, RangeStrip, Value, part_of
from cm_build.pages.observatory.exploration import exploration
from cm_build.pages.observatory.spread import Column, HistogramView
from cm_build.pages.shell.environment import palette
from cm_build.pages.shell.explorable import (
    config,
    figure,
    graph_objects,
    inert,
    mixed,
    plain,
    theme,
)
from tests.support import ROOT

LIGHT, DARK = palette()


def chart(*lines: ChartLine, columns: tuple[str, ...], form: str = "reponses", **more) -> ChartView:
    return ChartView("essai", form, "Essai", (), "", "", "methode/", columns, lines, **more)


def counted(number: float, text: str) -> Value:
    return Value(text, number, "")


SHARES = chart(
    ChartLine("Association", (part_of(0.5, ""), counted(4, "4"))),
    ChartLine("Ville", (part_of(0.25, ""), counted(2, "2")), group="Publics"),
    columns=("Part des lieux", "Lieux"),
)


def test_shares_are_percents_and_every_name_stands_above_its_bar() -> None:
    told = exploration(SHARES, "ocre", (LIGHT, DARK))
    # In pixels: 12 of air and 19 a line above each bar of 18; a heading has 12 more of air.
    assert told["data"] == [
        {
            "type": "bar",
            "orientation": "h",
            "x": [50.0, 25.0],
            "y": [40.0, 132.0],
            "width": 18,
            "hovertext": [
                "Association\nPart des lieux\u00a0: 50\u00a0%\nLieux\u00a0: 4",
                "Ville\nPart des lieux\u00a0: 25\u00a0%\nLieux\u00a0: 2",
            ],
        }
    ]
    assert told["layout"] == {
        "annotations": [
            {"text": "Association", "y": 31},
            {"text": "Publics", "y": 92, "font": {"weight": 700}},
            {"text": "Ville", "y": 123},
        ],
        "font": {"size": 14},
        "height": 213,
        "hovermode": "y",
        "meta": {"clair": ["#e0a22b", "#1c2230"], "sombre": ["#e8b04a", "#f3ece0"]},
        "uirevision": True,
        "xaxis": {
            "rangemode": "tozero",
            "ticksuffix": "\u00a0%",
            "title": {"text": "Part des lieux"},
        },
        "yaxis": {"range": [153, 0], "visible": False},
    }


def test_a_stack_has_one_trace_a_word_of_the_legend() -> None:
    lines = (
        ChartLine("Emplois", (counted(8, "8"), counted(1, "1"), counted(2, "2"), counted(9, "9"))),
    )
    legend = ("en hausse", "stable", "en baisse")
    columns = ("En hausse", "Stable", "En baisse", "Écart médian")
    told = exploration(
        chart(*lines, columns=columns, form="evolution", legend=legend), "nuit", (LIGHT, DARK)
    )
    assert [(one["name"], one["x"], one["hovertext"]) for one in told["data"]] == [
        ("En hausse", [8], ["Emplois\nen hausse\u00a0: 8"]),
        ("Stable", [1], ["Emplois\nstable\u00a0: 1"]),
        ("En baisse", [2], ["Emplois\nen baisse\u00a0: 2"]),
    ]
    assert told["layout"]["showlegend"] is True
    # The page's own tones: full, quiet, and 45 % of the full one on paper (#22406b on #fdf8ee).
    assert told["layout"]["meta"]["clair"] == ["#22406b", "#ddd0ba", "#9aa5b3"]


def test_a_range_goes_from_one_quarter_to_the_other() -> None:
    values = (
        counted(10.5, "11\u00a0%"),
        counted(20, "20\u00a0%"),
        counted(60, "60\u00a0%"),
        counted(9, "9"),
    )
    lines = (
        ChartLine("Aides", values, strip=RangeStrip(10.5, 20, 60)),
        ChartLine("Sans réponse", values),
    )
    columns = ("Quart bas", "Médiane", "Quart haut", "Réponses")
    told = exploration(chart(*lines, columns=columns), "foret", (LIGHT, DARK))
    band, points = told["data"]
    assert (band["base"], band["x"], points["x"]) == ([10.5], [49.5], [20])
    assert points["hovertext"] == [
        "Aides\nQuart bas\u00a0: 11\u00a0%\nMédiane\u00a0: 20\u00a0%\nQuart haut\u00a0: 60\u00a0%\nRéponses\u00a0: 9"
    ]
    assert told["layout"]["xaxis"]["ticksuffix"] == "\u00a0%"


def test_a_spread_keeps_its_middle_half_and_its_median() -> None:
    drawn = HistogramView(
        (
            Column(0, 297, 200, "de 0 à 20\u00a0€", 3),
            Column(300, 297, 67, "20\u00a0€ et plus", 1),
        ),
        150, 300, 450, ((0, "0"), (300, "20")),
    )  # fmt: skip
    view = chart(ChartLine("x", (counted(3, "3"),)), columns=("Lieux",), drawing=drawn)
    told = exploration(view, "brique", (LIGHT, DARK))
    (bars,) = told["data"]
    assert (bars["x"], bars["y"]) == ([0.5, 1.5], [3, 1])
    assert bars["hovertext"] == ["De 0 à 20\u00a0€\n3 lieux", "20\u00a0€ et plus\n1 lieu"]
    assert told["layout"]["xaxis"]["tickvals"] == [0, 1]
    assert [(shape["x0"], shape["x1"]) for shape in told["layout"]["shapes"]] == [
        (0.5, 1.5),
        (1, 1),
    ]
    # Places are whole: a short scale goes by one.
    assert told["layout"]["yaxis"]["dtick"] == 1


def test_what_plotly_does_not_know_is_refused_when_it_is_built(monkeypatch) -> None:
    classes = graph_objects()
    with pytest.raises(ValueError, match="epaisseur"):
        figure([classes.Bar(epaisseur=3)], classes.Layout())
    with pytest.raises(ValueError, match="color"):
        theme({**LIGHT, "encre": "encre de Chine"})
    with pytest.raises(ValueError, match="colorway"):
        exploration(SHARES, "ocre", ({**LIGHT, "ocre": "terre"}, DARK))
    monkeypatch.setattr(explored, "LETTER_SIZE", "grande")
    with pytest.raises(ValueError, match="size"):
        exploration(SHARES, "ocre", (LIGHT, DARK))


def test_what_is_missing_is_a_gap_never_zero() -> None:
    told = plain(go.Figure(go.Bar(x=[1, math.nan, None, math.inf]), layout={"template": {}}))
    assert told["data"][0]["x"] == [1, None, None, None]
    lines = (
        ChartLine("Un", (Value("", None, ""), counted(1, "1"))),
        ChartLine("Deux", (counted(math.nan, ""), counted(2, "2"))),
    )
    stacked = exploration(
        chart(*lines, columns=("a", "b"), legend=("a", "b")), "ocre", (LIGHT, DARK)
    )
    assert [one["x"] for one in stacked["data"]] == [[None, None], [1, 2]]
    assert json.dumps(stacked, allow_nan=False)


def test_a_name_is_never_read_as_markup() -> None:
    hostile = "<b>Gras</b> & %{x} <a href='javascript:alert(1)'>ici</a>"
    view = SHARES._replace(lines=(ChartLine(hostile, SHARES.lines[0].values, group=hostile),))
    told = written(exploration(view, "ocre", (LIGHT, DARK)))
    assert "<" not in told
    assert "&lt;b&gt;Gras&lt;/b&gt; &amp; %{x}" in told
    assert inert("1 < 2 & 3 > 2") == "1 &lt; 2 &amp; 3 &gt; 2"


def test_a_long_name_is_cut_between_words() -> None:
    name = "Université, école supérieure, organisme de recherche"
    view = SHARES._replace(lines=(ChartLine(name, SHARES.lines[0].values),))
    told = exploration(view, "ocre", (LIGHT, DARK))
    (words,) = told["layout"]["annotations"]
    assert words["text"] == "Université, école supérieure,\norganisme de recherche"


def test_the_same_chart_gives_the_same_light_bytes() -> None:
    once, again = (written(exploration(SHARES, "ocre", (LIGHT, DARK))) for _ in range(2))
    assert once == again
    # Neither an identifier drawn at random, nor Plotly's own template written in full.
    assert "uid" not in once
    assert "template" not in once
    assert len(once) < 1200
    assert written(theme(LIGHT)) == written(theme(LIGHT))


def test_a_theme_is_french_and_has_no_colour_of_its_own() -> None:
    for colours in (LIGHT, DARK):
        told = theme(colours)
        assert told["layout"]["separators"] == ",\u202f"
        used = set(re.findall(r"#[0-9a-f]{6}", json.dumps(told)))
        assert used <= set(colours.values())
    assert theme(LIGHT).keys() == theme(DARK).keys()


def test_a_colour_is_laid_on_paper_as_the_styles_do() -> None:
    assert mixed("#000000", 0.4, "#ffffff") == "#999999"
    assert mixed("#b93a24", 1, "#fdf8ee") == "#b93a24"


def test_python_and_the_page_have_the_same_plotly() -> None:
    """Two versions would have two schemas: what one accepts, the other might not draw."""
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert packages["dependencies"]["plotly.js-basic-dist-min"] == get_plotlyjs_version()


def test_settings_speak_french() -> None:
    assert config()["locales"]["fr"]["dictionary"]["Zoom in"] == "Agrandir"
