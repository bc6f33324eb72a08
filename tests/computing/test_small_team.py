"""Under three people, no figure gives back what one of them earns or is: all figures are looked at, none is named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from cm_build.questionnaire.names import Names, Reference
from tests.support import minimal

PEOPLE = {"effectif": 2, "femmes_salariees": 1, "dirigeants": 2, "femmes_dirigeantes": 1}
TEAM = "equipe: {" + ", ".join(f"{key}: {value}" for key, value in PEOPLE.items()) + "}\n"
MONEY = "moyens: {depenses: {autres_depenses: 31000, energie: 900, complet: oui}}\n"


def leaves(name: str, names: Names) -> Iterator[Reference]:
    """Give the answers that a figure is made of, through the figures it is made of."""
    for text in names.indicators[name].operation.references():
        reference = names.resolve(text)
        if reference and reference.is_indicator and reference.path in names.indicators:
            yield from leaves(reference.path, names)
        elif reference and not reference.is_indicator:
            yield reference


def guarded(reference: Reference, names: Names) -> bool:
    """Tell whether an answer is not asked of a small team, or is a line told within another one."""
    asked = names.asked[reference.path]
    conditions = [leaf for condition in asked.conditions for leaf in condition.leaves()]
    if any(leaf.question in PEOPLE and leaf.superieur_a == Decimal(2) for leaf in conditions):
        return True
    named = {reference.part} if reference.part else set(reference.members)
    return any(
        rule.repartition == reference.path
        and not named.isdisjoint(rule.parts)
        and rule.vers not in named
        for rule in names.questionnaire.discretion
    )


@pytest.fixture
def figures(read, tools):
    return tools.calculator.measures(read.assessment(minimal(extra=TEAM + MONEY)))


def test_no_figure_of_a_small_team_tells_of_one_person(figures, tools) -> None:
    names = tools.names
    kept = {
        name
        for name in names.indicators
        if any(guarded(reference, names) for reference in leaves(name, names))
    }
    assert {"part_femmes_salariees", "part_femmes_dirigeantes", "equilibre_equipe"} <= kept
    assert {name: figures[name].value for name in kept} == dict.fromkeys(kept)
