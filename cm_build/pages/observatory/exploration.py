"""The same chart to explore: a figure of Plotly, from what the page shows."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from cm_build.pages.observatory import spread
from cm_build.pages.shell.explorable import figure, graph_objects, inert, mixed
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cm_build.pages.observatory.chart import ChartLine, ChartView, Value
    from cm_build.pages.observatory.spread import HistogramView
    from cm_build.pages.shell.explorable import Model

# In pixels: a name stands above its bar, so that a telephone shows both in full.
THICKNESS, WORDS, GAP, MARGINS = 18, 19, 12, 72
# The letters that a telephone shows side by side, and fewer beside the sign of a legend.
LETTERS, LEGEND_LETTERS = 36, 30
COLUMNS_HEIGHT = 420
LETTER_SIZE = 14
# Below this, a scale of counts would show halves of a place.
FEW = 6


def exploration(chart: ChartView, tone: str, schemes: Sequence[Mapping[str, str]]) -> Model:
    """Make a chart explorable; `meta` has its colours, light then dark, which the script puts."""
    light, dark = (_colours(chart, tone, scheme) for scheme in schemes)
    # What a reader enlarged stays so when the colours change.
    layout = graph_objects().Layout(
        meta={"clair": light, "sombre": dark}, uirevision=True, font={"size": LETTER_SIZE}
    )
    if chart.drawing:
        return _columns(chart, chart.drawing, layout)
    if chart.legend:
        return _stacked(chart, layout)
    if any(line.strip for line in chart.lines):
        return _ranges(chart, layout)
    return _bars(chart, layout)


def _colours(chart: ChartView, tone: str, scheme: Mapping[str, str]) -> list[str]:
    """Give the colours of the traces, those of the page's own bars; Plotly takes nothing else."""
    return list(graph_objects().Layout(colorway=_tones(chart, tone, scheme)).colorway)


def _tones(chart: ChartView, tone: str, scheme: Mapping[str, str]) -> list[str]:
    """Name the colours as 10-observatoire.css does."""
    full, quiet = scheme[tone], scheme["trait"]
    if not chart.legend:
        return [full, scheme["encre"]]
    if chart.form == "evolution":
        return [full, quiet, mixed(full, 0.45, scheme["papier"])]
    thin, thick = (mixed(full, share, scheme["papier"]) for share in (0.4, 0.7))
    return [quiet, thin, thick, full, scheme["gris"], scheme["t5"]]


def _bars(chart: ChartView, layout: Any) -> Model:
    lines = tuple(line for line in chart.lines if line.values[0].raw is not None)
    rows = _named(lines, layout)
    first = [line.values[0] for line in lines]
    layout.xaxis = {"title": {"text": inert(chart.columns[0])}, **_scale(first)}
    layout.hovermode = "y"
    bars = graph_objects().Bar(
        orientation="h",
        y=rows,
        width=THICKNESS,
        x=[_drawn(value) for value in first],
        hovertext=[_told(line, zip(chart.columns, line.values, strict=False)) for line in lines],
    )
    return figure([bars], layout)


def _stacked(chart: ChartView, layout: Any) -> Model:
    rows = _named(chart.lines, layout, len(chart.legend))
    layout.xaxis = _scale([line.values[0] for line in chart.lines])
    layout.showlegend = True
    bars = [
        graph_objects().Bar(
            orientation="h",
            name=_folded(french.capitalised(name), LEGEND_LETTERS),
            y=rows,
            width=THICKNESS,
            x=[_drawn(line.values[rank]) for line in chart.lines],
            hovertext=[_told(line, [(name, line.values[rank])]) for line in chart.lines],
        )
        for rank, name in enumerate(chart.legend)
    ]
    return figure(bars, layout)


def _ranges(chart: ChartView, layout: Any) -> Model:
    lines = tuple(line for line in chart.lines if line.strip)
    rows = _named(lines, layout, 2)
    low, median, high = ([_drawn(line.values[rank]) for line in lines] for rank in range(3))
    layout.xaxis = _scale([value for line in lines for value in line.values[:3]])
    layout.hovermode, layout.showlegend = "y", True
    band = graph_objects().Bar(
        orientation="h",
        name="Du quart bas au quart haut",
        y=rows,
        width=THICKNESS,
        base=low,
        x=[round(top - bottom, 6) for top, bottom in zip(high, low, strict=True)],
        opacity=0.35,
        hoverinfo="skip",
    )
    points = graph_objects().Scatter(
        name="Médiane",
        y=rows,
        x=median,
        marker={"opacity": 1},
        hovertext=[_told(line, zip(chart.columns, line.values, strict=False)) for line in lines],
    )
    return figure([band, points], layout)


