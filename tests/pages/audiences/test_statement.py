"""Sentences about all places, on values worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from cm_build.computing.microdata import Microdata
from cm_build.computing.population import Population
from cm_build.computing.selection import concerned
from cm_build.pages.audiences.statement import Speaker, StatedFigure, StatedRun, _bounded
from cm_build.questionnaire.concerned import ConcernedPlaces
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.wording import french

QUESTIONS = """\
version: 1
parties:
  - id: lieu
    titre: Le lieu
    duree: 5
    presentation: Le lieu.
    sections:
      - id: identite
        titre: Identité
        pourquoi: Pour savoir.
        questions:
          - {id: nom, role: nom, type: texte_court, libelle: Nom}
          - {id: commune, role: commune, type: commune, libelle: Commune}
          - id: metiers
            type: choix_multiple
            libelle: Métiers
            options: [{id: cafe, libelle: Café, dans_phrase: un café}, {id: atelier, libelle: Atelier}, {id: scene, libelle: Scène}]
          - {id: tables, type: nombre, libelle: Tables, unite: tables, decimales: 1}
          - {id: tarif, type: montant, libelle: Tarif}
          - id: argent
            type: repartition
            libelle: Argent
            unite: €
            groupes: [{id: gagne, libelle: Gagné}]
            parts: [{id: ventes, libelle: Ventes, groupe: gagne}, {id: dons, libelle: Dons, dans_phrase: les dons}]
