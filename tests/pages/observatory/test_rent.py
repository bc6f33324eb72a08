"""A rent is spread among those who pay one; free occupation is counted beside, never as a rent of zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.pages.observatory.view import drawn_chart
from cm_build.questionnaire.observatory import Histogram
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place

PAYING = (
    "espace: {{surface_interieure: 700, regime_occupation: locataire_marche, loyer_hors_charges: {},"
    " surface_louee: 100}}\n"
)
FREE = "espace: {surface_interieure: 100, regime_occupation: gratuit, loyer_hors_charges: 0}\n"
SILENT = "espace: {surface_interieure: 100, regime_occupation: gratuit}\n"
CHARGES = "espace: {surface_interieure: 100, regime_occupation: gratuit, loyer_hors_charges: 90}\n"


@pytest.fixture
def rents(tmp_path: Path):
    """Five rents of 10 to 50 €/m², and four places that pay none: pooled, the median would be 10."""
    extras = [PAYING.format(1000 * rank) for rank in range(1, 6)]
    extras += [FREE, FREE, SILENT, CHARGES]
    for rank, extra in enumerate(extras):
        write_place(tmp_path, f"lieu-{rank}", minimal(f"Lieu {rank}", extra=extra))
    return referential_of(tmp_path)


def test_the_median_is_among_those_who_pay(rents) -> None:
    numbers = counted_of(rents).real.numbers("loyer_hors_charges_au_m2")
    assert numbers.spread
    assert numbers.spread.median == 30
    assert numbers.spread.lowest == 10
    assert numbers.coverage == (5, 5, 9, 0)


def test_free_occupation_is_counted_beside(rents) -> None:
    assert rents.observatory
    chart = next(
        one
        for chapter in rents.observatory.chapitres
        for one in chapter.graphiques
        if isinstance(one, Histogram) and one.mesure == "loyer_hors_charges_au_m2"
    )
    drawn = drawn_chart(chart, counted_of(rents), rents.tools.names)
    told = drawn.told.replace("\u00a0", " ")
    assert told == (
        "5 réponses sur 5 lieux concernés. À part, 4 lieux occupent leur site gratuitement"
    )


def test_a_place_in_another_situation_has_no_figure(read, tools) -> None:
    measures = tools.calculator.measures(read.assessment(minimal(extra=FREE)))
    assert measures["loyer_hors_charges_au_m2"].value is None
    assert measures["loyer_hors_charges_au_m2"].reason == "sans_objet"
