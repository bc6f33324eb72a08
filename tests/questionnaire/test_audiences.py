"""Faults in what audiences are answered are found when it loads, with their line."""

from __future__ import annotations

import pytest

from cm_build.questionnaire.audience import load_audiences
from cm_build.questionnaire.statistic import SAID, Statistic, StatisticKind, statistic_of
from cm_build.referential.declared import read_audiences, read_observatory
from cm_build.referential.toolbox import DataFolders, Tools

SMALL = """\
publics:
  - id: essai
    court: Vous essayez
    titre: Vous essayez
    chapeau: Pour voir.
    questions:
      - id: aire
        question: Quelle surface ?
        phrases:
          - "{surface_interieure:mediane} pour {surface_interieure:reponses} {surface_interieure:accord(lieu|lieux)}."
        graphiques: [occupation/surface]
        lieux: {question: statut_juridique, contient: [association], libelle: est, pluriel: sont}
"""

FAULTS = [
    ("surface_interieure:mediane", "surface_interieur:mediane", (10, "CM-602")),
    ("surface_interieure:mediane", "surface_interieure:moyenne", (10, "CM-607")),
    ("surface_interieure:mediane", "surface_interieure:compte", (10, "CM-612")),
    ("surface_interieure:mediane", "statut_juridique:mediane", (10, "CM-612")),
    ("surface_interieure:mediane", "statut_juridique.asso:compte", (10, "CM-602")),
    ("surface_interieure:accord", "emplois:accord", (10, "CM-612")),
    ("occupation/surface", "occupation/surfaces", (11, "CM-602")),
    ("contient: [association]", "contient: [asso]", (12, "CM-602")),
    ("question: statut_juridique", "question: statut", (12, "CM-602")),
    ("contient: [association]", "au_moins: 3", (12, "CM-204")),
    ("chapeau:", "chapo:", (5, "CM-201")),
    ("id: aire", "id: Aire", (7, "CM-204")),
]


def codes(text: str, tools: Tools, folders: DataFolders) -> list[tuple[int, str]]:
    observatory = read_observatory(folders, tools.names).model
    loaded = load_audiences(text.encode(), "publics.yaml", tools.names, observatory)
    assert (loaded.model is None) == bool(loaded.problems)
    return [(problem.line, problem.code) for problem in loaded.problems]


def test_the_shipped_audiences_load(tools: Tools, folders: DataFolders) -> None:
    observatory = read_observatory(folders, tools.names).model
    loaded = read_audiences(folders, tools.names, observatory)
    assert loaded.problems == ()
    assert loaded.model
    ids = [audience.id for audience in loaded.model.publics]
    wanted = ["amorce", "collectivites", "amenageurs", "immobilier", "financeurs", "recherche"]
    assert ids == wanted


def test_a_small_file_loads(tools: Tools, folders: DataFolders) -> None:
    assert codes(SMALL, tools, folders) == []


@pytest.mark.parametrize(("right", "wrong", "expected"), FAULTS)
def test_a_fault_is_found(
    tools: Tools, folders: DataFolders, right: str, wrong: str, expected: tuple[int, str]
) -> None:
    assert right in SMALL
    assert expected in codes(SMALL.replace(right, wrong, 1), tools, folders)


def test_concerned_places_must_be_declared_before_they_are_counted(
    tools: Tools, folders: DataFolders
) -> None:
    text = SMALL.replace("{surface_interieure:mediane}", "{concernes}")
    assert codes(text, tools, folders) == []
    alone = "\n".join(line for line in text.splitlines() if "lieux: {" not in line) + "\n"
    assert codes(alone, tools, folders) == [(10, "CM-612")]


def test_two_questions_do_not_share_a_name(tools: Tools, folders: DataFolders) -> None:
    again = SMALL + "      - {id: aire, question: Encore ?, phrases: [Oui.]}\n"
    assert (13, "CM-603") in codes(again, tools, folders)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lieux", Statistic(StatisticKind.PLACES, "lieux")),
        ("concernes", Statistic(StatisticKind.CONCERNED, "concernes")),
        ("surface_interieure", Statistic(StatisticKind.NUMBER, "surface_interieure")),
        ("part_recettes_propres", Statistic(StatisticKind.NUMBER, "part_recettes_propres")),
        ("emissions", Statistic(StatisticKind.NUMBER, "emissions")),
        ("classe_surface", Statistic(StatisticKind.CHOICE, "classe_surface")),
        ("ressources", Statistic(StatisticKind.WHOLE, "ressources")),
        ("ressources.dons", Statistic(StatisticKind.PART, "ressources", "dons")),
        ("ressources@ventes", Statistic(StatisticKind.PART, "ressources", "@ventes")),
        ("ressources.premier", Statistic(StatisticKind.RANKED_PART, "ressources", "premier")),
        (
            "statut_juridique.premier",
            Statistic(StatisticKind.RANKED_OPTION, "statut_juridique", "premier"),
        ),
        ("projet_urbain.oui", Statistic(StatisticKind.OPTION, "projet_urbain", "oui")),
        (
            "lien_social.presence.reguliere",
            Statistic(StatisticKind.OPTION, "lien_social.presence", "reguliere"),
        ),
        ("nom", None),
        ("statut_juridique.asso", None),
        ("surface_interieure.premier", None),
        ("classe_surface.petit", None),
        ("inconnu", None),
        ("", None),
    ],
)
def test_what_a_reference_names(tools: Tools, text: str, found: Statistic | None) -> None:
    assert statistic_of(text, tools.names) == found


def test_every_kind_says_something() -> None:
    assert set(SAID) == set(StatisticKind)
