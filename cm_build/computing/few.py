"""Shares of very few people: told in counts, since a percentage would say too much of each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cm_build.computing.figure import Figure
from cm_build.questionnaire.indicator import Ratio
from cm_build.questionnaire.names import Names

# Under this many people, one of them is worth more than ten points of a percentage.
FEWEST_PEOPLE = 10
PEOPLE = "personnes"


class Few(NamedTuple):
    """Some people, among a few."""

    some: Decimal
    among: Decimal


def few_people(figure: Figure, names: Names) -> Few | None:
    """Give the counts a share was made of, where it is a share of very few people."""
    ratio = share_of_people(figure.id, names)
    if ratio is None or figure.number is None:
        return None
    counts = [term.value for term in figure.inputs if isinstance(term.value, Decimal)]
    some, among = (
        sum(part, Decimal(0)) for part in (counts[: len(ratio.de)], counts[len(ratio.de) :])
    )
    return Few(some, among) if among < FEWEST_PEOPLE else None


def share_of_people(name: str, names: Names) -> Ratio | None:
    """Give the quotient of a figure that is a share of people; None where it is anything else."""
    indicator = names.indicators.get(name)
    ratio = indicator.operation.ratio if indicator and indicator.unite == "%" else None
    if ratio is None or any(unit_of(one, names) != PEOPLE for one in (*ratio.de, *ratio.sur)):
        return None
    return ratio


def unit_of(text: str, names: Names) -> str:
    """Give the unit of what a formula names."""
    reference = names.resolve(text)
    if reference is None:
        return ""
    if reference.is_indicator:
        return names.indicators[reference.path].unite if reference.path in names.indicators else ""
    return names.asked[reference.path].unit
