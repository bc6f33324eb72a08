"""What is private answer by answer: left out unless the file names it, one by one."""

from __future__ import annotations

import pytest

from cm_build.contributing.intake.withheld import withheld
from cm_build.places.answer import NOT_ASKED, Given
from cm_build.places.place import Place, published
from cm_build.reading.source import read_source
from tests.support import minimal

TOLD = """\
effets_sociaux:
  criteres:
    lien_social:
      intention_passee: "Ouvrir le mercredi."
      suite: abandonnee
      suite_raison: "Personne pour tenir la porte."
      intention: "Ouvrir le jeudi."
"""
PAST = "lien_social.intention_passee", "lien_social.suite", "lien_social.suite_raison"
NEXT = "lien_social.intention"


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ((), ()),
        ((NEXT,), (NEXT,)),
        (PAST, PAST),
        (PAST[:2], PAST[:2]),
        # A follow-up without what it follows says nothing: it goes with it, or stays.
        (PAST[1:], ()),
    ],
)
def test_only_what_is_chosen_is_shown(read, tools, chosen, shown) -> None:
    head = f"reponses_publiees: [{', '.join(chosen)}]\n" if chosen else ""
    whole = read.assessment(minimal(extra=TOLD) + head)
    seen = whole.visible(tools.names)
    assert {p for p in (*PAST, NEXT) if isinstance(whole.answers.get(p), Given)} == {*PAST, NEXT}
    assert {p for p in (*PAST, NEXT) if isinstance(seen.answers.get(p), Given)} == {*shown}
    assert seen.header.reponses_publiees == ()


def test_a_file_is_told_of_what_it_holds_and_does_not_show(read) -> None:
    silent = read(minimal(extra=TOLD))
    told = [(p.code, p.severity, p.line) for p in silent.problems]
    # Once a question, wherever it is answered; nothing is refused.
    assert told == [("CM-422", "information", line) for line in (10, 11, 12, 13)]
    assert "Lien social" in silent.problems[0].message
    chosen = f"reponses_publiees: [{', '.join((*PAST, NEXT))}]\n"
    assert read.codes(minimal(extra=TOLD) + chosen) == []
    at_home = minimal(extra=TOLD).replace("publique", "non_publiee")
    assert read.codes(at_home) == []


def test_only_what_is_private_is_chosen(read) -> None:
    for name in ("surface_interieure", "lien_social.intentions", "lien_social.presence"):
        assert read.codes(minimal() + f"reponses_publiees: [{name}]\n") == ["CM-229"]
    (problem,) = read(minimal() + "reponses_publiees: [lien_social.intentions]\n").problems
    assert "lien_social.intention" in problem.message


def test_an_unchosen_intention_takes_no_warning_away(read, tools) -> None:
    """Its words are compared with nothing: what a page warns of stays told."""
    tables = "espace: {{surface_interieure: 100}}\nequipe: {{benevoles: {}}}\n"
    years = (
        read.assessment(minimal(extra=tables.format(20) + TOLD), year=2024),
        read.assessment(minimal(extra=tables.format(90) + TOLD), year=2025),
    )
    (place,) = published([Place("essai", years)], tools.names, tools.settings)
    assert "CM-402" in [one.code for one in place.warnings]
    assert "CM-422" not in [one.code for one in place.warnings]


def test_a_warning_of_what_is_kept_is_not_told(read, tools) -> None:
    """It quotes the words that nobody chose to publish; beside it, another stays."""
    named = TOLD.replace("Ouvrir le jeudi.", "Embaucher Mme Yvonne Kerbrat.")
    other = '    solidarite:\n      exemple: "Merci à Mme Josette Legoff."\n'
    for head, told in (
        ("", ["Legoff"]),
        (f"reponses_publiees: [{NEXT}]\n", ["Kerbrat", "Legoff"]),
    ):
        year = read.assessment(minimal(extra=named + other) + head)
        assert len([one for one in year.warnings if one.code == "CM-329"]) == 2
        (place,) = published([Place("essai", (year,))], tools.names, tools.settings)
        said = " ".join(one.message for one in place.warnings)
        assert [name for name in ("Kerbrat", "Legoff") if name in said] == told


def test_a_reply_quotes_no_unchosen_answer(tools) -> None:
    root = read_source(minimal(extra=TOLD).encode(), "").root
    own = withheld(root, tools.names)
    keys = ("effets_sociaux", "criteres", "lien_social")
    assert own.holds((*keys, "intention"))
    assert own.holds((*keys, "suite_raison"))
    assert not own.holds((*keys, "exemple"))
    chosen = read_source((minimal(extra=TOLD) + f"reponses_publiees: [{NEXT}]\n").encode(), "").root
    assert not withheld(chosen, tools.names).holds((*keys, "intention"))


def test_a_year_that_was_not_asked_has_no_follow_up(read) -> None:
    """The first version asked no follow-up: its files say nothing of one."""
    only = 'effets_sociaux: {criteres: {lien_social: {intention: "Ouvrir le jeudi."}}}\n'
    text = minimal(extra=only).replace("questionnaire: 2", "questionnaire: 1")
    answers = read(text).assessment.answers
    assert isinstance(answers.get(NEXT), Given)
    assert answers[PAST[0]] == NOT_ASKED
    assert not isinstance(answers.get(PAST[1]), Given)
