"""The charts of numbers: how they are spread, what became of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.computing.selection import concerned
from cm_build.pages.observatory import spread
from cm_build.pages.observatory.chart import (
    ChartLine,
    ChartView,
    RangeStrip,
    Value,
    answers,
    count_of,
    decimal,
    headline,
    of_answers,
    stack_of,
    too_few,
)
from cm_build.pages.observatory.charts import method_of
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cm_build.computing.population import Population, Populations
    from cm_build.computing.statistics import Numbers
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

STATISTICS = ("bas", "mediane", "haut")


def histogram(chart: declared.Histogram, counted: Populations, names: Names) -> ChartView:
    """Draw how a number is spread."""
    reference = chart.mesure
    shown = counted.shown
    numbers = shown.numbers(reference)
    variable = shown.variable(reference)
    unit, decimals = variable.unit, variable.decimals
    absent = too_few(numbers.coverage, shown.minimum) if numbers.spread is None else ""
    view = ChartView.of(
        chart,
        ("Lieux",),
        (),
        absent,
        told=". ".join(filter(None, (answers(numbers.coverage), _beside(chart, shown)))),
        method=method_of(reference, names),
    )
    if numbers.spread is None:
        return view
    limits = spread.edges(numbers.spread)
    counts = shown.histogram(reference, limits)
    drawn = spread.histogram(numbers.spread, limits, counts, unit, decimals)
    lines = [
        ChartLine(french.capitalised(column.label), (count_of(column.places, ""),))
        for column in drawn.columns
    ]
    lines += summary_lines(reference, numbers, unit, decimals)
    return view._replace(
        headline=_middle(numbers, unit, decimals), lines=tuple(lines), drawing=drawn
    )


def _beside(chart: declared.Histogram, shown: Population) -> str:
    """Count the places in another situation, which the spread leaves out."""
    if chart.a_part is None:
        return ""
    number = len(concerned(shown, chart.a_part).places)
    if not number:
        return ""
    words = french.plural(Decimal(number), chart.a_part.libelle, chart.a_part.pluriel)
    return f"À part, {french.how_many(number, 'lieu', 'lieux')} {words}"


def summary_lines(reference: str, numbers: Numbers, unit: str, decimals: int) -> list[ChartLine]:
    """Write the quartiles and the median, as lines of the table."""
    if numbers.spread is None:
        return []
    words = ("Quart bas", "Médiane", "Quart haut")
    values = (numbers.spread.low, numbers.spread.median, numbers.spread.high)
    return [
        ChartLine(
            word,
            (Value(french.quantity(decimal(value), unit, decimals), value, f"{reference}:{key}"),),
        )
        for word, value, key in zip(words, values, STATISTICS, strict=True)
    ]


def _middle(numbers: Numbers, unit: str, decimals: int) -> tuple[Run, ...]:
    """Say where the middle half stands, and among how many answers."""
    spread = numbers.spread
    if spread is None:
        return ()
    # Between quartiles stand fewer than half of six places: only what each side holds is said.
    who = f"La moitié au moins {of_answers(numbers.coverage)}"

    def bounded(value: float, side: french.Side) -> str:
        return french.bounded(decimal(value), unit, decimals, side)

    def said(value: float) -> str:
        return french.quantity(decimal(value), unit, decimals)

    if said(spread.low) == said(spread.high):
        return headline((f"{who} : ", False), (said(spread.median), True))
    return headline(
        (f"{who} : ", False),
        (bounded(spread.median, "moins"), True),
        (f" ; un quart au moins : {bounded(spread.low, 'moins')}", False),
        (f", un quart au moins : {bounded(spread.high, 'plus')}", False),
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
    described = {reference: shown.numbers(reference) for reference in references}
    top = _scale(shown, described)
    lines = []
    for reference, numbers in described.items():
        variable = shown.variable(reference)
        spread = numbers.spread
        strip = None
        if spread:
            strip = RangeStrip(
                *(round(value / top * 100, 1) for value in (spread.low, spread.median, spread.high))
            )
        texts = tuple(
            Value(
                french.quantity(decimal(one), variable.unit, variable.decimals) if spread else "",
                one if spread else None,
                f"{reference}:{key}",
            )
            for one, key in zip(
                (spread.low, spread.median, spread.high) if spread else (0.0, 0.0, 0.0),
                STATISTICS,
                strict=True,
            )
        )
        count = count_of(numbers.coverage.answers, f"{reference}:reponses")
        label = labels.get(reference) or variable.title
        lines.append(
            ChartLine(label, (*texts, count), strip=strip, link=method_of(reference, names))
        )
    most = max((one.coverage for one in described.values()), key=lambda one: one.answers)
    enough = any(one.spread for one in described.values())
    columns = ("Quart bas", "Médiane", "Quart haut", "Réponses")
    return ChartView.of(
        chart, columns, lines, too_few(most, shown.minimum),
        method=method_of(references[0], names), enough=enough,
    )._replace(form="etendues")  # fmt: skip


def axes(chart: declared.Axes, counted: Populations, names: Names) -> ChartView:
    """Draw how the share of practices in place is spread, axis by axis."""
    labels = {axis.id: axis.titre for axis in names.questionnaire.axes}
    return strips_of(chart, tuple(labels), labels, counted, names)


def _scale(shown: Population, measures: dict[str, Numbers]) -> float:
    if all(shown.variable(reference).unit == "%" for reference in measures):
        return 100.0
    return (
        max(
            (numbers.spread.high * 1.2 for numbers in measures.values() if numbers.spread),
            default=1.0,
        )
        or 1.0
    )


def trend(chart: declared.Trend, counted: Populations, names: Names) -> ChartView:
    """Tell what rose, stayed or fell between two assessments of the same places."""
    lines = []
    places = 0
    for reference in chart.chiffres:
        change = counted.change(reference)
        places = max(places, change.places)
        if not change.pairs:
            continue
        variable = counted.shown.variable(reference)
        median = ""
        if change.median is not None:
            median = _move(decimal(change.median), variable.unit, variable.decimals)
        moves = (change.up, change.same, change.down)
        counts = zip(moves, ("hausse", "stable", "baisse"), strict=True)
        lines.append(
            ChartLine(
                _short(reference, counted, names),
                (
                    *(count_of(move, f"{reference}:{key}") for move, key in counts),
                    Value(median, change.median, f"{reference}:ecart_median"),
                ),
                stack_of(moves) if change.pairs >= counted.shown.minimum else (),
            )
        )
    words = french.how_many(places, "lieu raconte", "lieux racontent")
    title = headline((words, True), (" deux années ou plus", False)) if places else ()
    return ChartView.of(
        chart, ("En hausse", "Stable", "En baisse", "Écart médian, par an"), lines,
        "Aucun lieu compté ici n’a encore raconté deux années.",
        title=title, legend=("en hausse", "stable", "en baisse"),
    )  # fmt: skip


def _move(gap: Decimal, unit: str, decimals: int) -> str:
    """Write which way, and how far: `+3,6 points`, `hausse de moins de 0,1 point`."""
    text = french.gap(gap, unit, decimals)
    if french.is_bound(text):
        return f"{'hausse' if gap > 0 else 'baisse'} de {text}"
    return f"{'+' if gap > 0 else '−' if gap else ''}{text}"


def _short(reference: str, counted: Populations, names: Names) -> str:
    target = names.resolve(reference)
    if target and not target.is_indicator:
        return names.asked[target.path].question.short
    return counted.shown.variable(reference).title
