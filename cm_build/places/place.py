"""A place: its assessments over the years, and the only way to a published one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.places.answer import Given
from cm_build.places.assessment import Assessment, name_of
from cm_build.places.commune import Commune
from cm_build.questionnaire.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.places.settings import Settings
    from cm_build.questionnaire.names import Names


@dataclass(frozen=True, slots=True)
class Place:
    """Everything a folder of `data/places/` holds, oldest year first."""

    slug: str
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """A place with what may be shown, and nothing else: hidden answers are already gone.

    Only `published` makes one, so that no later stage can forget to filter.
    """

    slug: str
    name: str
    commune: Commune
    assessments: tuple[Assessment, ...]

    @property
    def latest(self) -> Assessment:
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
    """Name the places that would be shown, were they within the scope."""
    if settings.perimetre.everywhere:
        return ()
    kept = (_published(place, names) for place in places)
    return tuple(
        sorted(one.slug for one in kept if one is not None and not _covered(one, settings))
    )


def open_files(
    places: Iterable[Place], shown: Iterable[PublishedPlace], names: Names
) -> frozenset[str]:
    """Name the files of published years, for places that hide nothing.

    A warning quotes what was answered: those of a place that hides anything are for it alone.
    """
    hiding = {place.slug for place in places if any(_hides(a, names) for a in place.assessments)}
    return frozenset(
        one.file for place in shown if place.slug not in hiding for one in place.assessments
    )


def _hides(assessment: Assessment, names: Names) -> bool:
    seen = assessment.visible(names)
    return seen.answers != assessment.answers or seen.workshop != assessment.workshop


def _published(place: Place, names: Names) -> PublishedPlace | None:
    if place.assessments and place.assessments[-1].header.publication == "non_publiee":
        # Withdrawing is one line in the latest file: earlier years leave with it.
        return None
    shown = [a for a in place.assessments if a.header.publication != "non_publiee"]
    own = [a for a in shown if a.header.publication == "publique"]
    visible = tuple(assessment.visible(names) for assessment in own or shown)
    if not visible:
        return None
    answer = visible[-1].answers.get(names.roles[Role.COMMUNE])
    if not isinstance(answer, Given) or not isinstance(answer.value, Commune):
        return None
    return PublishedPlace(place.slug, name_of(visible[-1], names), answer.value, visible)


def _in_scope(place: PublishedPlace, settings: Settings) -> bool:
    if place.fictional and not settings.exemples:
        return False
    return _covered(place, settings)


def _covered(place: PublishedPlace, settings: Settings) -> bool:
    scope = settings.perimetre
    return (
        scope.everywhere
        or place.commune.region in scope.regions
        or place.commune.departement in scope.departements
    )
