"""A measure as people read it: its name, its unit, the part of the questionnaire it comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.referential.card import PARTS
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.computing.population import Population
    from cm_build.questionnaire.names import Names


class LabMeasure(NamedTuple):
    """A number that every place may give."""

    id: str
    title: str
    unit: str
    decimals: int
    theme: str

    @property
    def heading(self) -> str:
        """Name it with its unit, for an axis or a column."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def number(self, value: float) -> str:
        """Write one of its values under a heading that tells its unit."""
        return french.number(Decimal(str(value)), self.decimals)

    def said(self, value: float) -> str:
        """Write one of its values."""
        return french.quantity(Decimal(str(value)), self.unit, self.decimals)


class Theme(NamedTuple):
    """Measures of one part of the questionnaire."""

    title: str
    measures: tuple[LabMeasure, ...]


def measure(reference: str, population: Population) -> LabMeasure:
    """Dress a reference."""
    names, variable = population.names, population.variable(reference)
    found = names.resolve(reference)
    asked = names.asked.get(found.path) if found and not found.part else None
    title = asked.question.short if asked else variable.title
    return LabMeasure(
        reference, title, variable.unit, variable.decimals, _theme(reference, names, set())
    )


def themes(measures: Iterable[LabMeasure]) -> tuple[Theme, ...]:
    """Group measures by theme, in the order they are declared."""
    groups: dict[str, list[LabMeasure]] = {}
    for one in measures:
        groups.setdefault(one.theme, []).append(one)
    return tuple(Theme(title, tuple(group)) for title, group in groups.items())


def _theme(reference: str, names: Names, seen: set[str]) -> str:
    """Find the section a figure is about: its own theme's, else that of what it is made of."""
    found = names.resolve(reference)
    if found is None or reference in seen:
        return ""
    indicator = names.indicators.get(found.path)
    if indicator is None:
        asked = names.asked.get(found.path)
        section = names.sections.get(asked.owner) if asked else None
        return section.titre if section else PARTS[2]
    if indicator.theme in names.sections:
        return names.sections[indicator.theme].titre
    operands = indicator.operation.references()
    return next((_theme(one, names, {*seen, reference}) for one in operands), "")
