"""Each operation of the closed set, on a questionnaire of its own: value, and why there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from cm_build.computing.figure import Figure, Reason
from cm_build.computing.measures import Calculator
from cm_build.places.answer import (
    NOT_ASKED,
    UNKNOWN,
    WITHOUT_OBJECT,
    Answer,
    Given,
    Shares,
)
from cm_build.places.assessment import Assessment
from cm_build.places.header import Header
from cm_build.questionnaire.loading import load_questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

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
          - {id: tables, type: nombre, libelle: Tables}
          - {id: chaises, type: nombre, libelle: Chaises}
          - {id: naissance, type: annee, libelle: Naissance}
          - {id: ouverture_jour, type: date, libelle: Ouverture}
          - {id: usages, type: repartition, unite: m², libelle: Usages, groupes: [{id: public, libelle: Public}], parts: [{id: salle, libelle: Salle, groupe: public}, {id: cour, libelle: Cour, groupe: public}, {id: bureau, libelle: Bureau}]}
          - {id: themes, type: choix_multiple, libelle: Thèmes, options: [{id: jardin, libelle: Jardin}, {id: radio, libelle: Radio}, {id: aucun, libelle: Aucun, exclusif: oui}]}
          - {id: partenaires, type: liste, libelle: Partenaires}
          - {id: frise, type: tableau, libelle: Frise, colonnes: [{id: an, type: annee, libelle: Année}]}
          - {id: gestes, type: choix_multiple, poids: 2, bareme: part, aide: Cochez., libelle: Gestes, options: [{id: un, libelle: Un}, {id: deux, libelle: Deux}, {id: trois, libelle: Trois}, {id: aucun, libelle: Aucun, exclusif: oui}]}
          - {id: chauffage, type: oui_non, poids: 1, points: {oui: 0, non: 1}, aide: Répondez., libelle: Chauffage}
echelles:
  - {id: personnes, titre: Personnes, court: Personnes}
modele_critere:
  questions:
    - {id: niveau, role: niveau, type: choix_unique, sans_objet: oui, libelle: Constat, options: [{id: aucun, libelle: Rien}, {id: ponctuel, libelle: Parfois}, {id: regulier, libelle: Souvent}, {id: structurant, libelle: Toujours}, {id: non_observe, libelle: Pas regardé, exclusif: oui}]}
criteres:
  - id: lien
    echelle: personnes
    titre: Lien
    court: Lien
    definition: Le lien.
    observer: [Regarder.]
    ancres: {ponctuelle: Un peu., reguliere: Souvent., durable: Toujours.}
entete: {batiment: {pieces: themes, largeur: tables, toit: themes}}
indicateurs:
"""
OPERATIONS = {
    # Declared before what it is made of: the order is found.
    "classe_total": ("", "{classe: {de: total, bornes: [{jusqu_a: 10, inclus: oui, libelle: Peu}, {libelle: Beaucoup}]}}"),
    "reponse": ("", "{reponse: tables}"),
    "total": ("", "{somme: [tables, chaises]}"),
    "au_moins": ("", "{somme: {de: [tables, chaises], si_absent: ignorer}}"),
    "part_seule": ("", "{reponse: usages.bureau}"),
    "groupe_seul": ("", "{reponse: usages@public}"),
    "parts_et_nombre": ("", "{somme: [usages.bureau, usages@public, tables]}"),
    "reste": ("", "{difference: {de: [chaises], moins: [tables, tables]}}"),
    "pour_mille": ("", "{ratio: {de: [tables], sur: [chaises], facteur: 1000}}"),
    "par_table": ("", "{ratio: {de: [chaises], sur: [tables]}}"),
    "en_pourcent": ("%", "{ratio: {de: [tables], sur: [tables, chaises]}}"),
    "plus_grande": ("%", "{part_max: usages}"),
    "balance": ("", "{equilibre: {a: tables, b: chaises}}"),
    "balance_pourcent": ("%", "{equilibre: {a: tables, b: chaises}}"),
    "regularite": ("", "{diversite: usages}"),
    "age": ("ans", "{duree: {de: naissance, a: fin_annee, en: annees}}"),
    "attente": ("mois", "{duree: {de: ouverture_jour, a: fin_annee, en: mois}}"),
    "nombre_themes": ("", "{compte: themes}"),
    "nombre_partenaires": ("", "{compte: partenaires}"),
    "nombre_lignes": ("", "{compte: frise}"),
    "note": ("", "{score: [gestes, chauffage]}"),
    "note_pourcent": ("%", "{score: [gestes, chauffage]}"),
    "constat": ("", "{niveau: lien}"),
    "constat_question": ("", "{niveau: lien.niveau}"),
    "milieu": ("", "{moyenne: [tables, chaises]}"),
}  # fmt: skip


