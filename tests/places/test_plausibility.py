"""What is readable and hard to believe is told, with both answers when two do not go together."""

from __future__ import annotations

import pytest

from cm_build.reading.problem import Severity
from tests.support import minimal

MONEY = "moyens:\n  ressources: {{locations: {}}}\n"


def warnings(read, text: str) -> list[tuple[str, str]]:
    found = read(text)
    assert all(problem.severity is not Severity.ERROR for problem in found.problems), found.problems
    return [
        (problem.code, problem.message)
        for problem in found.problems
        if problem.severity is Severity.WARNING
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("  date_ouverture: 0219-05-18\n", "CM-410"),
        ("  date_ouverture: 1799-12-31\n", "CM-410"),
        ("  date_ouverture: 1800-01-01\n", ""),
        ("  date_ouverture: 2030-12-31\n", ""),
        ("  date_ouverture: 2031-01-01\n", "CM-410"),
        ("  date_creation: 2109-09-01\n", "CM-410"),
        ("reponse: {date: 2226-01-05}\n", "CM-410"),
        ("etat: ferme\ndate_fermeture: 0024-01-05\n", "CM-410"),
        ("etat: ferme\ndate_fermeture: 2024-01-05\n", ""),
        ("espace:\n  regime_occupation: gratuit\n  occupation_fin: 2099-12-31\n", ""),
        ("espace:\n  regime_occupation: gratuit\n  occupation_fin: 2209-12-31\n", "CM-410"),
        ("evaluation_collective: {date: 2062-04-01}\n", "CM-410"),
        ("histoire:\n  frise: [{annee: 1789, evenement: Couvent}]\n", ""),
        ("histoire:\n  frise: [{annee: 2052, evenement: Bail}]\n", "CM-410"),
    ],
)
def test_a_date_nobody_expects_is_told(lines: str, code: str, read) -> None:
    assert [warning[0] for warning in warnings(read, minimal() + lines)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (MONEY.format("20 000 000"), False),
        (MONEY.format("20 000 001"), True),
        ("moyens:\n  investissement: {fonds_propres: 90000000}\n", False),
        ("moyens:\n  investissement: {fonds_propres: 900000000}\n", True),
        ("moyens:\n  premier_financeur: 300000000\n", True),
        ('equipe:\n  emplois: {cdi: "14,25"}\n', False),
        ("equipe:\n  emplois: {cdi: 1425}\n", True),
        ("composition:\n  structures: {associations: 4000}\n", True),
        ("financement:\n  resultat_annee: -30000000\n", True),
        ("financement:\n  engagements_signes: [{partenaire: Ville, montant: 99000000}]\n", True),
    ],
)
def test_a_number_beyond_what_is_met_is_told(lines: str, told: bool, read, tools) -> None:  # noqa: FBT001
    section = lines.partition(":")[0]
    text = minimal() + (f"sections_publiees: [{section}]\n" if section == "financement" else "")
    if section == "composition":
        lines = lines.replace("composition", tools.names.asked["structures"].owner)
        part = tools.names.asked["structures"].question.parts[0].id
        lines = lines.replace("associations", part)
    codes = [warning[0] for warning in warnings(read, text + lines)]
    assert codes == (["CM-411"] if told else [])


def test_every_quantity_has_a_bound(tools) -> None:
    """Whatever its kind, and in tables too: none can be a thousand times too big in silence."""
    free = []
    for path, asked in tools.names.asked.items():
        columns = getattr(asked.question, "colonnes", ())
        for column in (asked.question, *columns):
            if column.type not in ("nombre", "montant", "repartition"):
                continue
            bounds = (getattr(column, "max", None), column.vraisemblable)
            # The parts of a percentage are held by its total.
            if bounds == (None, None) and getattr(column, "total", "") != "100":
                free.append((path, column.id))
    assert free == []


