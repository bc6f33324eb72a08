"""What a reader explores, made with Plotly's own classes: they refuse what its schema does not know.

The one module that knows Plotly, imported only when something is drawn: neither a check nor the preview
in the browser needs it. Readers get its script alone, when they ask.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from typing import Any

from cm_build.wording.french import NARROW_SPACE, NO_BREAK_SPACE

Model = dict[str, Any]

TYPEFACE = "Bricolage Grotesque, system-ui, sans-serif"
# What the reader may do with the keyboard or without dragging; neither logo nor sending elsewhere.
BUTTONS = ("zoomIn2d", "zoomOut2d", "resetScale2d")
FRENCH = {
    "dictionary": {
        "Zoom in": "Agrandir",
        "Zoom out": "Réduire",
        "Reset axes": "Tout revoir",
        "Reset axis": "Tout revoir",
        "Autoscale": "Tout revoir",
    },
    "format": {
        "decimal": ",",
        "thousands": NARROW_SPACE,
        "grouping": [3],
        "currency": ["", f"{NO_BREAK_SPACE}€"],
    },
}


def graph_objects() -> Any:
    """Give Plotly's classes."""
    import plotly.graph_objects as classes  # noqa: PLC0415 - paid only by builds

    return classes


def plain(made: Any) -> Model:
    """Give what Plotly accepted as plain data; what is not a number is missing, never zero."""
    model: Model = _plain(made.to_plotly_json())
    return model


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def figure(traces: Sequence[Any], layout: Any) -> Model:
    """Put a figure together without any theme: the page's script adds the one of its reader."""
    classes = graph_objects()
    # Without a template of ours, Plotly would write its own in full.
    layout.template = classes.layout.Template()
    model = plain(classes.Figure(data=list(traces), layout=layout))
    del model["layout"]["template"]
    return model


def theme(colours: Mapping[str, str]) -> Model:
    """Give the look of every figure in one scheme of colours."""
    classes = graph_objects()
    rim = {"color": colours["papier"], "width": 1}
    traces = {
        "bar": [classes.Bar(hoverinfo="text", textposition="none", marker={"line": rim})],
        "scatter": [
            classes.Scatter(
                mode="markers",
                hoverinfo="text",
                marker={"size": 12, "opacity": 0.85, "line": rim},
                selected={"marker": {"opacity": 1}},
            )
        ],
    }
    return plain(classes.layout.Template(layout=_layout(colours), data=traces))


def _layout(colours: Mapping[str, str]) -> Model:
    line = {
        "gridcolor": colours["trait"],
        "zerolinecolor": colours["trait"],
        "linecolor": colours["gris"],
        "automargin": True,
        "exponentformat": "none",
        "separatethousands": True,
        "tickangle": 0,
        "title": {"standoff": 14},
    }
    return {
        "font": {"family": TYPEFACE, "size": 15, "color": colours["encre"]},
        "paper_bgcolor": colours["papier"],
        "plot_bgcolor": colours["papier"],
        "separators": f",{NARROW_SPACE}",
        "margin": {"l": 16, "r": 16, "t": 8, "b": 40},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours["encre"],
            "bordercolor": colours["encre"],
            "font": {"family": TYPEFACE, "size": 14, "color": colours["papier"]},
            "align": "left",
        },
        "legend": {"orientation": "h", "traceorder": "normal", "x": 0, "yref": "container", "y": 0},
        "showlegend": False,
        "dragmode": "zoom",
        "bargap": 0.04,
        "barmode": "stack",
        "xaxis": line,
        "yaxis": line,
        "annotationdefaults": {
            "showarrow": False,
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
        },
        "shapedefaults": {"fillcolor": colours["sable"], "line": {"color": colours["encre"]}},
        "modebar": {
            "bgcolor": colours["papier"],
            "color": colours["gris"],
            "activecolor": colours["encre"],
        },
    }


def config() -> Model:
    """Give Plotly's settings: French, light, and silent towards the world."""
    return {
        "locale": "fr",
        "locales": {"fr": FRENCH},
        "displaylogo": False,
        "plotlyServerURL": "",
        "displayModeBar": True,
        "modeBarButtons": [list(BUTTONS)],
        "responsive": True,
        "scrollZoom": False,
        "showTips": False,
        "doubleClick": "reset",
    }


def inert(text: str) -> str:
    """Write a text that Plotly shows as it is: it reads a little HTML in what it writes."""
    return html.escape(text, quote=False)


def mixed(colour: str, share: float, ground: str) -> str:
    """Lay a colour thinly on a ground, as the styles do with `color-mix`."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(
        f"{round(first * share + second * (1 - share)):02x}" for first, second in pairs
    )


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
