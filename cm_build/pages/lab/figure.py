"""The models of the laboratory's drawings: a script adds the values that a reader chose, and the titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cm_build.pages.shell.explorable import Model, graph_objects, plain, theme

# A class has its tone and its sign: never colour alone. Beyond, the others share one sign.
TONES = ("sarcelle", "brique", "ocre", "prune", "foret", "nuit")
SIGNS = ("circle", "diamond", "square", "triangle-up", "cross", "star")


def model(colours: Mapping[str, str]) -> Model:
    """Give the layouts and the marks in one scheme of colours."""
    classes = graph_objects()
    kinds = [
        {"color": colours[tone], "symbol": sign} for tone, sign in zip(TONES, SIGNS, strict=True)
    ]
    marks = {
        "autres": {"color": colours["t5"], "symbol": "hexagon"},
        "sans": _unsaid(colours),
        # A crowd reads better in small points, seen one under the other.
        "foule": {"size": 7, "opacity": 0.6},
        "degrade": {
            "colorscale": [[0, colours["trait"]], [1, colours["nuit"]]],
            "showscale": False,
            "line": {"color": colours["encre"], "width": 0.8},
        },
        "taille": {"sizemode": "area", "sizemin": 3},
    }
    silent = classes.bar.Marker(color=colours["trait"])
    return {
        "theme": theme(colours),
        "disposition": plain(_layout(colours)),
        "affiche": plain(_poster(colours)),
        "classes": [plain(classes.scatter.Marker(kind)) for kind in kinds],
        "barres_sans": plain(silent),
        **{name: plain(classes.scatter.Marker(mark)) for name, mark in marks.items()},
    }


def _layout(colours: Mapping[str, str]) -> Any:
    """Leave the words beside the drawing: they wrap, and are read as text."""
    return graph_objects().Layout(
        colorway=[colours["sarcelle"]],
        margin={"l": 56, "r": 16, "t": 40, "b": 56},
        xaxis={"showline": True},
        yaxis={"showline": True},
    )


def _poster(colours: Mapping[str, str]) -> Any:
    """Lay out the picture that is saved: it takes its title, its words and its source along."""
    words = {"text": "", "font": {"size": 14}, "align": "left", "showarrow": False}
    below = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    made = _layout(colours)
    made.update(
        # A picture loads no typeface: better measure words in the one that paints them.
        font={"family": "sans-serif"},
        title={"text": "", "x": 0, "xref": "paper", "xanchor": "left", "font": {"size": 28}},
        annotations=[words | below],
        width=1100,
        margin={"l": 90, "r": 30, "t": 90, "b": 80},
        legend={"yref": "container", "yanchor": "top", "title": {"text": "", "side": "top"}},
        xaxis={"automargin": False, "title": {"text": ""}},
        yaxis={"automargin": False, "title": {"text": ""}},
    )
    return made


def _unsaid(colours: Mapping[str, str]) -> Model:
    """Draw hollow the points whose colour or size is not known: missing is never small."""
    return {
        "size": 9,
        "symbol": "circle-open",
        "color": colours["gris"],
        "line": {"color": colours["gris"], "width": 1.5},
        "opacity": 1,
    }