def written(name: str, unit: str, operation: str) -> str:
    return (
        f"  - {{id: {name}, titre: Chiffre, definition: Un chiffre., theme: lieu, "
        f'unite: "{unit}", operation: {operation}}}\n'
    )


@pytest.fixture(scope="module")
def figures():
    text = SMALL + "".join(written(name, *rest) for name, rest in OPERATIONS.items())
    loaded = load_questionnaire(text.encode(), "q.yaml")
    assert loaded.names, [
        (problem.line, problem.code, problem.message) for problem in loaded.problems
    ]
    calculator = Calculator(loaded.names)

    def compute(**answers: Answer) -> Mapping[str, Figure]:
        paths = {path.replace("__", "."): answer for path, answer in answers.items()}
        header = Header(questionnaire=1, publication="non_publiee")
        return calculator.measures(Assessment("essai", 2025, "essai", header, paths, None))

    return compute


def n(value: float | str) -> Given:
    return Given(Decimal(str(value)))


def shares(*, complete: bool = True, **parts: int | str) -> Given:
    return Given(Shares({part: Decimal(value) for part, value in parts.items()}, complete))


VALUES: list[Any] = [
    ("reponse", {"tables": n(0)}, 0),
    ("total", {"tables": n(4), "chaises": n(6)}, 10),
    ("classe_total", {"tables": n(4), "chaises": n(6)}, "Peu"),
    ("classe_total", {"tables": n(4), "chaises": n(7)}, "Beaucoup"),
    ("au_moins", {"tables": n(4), "chaises": n(6)}, 10),
    ("au_moins", {"tables": n(4)}, 4),
    ("au_moins", {"tables": UNKNOWN, "chaises": n(0)}, 0),
    ("parts_et_nombre", {"tables": n(1), "usages": shares(salle=10, cour=20, bureau=30)}, 61),
    # Parts that are given serve, whatever else is missing.
    ("part_seule", {"usages": shares(complete=False, bureau=30)}, 30),
    ("groupe_seul", {"usages": shares(complete=False, salle=10, cour=0)}, 10),
    ("reste", {"tables": n(4), "chaises": n(6)}, -2),  # 6 − 4 − 4
    ("pour_mille", {"tables": n(4), "chaises": n(32)}, 125),  # 4 / 32 × 1000
    ("par_table", {"tables": n(4), "chaises": n(6)}, "1.5"),
    ("en_pourcent", {"tables": n(4), "chaises": n(12)}, 25),  # 4 / 16
    ("en_pourcent", {"tables": n(0), "chaises": n(12)}, 0),
    ("plus_grande", {"usages": shares(salle=10, cour=20, bureau=50)}, "62.5"),  # 50 / 80
    ("balance", {"tables": n(4), "chaises": n(12)}, "0.5"),  # 1 − 8 / 16
    ("balance_pourcent", {"tables": n(4), "chaises": n(12)}, 50),
    ("balance_pourcent", {"tables": n(0), "chaises": n(12)}, 0),
    # Thirds: H = ln 3, its own maximum; a part of zero is left out: two halves, ln 2 / ln 2.
    ("regularite", {"usages": shares(salle=20, cour=20, bureau=20)}, 1),
    ("regularite", {"usages": shares(salle=20, cour=0, bureau=20)}, 1),
    ("regularite", {"usages": shares(salle="0.5", cour=0, bureau="0.5")}, 1),
    # 1/2, 1/4, 1/4: H = 1.5 ln 2 = 1.039721 ; ln 3 = 1.098612 ; 0.946395.
    ("regularite", {"usages": shares(salle=20, cour=10, bureau=10)}, "0.946395"),
    # 1 January 2020 to 31 December 2025: 2,191 days ; 2191 / 365.2425 = 5.998754.
    ("age", {"naissance": Given(2020)}, "5.998754"),
    ("age", {"naissance": Given(2030)}, 0),
    # 31 January to 31 December 2025: 334 days ; 334 × 12 / 365.2425 = 10.973531.
    ("attente", {"ouverture_jour": Given(date(2025, 1, 31))}, "10.973531"),
    ("nombre_themes", {"themes": Given(("jardin", "radio"))}, 2),
    ("nombre_themes", {"themes": Given(("aucun",))}, 0),
    ("nombre_partenaires", {"partenaires": Given(("La régie", "L’école"))}, 2),
    ("nombre_lignes", {"frise": Given(({"an": 2019}, {"an": 2020}))}, 2),
    # 2 choices of 3, weight 2; no heating is what scores, weight 1: (4/3 + 1) / 3 = 7/9.
    ("note", {"gestes": Given(("un", "deux")), "chauffage": Given(value=False)}, "0.777778"),
    ("note_pourcent", {"gestes": Given(("un",)), "chauffage": Given(value=True)}, "22.222222"),
    ("note_pourcent", {"gestes": Given(("aucun",)), "chauffage": Given(value=True)}, 0),
    ("note_pourcent", {"gestes": Given(("un",)), "chauffage": WITHOUT_OBJECT}, "33.333333"),
    # Without the heating, 2 of 3 weights are known: enough.
    ("note_pourcent", {"gestes": Given(("un", "deux", "trois"))}, 100),
    ("constat", {"lien__niveau": Given("aucun")}, 0),
    ("constat", {"lien__niveau": Given("ponctuel")}, 1),
    ("constat", {"lien__niveau": Given("regulier")}, 2),
    ("constat", {"lien__niveau": Given("structurant")}, 3),
    ("constat_question", {"lien__niveau": Given("regulier")}, 2),
    ("milieu", {"tables": n(4), "chaises": n(7)}, "5.5"),
    ("milieu", {"tables": n(0), "chaises": n(7)}, "3.5"),
    ("milieu", {"chaises": n(7)}, 7),
]


