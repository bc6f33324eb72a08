"""A chart of the observatory: a headline, a drawing, and the table that says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.observatory.spread import HistogramView
from cm_build.referential.sentence import Run
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.computing.statistics import Coverage


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
    """`told` says who answered; `method` is the path of the definition from the site's root."""

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

    @property
    def groups(self) -> tuple[tuple[str, tuple[ChartLine, ...]], ...]:
        """Gather the lines under their headings, in the order met."""
        found: dict[str, list[ChartLine]] = {}
        for line in self.lines:
            found.setdefault(line.group, []).append(line)
        return tuple((group, tuple(lines)) for group, lines in found.items())


def decimal(value: float) -> Decimal:
    """Give the decimal number that is meant: sums of floats carry dust."""
    return Decimal(f"{value:.12g}")


def share_text(share: float | None) -> str:
    """Write a share of places; nothing when too few answered."""
    return "" if share is None else french.percent(decimal(share * 100))


def part_of(share: float | None, key: str) -> Value:
    """Give a share of places, or of a whole, as a figure."""
    return Value(share_text(share), share, key, part=True)


def answers(coverage: Coverage, noun: str = "lieu") -> str:
    """Say who answered: `18 réponses sur 23 lieux concernés`."""
    told = Decimal(coverage.answers)
    words = french.plural(told, "réponse", "réponses")
    asked = french.number(Decimal(coverage.concerned))
    nouns = french.plural(Decimal(coverage.concerned), noun, f"{noun}x")
    concerned = ""
    if coverage.concerned < coverage.places:
        concerned = french.plural(Decimal(coverage.concerned), " concerné", " concernés")
    return f"{french.number(told)} {words} sur {asked} {nouns}{concerned}"


def too_few(coverage: Coverage, minimum: int) -> str:
    """Say why a spread is not shown: a count alone is told."""
    told = french.number(Decimal(coverage.answers))
    words = french.plural(Decimal(coverage.answers), "réponse", "réponses")
    if not coverage.answers:
        return "Personne n’a encore répondu à cette question."
    return (
        f"Trop peu de réponses ({told} {words}) pour dire comment elles se répartissent : "
        f"il en faut {minimum}."
    )


def headline(*runs: tuple[str, bool]) -> tuple[Run, ...]:
    """Put a headline together; what the figures show is emphasised."""
    return tuple(Run(french.spaced(text), strong=strong) for text, strong in runs)
