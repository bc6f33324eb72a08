"""The observatory: what all places say together, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from cm_build.computing.estimates import estimates
from cm_build.pages.observatory import charts, colleges, effects, intentions, spreads
from cm_build.questionnaire import observatory as declared

if TYPE_CHECKING:
    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.estimates import Estimates
    from cm_build.computing.population import Populations
    from cm_build.pages.observatory.chart import ChartLine, ChartView
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run


class ChapterLink(NamedTuple):
    """A chapter, and the first thing it shows."""

    chapter: declared.Chapter
    headline: tuple[Run, ...]
    figures: tuple[ChartLine, ...]


class ObservatoryView(NamedTuple):
    """The page that opens the observatory; `fictional` says that its places were invented."""

    chapters: tuple[ChapterLink, ...]
    places: int
    fictional: bool
    others: int
    who: WhoCounts


class ChapterView(NamedTuple):
    """One chapter; its neighbours help to read on.

    `estimates` is None where no quantity is drawn: nothing there can be an estimate.
    """

    chapter: declared.Chapter
    charts: tuple[ChartView, ...]
    chapters: tuple[declared.Chapter, ...]
    places: int
    fictional: bool
    who: WhoCounts
    estimates: Estimates | None


def observatory_view(
    observatory: declared.Observatory, counted: Populations, names: Names
) -> ObservatoryView:
    """Open the observatory: one headline a chapter."""
    shown = counted.shown
    return ObservatoryView(
        tuple(_opening(chapter, counted, names) for chapter in observatory.chapitres),
        shown.size,
        counted.is_fictional,
        0 if counted.is_fictional else counted.fictional.size,
        counted.who,
    )


def _opening(chapter: declared.Chapter, counted: Populations, names: Names) -> ChapterLink:
    title: tuple[Run, ...] = ()
    figures: tuple[ChartLine, ...] = ()
    for chart in chapter.graphiques:
        drawn = drawn_chart(chart, counted, names)
        title = title or (drawn.headline if not drawn.absent else ())
        if isinstance(chart, declared.Totals):
            figures = figures or drawn.lines[:1]
    return ChapterLink(chapter, title, figures)


def chapter_view(
    chapter: declared.Chapter,
    observatory: declared.Observatory,
    counted: Populations,
    names: Names,
) -> ChapterView:
    """Draw every chart of a chapter."""
    # A trend sets two years beside each other: what is estimated in the latest of any place is not in it.
    drawn = [
        reference
        for chart in chapter.graphiques
        if not isinstance(chart, declared.Trend)
        for reference in declared.drawn_by(chart)
    ]
    views = ((chart, drawn_chart(chart, counted, names)) for chart in chapter.graphiques)
    return ChapterView(
        chapter,
        tuple(
            view._replace(folded=_is_beside(chart))
            for chart, view in views
            if not (view.absent and _of_older_files(chart))
        ),
        observatory.chapitres,
        counted.shown.size,
        counted.is_fictional,
        counted.who,
        estimates(counted.shown, drawn) if drawn else None,
    )


def _is_beside(chart: declared.Chart) -> bool:
    """Tell a chart of effects that stands beside another: its table waits to be opened."""
    if isinstance(chart, declared.Effects):
        return chart.selon != "presence"
    return isinstance(chart, declared.Colleges | declared.Intentions)


def _of_older_files(chart: declared.Chart) -> bool:
    """Tell a chart of what is asked no more: once nobody said it, it is not missing."""
    return isinstance(chart, declared.Effects) and chart.selon == "niveau"


def drawn_chart(chart: declared.Chart, counted: Populations, names: Names) -> ChartView:
    """Draw one chart from what is counted."""
    return _DRAWINGS[type(chart)](chart, counted, names)


_DRAWINGS = cast(
    "Mapping[type, Callable[[declared.Chart, Populations, Names], ChartView]]",
    {
        declared.Totals: charts.totals,
        declared.Histogram: spreads.histogram,
        declared.Strips: spreads.strips,
        declared.Choices: charts.choices,
        declared.SharesChart: charts.shares,
        declared.Trend: spreads.trend,
        declared.Effects: effects.effects,
        declared.Colleges: colleges.colleges,
        declared.Unwanted: effects.unwanted,
        declared.EvidenceChart: effects.evidence,
        declared.Counterfactual: effects.counterfactual,
        declared.Intentions: intentions.intentions,
        declared.Axes: spreads.axes,
        declared.PracticesChart: charts.practices,
    },
)
