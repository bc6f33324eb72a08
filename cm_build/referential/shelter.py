"""Where a protected place may be told to be: among enough others, its département, else its région."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.protected import region_of
from cm_build.reading.nearest import folded
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.places.commune import Departement, Region
    from cm_build.places.protected import ProtectedPlace, ProtectedYear
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.names import Names
    from cm_build.referential.summary import Summary


class DepartementCounts(NamedTuple):
    """The places that the site shows, by département, real and fictional ones apart.

    Those that a directory lists count: they are shown too. Protected places do not: nobody can tell
    which département they are in, and one more of them must not bring another to light.
    """

    counted: Mapping[tuple[str, bool], int]

    @classmethod
    def of(cls, summaries: Iterable[Summary]) -> DepartementCounts:
        """Count the places of every département."""
        return cls(Counter((one.commune.departement, one.fictional) for one in summaries))

    @classmethod
    def among(cls, telling: Iterable[str], names: Names) -> DepartementCounts:
        """Know only which départements have enough real places."""
        protection = names.questionnaire.protection
        least = protection.lieux_minimum if protection else 0
        return cls({(departement, False): least for departement in telling})

    def enough(self, year: ProtectedYear, names: Names) -> bool:
        """Tell whether its département has enough places for one more to be told there."""
        return year.departement in self.telling(names, fictional=year.fictional)

    def telling(self, names: Names, *, fictional: bool) -> tuple[str, ...]:
        """List the départements that have enough."""
        protection = names.questionnaire.protection
        if protection is None:
            return ()
        return tuple(
            sorted(
                departement
                for (departement, kind), count in self.counted.items()
                if kind is fictional and count >= protection.lieux_minimum
            )
        )


def area_of(
    year: ProtectedYear, counts: DepartementCounts, names: Names, territory: Territory
) -> Departement | Region:
    """Give the smallest area that a protected place is told in."""
    if counts.enough(year, names):
        return territory.departements[year.departement]
    return territory.regions[region_of(year, territory)]


def title_of(
    year: ProtectedYear, counts: DepartementCounts, names: Names, territory: Territory
) -> str:
    """Name a place that has no name: its broad type and its area, « Un lieu d’entraide en Bretagne »."""
    protection = names.questionnaire.protection
    kinds = {kind.id: kind.dans_phrase for kind in protection.types} if protection else {}
    words = f"{kinds[year.kind]} {area_of(year, counts, names, territory).dans}"
    return french.capitalised(words)


class ProtectedLink(NamedTuple):
    """A protected place in a list: its title, its address."""

    title: str
    slug: str
    fictional: bool


def protected_links(
    protected: Iterable[ProtectedPlace],
    counts: DepartementCounts,
    names: Names,
    territory: Territory,
) -> tuple[ProtectedLink, ...]:
    """List protected places by title, real ones first."""
    links = (
        ProtectedLink(
            title_of(place.latest, counts, names, territory), place.slug, place.latest.fictional
        )
        for place in protected
    )
    return tuple(sorted(links, key=lambda one: (one.fictional, folded(one.title), one.slug)))
