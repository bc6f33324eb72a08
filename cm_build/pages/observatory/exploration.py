"""The same chart to explore: a figure in Plotly's schema, as plain data, from what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.pages.observatory.chart import ChartView, Line

Figure = dict[str, object]
LINE_HEIGHT, MARGINS = 34, 120


def exploration(chart: ChartView) -> Figure:
    """Write a chart as a Plotly figure; colours are the page's own, put by its script."""
    if chart.drawing:
        return _columns(chart)
    if chart.legend:
        return _stacked(chart)
    if any(line.strip for line in chart.lines):
        return _ranges(chart)
    return _bars(chart)


def _layout(chart: ChartView, **more: object) -> Figure:
    """Put the labels on the left, in the order of the page."""
    return {
        "height": LINE_HEIGHT * len(chart.lines) + MARGINS,
        "yaxis": {"autorange": "reversed", "automargin": True, "type": "category"},
        **more,
    }


def _labels(lines: tuple[Line, ...]) -> list[str]:
    """Name each line; under two headings, the same name stands for two lines."""
    return [f"{line.label} ({line.group})" if line.group else line.label for line in lines]


def _bars(chart: ChartView) -> Figure:
    lines = tuple(line for line in chart.lines if line.values[0].raw is not None)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": _labels(lines),
                "x": [line.values[0].raw for line in lines],
                "customdata": [[value.text for value in line.values] for line in lines],
                "hovertemplate": _hover(chart),
            }
        ],
        "layout": _layout(chart, xaxis={"rangemode": "tozero", "tickformat": _format(chart)}),
    }


def _stacked(chart: ChartView) -> Figure:
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": _labels(chart.lines),
                "x": [line.values[rank].raw for line in chart.lines],
            }
            for rank, name in enumerate(chart.legend)
        ],
        "layout": _layout(chart, barmode="stack"),
    }


def _ranges(chart: ChartView) -> Figure:
    lines = tuple(line for line in chart.lines if line.strip)
    low, median, high = ([line.values[rank].raw or 0.0 for line in lines] for rank in range(3))
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": "La moitié des lieux",
                "y": _labels(lines),
                "base": low,
                "x": [top - bottom for top, bottom in zip(high, low, strict=True)],
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Médiane",
                "y": _labels(lines),
                "x": median,
                "customdata": [[value.text for value in line.values] for line in lines],
                "hovertemplate": _hover(chart),
            },
        ],
        "layout": _layout(chart, xaxis={"rangemode": "tozero"}),
    }


def _columns(chart: ChartView) -> Figure:
    columns = chart.drawing.columns if chart.drawing else ()
    return {
        "data": [
            {
                "type": "bar",
                "x": [column.label for column in columns],
                "y": [column.places for column in columns],
            }
        ],
        "layout": {"bargap": 0.04, "yaxis": {"rangemode": "tozero"}, "height": 420},
    }


def _hover(chart: ChartView) -> str:
    """Tell every figure of a line; the second box of Plotly's label stays empty."""
    told = (f"{name} : %{{customdata[{rank}]}}" for rank, name in enumerate(chart.columns))
    return " · ".join(("%{y}", *told))


def _format(chart: ChartView) -> str:
    return ".0%" if chart.columns[0].startswith("Part") or chart.columns[0] == "En place" else ""
