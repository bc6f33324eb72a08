"""The same figures over the years, on one scale; a missing year is a gap."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.polar import written
from cm_build.pages.portrait.block import Block, titled
from cm_build.pages.portrait.partial import partial_of
from cm_build.referential.sources import Sources
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext

WIDTH, HEIGHT = 300.0, 72.0
MOST_YEAR_NAMES = 6
# A value is written this far over its dot, or under it, and never on the years' names.
OVER, UNDER, LOWEST_VALUE = 11.0, 22.0, 70.0
FEWEST_YEARS = 2
# What is written for a year without a value; what was given of it is no value to compare.
UNKNOWN, PARTLY = "pas de donnée", "indiqué en partie"


class YearDot(NamedTuple):
    """One year's value."""

    x: float
    y: float
    year: int
    text: str


class YearName(NamedTuple):
    """A year under the axis; the first and the last known carry their value above the dot."""

    year: int
    x: float
    y: float
    anchor: str
    value: str
    known: bool


class Multiple(NamedTuple):
    """One small drawing: its segments stop at the gaps."""

    label: str
    segments: tuple[str, ...]
    dots: tuple[YearDot, ...]
    names: tuple[YearName, ...]
    years: tuple[tuple[int, str], ...]
    change: str
    direction: int


def evolution(block: declared.Evolution, context: PlaceContext) -> Block | None:
    """Draw each figure known for two years at least."""
    if len(context.history) < FEWEST_YEARS:
        return None
    drawn = [
        multiple
        for reference in block.chiffres
        if (multiple := _multiple(reference, context.history, context.sources))
    ]
    if not drawn:
        return None
    words = since_last_year(drawn, [year for year, _ in context.history])
    closed = context.assessment.header.date_fermeture
    if words and closed and closed.year == context.year and closed < date(closed.year, 12, 31):
        words += (
            f" Le lieu a fermé le {french.day(closed)} : l’année {closed.year} n’est pas entière."
        )
    return Block("evolution", titled(block, context), tuple(drawn), "evolution", words)


def since_last_year(drawn: Sequence[Multiple], years: Sequence[int]) -> str | None:
    """Say what rose, what fell and what stayed between the last two years; no word judges it.

    Only figures known in both years count: a missing year says nothing of a change.
    """
    before, last = years[-2:]
    moved: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for series in drawn:
        if [dot.year for dot in series.dots[-2:]] == [before, last]:
            moved[series.direction].append(french.initial_folded(series.label))
    words = {1: "en hausse", -1: "en baisse", 0: "sans changement"}
    said = [f"{words[way]} : {french.listed(labels)}" for way, labels in moved.items() if labels]
    return french.spaced(f"De {before} à {last}, {' ; '.join(said)}.") if said else None


def label_of(reference: str, sources: Sources) -> str:
    """Name a figure or an answer for a drawing."""
    target = sources.names.resolve(reference)
    return sources.title(target.path) if target else reference


def _multiple(
    reference: str, history: Sequence[tuple[int, Sources]], sources: Sources
) -> Multiple | None:
    values = {year: source.number(reference) for year, source in history}
    unit, decimals = sources.unit(reference)
    target = sources.names.resolve(reference)
    partly = {year: PARTLY for year, source in history if partial_of(reference, source)}
    rough = {year for year, source in history if target and source.is_estimate(target)}
    # The years are written below: "par an" or "par semaine" would only lengthen each line.
    unit = unit.split(" par ")[0]
    return multiple(label_of(reference, sources), values, (unit, decimals), partly, rough)


def multiple(
    label: str,
    values: Mapping[int, Decimal | None],
    unit: tuple[str, int],
    absent: Mapping[int, str],
    rough: Collection[int],
    cuts: Collection[int] = (),
) -> Multiple | None:
    """Draw one figure; None unless two years have a value.

    `unit` goes with its decimals; `absent` says why some years have none, `rough` are estimates,
    `cuts` the years from which it was counted otherwise: nothing joins what does not compare.
    """
    known = {year: value for year, value in values.items() if value is not None}
    if len(known) < FEWEST_YEARS:
        return None
    first, last = min(values), max(values)
    top = max(known.values()) or 1

    def dot(year: int, value: Decimal) -> YearDot:
        x = (year - first) / (last - first) * WIDTH
        y = HEIGHT - float(value / top) * HEIGHT
        return YearDot(round(x, 1), round(y, 1), year, french.quantity(value, *unit))

    dots = tuple(dot(year, value) for year, value in known.items())
    years = tuple(
        (year, _year_text(dots, year, absent.get(year, UNKNOWN), rough=year in rough))
        for year in range(first, last + 1)
    )
    gap = known[dots[-1].year] - known[dots[-2].year]
    cut = [year for year in cuts if dots[-2].year < year <= dots[-1].year]
    change = f"Compté autrement depuis {cut[-1]}" if cut else _change(dots, gap, *unit)
    names = _year_names(first, last, dots)
    direction = (gap > 0) - (gap < 0)
    return Multiple(label, _segments(dots, cuts), dots, names, years, change, direction)


def _year_text(dots: Sequence[YearDot], year: int, absent: str, *, rough: bool) -> str:
    """Write a year's value beside the others, and whether the place gave it, or what it comes from, roughly."""
    text = next((dot.text for dot in dots if dot.year == year), "")
    return f"{text} (estimation)" if text and rough else text or absent


def _year_names(first: int, last: int, dots: Sequence[YearDot]) -> tuple[YearName, ...]:
    """Name the years that fit, a missing one too: it is a gap, and says so by having no dot."""
    step = -(-(last - first + 1) // MOST_YEAR_NAMES)
    by_year = {dot.year: dot for dot in dots}
    ends = (dots[0].year, dots[-1].year)
    names = []
    for year in range(first, last + 1):
        if (last - year) % step and year not in ends:
            continue
        dot = by_year.get(year)
        anchor = "start" if year == first else "end" if year == last else "middle"
        x = round((year - first) / (last - first) * WIDTH, 1)
        value = dot.text if dot and year in ends else ""
        y = _value_height(dot, dots) if dot else 0.0
        names.append(YearName(year, x, y, anchor, value, dot is not None))
    return tuple(names)


def _value_height(dot: YearDot, dots: Sequence[YearDot]) -> float:
    """Write a value above its dot, or below when the line comes from above and there is room."""
    at = dots.index(dot)
    beside = dots[1] if at == 0 else dots[at - 1]
    below = dot.y + UNDER
    return round(below if beside.y < dot.y and below <= LOWEST_VALUE else dot.y - OVER, 1)


def _segments(dots: Sequence[YearDot], cuts: Collection[int]) -> tuple[str, ...]:
    """Join the dots of consecutive years only, and none across a cut."""
    paths: list[list[YearDot]] = []
    for dot in dots:
        if paths and dot.year == paths[-1][-1].year + 1 and dot.year not in cuts:
            paths[-1].append(dot)
        else:
            paths.append([dot])
    return tuple(
        "M" + "L".join(f"{written(dot.x)} {written(dot.y)}" for dot in path)
        for path in paths
        if len(path) > 1
    )


def _change(dots: Sequence[YearDot], gap: Decimal, unit: str, decimals: int) -> str:
    before = dots[-2].year
    if not gap:
        return f"Inchangé depuis {before}"
    return f"{french.gap(gap, unit, decimals)} de {'plus' if gap > 0 else 'moins'} qu’en {before}"
