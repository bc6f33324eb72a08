"""What a chart shows, as a table to open in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.table import csv_line, decimal, safe

if TYPE_CHECKING:
    from cm_build.pages.observatory.chart import ChartView


def chart_csv(chart: ChartView) -> str:
    """Write one line per line of the chart: its label, then each figure, unrounded."""
    header = [*(["Groupe"] if any(one.group for one in chart.lines) else []), chart.title]
    lines = [csv_line([safe(name) for name in (*header, *chart.columns)])]
    for one in chart.lines:
        group = [safe(one.group)] if len(header) > 1 else []
        cells = [_number(value.raw) for value in one.values]
        lines.append(csv_line([*group, safe(one.label), *cells]))
    return "\ufeff" + "".join(lines)


def _number(value: float | None) -> str:
    """Write a number with the French comma; a share stays between 0 and 1."""
    return "" if value is None else decimal(f"{value:.10g}")
