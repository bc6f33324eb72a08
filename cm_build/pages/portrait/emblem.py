"""Which answers of a place its emblem is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.drawing.building import Building, draw_building

if TYPE_CHECKING:
    from cm_build.referential.context import PlaceContext


def building_of(context: PlaceContext) -> Building:
    """Draw the emblem of the place from its answers."""
    wanted = context.names.questionnaire.entete.batiment
    sources = context.sources
    rooms = [option for option in sources.chosen(wanted.pieces) if not option.exclusif]
    roof = next((option.dessin for option in sources.chosen(wanted.toit)), None)

    def number(reference: str | None) -> float | None:
        value = sources.number(reference) if reference else None
        return None if value is None else float(value)

    return draw_building(
        context.place.slug,
        [option.dessin or "autre" for option in rooms],
        [sources.label(wanted.pieces, option) for option in rooms],
        number(wanted.largeur),
        roof,
        number(wanted.jardin),
        number(wanted.personnes),
    )
