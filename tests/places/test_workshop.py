"""The collective evaluation of a file: what is read, refused, masked, and written again."""

from __future__ import annotations

import json

import pytest

from cm_build.places.ballot import masked_workshop
from cm_build.places.workshop import Agreement, BallotWords, Length, Workshop
from cm_build.places.workshop_writing import by_key, workshop_tree
from cm_build.reading.problem import Severity
from tests.support import minimal
from tests.test_twins import cases

WHOLE = """\
evaluation_collective:
  format: soiree
  date: 2025-05-12
  participants: {equipe: 4, usagers: 4}
  votes: {lien_social: {equipe: {reguliere: 3, durable: 1}, usagers: {accord: toutes_presentes, reponses: [durable]}}}
  sens: {lien_social: {equipe: {favorable: 3, ne_sait_pas: 1}}}
  desaccords: {lien_social: "Est-ce que cela tient sans la buvette ?"}
  reserves: {lien_social: ["Le samedi, je ne reconnais plus personne."], solidarite: ["Trop tôt pour le dire."]}
  decisions: {solidarite: "Nous ouvrons une armoire du partage."}
"""


def told(text: str, read) -> Workshop:
    workshop: Workshop | None = read.assessment(minimal(extra=text)).workshop
    assert workshop
    return workshop


def test_what_people_said_is_read_beside_their_votes(read) -> None:
    workshop = told(WHOLE, read)
    assert workshop.format is Length.EVENING
    assert workshop.disagreements == {"lien_social": "Est-ce que cela tient sans la buvette ?"}
    assert workshop.reservations["solidarite"] == ("Trop tôt pour le dire.",)
    assert workshop.decisions == {"solidarite": "Nous ouvrons une armoire du partage."}
    assert workshop.criteria == {"lien_social"}
    assert workshop.told == {"lien_social", "solidarite"}
    assert workshop.words == {
        "lien_social": {"usagers": BallotWords(Agreement.PRESENT, ("durable",))}
    }
    assert "usagers" not in workshop.votes["lien_social"]


def test_what_is_written_is_read_again(read) -> None:
    workshop = told(WHOLE, read)
    again = f"evaluation_collective: {json.dumps(workshop_tree(workshop), ensure_ascii=False)}\n"
    assert told(again, read) == workshop


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        ("lien_social", {"solidarite"}),
        ("solidarite", {"lien_social"}),
        ("evaluation_collective", None),
    ],
)
def test_a_hidden_section_takes_its_words_with_it(hidden: str, left, read, tools) -> None:
    text = minimal(extra=f"{WHOLE}sections_masquees: [{hidden}]\n")
    seen = read.assessment(text).visible(tools.names).workshop
    assert (seen.told if seen else None) == left


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("format: veillee", "CM-311"),
        ('desaccords: {amour: "Non"}', "CM-370"),
        ('desaccords: {lien_social: "Écrivez à claire@exemple.fr"}', "CM-321"),
        ('reserves: {lien_social: "Une seule"}', "CM-319"),
        ('reserves: {lien_social: ["Madame Dupont trouve que non"]}', "CM-329"),
        ("votes: {lien_social: {equipe: {accord: toutes_presentes, durable: 4}}}", "CM-219"),
        ("votes: {lien_social: {equipe: {accord: partage, reponses: [durable]}}}", "CM-219"),
        ("votes: {lien_social: {equipe: {reponses: [durable]}}}", "CM-219"),
        ("sens: {lien_social: {equipe: {accord: la_plupart}}}", "CM-219"),
        ("votes: {lien_social: {equipe: {accord: unanimes, reponses: [durable]}}}", "CM-311"),
    ],
)  # fmt: skip
def test_what_is_badly_said_is_told(line: str, code: str, read) -> None:
    codes = read.codes(minimal(extra=f"evaluation_collective:\n  {line}\n"))
    assert code in codes


def test_merged_votes_are_held_against_everyone_who_was_there(read) -> None:
    """Small colleges bring their votes to `autres`, and may keep their people."""
    extra = "evaluation_collective: {{participants: {{equipe: 4, autres: 1}}, votes: {{lien_social: {{autres: {{reguliere: {}}}}}}}}}\n"
    assert read.codes(minimal(extra=extra.format(5))) == []
    assert read.codes(minimal(extra=extra.format(6))) == ["CM-212"]


def workshop_of(tree) -> Workshop:
    """Build what a case says, which no questionnaire knows."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    words: dict[str, dict[str, BallotWords]] = {}
    for key, ending in (("votes", ""), ("sens", ".sens")):
        for criterion, ballots in tree.get(key, {}).items():
            for college, ballot in ballots.items():
                if "accord" in ballot:
                    told = BallotWords(Agreement(ballot["accord"]), tuple(ballot["reponses"]))
                    words.setdefault(criterion + ending, {})[college] = told
                else:
                    counts.setdefault(criterion + ending, {})[college] = ballot
    said = {key: tuple(texts) for key, texts in tree.get("reserves", {}).items()}
    return Workshop(None, tree.get("participants", {}), counts, words, reservations=said)


@pytest.mark.parametrize("case", cases("atelier")["masques"], ids=lambda case: case["cas"])
def test_a_workshop_is_masked_as_the_form_does(case) -> None:
    assert workshop_tree(masked_workshop(workshop_of(case["avant"]))) == case["apres"]


def test_what_was_masked_is_masked_no_further() -> None:
    for case in cases("atelier")["masques"]:
        once = masked_workshop(workshop_of(case["avant"]))
        assert masked_workshop(once) == once


def test_votes_are_sorted_by_the_key_that_holds_them() -> None:
    assert by_key({"lien": 1, "lien.sens": 2}) == {"votes": {"lien": 1}, "sens": {"lien": 2}}


def test_a_name_in_a_reservation_only_warns(read) -> None:
    text = minimal(extra='evaluation_collective: {reserves: {lien_social: ["Mme Dupont"]}}\n')
    assert [one.severity for one in read(text).problems] == [Severity.WARNING]
