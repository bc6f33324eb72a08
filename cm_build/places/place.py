"""A place: its assessments over the years, and the only way to a published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cm_build.places.answer import Answers, Given
from cm_build.places.assessment import Assessment, PublishedAssessment, commune_of, name_of
from cm_build.places.commune import Commune
from cm_build.places.plausibility import between_years
from cm_build.places.settings import Settings
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Everything a folder of `data/places/` holds, oldest year first."""

    slug: str
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """A place with what may be shown, and nothing else: hidden answers are already gone.

    Only `published` makes one, so that no later stage can forget to filter. `warnings` are those a
    page may show: they quote what was answered, so they are found again from what is published.
    """

    slug: str
    name: str
    commune: Commune
    assessments: tuple[PublishedAssessment, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def latest(self) -> PublishedAssessment:
        """The most recent published year."""
        return self.assessments[-1]

    @property
    def fictional(self) -> bool:
        """Shipped examples say they are examples."""
        return self.latest.header.exemple_fictif

    @property
    def from_directory(self) -> bool:
        """Identity taken from an open file, not answered by the place."""
        return self.latest.header.publication == "annuaire"

    def as_of(self, year: int, names: Names) -> PublishedPlace:
        """Give the place as the file of a year tells it: a page of the past knows nothing later."""
        told = tuple(assessment for assessment in self.assessments if assessment.year <= year)
        if len(told) == len(self.assessments):
            return self
        commune = commune_of(told[-1], names)
        return replace(
            self, name=name_of(told[-1], names), commune=commune, assessments=told, warnings=()
        )


def published(
    places: Iterable[Place], names: Names, settings: Settings
) -> tuple[PublishedPlace, ...]:
    """Keep what is published and within the scope of this référentiel, sorted by address."""
    kept = (_published(place, names) for place in places)
    return tuple(
        sorted(
            (place for place in kept if place is not None and _in_scope(place, settings)),
            key=lambda place: place.slug,
        )
    )


def beyond_scope(places: Iterable[Place], names: Names, settings: Settings) -> tuple[str, ...]:
    """Name the places that would be shown, were they within the scope; an example is nobody's to move."""
    if settings.perimetre.everywhere:
        return ()
    kept = (_published(place, names) for place in places)
    return tuple(
        sorted(
            place.slug
            for place in kept
            if place is not None and not place.fictional and not _covered(place, settings)
        )
    )


def _published(place: Place, names: Names) -> PublishedPlace | None:
    if place.assessments and place.assessments[-1].header.publication == "non_publiee":
        # Withdrawing is one line in the latest file: earlier years leave with it.
        return None
    shown = [a for a in place.assessments if a.header.publication != "non_publiee"]
    kept = [a for a in shown if a.header.publication == "publique"] or shown
    visible = tuple(assessment.visible(names) for assessment in kept)
    if not visible:
        return None
    answer = visible[-1].answers.get(names.roles[Role.COMMUNE])
    if not isinstance(answer, Given) or not isinstance(answer.value, Commune):
        return None
    warnings = _warnings(kept, visible, names)
    return PublishedPlace(place.slug, name_of(visible[-1], names), answer.value, visible, warnings)


def _warnings(
    kept: Sequence[Assessment], visible: Sequence[PublishedAssessment], names: Names
) -> tuple[Problem, ...]:
    """Find what the published years say together, and what reading them said.

    A place that hides anything in one of them is warned alone: a warning could tell it.
    """
    hiding = any(
        _compared(seen, names) != _compared(whole, names)
        or _told(seen) != _told(whole)
        or seen.own.bare != whole.own.bare
        for whole, seen in zip(kept, visible, strict=True)
    )
    if hiding:
        return ()
    problems = [one for pair in zip(kept, visible, strict=True) for one in _said(*pair)]
    problems += between_years(kept, names)
    return tuple(problem for problem in problems if problem.severity is Severity.WARNING)


def _compared(assessment: Assessment, names: Names) -> Answers:
    """Leave out what is private answer by answer: these are words, which no warning compares."""
    return {
        path: answer
        for path, answer in assessment.answers.items()
        if not names.asked_for(path).question.prive_par_defaut
    }


def _said(whole: Assessment, seen: PublishedAssessment) -> Iterator[Problem]:
    """Give what reading a file said, but for what stands where an answer is kept: it may quote it."""
    unseen = [path for path, told in whole.answers.items() if seen.answers.get(path) != told]
    unseen += {one.name for one in whole.own.held()}.difference(one.name for one in seen.own.held())
    kept = {whole.mark_of(name).line for name in unseen}
    starts = {mark.line for mark in whole.marks.values()}
    for problem in whole.warnings:
        begun = max((line for line in starts if line <= problem.line), default=0)
        if begun not in kept:
            yield problem


def _told(assessment: Assessment) -> frozenset[str] | None:
    """Name what a workshop tells of, be it in counts or in words."""
    return assessment.workshop.told if assessment.workshop else None


def _in_scope(place: PublishedPlace, settings: Settings) -> bool:
    if place.fictional and not settings.exemples:
        return False
    return _covered(place, settings)


def _covered(place: PublishedPlace, settings: Settings) -> bool:
    return covered(place.commune, settings)


def covered(commune: Commune, settings: Settings) -> bool:
    """Tell whether a commune is within the scope of a référentiel."""
    scope = settings.perimetre
    return (
        scope.everywhere
        or commune.region in scope.regions
        or commune.departement in scope.departements
    )
