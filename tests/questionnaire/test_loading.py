"""Faults in a questionnaire are found when it loads, with their line."""

from __future__ import annotations

import pytest

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.indicator_consistency import in_cycle
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.pattern import PatternError, parse_pattern, placeholders

SMALL = """\
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
          - id: activites
            type: choix_multiple
            libelle: Activités
            options: [{id: cafe, libelle: Café}, {id: atelier, libelle: Atelier}]
          - {id: tables, type: nombre, libelle: Tables, si: {question: activites, contient: [cafe]}}
indicateurs:
  - {id: double, titre: Double, definition: Deux fois., theme: lieu, operation: {somme: [tables, tables]}}
entete: {batiment: {pieces: activites, largeur: tables, toit: activites}}
"""


def codes(text: str) -> list[tuple[int, str]]:
    loaded = load_questionnaire(text.encode(), "q.yaml")
    assert (loaded.names is None) == bool(loaded.problems)
    return [(problem.line, problem.code) for problem in loaded.problems]


def test_a_small_questionnaire_loads() -> None:
    assert codes(SMALL) == []


FAULTS = [
    (
        "entete:",
        "coherences: [{entre: [tables, chaises], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-602"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, nom], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, double], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    ("entete:", "coherences: [{entre: [tables, nom], pourquoi: Non.}]\nentete:", (21, "CM-204")),
    (
        "entete:",
        "coherences: [{entre: [tables, nom], mots: [Bar], si: {question: tables, superieur_a: 1}, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    ("type: commune, libelle", "type: comune, libelle", (13, "CM-204")),
    ("libelle: Nom}", "libele: Nom}", (12, "CM-201")),
    ("duree: 5", "duree: cinq", (5, "CM-204")),
    ("    titre: Le lieu\n", "", (3, "CM-202")),
    ("contient: [cafe]", "contient: [cafee]", (18, "CM-602")),
    ("question: activites, contient", "question: activite, contient", (18, "CM-602")),
    ("somme: [tables, tables]", "somme: [tables, chaises]", (20, "CM-602")),
    ("somme: [tables, tables]", "somme: [double]", (1, "CM-604")),
    ("somme: [tables, tables]", "racine: tables", (20, "CM-201")),
    ("somme: [tables, tables]", "somme: [nom, tables]", (20, "CM-612")),
    ("somme: [tables, tables]", "score: [tables]", (20, "CM-612")),
    ("somme: [tables, tables]", "compte: tables", (20, "CM-612")),
    ("somme: [tables, tables]", "diversite: tables", (20, "CM-612")),
    (
        "somme: [tables, tables]",
        "classe: {de: tables, bornes: [{jusqu_a: 1, libelle: A}, {jusqu_a: 2, libelle: B}]}",
        (20, "CM-612"),
    ),
    ("id: tables,", "id: nom,", (18, "CM-603")),
    ("id: tables, type: nombre", "id: ne_sait_pas, type: nombre", (18, "CM-611")),
    ("role: commune, ", "", (2, "CM-608")),
    ("libelle: Tables,", "libelle: Tables, poids: 1,", (18, "CM-605")),
    ("libelle: Tables,", "libelle: Tables, poids: 1, aide: Oui.,", (18, "CM-606")),
    ("libelle: Tables,", f"libelle: {'mot ' * 21},", (18, "CM-610")),
    ("toit: activites", "toit: toits", (21, "CM-602")),
    (
        "type: nombre, libelle: Tables,",
        "type: choix_unique, parmi: activite, options: [{id: cafe, libelle: C}, {id: atelier, libelle: A}], libelle: T,",
        (18, "CM-602"),
    ),
    (
        "type: nombre, libelle: Tables,",
        "type: choix_unique, parmi: activites, options: [{id: cafe, libelle: C}, {id: four, libelle: F}], libelle: T,",
        (18, "CM-602"),
    ),
    ("id: cafe, libelle: Café", "id: atelier, libelle: Café", (17, "CM-603")),
    ("obligatoire", "obligatoire", None),
]


@pytest.mark.parametrize("fault", FAULTS[:-1], ids=lambda fault: fault[2][1] + fault[1][:12])
def test_faults_are_found_with_their_line(fault) -> None:
    old, new, expected = fault
    assert old in SMALL
    assert expected in codes(SMALL.replace(old, new, 1))


def test_too_many_essential_questions() -> None:
    extra = "".join(
        f"          - {{id: q{i:02d}, type: texte_court, libelle: Q, essentiel: oui}}\n"
        for i in range(16)
    )
    text = SMALL.replace("indicateurs:", extra + "indicateurs:", 1)
    assert [code for _, code in codes(text)] == ["CM-609"]


@pytest.mark.parametrize(
    "shape",
    [{}, {"question": "a"}, {"egal": "b"}, {"question": "a", "egal": "b", "parmi": ["c"]}, {"tous": [], "un_de": []}],
)  # fmt: skip
def test_a_condition_has_one_shape(shape) -> None:
    with pytest.raises(ValueError, match=r"."):
        Condition.model_validate(shape)


def test_cycles() -> None:
    assert in_cycle({"a": ["b"], "b": ["c"], "c": []}) == ()
    assert in_cycle({"a": ["b"], "b": ["a"], "c": []}) == ("a", "b")


@pytest.mark.parametrize(
    "text", ["{a", "a}", "[a", "a]", "[[a]]", "{a:inconnu}", "{a:accord(x)}", "*a"]
)
def test_patterns_that_cannot_be_read(text: str) -> None:
    with pytest.raises(PatternError):
        parse_pattern(text)


def test_placeholders_of_a_pattern() -> None:
    found = placeholders("Entre {publics:liste}[, {nombre:accord(fois|fois)}].")
    assert [(one.reference, one.format) for one in found] == [
        ("publics", "liste"),
        ("nombre", "accord"),
    ]
