"""How a portrait introduces its place: what it is, since when, whom to write to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cm_build.places.answer import Given
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.referential.context import PlaceContext

DESCRIPTION_LENGTH = 155


def description(name: str, tagline: str, commune: str) -> str:
    """Write the page's description, cut at a word."""
    text = tagline or f"Le datapanorama de {name}, {french.commune_in(commune)}."
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + "…"


def labels_of(context: PlaceContext) -> tuple[str, ...]:
    labels: list[str] = []
    for path in context.names.questionnaire.entete.etiquettes:
        options = context.sources.chosen(path)
        labels += [context.sources.label(path, o) for o in options if not o.exclusif]
    return tuple(labels)


def contact_of(context: PlaceContext) -> str:
    names = context.names
    agreed = context.sources.answer(names.of_role(Role.CONTACT_PUBLIC))
    if isinstance(agreed, Given) and agreed.value is True:
        return context.sources.text(names.of_role(Role.CONTACT))
    return ""


def opened_on(context: PlaceContext) -> str:
    """Say when the doors opened; the first of January stands for a year known alone."""
    answer = context.sources.answer(context.names.of_role(Role.DATE_OUVERTURE))
    if not isinstance(answer, Given) or not isinstance(answer.value, date):
        return ""
    return french.month(answer.value)
