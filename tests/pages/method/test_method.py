"""The méthode says everything a figure needs, to people and to programs, in the same words."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cm_build.pages.method.one_place import OPERATIONS
from cm_build.pages.method.words import classes_text
from cm_build.questionnaire.indicator import Bound, Operation
from cm_build.referential.toolbox import Tools

SPACES = re.compile(r"[\s\u00a0\u202f]+")


def words(text: str) -> str:
    """Read a page as a person does: no mark, and plain spaces."""
    return SPACES.sub(" ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def page(site: Path, name: str) -> str:
    return (site / f"methode/{name}/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def method(example_site: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((example_site / "donnees/methode.json").read_text("utf-8"))  # fmt: skip
    return document


def test_people_and_programs_read_the_same_rules(example_site: Path, method) -> None:
    told = words(page(example_site, "calculs"))
    assert len(method["regles"]) >= 15
    for name, rule in method["regles"].items():
        assert f'id="{name}"' in page(example_site, "calculs")
        for text in (rule["titre"], *rule["texte"]):
            assert SPACES.sub(" ", text.replace("`", "")) in told, name
    for name, text in method["operations"].items():
        assert SPACES.sub(" ", text.replace("`", "")) in told, name


def test_every_operation_is_explained() -> None:
    assert OPERATIONS.keys() == Operation.model_fields.keys()


def test_numbers_of_the_rules_are_written_for_people_too(example_site: Path) -> None:
    """By hand, so that a rule cannot change in silence."""
    told = words(page(example_site, "calculs"))
    for said in (
        "divisé par 365,2425 pour des années, puis multiplié par 12 pour des mois",
        "jamais sous zéro",
        "à 1 % près",
        "à partir de 5 réponses à la mesure",
        "son etat soit « ouvert » ou « pause »",
        "ce bilan soit de 2020 ou d’après : l’année de référence, 2025, moins 5 ans",
        "vaut au moins 0,75 point",
        "au moins 50 % des réponses proposées",
        "0,25 × (n − 1)",
        "Le lieu lui-même n’en est pas",
        "la densité est oubliée, puis la surface ; jamais le type",
        "« commune de densité moyenne », de 80 (compris) à 600 (non compris)",
    ):
        assert said in told, said


def test_every_scored_choice_has_its_scale(example_site: Path, tools: Tools) -> None:
    told = {home: page(example_site, home) for home in ("lieu", "environnement")}
    several = 0
    for asked in tools.names.asked.values():
        question = asked.question
        if question.poids is None:
            continue
        text = told["lieu" if asked.home == "section" else "environnement"]
        entry = words(text.partition(f'id="q-{asked.path}"')[2].partition("<dt ")[0])
        assert "· poids " in entry, asked.path
        if question.type == "choix_multiple":
            several += 1
            assert "barème : " in entry, asked.path
        else:
            assert re.search(r"· [\d,]+ point", entry), asked.path
    assert several > 15


def test_a_scale_says_how_many_ticks_are_enough(example_site: Path, method) -> None:
    text = words(page(example_site, "environnement"))
    halves = [one for one in method["questions"].values() if one.get("bareme") == "moitie"]
    assert {len(one["comptees"]) for one in halves} >= {4, 7}
    # Half of seven is three and a half: four.
    assert "1 point à partir de 2 réponses cochées sur 4" in text
    assert "1 point à partir de 4 réponses cochées sur 7" in text
    assert "à partir de 3 réponses cochées sur 7" not in text


def bound(label: str, high: int | None = None, *, held: bool = False) -> Bound:
    return Bound(libelle=label, inclus=held, jusqu_a=None if high is None else Decimal(high))


def test_each_class_says_which_bound_it_holds() -> None:
    assert classes_text((bound("A", 60), bound("B", 200, held=True), bound("C"))) == (
        "« A », moins de 60",
        "« B », de 60 (compris) à 200 (compris)",
        "« C », plus de 200",
    )
    assert classes_text((bound("A", 60, held=True), bound("B", 200), bound("C"))) == (
        "« A », 60 ou moins",
        "« B », de 60 (non compris) à 200 (non compris)",
        "« C », 200 ou plus",
    )


def test_classes_are_with_their_figure(example_site: Path) -> None:
    told = words(page(example_site, "indicateurs"))
    assert "« De 60 à 200 m² », de 60 (compris) à 200 (compris)" in told
    assert "« De 200 à 500 m² », de 200 (non compris) à 500 (compris)" in told
    assert "« Plus de 2 000 m² », plus de 2 000" in told


def test_a_theme_of_the_census_is_never_called_comparable(example_site: Path, tools: Tools) -> None:
    links = [a.question.correspond for a in tools.names.asked.values() if a.question.correspond]
    themes = {link.theme for link in links if link.theme}
    assert themes
    told = words(page(example_site, "lieu"))
    assert "recensement France Tiers-Lieux 2023 : thème voisin, à vérifier (foncier)" in told
    assert "variable comparable, NOM (identique)" in told
    assert "theme:" not in told
    table = (example_site / "donnees/dictionnaire.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    named = {row["recensement_variable"] for row in rows} - {""}
    assert named == {link.variable for link in links if link.variable} - {"NOM", "Insee, CODPOST, VILLE"}  # fmt: skip
    assert all(bool(row["recensement_variable"]) is bool(row["recensement_niveau"]) for row in rows)
    assert not any(theme in row["recensement_niveau"] for row in rows for theme in themes)
