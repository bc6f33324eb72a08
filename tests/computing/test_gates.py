"""Who a conditional question concerns: a place that did not answer what it depends on is not counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.computing.aggregates import Aggregator
from cm_build.computing.selection import reply, without_reply
from cm_build.computing.statistics import Coverage
from cm_build.pages.observatory.chart import answers
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place

# Tells its events, says that it has none, does not say: of this one alone nobody knows.
TOLD = {
    "dit": "programmation: {evenements_prives: non, evenements_publics: oui, evenements_publics_nombre: 12}\n",
    "tait": "programmation: {evenements_prives: non, evenements_publics: oui}\n",
    "aucun": "programmation: {evenements_prives: non, evenements_publics: non}\n",
    "muet": "programmation: {evenements_prives: non, personnes_accueillies: 30}\n",
    "compte": "programmation: {evenements_prives: non, evenements_publics_nombre: 8}\n",
    "ignore": "programmation: {evenements_prives: non, evenements_publics_nombre: ne_sait_pas}\n",
}


@pytest.fixture
def population(tmp_path: Path):
    for slug, extra in TOLD.items():
        write_place(tmp_path, slug, minimal(slug, extra=extra))
    return counted_of(referential_of(tmp_path)).shown


@pytest.mark.parametrize("reference", ["evenements_publics_nombre", "evenements"])
def test_who_may_answer_is_counted_alike_everywhere(population, reference: str) -> None:
    expected = Coverage(answers=2, concerned=4, places=6, unsettled=1)
    assert population.numbers(reference).coverage == expected
    (whole,) = Aggregator(population.frame, population.variables, 5).by().values()
    name = population.variable(reference).name
    assert whole.measures[name].concerned == 4
    words = "2 réponses sur 4 lieux concernés (1 autre\u00a0: on ne sait pas)"
    assert answers(expected) == words


def test_nobody_is_asked_for_an_answer_that_may_not_be_theirs(population) -> None:
    path = population.names.resolve("evenements_publics_nombre").path
    assert reply(population, path) == Coverage(2, 4, 6, 1)
    assert [slug for slug, _ in without_reply(population, path)] == ["ignore", "tait"]
