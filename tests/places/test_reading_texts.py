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
    assert "CM-340" in [one.code for one in found.problems]


@pytest.mark.parametrize("text", ["6b", "Ō", "東", "№ 5", "🎪 Cirque"])
def test_other_names_are_read(text: str, read) -> None:
    assert read(minimal(nom=text)).problems == ()


def test_a_key_stuck_to_its_colon_alone_in_its_section(read) -> None:
    codes = [
        (one.code, one.line) for one in read("questionnaire: 1\nidentite:\n  nom:Fab\n").problems
    ]
    assert ("CM-125", 3) in codes
