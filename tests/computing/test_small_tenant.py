"""A small tenant reaches the top of every environmental axis that concerns it: owning earns nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cm_build.computing.figure import Reason
from cm_build.computing.score import FEWEST_CONCERNED
from cm_build.places.answer import Given, NotConcerned
from tests.support import ROOT, minimal

CAFE = (ROOT / "tests/data/cafe-locataire.yaml").read_text(encoding="utf-8")
# What cannot be had without land, a roof, a drain, a bus, a meter or the right to build.
OUT_OF_REACH = {
    "environnement_physique.toilette_seche", "environnement_physique.captation_eau_pluie",
    "environnement_physique.artificialisation_sol", "environnement_physique.eau_economisee",
    "environnement_physique.refertilisation", "biodiversite.espace_vegetalise",
    "biodiversite.encourage_diversite", "emissions.energie_produite_site", "emissions.dpe",
    "emissions.batiment_isolation_chaleur", "emissions.mobilite_douce",
    "emissions.mobilite_douce_usager_occasionnel",
}  # fmt: skip


@pytest.fixture(scope="module")
def cafe(read):
    done = read(CAFE)
    assert [str(problem) for problem in done.problems] == []
    return done.assessment


def test_every_axis_that_concerns_the_cafe_is_at_its_top(cafe, tools) -> None:
    measures = tools.calculator.measures(cafe)
    axes = {axis: measures[axis] for axis in tools.names.axes}
    tops = {axis for axis, figure in axes.items() if figure.number == Decimal(100)}
    assert tops == {"circularite", "emissions", "environnement_physique", "sensibilisation"}
    # Two questions on light and noise: nature is not an axis of this café, and says so.
    assert axes["biodiversite"].reason is Reason.NOT_CONCERNED
    assert axes["biodiversite"].number is None
    assert all(axes[axis].coverage == 1 for axis in tops)


def test_what_is_out_of_reach_is_said_not_to_concern_it(cafe) -> None:
    assert {
        path for path in OUT_OF_REACH if not isinstance(cafe.answers[path], NotConcerned)
    } == set()


def test_no_scored_question_is_left_without_an_answer(cafe, tools) -> None:
    scored = [
        path
        for path, asked in tools.names.asked.items()
        if asked.question.poids is not None and path.partition(".")[0] in tools.names.axes
    ]
    left = [p for p in scored if not isinstance(cafe.answers.get(p), Given | NotConcerned)]
    assert left == []
    assert len(scored) > 60


def test_having_a_garden_earns_nothing(read, tools) -> None:
    """One place with land, one without, that do the same for the rest: the same axis."""
    practices = "reduction_pollution_lumineuse: toutes, reduction_pollution_sonore: [volume], encourage_diversite: tres_variees"  # fmt: skip
    axes = []
    for outside in ("oui", "non"):
        text = minimal(extra=f"environnement: {{biodiversite: {{espace_exterieur: {outside}, {practices}}}}}\n")  # fmt: skip
        axes.append(
            tools.calculator.measures(read.assessment(text))["biodiversite/limiter_pressions"]
        )
    garden = tools.names.asked["biodiversite.espace_exterieur"].question
    assert garden.poids is None
    # Without land: 1 × 0,5 and, 1 choice of 4, 0 × 0,5. With land, one more question waits for an answer.
    assert axes[1].number == Decimal(50)
    assert axes[0].reason is Reason.LOW_COVERAGE


@pytest.mark.parametrize(
    ("given", "number"), [("habitat_biodiversite: [nichoirs, bois, eau]", Decimal(100)), ("", None)]
)
def test_an_axis_needs_three_questions_that_concern_the_place(read, tools, given, number) -> None:
    """Two questions make no axis; with a third, the same answers do."""
    assert FEWEST_CONCERNED == 3
    kept = given or "habitat_biodiversite: sans_objet"
    text = minimal(
        extra="environnement:\n  biodiversite:\n    espace_exterieur: non\n"
        "    reduction_pollution_lumineuse: toutes\n    reduction_pollution_sonore: [horaires, volume]\n"
        f"    {kept}\n    encourage_diversite: sans_objet\n    espace_vegetalise: sans_objet\n"
    )
    axis = tools.calculator.measures(read.assessment(text))["biodiversite"]
    assert axis.number == number