def test_closing_before_opening_names_both_days(read) -> None:
    text = minimal(extra="  date_ouverture: 2021-03-01\n") + "etat: ferme\ndate_fermeture: 2012-09-30\n"  # fmt: skip
    ((code, message),) = warnings(read, text)
    assert code == "CM-412"
    assert "2012-09-30" in message
    assert "2021-03-01" in message


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (
            "acces: {ouverture: hebdomadaire, jours_ouverture: 4}\n",
            ("Une fois par semaine ou moins", "Jours d’ouverture : 4"),
        ),
        ("acces: {ouverture: hebdomadaire, jours_ouverture: 4, heures_tout_public: 6, heures_ouverture: 40}\n", ()),
        ("acces: {ouverture: hebdomadaire, jours_ouverture: 1}\n", ()),
        ("acces: {ouverture: plusieurs_jours, jours_ouverture: 4}\n", ()),
        ("acces: {heures_ouverture: 30, heures_tout_public: 31}\n", ("31", "30")),
        ("acces: {heures_ouverture: 30, heures_tout_public: 30}\n", ()),
        ("equipe: {effectif: 5, femmes_salariees: 8}\n", ("8", "5")),
        (
            '  structure_porteuse: "SCIC Les Marées"\n  statut_juridique: scop\n',
            ("SCIC Les Marées", "SCOP"),
        ),
        ('  structure_porteuse: "Les Marées (Scic)"\n  statut_juridique: association\n', ("(Scic)", "Association")),
        ('  structure_porteuse: "Les Marées, SCIC"\n  statut_juridique: scic\n', ()),
        ('  structure_porteuse: "Scicluna"\n  statut_juridique: scop\n', ()),
        ('  structure_porteuse: "SCIC Les Marées"\n', ()),
        ("  date_creation: 2022-01-01\n  date_ouverture: 2019-01-01\n", ("01/01/2022", "01/01/2019")),
    ],
)  # fmt: skip
def test_two_answers_that_do_not_go_together_are_both_named(
    lines: str, named: tuple[str, ...], read
) -> None:
    found = [message for code, message in warnings(read, minimal() + lines) if code == "CM-413"]
    assert len(found) == bool(named)
    assert all(word in found[0] for word in named)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("310 €/mois", "CM-342", "310 × 12 = 3 720"),
        ("310 € par mois", "CM-342", "310 × 12 = 3 720"),
        ("60 €/semaine", "CM-342", "60 × 52 = 3 120"),
        ("14 k€", "CM-342", "14 k€ font 14 000"),
        ("1,5 million", "CM-342", "1 500 000"),
        ("12 %", "CM-342", "euros, sur l’année"),
        ("3 720 €", "CM-303", ""),
        ("3 720 €/an", "CM-303", ""),
        ("3 720 euros par an", "CM-303", ""),
        ("beaucoup", "CM-303", ""),
        ("1_000", "CM-303", ""),
    ],
)
def test_a_unit_is_never_dropped_nor_taken_for_another(
    typed: str, code: str, words: str, read
) -> None:
    text = minimal() + f"espace:\n  regime_occupation: locataire\n  loyer_hors_charges: {typed}\n"
    (problem,) = read(text).problems
    assert problem.code == code
    assert words in problem.message
    assert typed in problem.message
    assert "sans unité" not in problem.hint


def test_a_month_is_not_multiplied_where_no_year_is_asked(read) -> None:
    text = minimal() + "espace:\n  regime_occupation: gratuit\n  duree_contrat: 3 semaines\n"
    (problem,) = read(text).problems
    assert problem.code == "CM-342"
    assert "×" not in problem.message


def test_each_ballot_is_told_once_with_its_effect(read) -> None:
    text = minimal() + (
        "evaluation_collective:\n  participants: {equipe: 1, voisins: 6}\n  votes:\n"
        "    lien_social: {equipe: {ponctuel: 2}}\n    sante_bien_etre: {voisins: {ponctuel: 7}}\n"
    )
    found = [(problem.code, problem.message) for problem in read(text).problems]
    assert [code for code, _ in found] == ["CM-212", "CM-212"]
    assert len({message for _, message in found}) == 2
    assert "Lien social" in found[0][1]
