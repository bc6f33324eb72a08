"""The charts of numbers: how they are spread, what became of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.pages.observatory import spread
from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    RangeStrip,
    Value,
    answers,
    decimal,
    headline,
    too_few,
)
from cm_build.pages.observatory.charts import method_of
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cm_build.computing.population import Population, Populations
    from cm_build.computing.statistics import Numbers, Spread
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

STATISTICS = ("bas", "mediane", "haut")


def histogram(chart: declared.Histogram, counted: Populations, names: Names) -> ChartView:
    """Draw how a number is spread."""
    reference = chart.mesure
    shown = counted.shown
    told = shown.numbers(reference)
    variable = shown.variable(reference)
    unit, decimals = variable.unit, variable.decimals
    view = ChartView(
        chart.id, chart.forme, chart.titre, (), chart.note or "", answers(told.coverage),
        method_of(reference, names), ("Lieux",), (),
        absent=too_few(told.coverage, shown.minimum) if told.spread is None else "",
    )  # fmt: skip
    if told.spread is None:
        return view
    limits = spread.edges(told.spread)
    counts = shown.histogram(reference, limits)
    drawn = spread.histogram(told.spread, limits, counts, unit, decimals)
    lines = [
        ChartLine(
            french.capitalised(column.label),
            (Value(french.number(Decimal(column.places)), column.places, ""),),
        )
        for column in drawn.columns
    ]
    lines += summary_lines(reference, told, unit, decimals)
    return view._replace(
        headline=_middle(told.spread, unit, decimals), lines=tuple(lines), drawing=drawn
    )


def summary_lines(reference: str, told: Numbers, unit: str, decimals: int) -> list[ChartLine]:
    """Write the quartiles and the median, as lines of the table."""
    if told.spread is None:
        return []
    words = ("Un quart des lieux est sous", "Médiane", "Un quart des lieux est au-dessus de")
    values = (told.spread.low, told.spread.median, told.spread.high)
    return [
        ChartLine(
            word, (Value(french.quantity(decimal(one), unit, decimals), one, f"{reference}:{key}"),)
        )
        for word, one, key in zip(words, values, STATISTICS, strict=True)
    ]


def _middle(found: Spread, unit: str, decimals: int) -> tuple[Run, ...]:
    def said(value: float) -> str:
        return french.quantity(decimal(value), unit, decimals)

    if said(found.low) == said(found.high):
        return headline(("La moitié des lieux au moins : ", False), (said(found.median), True))
    return headline(
        ("La moitié des lieux ", False),
        (f"entre {said(found.low)} et {said(found.high)}", True),
        (f" ; médiane {said(found.median)}", False),
    )


def strips(chart: declared.Strips, counted: Populations, names: Names) -> ChartView:
    """Draw several numbers of the same unit on one scale."""
    return strips_of(chart, chart.mesures, {}, counted, names)


def strips_of(
    chart: declared.Strips | declared.Axes,
    references: Sequence[str],
    labels: Mapping[str, str],
    counted: Populations,
    names: Names,
) -> ChartView:
    """Draw measures on one scale: percentages from 0 to 100, others from zero to the highest."""
    shown = counted.shown
    told = {reference: shown.numbers(reference) for reference in references}
    top = _scale(shown, told)
    lines = []
    for reference, numbers in told.items():
        variable = shown.variable(reference)
        found = numbers.spread
        strip = None
        if found:
            strip = RangeStrip(
                *(round(one / top * 100, 1) for one in (found.low, found.median, found.high))
            )
        texts = tuple(
            Value(
                french.quantity(decimal(one), variable.unit, variable.decimals) if found else "",
                one if found else None,
                f"{reference}:{key}",
            )
            for one, key in zip(
                (found.low, found.median, found.high) if found else (0.0, 0.0, 0.0),
                STATISTICS,
                strict=True,
            )
        )
        count = Value(
            french.number(Decimal(numbers.coverage.answers)),
            numbers.coverage.answers,
            f"{reference}:reponses",
        )
        label = labels.get(reference) or variable.title
        lines.append(
            ChartLine(label, (*texts, count), strip=strip, link=method_of(reference, names))
        )
    most = max((one.coverage for one in told.values()), key=lambda one: one.answers)
    enough = any(one.spread for one in told.values())
    return ChartView(
        chart.id, "etendues", chart.titre, (), chart.note or "", "", method_of(references[0], names),
        ("Quart bas", "Médiane", "Quart haut", "Réponses"), tuple(lines),
        absent="" if enough else too_few(most, shown.minimum),
    )  # fmt: skip


def _scale(shown: Population, told: dict[str, Numbers]) -> float:
    if all(shown.variable(reference).unit == "%" for reference in told):
        return 100.0
    return max((one.spread.high * 1.2 for one in told.values() if one.spread), default=1.0) or 1.0


def trend(chart: declared.Trend, counted: Populations, names: Names) -> ChartView:
    """Tell what rose, stayed or fell between two assessments of the same places."""
    lines = []
    places = 0
    for reference in chart.chiffres:
        told = counted.change(reference)
        places = max(places, told.places)
        if not told.pairs:
            continue
        variable = counted.shown.variable(reference)
        unit = "points" if variable.unit == "%" else variable.unit
        median = ""
        if told.median is not None:
            sign = "+" if told.median > 0 else ""
            median = sign + french.quantity(decimal(told.median), unit, variable.decimals)
        lengths = [round(one / told.pairs * 100, 1) for one in (told.up, told.same, told.down)]
        starts = (0.0, lengths[0], round(lengths[0] + lengths[1], 1))
        enough = told.pairs >= counted.shown.minimum
        lines.append(
            ChartLine(
                _short(reference, counted, names),
                (
                    _counted(told.up, f"{reference}:hausse"),
                    _counted(told.same, f"{reference}:stable"),
                    _counted(told.down, f"{reference}:baisse"),
                    Value(median, told.median, f"{reference}:ecart_median"),
                ),
                tuple(
                    BarSegment(rank, start, length)
                    for rank, (start, length) in enumerate(zip(starts, lengths, strict=True))
                    if length and enough
                ),
            )
        )  # fmt: skip
    words = french.plural(Decimal(places), "lieu raconte", "lieux racontent")
    title = headline(
        (f"{french.number(Decimal(places))} {words}", True), (" deux années ou plus", False)
    )
    return ChartView(
        chart.id, chart.forme, chart.titre, title if places else (), chart.note or "", "", "methode/",
        ("En hausse", "Stable", "En baisse", "Écart médian"), tuple(lines),
        legend=("en hausse", "stable", "en baisse"),
        absent="" if lines else "Aucun lieu n’a encore raconté deux années.",
    )  # fmt: skip


def _counted(count: int, key: str) -> Value:
    return Value(french.number(Decimal(count)), count, key)


def _short(reference: str, counted: Populations, names: Names) -> str:
    found = names.resolve(reference)
    if found and not found.is_indicator:
        return names.asked[found.path].question.short
    return counted.shown.variable(reference).title
