"""Shares of very few people: told in counts, since a percentage would say too much of each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cm_build.computing.figure import Figure
from cm_build.questionnaire.indicator import Balance, Ratio
from cm_build.questionnaire.names import Names

# Under this many people, one of them is worth more than ten points of a percentage.
FEWEST_PEOPLE = 10
# Someone who works half the year is still someone.
PEOPLE = ("personnes", "ETP")


class Few(NamedTuple):
    """Some people, among a few; or, `facing` one another, two groups that make a few."""

    some: Decimal
    among: Decimal
    facing: bool = False


def few_people(figure: Figure, names: Names) -> Few | None:
    """Give the counts a share was made of, where it is a share of very few people."""
    made = share_of_people(figure.id, names)
    if made is None or figure.number is None:
        return None
    counts = [term.value for term in figure.inputs if isinstance(term.value, Decimal)]
    if isinstance(made, Balance):
        one, other = counts
        return Few(one, other, facing=True) if one + other < FEWEST_PEOPLE else None
    some, among = (
        sum(part, Decimal(0)) for part in (counts[: len(made.de)], counts[len(made.de) :])
    )
    return Few(some, among) if among < FEWEST_PEOPLE else None


def share_of_people(name: str, names: Names) -> Ratio | Balance | None:
    """Give what makes a figure that is a share of people, or sets two groups of them side by side."""
    indicator = names.indicators.get(name)
    if indicator is None or indicator.unite != "%":
        return None
    made = indicator.operation.ratio or indicator.operation.equilibre
    if made is None:
        return None
    terms = (made.a, made.b) if isinstance(made, Balance) else (*made.de, *made.sur)
    return made if all(unit_of(one, names) in PEOPLE for one in terms) else None


def unit_of(text: str, names: Names) -> str:
    """Give the unit of what a formula names."""
    reference = names.resolve(text)
    if reference is None:
        return ""
    if reference.is_indicator:
        return names.indicators[reference.path].unite if reference.path in names.indicators else ""
    return names.asked[reference.path].unit
