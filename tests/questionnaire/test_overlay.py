"""A network's file adds to the national questionnaire, says where it is wrong, and changes nothing."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import ConfigDict, Field

from cm_build.questionnaire.declared import Declared
from cm_build.questionnaire.loading import brought, load_questionnaire
from cm_build.questionnaire.model import Questionnaire
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.network import Network, overlay
from cm_build.questionnaire.validation import ModelFault, read_declaration, validated
from tests.questionnaire.test_loading import FAULTS as OWN_FAULTS
from tests.questionnaire.test_loading import SMALL

NATIONAL = (
    SMALL
    + """\
echelles:
  - {id: individuelle, titre: Personnes, court: Personnes}
modele_critere:
  questions:
    - id: preuves
      role: preuves
      type: tableau
      libelle: Sur quoi vous appuyez-vous ?
      colonnes:
        - {id: nature, type: choix_unique, libelle: Nature, options: [{id: comptage, libelle: Un comptage}, {id: temoignage, libelle: Un témoignage}]}
        - {id: titre, type: texte_court, libelle: Titre}
criteres:
  - id: lien_social
    echelle: individuelle
    titre: Lien social
    court: Lien social
    definition: Se rencontrer.
    observer: ["Des gens se parlent."]
    ancres: {ponctuelle: Parfois, reguliere: Souvent, durable: Toujours}
    pieges: ["Une salle pleine."]
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
  - {critere: lien_social, observer: ["On danse ensemble."], preuves: [{nature: comptage, texte: Les danses.}], pieges: ["On connaît tout le monde."], notes: ["Un compteur se prête."]}
indicateurs:
  - {id: bzh__triple, titre: Triple, definition: Trois fois., theme: identite, operation: {somme: [double, tables]}}
panorama:
  - {id: bzh__breton, titre: En breton, blocs: [{forme: fiche, reponses: [bzh__parlee]}]}
blocs:
  - {dans: vie, blocs: [{forme: fiche, reponses: [bzh__pays]}]}
suggestions:
  criteres:
    - {id: bzh__chanter, titre: Chanter ensemble, question: Qui lance le premier couplet ?, observer: ["On reprend en chœur."]}
  mesures:
    - {id: bzh__danseurs, titre: Danseurs, unite: personnes, comptage: le tampon sur la main}
"""


def loaded(network: str = NETWORK) -> Names:
    found = load_questionnaire(NATIONAL.encode(), "q.yaml", (network.encode(), "reseau.yaml"))
    assert found.problems == ()
    assert found.names
    return found.names


def problems(network: str) -> list[tuple[str, int, str]]:
    found = load_questionnaire(NATIONAL.encode(), "q.yaml", (network.encode(), "reseau.yaml"))
    assert found.names is None
    return [(problem.file, problem.line, problem.code) for problem in found.problems]


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
    criterion = names.criteria["lien_social"]
    assert criterion.observer == ("Des gens se parlent.", "On danse ensemble.")
    assert criterion.pieges == ("Une salle pleine.", "On connaît tout le monde.")
    assert [(one.nature, one.texte) for one in criterion.preuves] == [("comptage", "Les danses.")]
    assert criterion.notes == ("Un compteur se prête.",)
    assert list(names.indicators) == ["double", "bzh__triple"]
    assert [section.id for section in questionnaire.panorama] == ["vie", "bzh__breton"]
    assert len(questionnaire.panorama[0].blocs) == 2
    (criterion_idea,), (measure_idea,) = (
        questionnaire.idees_de_criteres,
        questionnaire.idees_de_mesures,
    )
    assert (criterion_idea.titre, criterion_idea.observer) == (
        "Chanter ensemble",
        ("On reprend en chœur.",),
    )
    assert (measure_idea.unite, measure_idea.comptage) == ("personnes", "le tampon sur la main")


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
        if value.get("texte") == "Les danses.":
            return True
        answers = value.get("reponses") or ()
        return any(str(name).startswith("bzh__") for name in (value.get("id", ""), *answers))
    return value in ("On danse ensemble.", "On connaît tout le monde.", "Un compteur se prête.")


FAULTS = [
    ("id: bzh__parlee", "id: parlee", (8, "CM-613")),
    ("id: bzh__langue\n", "id: langue\n", (4, "CM-613")),
    ("id: bzh__triple", "id: triple", (22, "CM-613")),
    ("id: bzh__breton", "id: breton", (24, "CM-613")),
    ("id: bzh__pays, ", "id: bzh__pays, role: accroche, ", (12, "CM-614")),
    ("id: bzh__pays, ", "id: bzh__pays, essentiel: 3, ", (12, "CM-614")),
    ("id: bzh__pays, ", "id: bzh__pays, obligatoire: oui, ", (12, "CM-614")),
    ("Vient-on en bateau ?", "Vient-on en bateau ?, aide: Oui., poids: 2", (18, "CM-614")),
    ("dans: identite", "dans: identites", (10, "CM-602")),
    ("critere: lien_social", "critere: lien", (20, "CM-602")),
    ("nature: comptage", "nature: compte", (20, "CM-602")),
    ("nature: comptage", "genre: comptage", (20, "CM-202")),
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
    ("id: bzh__chanter", "id: chanter", (29, "CM-613")),
    ("id: bzh__danseurs", "id: bzh__danse_precision", (31, "CM-611")),
    ("titre: Chanter ensemble", "titre: Lien Social", (29, "CM-361")),
    ("titre: Chanter ensemble", f"titre: {'a' * 81}", (29, "CM-204")),
    ('observer: ["On reprend en chœur."]', "observer: []", (29, "CM-204")),
    ("titre: Danseurs, ", "", (31, "CM-202")),
    ("unite: personnes", "unite: <b>personnes", (31, "CM-204")),
    ("unite: personnes", "unite: personnes, valeur: 3", (31, "CM-201")),
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


def test_a_note_that_adds_nothing_is_refused() -> None:
    start = NETWORK.index("  - {critere: lien_social")
    end = NETWORK.index("\n", start)
    nothing = NETWORK[:start] + "  - {critere: lien_social}" + NETWORK[end:]
    assert problems(nothing) == [("reseau.yaml", 20, "CM-204")]


def test_an_unknown_criterion_is_told_once() -> None:
    wrong = NETWORK.replace("critere: lien_social", "critere: lien")
    assert problems(wrong) == [("reseau.yaml", 20, "CM-602")]


def test_all_faults_are_told_at_once() -> None:
    wrong = NETWORK.replace("id: bzh__parlee", "id: parlee").replace("dans: vie", "dans: vies")
    assert len(problems(wrong)) == 2


def test_a_question_asked_twice_is_a_fault_of_the_network() -> None:
    again = NETWORK.replace("id: bzh__parlee", "id: bzh__pays")
    # The question it replaced is no longer there to be drawn.
    assert problems(again) == [("reseau.yaml", 8, "CM-603"), ("reseau.yaml", 24, "CM-602")]


NATIONAL_FAULTS = [(old, new, told) for old, new, told in OWN_FAULTS if told is not None]
# What each adds stands where the national faults do: in the section, the criterion, the indicators…
OVERLAYS = {
    "rien": "code: bzh\n",
    "une question": """\