@pytest.mark.parametrize(("name", "answers", "expected"), VALUES)
def test_value(figures, name: str, answers: dict[str, Answer], expected: object) -> None:
    figure = figures(**answers)[name]
    assert figure.reason is Reason.NONE
    if name.startswith("classe"):
        assert figure.value == expected
    else:
        assert figure.number is not None
        assert abs(figure.number - Decimal(str(expected))) < Decimal("0.000001")


MISSING: list[tuple[str, dict[str, Answer], Reason]] = [
    *((name, {}, Reason.UNANSWERED) for name in OPERATIONS),
    ("reponse", {"tables": UNKNOWN}, Reason.UNANSWERED),
    ("reponse", {"tables": NOT_ASKED}, Reason.NOT_CONCERNED),
    ("total", {"tables": n(4)}, Reason.UNANSWERED),
    ("total", {"tables": n(4), "chaises": WITHOUT_OBJECT}, Reason.NOT_CONCERNED),
    ("classe_total", {"tables": n(4)}, Reason.UNANSWERED),
    ("reste", {"tables": NOT_ASKED, "chaises": n(6)}, Reason.NOT_CONCERNED),
    ("pour_mille", {"tables": n(4), "chaises": n(0)}, Reason.ZERO_DENOMINATOR),
    ("en_pourcent", {"tables": n(0), "chaises": n(0)}, Reason.ZERO_DENOMINATOR),
    ("balance", {"tables": n(0), "chaises": n(0)}, Reason.ZERO_DENOMINATOR),
    ("balance", {"tables": n(6), "chaises": n(-2)}, Reason.INCONSISTENT),
    ("balance", {"tables": n(0), "chaises": NOT_ASKED}, Reason.NOT_CONCERNED),
    ("plus_grande", {"usages": shares(complete=False, salle=10)}, Reason.INCOMPLETE),
    ("plus_grande", {"usages": shares(salle=0, cour=0, bureau=0)}, Reason.ZERO_DENOMINATOR),
    ("plus_grande", {"usages": NOT_ASKED}, Reason.NOT_CONCERNED),
    ("regularite", {"usages": shares(complete=False, salle=10, cour=3)}, Reason.INCOMPLETE),
    ("regularite", {"usages": shares(salle=10, cour=0, bureau=0)}, Reason.TOO_FEW_PARTS),
    ("regularite", {"usages": shares(salle=0, cour=0, bureau=0)}, Reason.TOO_FEW_PARTS),
    ("attente", {"ouverture_jour": UNKNOWN}, Reason.UNANSWERED),
    ("attente", {"ouverture_jour": NOT_ASKED}, Reason.NOT_CONCERNED),
    ("nombre_themes", {"themes": WITHOUT_OBJECT}, Reason.NOT_CONCERNED),
    ("note", {"gestes": WITHOUT_OBJECT, "chauffage": WITHOUT_OBJECT}, Reason.NOT_CONCERNED),
    ("note", {"chauffage": Given(value=True)}, Reason.LOW_COVERAGE),
    ("note", {"gestes": UNKNOWN, "chauffage": UNKNOWN}, Reason.UNANSWERED),
    ("constat", {"lien__niveau": Given("non_observe")}, Reason.NOT_OBSERVED),
    ("constat", {"lien__niveau": WITHOUT_OBJECT}, Reason.NOT_CONCERNED),
]


