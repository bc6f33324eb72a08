"""The models of the drawings that a reader explores, in Plotly's schema: plain data, filled by a script.

Python writes them, so that a test holds them against Plotly's own schema; the script only adds the
values and the titles.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cm_build.wording.french import NARROW_SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping


Model = dict[str, object]

TYPEFACE = "Bricolage Grotesque, system-ui, sans-serif"
# A class has its tone and its sign: never colour alone. Beyond, the others share one sign.
TONES = ("sarcelle", "brique", "ocre", "prune", "foret", "nuit")
SIGNS = ("circle", "diamond", "square", "triangle-up", "cross", "star")
# What the reader may do with the keyboard or without dragging; neither logo nor sending elsewhere.
BUTTONS = ("zoomIn2d", "zoomOut2d", "resetScale2d")


def model(colours: Mapping[str, str]) -> Model:
    """Give the layout and the traces in one scheme of colours."""
    return {
        "disposition": _layout(colours),
        "nuage": _cloud(colours),
        "sans": _unsaid(colours),
        "barres": _bars(colours),
        "tons": [colours[tone] for tone in TONES],
        "signes": list(SIGNS),
        "autres": {"color": colours["t5"], "symbol": "hexagon"},
        "degrade": [[0, colours["trait"]], [1, colours["nuit"]]],
    }


def config() -> Model:
    """Give Plotly's settings: French, light, and silent towards the world."""
    return {
        "locale": "fr",
        "displaylogo": False,
        "plotlyServerURL": "",
        "displayModeBar": True,
        "modeBarButtons": [list(BUTTONS)],
        "responsive": True,
        "scrollZoom": False,
        "showTips": False,
        "doubleClick": "reset",
    }


def _layout(colours: Mapping[str, str]) -> Model:
    line = {
        "gridcolor": colours["trait"],
        "zerolinecolor": colours["trait"],
        "linecolor": colours["gris"],
        "automargin": True,
        "exponentformat": "none",
        "separatethousands": True,
        "title": {"standoff": 14},
    }
    return {
        "font": {"family": TYPEFACE, "size": 15, "color": colours["encre"]},
        "paper_bgcolor": colours["papier"],
        "plot_bgcolor": colours["papier"],
        "separators": f",{NARROW_SPACE}",
        "margin": {"l": 56, "r": 16, "t": 40, "b": 56},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours["encre"],
            "bordercolor": colours["encre"],
            "font": {"family": TYPEFACE, "size": 14, "color": colours["papier"]},
            "align": "left",
        },
        "legend": {"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0, "title": {"side": "top"}},
        "showlegend": False,
        "dragmode": "zoom",
        "bargap": 0.04,
        "barmode": "stack",
        "xaxis": line,
        "yaxis": {**line, "rangemode": "tozero"},
        "modebar": {
            "bgcolor": colours["papier"],
            "color": colours["gris"],
            "activecolor": colours["encre"],
        },
    }  # fmt: skip


def _cloud(colours: Mapping[str, str]) -> Model:
    return {
        "type": "scatter",
        "mode": "markers",
        "hoverinfo": "text",
        "marker": {
            "size": 12,
            "color": colours["sarcelle"],
            "opacity": 0.85,
            "line": {"color": colours["papier"], "width": 1},
        },
        "selected": {"marker": {"opacity": 1}},
    }


def _unsaid(colours: Mapping[str, str]) -> Model:
    """Draw hollow the points whose colour or size is not known: missing is never small."""
    return {
        **_cloud(colours),
        "marker": {
            "size": 9,
            "symbol": "circle-open",
            "color": colours["gris"],
            "line": {"color": colours["gris"], "width": 1.5},
        },
    }


def _bars(colours: Mapping[str, str]) -> Model:
    return {
        "type": "bar",
        "hoverinfo": "text",
        "textposition": "none",
        "marker": {"color": colours["sarcelle"], "line": {"color": colours["papier"], "width": 1}},
    }


_COLOUR = re.compile(r"--cm-([a-z0-9-]+):(#[0-9a-f]{3,6})")


@cache
def palette(sheet: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Read the light colours and the dark ones from the sheet that declares them."""
    light, _, dark = sheet.partition("@media")
    plain = dict(_COLOUR.findall(light))
    return plain, plain | dict(_COLOUR.findall(dark))