code: bzh
questions:
  - dans: identite
    questions:
      - {id: bzh__pays, type: texte_court, libelle: Votre pays}
""",
    "une section": NETWORK[: NETWORK.index("questions:\n  - dans")],
    "un critère": """\
code: bzh
criteres:
  - {critere: lien_social, observer: ["On danse ensemble."], preuves: [{nature: comptage, texte: Les danses.}], pieges: ["On connaît tout le monde."], notes: ["Un compteur se prête."]}
panorama:
  - {id: bzh__breton, titre: En breton, blocs: [{forme: fiche, reponses: [nom]}]}
""",
}


@pytest.mark.parametrize("added", OVERLAYS.values(), ids=OVERLAYS)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    NATIONAL_FAULTS,
    ids=[f"{c} {n[:30]}" for _, n, (_, c) in NATIONAL_FAULTS],
)
def test_a_fault_of_the_questionnaire_is_told_in_its_own_file(
    added: str, old: str, new: str, expected: tuple[int, str]
) -> None:
    assert NATIONAL.count(old) == 1
    wrong = NATIONAL.replace(old, new)
    alone = load_questionnaire(wrong.encode(), "q.yaml")
    found = load_questionnaire(wrong.encode(), "q.yaml", (added.encode(), "reseau.yaml"))
    assert ("q.yaml", *expected) in [
        (problem.file, problem.line, problem.code) for problem in found.problems
    ]
    # To the letter what is told of it without a network, which is to blame for nothing.
    assert found.problems == alone.problems


@pytest.mark.parametrize(
    ("old", "new", "expected"), FAULTS, ids=[f"{n} {c}" for _, n, (_, c) in FAULTS]
)
def test_each_file_is_told_its_own_faults(old: str, new: str, expected: tuple[int, str]) -> None:
    wrong = NATIONAL.replace("libelle: Nom}", "libele: Nom}")
    network = NETWORK.replace(old, new)
    found = load_questionnaire(wrong.encode(), "q.yaml", (network.encode(), "reseau.yaml"))
    told = {(problem.file, problem.line, problem.code) for problem in found.problems}
    assert {one for one in told if one[0] == "q.yaml"} == {
        ("q.yaml", 12, "CM-201"),
        ("q.yaml", 12, "CM-202"),
    }
    # What a file is wrong in by itself needs no other to be told.
    shape = {("reseau.yaml", *expected)} if expected[1] in ("CM-201", "CM-204") else set()
    assert shape <= {one for one in told if one[0] == "reseau.yaml"} <= {*problems(network)}


class Short(Declared):
    """A stricter questionnaire: what is national fits, what a network adds may not."""

    model_config = ConfigDict(extra="ignore")
    version: int
    indicateurs: Annotated[tuple[object, ...], Field(max_length=1)]
    criteres: tuple[ShortCriterion, ...]


class ShortCriterion(Declared):
    model_config = ConfigDict(extra="ignore")
    observer: tuple[Annotated[str, Field(pattern="^Des gens")], ...]


def test_what_only_the_joined_tree_shows_is_told_where_it_was_added() -> None:
    national = read_declaration(Questionnaire, NATIONAL.encode(), "q.yaml")
    network = read_declaration(Network, NETWORK.encode(), "reseau.yaml")
    assert national.model
    assert national.origin
    assert network.model
    assert network.origin
    joined, _ = overlay(network.model, network.origin, national.origin, national.model)
    assert joined
    made, faults = validated(Short, joined.root)
    assert made is None
    # The list that is too long is national; the second of it, and the second remark, are not.
    assert [fault.path for fault in faults] == [("indicateurs",), ("criteres", 0, "observer", 1)]
    told = [(one.file, one.line) for one in brought(joined, faults)]
    assert told == [("reseau.yaml", 22), ("reseau.yaml", 20)]
    assert brought(joined, [ModelFault("CM-202", ("entete", "batiment"), {"cle": "toit"})])[
        0
    ].file == ("q.yaml")


def test_an_unreadable_file_says_so() -> None:
    assert [code for _, _, code in problems("a: [")] != []