@pytest.mark.parametrize(("name", "answers", "reason"), MISSING)
def test_missing(figures, name: str, answers: dict[str, Answer], reason: Reason) -> None:
    figure = figures(**answers)[name]
    assert (figure.value, figure.reason) == (None, reason)


def test_an_evenness_that_is_exact_is_computed_exactly(figures) -> None:
    """What is exactly a half is shown as one: 87.5 is written 88, not 87."""
    # 1/2, 1/4, 1/8, 1/8: H = 1.75 ln 2 and the maximum is 2 ln 2: 0.875, not 0.874999999999997.
    found = figures(usages=shares(salle=4, cour=2, bureau=1, cave=1))["regularite"]
    assert found.number == Decimal("0.875")


def test_a_sum_that_ignores_says_how_much_was_counted(figures) -> None:
    assert figures(tables=n(4))["au_moins"].coverage == Decimal("0.5")
    assert figures(tables=n(4))["milieu"].coverage == Decimal("0.5")
    assert figures(tables=n(4), chaises=n(6))["au_moins"].coverage == 1


@pytest.mark.parametrize("name", ["part_seule", "groupe_seul", "parts_et_nombre"])
def test_a_part_that_is_not_given_is_not_zero(figures, name: str) -> None:
    assert figures(tables=n(1), usages=shares(complete=False, salle=10))[name].value is None


def test_figures_say_what_they_are_made_of(figures) -> None:
    figure = figures(tables=n(4), chaises=n(16))["en_pourcent"]
    assert [(one.reference, one.value) for one in figure.inputs] == [
        ("tables", 4),
        ("tables", 4),
        ("chaises", 16),
    ]
    assert (figure.unit, figure.decimals) == ("%", 0)
