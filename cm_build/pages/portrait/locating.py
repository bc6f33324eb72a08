"""Where a place stands: its commune and what is known of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.projection import Dot, dot_of
from cm_build.pages.portrait.block import Block
from cm_build.places.territory import around, region_name
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext


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


def situation(block: declared.Locator, context: PlaceContext) -> Block:
    """Situate the place; always possible, since the commune is the one answer required."""
    del block
    commune, territory = context.place.commune, context.territory
    epci = territory.epci.get(commune.epci or "")
    density = commune.density
    data = Location(
        address=context.sources.text(context.names.of_role(Role.ADRESSE)),
        commune=commune.nom,
        departement=around(commune, territory),
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
