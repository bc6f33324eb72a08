"""Texts of a file: what is not read is told, and a name has a letter."""

from __future__ import annotations

import pytest

from tests.support import minimal

LINES = {
    "texte": 'identite:\n  nom: Fab #9\n  commune: "22278"\n',
    "élément d’une liste": minimal(extra="  reseaux:\n    - Réseau #9\n"),
    "case d’un tableau": minimal() + "histoire:\n  frise:\n    - annee: 2012\n      evenement: Fête #9\n",
    "texte long": minimal() + "histoire:\n  idee_fondatrice: Un pari #9\n",
}  # fmt: skip


def _whole(text: str) -> str:
    return text if text.startswith("questionnaire") else "questionnaire: 1\npublication: publique\nlicence_acceptee: oui\n" + text  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_text_cut_by_a_sign_of_comment_is_told(name: str, read) -> None:
    (problem,) = read(_whole(LINES[name])).problems
    assert problem.code == "CM-341"
    assert problem.severity == "avertissement"
    assert "« #9 »" in problem.message
    assert "guillemets" in problem.hint


@pytest.mark.parametrize(
    "line", ["surface_interieure: 120 # environ", "etat_batiment: neuf # ou presque"]
)
def test_a_comment_after_what_is_no_text_is_a_comment(line: str, read) -> None:
    assert read(minimal() + f"espace:\n  {line}\n").problems == ()


@pytest.mark.parametrize("text", ["…", "- -", "?!", "« »", "🎪", "🎪 ✨"])
def test_a_name_has_a_letter_or_a_digit(text: str, read) -> None:
    found = read(minimal(nom=text))
    assert found.assessment is None
    assert "CM-340" in [problem.code for problem in found.problems]


@pytest.mark.parametrize("text", ["6b", "Ō", "東", "№ 5", "🎪 Cirque"])
def test_other_names_are_read(text: str, read) -> None:
    assert read(minimal(nom=text)).problems == ()


def test_the_head_of_a_file_follows_the_same_rule(read) -> None:
    (problem,) = read(minimal() + 'identifiants: {national: "…"}\n').problems
    assert (problem.code, problem.line) == ("CM-204", 7)


def test_a_key_stuck_to_its_colon_alone_in_its_section(read) -> None:
    codes = [
        (problem.code, problem.line)
        for problem in read("questionnaire: 1\nidentite:\n  nom:Fab\n").problems
    ]
    assert ("CM-125", 3) in codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("22 000 Saint-Brieuc", "22278"),
        ("22\u00a0000 Saint-Brieuc", "22278"),
        ("Saint-Brieuc 22\u202f000", "22278"),
        ("22000 Saint-Brieuc", "22278"),
    ],
)
def test_a_postal_code_written_as_an_amount_is_read(typed: str, code: str, read) -> None:
    answers = read.assessment(minimal(commune=typed)).answers
    assert answers["commune"].value.code == code


def test_one_commune_is_told_as_one(read) -> None:
    (problem,) = read(minimal(commune="Lyon 4e")).problems
    assert problem.code == "CM-343"
    assert "plusieurs" not in problem.message
    assert "Lyon (Métropole de Lyon" in problem.message or "Lyon (Rhône" in problem.message


def test_an_address_that_lacks_its_beginning_is_proposed_whole(read) -> None:
    text = minimal(extra='  site_web: www.ruche.example\n  contact_public: oui\n  contact: "www.ruche.example/ici"\n')  # fmt: skip
    found = [(problem.code, problem.message) for problem in read(text).problems]
    assert [code for code, _ in found] == ["CM-315", "CM-332"]
    assert "« https://www.ruche.example »" in found[0][1]
    assert "« https://www.ruche.example/ici »" in found[1][1]


def test_a_deceiving_address_is_a_warning(read) -> None:
    (problem,) = read(minimal(extra="  site_web: https://is.gd/ruche\n")).problems
    assert (problem.code, problem.severity) == ("CM-344", "avertissement")
