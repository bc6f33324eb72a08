"""The régions and départements a référentiel covers: their names, addresses, inhabitants."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cm_build.places.address import address_of
from cm_build.places.commune import Commune
from cm_build.places.settings import Scope
from cm_build.places.territory import Territory

ROOT = "referentiel/territoires/"


class Area(NamedTuple):
    """A territory: `level` is the column that tells who is inside; `known_as` is its name in the tables.

    `population` is None when no commune says its own, `outline` empty when the map does not show it;
    `departements` are empty for a département, and for a région that is one.
    """

    level: Literal["region", "departement"]
    code: str
    known_as: str
    inside: str
    url: str
    population: int | None
    outline: str
    departements: tuple[Area, ...]

    @property
    def name(self) -> str:
        """The name as French typography writes it."""
        return self.known_as.replace("'", "’")

    def holds(self, commune: Commune) -> bool:
        """Tell whether a commune is inside."""
        return (commune.region if self.level == "region" else commune.departement) == self.code


def areas(territory: Territory, scope: Scope) -> tuple[Area, ...]:
    """List the régions in scope by name, each with its départements in scope."""
    everywhere = not scope.regions and not scope.departements
    inhabitants = territory.inhabitants
    regions, departements = territory.outlines("regions"), territory.outlines("departements")
    listed = []
    for region in territory.regions.values():
        url = f"{ROOT}{address_of(region.nom)}/"
        inside = [
            departement
            for departement in territory.departements.values()
            if departement.region == region.code
            and (
                everywhere or region.code in scope.regions or departement.code in scope.departements
            )
        ]
        if not inside:
            continue
        own = [
            Area("departement", one.code, one.nom, one.dans, f"{url}{address_of(one.nom)}/",
                 inhabitants.get(one.code), departements.get(one.code, ""), ())
            for one in sorted(inside, key=lambda one: address_of(one.nom))
        ]  # fmt: skip
        known = [one.population for one in own if one.population is not None]
        total = sum(known) if known else None
        # Overseas, a région and its département are one and the same land: one page.
        below = tuple(own) if len(own) > 1 or own[0].known_as != region.nom else ()
        outline = regions.get(region.code, "")
        listed.append(
            Area("region", region.code, region.nom, region.dans, url, total, outline, below)
        )
    return tuple(sorted(listed, key=lambda area: address_of(area.known_as)))
