"""A place that must not be found, as its public file describes it: it has no name, no commune, no figure.

It is no `PublishedPlace`: what computes, draws, compares, exports and searches never meets it, so
that nothing can be forgotten there. Only its own page and the list of such places take this type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from cm_build.places.settings import Settings
from cm_build.places.territory import Territory
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, problem

# A choice, several, a text, several short ones, yes or no: nothing that counts or locates.
Said: TypeAlias = str | bool | tuple[str, ...]


class ProtectedYear(NamedTuple):
    """One year: a broad type by its id, classes by their id with their words, chosen answers by path.

    `departement` or `region` is a code, the other is empty.
    """

    year: int
    file: str
    publication: str
    state: str
    fictional: bool
    departement: str
    region: str
    kind: str
    figures: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, Said], ...]


class ProtectedPlace(NamedTuple):
    """Every published year of such a place, oldest first."""

    slug: str
    years: tuple[ProtectedYear, ...]

    @property
    def latest(self) -> ProtectedYear:
        """The most recent year: it says where the place is, for all of them."""
        return self.years[-1]


def published_protected(
    places: Iterable[ProtectedPlace], territory: Territory, settings: Settings
) -> tuple[ProtectedPlace, ...]:
    """Keep the years that are published, of the places within the scope, sorted by address."""
    kept = []
    for place in places:
        if place.latest.publication != "publique" or not _covered(place, territory, settings):
            # Withdrawing is one line in the latest file, as for any place.
            continue
        years = tuple(year for year in place.years if year.publication == "publique")
        kept.append(place._replace(years=years))
    return tuple(sorted(kept, key=lambda place: place.slug))


def region_of(year: ProtectedYear, territory: Territory) -> str:
    """Give the code of the région: the one it says, or that of its département."""
    return year.region or territory.departements[year.departement].region


def _covered(place: ProtectedPlace, territory: Territory, settings: Settings) -> bool:
    latest, scope = place.latest, settings.perimetre
    if latest.fictional and not settings.exemples:
        return False
    if scope.everywhere or region_of(latest, territory) in scope.regions:
        return True
    # A région named alone covers the départements that this référentiel speaks of.
    known = territory.departements
    within = {known[code].region for code in scope.departements if code in known}
    return latest.departement in scope.departements or (
        not latest.departement and latest.region in within
    )


def area_warnings(
    protected: Iterable[ProtectedPlace],
    enough: Callable[[ProtectedYear], bool],
    territory: Territory,
) -> Iterator[Problem]:
    """Tell a public file that names a département; `enough` tells whether it has enough places."""
    for place in protected:
        for year in place.years:
            if year.departement and not enough(year):
                region = region_of(year, territory)
                yield problem("CM-440", year.file, Mark(1, 1), lu=year.departement, attendu=region)
