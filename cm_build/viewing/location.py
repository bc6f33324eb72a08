"""Where a place is: a dot on the country's outline, and its commune in three numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.questionnaire.role import Role
from cm_build.viewing import french
from cm_build.viewing.block import Block
from cm_build.viewing.projection import project

if TYPE_CHECKING:
    from cm_build.places.commune import Commune
    from cm_build.places.territory import Territory
    from cm_build.questionnaire import block as declared
    from cm_build.viewing.context import PlaceContext


class Dot(NamedTuple):
    """A position on the map, in its view box."""

    x: float
    y: float


class Location(NamedTuple):
    """The commune, its larger territories, its numbers; a number that is unknown is empty."""

    address: str
    commune: str
    departement: str
    region: str
    epci: str
    population: str
    density: str
    dot: Dot | None


def dot_of(commune: Commune) -> Dot | None:
    """Place a commune on the map; None when its point or its territory is not drawn."""
    if commune.longitude is None or commune.latitude is None:
        return None
    found = project(commune.longitude, commune.latitude, commune.departement)
    return Dot(round(found.x, 1), round(found.y, 1)) if found else None


def departement_name(commune: Commune, territory: Territory) -> str:
    """Name a commune's département; its code when it has no name in the tables."""
    found = territory.departement(commune.departement)
    return found.nom if found else commune.departement


def region_name(commune: Commune, territory: Territory) -> str:
    """Name a commune's région; its code when it has no name in the tables."""
    found = territory.region(commune.region)
    return found.nom if found else commune.region


def situation(block: declared.Locator, context: PlaceContext) -> Block:
    """Situate the place; always possible, since the commune is the one answer required."""
    del block
    commune, territory = context.place.commune, context.territory
    epci = territory.epci(commune.epci) if commune.epci else None
    density = commune.density
    data = Location(
        address=context.sources.text(context.names.of_role(Role.ADRESSE)),
        commune=commune.nom,
        departement=departement_name(commune, territory),
        region=region_name(commune, territory),
        epci=epci.nom if epci else "",
        population=""
        if commune.population is None
        else french.quantity(Decimal(commune.population), "habitants"),
        density=""
        if density is None
        else french.quantity(Decimal(str(density)), "habitants par km²"),
        dot=dot_of(commune),
    )
    return Block("situation", (), data)
