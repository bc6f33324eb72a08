"""What a place sees of its own years: figures, effects, what it wanted, what is missing, what moved.

Nothing is judged: what moved may need a word, and only the place knows which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cm_build.contributing.tracking.figures import FigureGroup, Moved, figure_groups, moved
from cm_build.contributing.tracking.files import OwnYears, Refused
from cm_build.contributing.tracking.intentions import Wanted, own_wanted, wanted
from cm_build.pages.portrait.levels import YearLevel, levels
from cm_build.pages.portrait.own import OwnView, own_blocks
from cm_build.places.answer import Given
from cm_build.places.place import Place, published
from cm_build.places.plausibility import between_years
from cm_build.questionnaire.block import OwnBlocks
from cm_build.reading.problem import Severity
from cm_build.referential.assembly import Referential
from cm_build.referential.context import PlaceContext
from cm_build.referential.place_reading import record_of, summary_of
from cm_build.referential.records import Records
from cm_build.referential.sources import Sources
from cm_build.referential.toolbox import Tools


class Effect(NamedTuple):
    """A criterion through the years, with the colour of its scale."""

    title: str
    tone: int
    years: tuple[YearLevel, ...]


class Missing(NamedTuple):
    """What the year before answered and the last one does not, section by section."""

    title: str
    questions: tuple[str, ...]


class Tracking(NamedTuple):
    """Everything a place sees of its years; with no file that reads, only what was refused."""

    name: str
    others: tuple[str, ...]
    years: tuple[int, ...]
    gaps: tuple[int, ...]
    refused: tuple[Refused, ...]
    figures: tuple[FigureGroup, ...] = ()
    effects: tuple[Effect, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    missing: tuple[Missing, ...] = ()
    moved: tuple[Moved, ...] = ()
    doubts: tuple[str, ...] = ()
    own: OwnView | None = None

    @property
    def last(self) -> int:
        """The most recent year."""
        return self.years[-1]


def tracking(own: OwnYears, tools: Tools) -> Tracking:
    """Gather what the years of one place say together."""
    if not own.assessments:
        return Tracking("", (), (), (), own.refused)
    context = _context(own, tools)
    years = tuple(year for year, _ in context.history)
    called = own.names(tools.names)
    gaps = tuple(year for year in range(years[0], years[-1]) if year not in years)
    return Tracking(
        name=called[-1],
        others=called[:-1],
        years=years,
        gaps=gaps,
        refused=own.refused,
        figures=tuple(figure_groups(context.history)),
        effects=tuple(_effects(context)),
        wanted=(
            *wanted(context.history),
            *own_wanted(context.place.assessments, tools.names),
        ),
        missing=tuple(_missing(context.history)),
        moved=tuple(moved(context.history)),
        doubts=tuple(_doubts(own, tools)),
        own=_own(context),
    )


def _context(own: OwnYears, tools: Tools) -> PlaceContext:
    """Compute the years as the site would, as if nothing of them were hidden."""
    place = Place(own.assessments[-1].slug, own.assessments)
    (shown,) = published([place], tools.names, tools.settings)
    record = record_of(shown, tools)
    summary = summary_of(record, tools)
    return Referential(tools, (summary,), Records(keep=False)).contexts(record, summary)[-1]


def _effects(context: PlaceContext) -> Iterator[Effect]:
    scales = [scale.id for scale in context.names.questionnaire.echelles]
    for criterion in context.names.questionnaire.criteres:
        if years := levels(criterion, context, fewest=1):
            yield Effect(criterion.titre, scales.index(criterion.echelle), years)


def _own(context: PlaceContext) -> OwnView | None:
    """Show what the place defined itself, with its years and its aims, as its page would."""
    for section in context.names.questionnaire.panorama:
        for block in section.blocs:
            if isinstance(block, OwnBlocks) and (drawn := own_blocks(block, context)):
                return drawn.data if isinstance(drawn.data, OwnView) else None
    return None


def _missing(history: Sequence[tuple[int, Sources]]) -> Iterator[Missing]:
    """List by section what was answered last year and is not, or not yet, this year."""
    if len(history) < 2:  # noqa: PLR2004 - a year and the one before
        return
    (_, before), (_, now) = history[-2:]
    names = now.names
    groups: dict[str, list[str]] = {}
    for path, asked in names.current.items():
        if asked.question.reprend or not isinstance(before.answers.get(path), Given):
            continue
        # An answer, be it « I do not know », or a question that does not arise: nothing is missing.
        if path not in now.answers:
            groups.setdefault(asked.owner, []).append(asked.question.short)
    for owner, questions in groups.items():
        yield Missing(names.title(owner), tuple(questions))


def _doubts(own: OwnYears, tools: Tools) -> Iterator[str]:
    """Tell what the check asks to look at again in the last year, as it would before publishing."""
    last = own.assessments[-1]
    problems = [*last.warnings, *between_years(own.assessments, tools.names)]
    for problem in problems:
        if problem.severity is Severity.WARNING and problem.file == last.file:
            yield f"{problem.message} {problem.hint}".strip()
