"""A chart of the observatory: a headline, a drawing, and the table that says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.exporting.table import csv_line, safe
from cm_build.exporting.table import decimal as written
from cm_build.pages.observatory.spread import HistogramView
from cm_build.referential.sentence import Run
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.statistics import Coverage
    from cm_build.questionnaire import observatory as declared

# A list of answers longer than LONG shows its FIRST ones; the others are folded.
FIRST, LONG = 10, 13


class Value(NamedTuple):
    """A figure as it is read, and as it was computed; `key` names it (`reference:statistic`).

    A `part` was computed between 0 and 1, and is read in percent.
    """

    text: str
    raw: float | None
    key: str
    part: bool = False


class BarSegment(NamedTuple):
    """A piece of a stacked bar, in percent of its length."""

    tone: int
    start: float
    length: float


class RangeStrip(NamedTuple):
    """The quartile band and the median, in percent of the scale."""

    low: float
    median: float
    high: float


class ChartLine(NamedTuple):
    """One line of the table, with what draws it: a stacked bar, or a strip."""

    label: str
    values: tuple[Value, ...]
    segments: tuple[BarSegment, ...] = ()
    strip: RangeStrip | None = None
    group: str = ""
    link: str = ""


class ChartView(NamedTuple):
    """`told` says who answered; `method` is the path of the definition from the site's root.

    A chart is `folded` when few come for it: its table waits until it is opened.
    """

    id: str
    form: str
    title: str
    headline: tuple[Run, ...]
    note: str
    told: str
    method: str
    columns: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    legend: tuple[str, ...] = ()
    drawing: HistogramView | None = None
    absent: str = ""
    explorable: bool = True
    folded: bool = False

    @classmethod
    def of(  # noqa: PLR0913 - everything a chart may say
        cls,
        chart: declared.Chart,
        columns: Sequence[str],
        lines: Sequence[ChartLine],
        absent: str,
        *,
        title: tuple[Run, ...] = (),
        note: str = "",
        told: str = "",
        method: str = "methode/",
        legend: Sequence[str] = (),
        enough: bool = True,
    ) -> ChartView:
        """Show what is declared; `absent` is said instead when no line, or too few answers, can be."""
        return cls(
            chart.id, chart.forme, chart.titre, title, chart.note or note, told, method,
            tuple(columns), tuple(lines), tuple(legend), absent="" if lines and enough else absent,
        )  # fmt: skip

    @property
    def groups(self) -> tuple[tuple[str, tuple[ChartLine, ...]], ...]:
        """Gather the lines read at once under their headings, in the order met."""
        grouped: dict[str, list[ChartLine]] = {}
        for line in self.lines[: len(self.lines) - len(self.others)]:
            grouped.setdefault(line.group, []).append(line)
        return tuple((group, tuple(lines)) for group, lines in grouped.items())

    @property
    def others(self) -> tuple[ChartLine, ...]:
        """The answers that come after the most frequent ones, when a list is long: they are folded."""
        long = self.form == "reponses" and len(self.lines) > LONG
        return self.lines[FIRST:] if long else ()


def decimal(value: float) -> Decimal:
    """Give the decimal number that is meant: sums of floats carry dust."""
    return Decimal(f"{value:.12g}")


def share_text(share: float | None) -> str:
    """Write a share of places; nothing when too few answered."""
    return "" if share is None else french.percent(decimal(share * 100))


def part_of(share: float | None, key: str) -> Value:
    """Give a share of places, or of a whole, as a figure."""
    return Value(share_text(share), share, key, part=True)


def count_of(count: int, key: str) -> Value:
    """Give how many there are as a figure."""
    return Value(french.number_of(count), count, key)


def bar_of(share: float | None) -> tuple[BarSegment, ...]:
    """Draw a share as one bar; nothing when there is none to draw."""
    return (BarSegment(0, 0, round(share * 100, 1)),) if share else ()


def stack_of(counts: Sequence[int]) -> tuple[BarSegment, ...]:
    """Lay counts end to end over the whole length of a bar."""
    whole, start, segments = sum(counts), 0.0, []
    for tone, count in enumerate(counts):
        length = round(count / whole * 100, 1) if whole else 0.0
        if length:
            segments.append(BarSegment(tone, round(start, 1), length))
        start += length
    return tuple(segments)


def answers(coverage: Coverage, noun: str = "lieu") -> str:
    """Say who answered: `18 réponses sur 23 lieux concernés (2 autres : on ne sait pas)`."""
    words = french.how_many(coverage.answers, "réponse", "réponses")
    asked = french.how_many(coverage.concerned, noun, f"{noun}x")
    concerned = ""
    if coverage.concerned < coverage.places:
        concerned = french.plural(Decimal(coverage.concerned), " concerné", " concernés")
    unsettled = ""
    if coverage.unsettled:
        others = french.how_many(coverage.unsettled, "autre", "autres")
        unsettled = french.spaced(f" ({others} : on ne sait pas)")
    return f"{words} sur {asked}{concerned}{unsettled}"


def of_answers(coverage: Coverage, did: str = "répondu") -> str:
    """Say of whom a share is: `des 12 lieux qui ont répondu`, never of all the places."""
    if coverage.answers == 1:
        return f"du lieu qui a {did}"
    return f"des {french.number_of(coverage.answers)} lieux qui ont {did}"


def too_few(coverage: Coverage, minimum: int) -> str:
    """Say why a spread is not shown: a count alone is told."""
    if not coverage.answers:
        return "Personne n’a encore répondu à cette question."
    words = french.how_many(coverage.answers, "réponse", "réponses")
    return (
        f"Trop peu de réponses ({words}) pour dire comment elles se répartissent : "
        f"il en faut {minimum}."
    )


def headline(*runs: tuple[str, bool]) -> tuple[Run, ...]:
    """Put a headline together; what the figures show is emphasised."""
    return tuple(Run(french.spaced(text), strong=strong) for text, strong in runs)


def chart_csv(chart: ChartView) -> str:
    """Write one line per line of the chart: its label, then each figure, unrounded."""
    header = [*(["Groupe"] if any(line.group for line in chart.lines) else []), chart.title]
    lines = [csv_line([safe(name) for name in (*header, *chart.columns)])]
    for line in chart.lines:
        group = [safe(line.group)] if len(header) > 1 else []
        cells = [_unrounded(value.raw) for value in line.values]
        lines.append(csv_line([*group, safe(line.label), *cells]))
    return "\ufeff" + "".join(lines)


def _unrounded(value: float | None) -> str:
    """Write a number with the French comma; a share stays between 0 and 1."""
    return "" if value is None else written(f"{value:.10g}")