entete: {batiment: {pieces: metiers, largeur: tables, toit: metiers}}
"""


def population(rows: list[dict[str, Any]]) -> Population:
    names = load_questionnaire(QUESTIONS.encode(), "q.yaml").names
    assert names
    variables = Microdata(names).variables
    whole = []
    for index, row in enumerate(rows):
        one: dict[str, Any] = {variable.name: None for variable in variables}
        one |= {"lieu": f"lieu-{index}", "nom": f"Lieu {index}", "code_commune": str(index // 2)}
        one |= {"departement": "35", "region": "53"} | row
        for variable in variables:
            if variable.name.startswith("manque:"):
                asked = variable.name.removeprefix("manque:")
                known = one.get(asked) is not None or one.get(f"total:{asked}") is not None
                one[variable.name] = None if known else "non_repondu"
        whole.append(one)
    frame = pd.DataFrame(whole, columns=[variable.name for variable in variables])
    for name in ("tables", "tarif", "argent.ventes", "argent.dons", "total:argent"):
        frame[name] = frame[name].astype("float64")
    return Population(frame, names, variables, 5)


def money(sales: float, gifts: float) -> dict[str, float]:
    return {"argent.ventes": sales, "argent.dons": gifts, "total:argent": sales + gifts}


FIVE = [
    {"metiers": ("cafe", "atelier"), "tables": 1.0, "tarif": 1000.0, **money(30, 10)},
    {"metiers": ("cafe",), "tables": 2.0, "tarif": 2000.0, **money(30, 10)},
    {"metiers": ("cafe",), "tables": 3.0, "tarif": 3000.0, **money(0, 10)},
    {"metiers": ("atelier",), "tables": 4.5, "tarif": 4000.0, **money(0, 10)},
    {"metiers": ("scene",), "tables": 10.0, "tarif": 50000.0, **money(0, 0)},
]

SAID = [
    ("{lieux} lieux, {communes} communes.", "5 lieux, 3 communes."),
    ("{tables:mediane} au milieu, de {tables:bas} à {tables:haut}.", "3 au milieu, de 2 à 4,5."),
    ("{tables:total} tables.", "20,5 tables."),
    ("{tarif:total} en tout.", "60 000 € en tout."),
    ("{tables:reponses} {tables:accord(réponse|réponses)}", "5 réponses"),
    ("{metiers.scene:compte} {metiers.scene:accord(scène|scènes)}", "1 scène"),
    ("{metiers.cafe:part} ont un café.", "60 % ont un café."),
    ("surtout *{metiers:premier}* ({metiers.premier:compte})", "Surtout un café (3)"),
    ("{metiers:deuxieme} : {metiers.deuxieme:part}", "Atelier : 40 %"),
    ("{argent.dons:part} de dons", "40 % de dons"),
    ("{argent@gagne:part} gagnés", "60 % gagnés"),
    ("{argent:premier} : {argent.premier:part}", "Ventes : 60 %"),
    ("{argent:deuxieme}", "Les dons"),
    ("{argent.ventes:total}", "60 €"),
    ("Oui[, {tables:mediane} tables].", "Oui, 3 tables."),
]


@pytest.mark.parametrize(("pattern", "expected"), SAID)
def test_a_sentence_is_said(pattern: str, expected: str) -> None:
    said = Speaker(population(FIVE)).say(pattern)
    assert said
    text = "".join(run.text for run in said.runs)
    assert text.replace("\u00a0", " ").replace("\u202f", " ") == expected


SILENT_WITH_FOUR = [
    "{tables:mediane}",
    "{tables:haut}",
    "{metiers.cafe:part}",
    "{metiers:premier}",
    "{argent:premier}",
    "{argent.dons:part}",
]


@pytest.mark.parametrize("pattern", SILENT_WITH_FOUR)
def test_under_five_answers_a_distribution_is_silent(pattern: str) -> None:
    assert Speaker(population(FIVE)).say(pattern)
    assert Speaker(population(FIVE[:4])).say(pattern) is None


def test_under_five_answers_counts_and_totals_are_said() -> None:
    speaker = Speaker(population(FIVE[:2]))
    said = speaker.first(["{tables:mediane}", "{tables:total} {tables:accord(table|tables)}"])
    assert said
    assert "".join(run.text for run in said.runs) == "3 tables"
    dropped = speaker.say("Deux lieux[, {tables:mediane} tables].")
    assert dropped
    assert "".join(run.text for run in dropped.runs) == "Deux lieux."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.4", "un quart moins de 1 %, un autre 0 % ou plus."),
        ("99.6", "un quart 100 % ou moins, un autre plus de 99 %."),
        ("12", "un quart 12 % ou moins, un autre 12 % ou plus."),
    ],
)
def test_a_share_that_is_a_bound_is_bounded_once(value: str, expected: str) -> None:
    def run(text: str, figure: StatedFigure | None = None) -> StatedRun:
        return StatedRun(text, strong=False, figure=figure)

    text = french.percent(Decimal(value))
    said: list[StatedRun] = [run("un quart ")]
    for after in (" ou moins, un autre ", " ou plus."):
        said.append(run(text, StatedFigure("part:bas", value, text, "%")))
        said = _bounded(said, run(after))
    assert "".join(one.text for one in said).replace("\u00a0", " ") == expected
    assert {one.figure.value for one in said if one.figure} == {value}


def test_a_bound_is_rounded_to_its_side() -> None:
    figure = StatedFigure("tables:mediane", "2.5", "3")
    runs = [StatedRun(figure.text, strong=False, figure=figure)]
    runs += [StatedRun(text, strong=False, figure=None) for text in (" ", "tables")]
    for words, expected in ((" ou plus", "2 tables ou plus"), (" ou moins", "3 tables ou moins")):
        said = _bounded(runs, StatedRun(words, strong=False, figure=None))
        assert "".join(run.text for run in said) == expected


def test_nobody_answered_is_silence_not_zero() -> None:
    speaker = Speaker(population([{}, {}]))
    for pattern in (
        "{tables:total}",
        "{metiers.cafe:compte}",
        "{argent:total}",
        "{tables:reponses}",
    ):
        assert speaker.say(pattern) is None
    assert Speaker(population([])).say("{lieux} lieux") is None


def test_between_two_equals_nothing_is_first() -> None:
    tied = (
        [{"metiers": ("cafe",)}] * 3 + [{"metiers": ("atelier",)}] * 3 + [{"metiers": ("scene",)}]
    )
    speaker = Speaker(population(tied))
    assert speaker.say("{metiers:premier}") is None
    assert speaker.say("{metiers:deuxieme}") is None
    third = speaker.say("{metiers:troisieme}")
    assert third
    assert third.runs[0].text == "Scène"


def test_a_figure_keeps_its_exact_value_and_its_name() -> None:
    said = Speaker(population([*FIVE, {"tables": 0.25}])).say("{tables:mediane} et {lieux}")
    assert said
    figures = [run.figure for run in said.runs if run.figure]
    assert [(figure.reference, figure.value, figure.text) for figure in figures] == [
        ("tables:mediane", "2.5", "2,5"),
        ("lieux:compte", "6", "6"),
    ]
    assert said.bases == ("tables",)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"question": "metiers", "contient": ("cafe",)}, [0, 1, 2]),
        ({"question": "metiers", "contient": ("scene", "atelier")}, [0, 3, 4]),
        ({"mesure": "tables", "au_moins": 3}, [2, 3, 4]),
        ({"mesure": "tables", "au_moins": 2, "au_plus": 3}, [1, 2]),
    ],
)
def test_places_concerned(wanted: dict[str, Any], expected: list[int]) -> None:
    declared = ConcernedPlaces(libelle="est", pluriel="sont", **wanted)
    found = concerned(population([*FIVE, {}]), declared)
    assert [slug for slug, _ in found.places] == [f"lieu-{index}" for index in expected]
    assert found.answers == 5
    said = Speaker(population([*FIVE, {}]), found).say(
        "{concernes} sur {concernes:reponses} : {concernes:part}"
    )
    assert said
    assert said.runs[0].text == str(len(expected))
