"""A network's file adds to the national questionnaire, says where it is wrong, and changes nothing."""

from __future__ import annotations

import pytest

from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.model import Questionnaire
from cm_build.questionnaire.names import Names
from tests.questionnaire.test_loading import SMALL

NATIONAL = (
    SMALL
    + """\
echelles:
  - {id: individuelle, titre: Personnes, court: Personnes}
criteres:
  - id: lien_social
    echelle: individuelle
    titre: Lien social
    court: Lien social
    definition: Se rencontrer.
    observer: ["Des gens se parlent."]
    ancres: {ponctuel: Parfois, regulier: Souvent, structurant: Toujours}
axes:
  - {id: emissions, titre: Émissions, court: Émissions, niveaux: [{texte: Rien}]}
panorama:
  - {id: vie, titre: La vie, blocs: [{forme: fiche, reponses: [activites]}]}
"""
)

NETWORK = """\
code: bzh
sections:
  - partie: lieu
    id: bzh__langue
    titre: La langue
    pourquoi: Pour savoir.
    questions:
      - {id: bzh__parlee, type: oui_non, libelle: Parle-t-on breton ici ?}
questions:
  - dans: identite
    questions:
      - {id: bzh__pays, type: texte_court, libelle: Votre pays, si: {question: activites, contient: [cafe]}}
  - dans: lien_social
    questions:
      - {id: bzh__fest_noz, type: nombre, libelle: Combien de festoù-noz ?}
  - dans: emissions
    questions:
      - {id: bzh__bateau, type: oui_non, libelle: Vient-on en bateau ?}
criteres:
  - {critere: lien_social, observer: ["On danse ensemble."]}
indicateurs:
  - {id: bzh__triple, titre: Triple, definition: Trois fois., theme: identite, operation: {somme: [double, tables]}}
panorama:
  - {id: bzh__breton, titre: En breton, blocs: [{forme: fiche, reponses: [bzh__parlee]}]}
blocs:
  - {dans: vie, blocs: [{forme: fiche, reponses: [bzh__pays]}]}
"""


def loaded(network: str = NETWORK) -> Names:
    found = load_questionnaire(NATIONAL.encode(), "q.yaml", (network.encode(), "reseau.yaml"))
    assert found.problems == ()
    assert found.names
    return found.names


def problems(network: str) -> list[tuple[str, int, str]]:
    found = load_questionnaire(NATIONAL.encode(), "q.yaml", (network.encode(), "reseau.yaml"))
    assert found.names is None
    return [(one.file, one.line, one.code) for one in found.problems]


def test_everything_a_network_adds_stands_after_what_was_there() -> None:
    names = loaded()
    questionnaire = names.questionnaire
    assert [section.id for section in questionnaire.sections()] == ["identite", "bzh__langue"]
    assert [q.id for q in names.sections["identite"].questions] == [
        "nom",
        "commune",
        "activites",
        "tables",
        "bzh__pays",
    ]
    assert {"bzh__parlee", "lien_social.bzh__fest_noz", "emissions.bzh__bateau"} <= set(names.asked)
    assert names.criteria["lien_social"].observer == ("Des gens se parlent.", "On danse ensemble.")
    assert list(names.indicators) == ["double", "bzh__triple"]
    assert [section.id for section in questionnaire.panorama] == ["vie", "bzh__breton"]
    assert len(questionnaire.panorama[0].blocs) == 2


def test_what_was_there_is_the_same_to_the_letter() -> None:
    alone = load_questionnaire(NATIONAL.encode(), "q.yaml").names
    assert alone
    kept = _without_network(loaded().questionnaire)
    assert kept == alone.questionnaire.model_dump()


def _without_network(questionnaire: Questionnaire) -> object:
    def kept(value: object) -> object:
        match value:
            case dict():
                return {key: kept(one) for key, one in value.items()}
            case list() | tuple():
                return tuple(kept(one) for one in value if not _of_network(one))
            case _:
                return value

    return kept(questionnaire.model_dump())


def _of_network(value: object) -> bool:
    if isinstance(value, dict):
        answers = value.get("reponses") or ()
        return any(str(name).startswith("bzh__") for name in (value.get("id", ""), *answers))
    return value == "On danse ensemble."


FAULTS = [
    ("id: bzh__parlee", "id: parlee", (8, "CM-613")),
    ("id: bzh__langue\n", "id: langue\n", (4, "CM-613")),
    ("id: bzh__triple", "id: triple", (22, "CM-613")),
    ("id: bzh__breton", "id: breton", (24, "CM-613")),
    ("id: bzh__pays, ", "id: bzh__pays, role: accroche, ", (12, "CM-614")),
    ("id: bzh__pays, ", "id: bzh__pays, essentiel: oui, ", (12, "CM-614")),
    ("id: bzh__pays, ", "id: bzh__pays, obligatoire: oui, ", (12, "CM-614")),
    ("Vient-on en bateau ?", "Vient-on en bateau ?, aide: Oui., poids: 2", (18, "CM-614")),
    ("dans: identite", "dans: identites", (10, "CM-602")),
    ("critere: lien_social", "critere: lien", (20, "CM-602")),
    ("partie: lieu", "partie: lieux", (3, "CM-602")),
    ("dans: vie", "dans: vies", (26, "CM-602")),
    # Found once both files are joined: the line is still that of the network's file.
    ("contient: [cafe]", "contient: [bar]", (12, "CM-602")),
    ("reponses: [bzh__pays]", "reponses: [bzh__terroir]", (26, "CM-602")),
    ("somme: [double, tables]", "somme: [double, chaises]", (22, "CM-602")),
    ("id: bzh__fest_noz", "id: bzh__fest_precision", (15, "CM-611")),
    ("code: bzh", "code: BZH", (1, "CM-204")),
    ("code: bzh", "cod: bzh", (1, "CM-201")),
    ("type: texte_court", "type: texte_cour", (12, "CM-204")),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), FAULTS, ids=[f"{n} {c}" for _, n, (_, c) in FAULTS]
)
def test_a_fault_is_told_in_the_file_of_the_network(
    old: str, new: str, expected: tuple[int, str]
) -> None:
    assert NETWORK.count(old) == 1
    line, code = expected
    assert ("reseau.yaml", line, code) in problems(NETWORK.replace(old, new))
    assert {file for file, _, _ in problems(NETWORK.replace(old, new))} == {"reseau.yaml"}


def test_all_faults_are_told_at_once() -> None:
    wrong = NETWORK.replace("id: bzh__parlee", "id: parlee").replace("dans: vie", "dans: vies")
    assert len(problems(wrong)) == 2


def test_a_question_asked_twice_is_a_fault_of_the_network() -> None:
    again = NETWORK.replace("id: bzh__parlee", "id: bzh__pays")
    # The question it replaced is no longer there to be drawn.
    assert problems(again) == [("reseau.yaml", 8, "CM-603"), ("reseau.yaml", 24, "CM-602")]


def test_an_unreadable_file_says_so() -> None:
    assert [code for _, _, code in problems("a: [")] != []