def _columns(chart: ChartView, drawing: HistogramView, layout: Any) -> Model:
    """Draw each class beside the next, as the page does: the middle half behind, the median before."""
    count = len(drawing.columns)

    def at(x: float) -> float:
        return round(x / spread.WIDTH * count, 3)

    behind = {"type": "rect", "x0": at(drawing.low), "x1": at(drawing.high), "layer": "below"}
    median = {"type": "line", "x0": at(drawing.median), "x1": at(drawing.median)}
    across: Model = {"yref": "paper", "y0": 0, "y1": 1}
    layout.shapes = [
        {**behind, **across, "line": {"width": 0}},
        {**median, **across, "line": {"width": 3, "dash": "dash"}},
    ]
    layout.xaxis = {
        "tickvals": [at(x) for x, _ in drawing.ticks],
        "ticktext": [inert(text) for _, text in drawing.ticks],
        "range": [0, count],
        "showgrid": False,
    }
    places = [column.places for column in drawing.columns]
    layout.yaxis = {"title": {"text": chart.columns[0]}, "rangemode": "tozero", **_whole(places)}
    layout.height = COLUMNS_HEIGHT
    columns = graph_objects().Bar(
        x=[rank + 0.5 for rank in range(count)],
        y=places,
        hovertext=[inert(_class(column.label, column.places)) for column in drawing.columns],
    )
    return figure([columns], layout)


def _class(label: str, places: int) -> str:
    return f"{french.capitalised(label)}\n{french.how_many(places, 'lieu', 'lieux')}"


def _named(lines: Sequence[ChartLine], layout: Any, signs: int = 0) -> list[float]:
    """Write names above their bars, each group under its heading; give the middle of each bar.

    A legend of several `signs` takes a line for each on a telephone.
    """
    words: list[Model] = []
    middles: list[float] = []
    heading, bottom = "", 0
    for line in lines:
        if line.group != heading:
            heading = line.group
            bottom += _height(_folded(heading)) + GAP
            words.append({"y": bottom, "text": _folded(heading), "font": {"weight": 700}})
        name = _folded(line.label)
        bottom += _height(name)
        words.append({"y": bottom, "text": name})
        middles.append(bottom + THICKNESS / 2)
        bottom += THICKNESS
    layout.annotations = words
    layout.height = bottom + MARGINS + WORDS * signs
    layout.yaxis = {"range": [bottom + GAP, 0], "visible": False}
    return middles


def _height(name: str) -> int:
    return GAP + WORDS * (name.count("\n") + 1)


def _folded(text: str, letters: int = LETTERS) -> str:
    """Cut a long name into lines, between its words."""
    lines = textwrap.wrap(french.spaced(text), letters, break_on_hyphens=False)
    return "\n".join(inert(line) for line in lines)


def _told(line: ChartLine, figures: Iterable[tuple[str, Value]]) -> str:
    """Say a line of the table in full."""
    said = (
        inert(french.spaced(f"{name} : {figure.text}")) for name, figure in figures if figure.text
    )
    return "\n".join((_folded(line.label), *said))


def _drawn(value: Value) -> float:
    """Give the number that the axis counts: a part is read in percent, and no answer is no number."""
    number = math.nan if value.raw is None else value.raw
    return round(number * 100 if value.part else number, 6)


def _scale(values: Sequence[Value]) -> Model:
    """Write an axis from zero, in percent or in the unit of the values."""
    if values and all(value.text.endswith("%") for value in values):
        return {"rangemode": "tozero", "ticksuffix": f"{french.NO_BREAK_SPACE}%"}
    return {"rangemode": "tozero"}


def _whole(counts: Sequence[int]) -> Model:
    return {"dtick": 1} if max(counts, default=0) < FEW else {}
