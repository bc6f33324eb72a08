"""Advice on a valid file, and what is told of its fields."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cm_build.cli.main import main
from cm_build.contributing.intake.advice import advice
from cm_build.contributing.intake.destination import known_places
from cm_build.contributing.intake.finding import Weight, findings_of
from cm_build.contributing.intake.overview import overview
from cm_build.contributing.intake.proposal import Draft, ProposalKind, check_draft
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import DataFolders
from tests.support import DATA, minimal


def test_a_complete_place_only_lacks_photos(read, tools) -> None:
    text = (DATA / "exemples" / "la-filoche" / "2025.yaml").read_text(encoding="utf-8")
    found = [*advice(read.assessment(text), tools)]
    assert [one.message for one in found][-1] == "La fiche ne cite aucune photo."
    assert not [one for one in found if "essentielles" in one.message]
    assert {one.weight for one in found} == {Weight.ADVICE}


def test_a_short_file_is_told_kindly(read, tools) -> None:
    first, second, third = advice(read.assessment(minimal()), tools)
    assert first.message.startswith("Questions essentielles sans réponse : «")
    assert first.message.endswith("de plus.")
    assert first.keys[0] == "identite"
    assert second.message == "La fiche a 2 réponses : la page sera courte."
    assert "photo" in third.message
    assert third.keys == ("histoire", "photos")


def test_effects_without_evidence_are_named(read, tools) -> None:
    effects = "effets_sociaux:\n  criteres:\n    lien_social: {presence: reguliere}\n"
    found = advice(read.assessment(minimal(extra=effects)), tools)
    (one,) = [one for one in found if "preuve" in one.message]
    evidence = tools.names.asked[tools.names.of_role(Role.PREUVES, "lien_social")]
    assert one.keys == ("effets_sociaux", "criteres", "lien_social", evidence.question.id)
    assert tools.names.criteria["lien_social"].titre in one.message.replace("\u00a0", " ")
    for level in ("aucune", "non_observe"):
        silent = minimal(extra=effects.replace("reguliere", level))
        told = [one.message for one in advice(read.assessment(silent), tools)]
        assert not [message for message in told if "preuve" in message]


def test_a_place_out_of_scope_has_no_page(read, tools) -> None:
    hidden = read.assessment(minimal().replace("publique", "non_publiee"))
    found = overview(hidden, tools)
    assert (found.shown, found.figures, found.answered) == (False, (), 2)


def test_a_key_that_is_not_ours_never_reaches_an_address(tools, read) -> None:
    text = minimal() + '"a b)[x](": {c: 1}\n'
    problems = read(text).problems
    (one,) = findings_of(problems, text.encode(), tools.names)
    assert (one.line, one.keys, one.link(tools.settings)) == (7, (), "")


@pytest.fixture(scope="module")
def example_folders(folders: DataFolders) -> DataFolders:
    """Take the examples for places of the référentiel."""
    assert folders.examples
    return replace(folders, places=folders.examples, examples=None)


def test_what_jumps_since_last_year_opens_its_field(tools, example_folders) -> None:
    text = (DATA / "exemples" / "la-filoche" / "2025.yaml").read_text(encoding="utf-8")
    jumped = re.sub(r"(?m)^(  surface_interieure: )(\d+)", r"\g<1>9\2", text).encode()
    known = known_places(example_folders, tools)
    checked = check_draft(Draft(jumped, "2026", "la-filoche"), tools, known)
    (one,) = [finding for finding in checked.findings if finding.code == "CM-402"]
    assert one.keys == ("espace", "surface_interieure")
    assert jumped.decode().splitlines()[one.line - 1].startswith("  surface_interieure: 9")


@pytest.mark.parametrize("year", ["", "99", "1949", "2999", "२०२५", "2025-01", "2025\n2024"])
def test_a_year_is_four_digits_that_make_sense(tools, example_folders, year: str) -> None:
    checked = check_draft(
        Draft(minimal().encode(), year), tools, known_places(example_folders, tools)
    )
    assert checked.proposal is None
    assert checked.findings[0].weight is Weight.BLOCKING
    assert "ann" in checked.findings[0].message.lower()


def test_an_old_year_is_to_check(tools, example_folders) -> None:
    checked = check_draft(
        Draft(minimal().encode(), " 2012 "), tools, known_places(example_folders, tools)
    )
    assert checked.proposal
    assert checked.proposal.kind is ProposalKind.NEW
    assert checked.proposal.path == "data/places/la-halle/2012.yaml"
    assert "Ces réponses portent sur 2012." in [finding.message for finding in checked.findings]


def test_the_year_before_is_the_one_compared(tools, example_folders) -> None:
    known = known_places(example_folders, tools)
    text = (DATA / "exemples" / "la-filoche" / "2023.yaml").read_bytes()
    for year, previous in (("2026", 2025), ("2024", 2024), ("2022", 2023)):
        checked = check_draft(Draft(text, year, "la-filoche"), tools, known)
        assert checked.proposal
        assert checked.proposal.previous
        assert checked.proposal.previous.year == previous


def test_a_place_that_cannot_be_read_keeps_its_address(copied_data, tmp_path, capsys) -> None:
    folder = copied_data / "places" / "la-halle"
    folder.mkdir()
    (folder / "2024.yaml").write_text("publication: [", encoding="utf-8")
    path = tmp_path / "f.yml"
    path.write_text(minimal(), encoding="utf-8")
    options = ["receive", str(path), "--annee", "2025", "--data", str(copied_data)]
    # Nobody can see whether it is the same place: a second page is not made by chance.
    assert main(options) == 1
    assert main([*options, "--lieu", "nouveau-lieu"]) == 0
    assert (copied_data / "places" / "la-halle-rennes" / "2025.yaml").is_file()
    assert main([*options, "--lieu", "la-halle"]) == 0
    assert (folder / "2025.yaml").is_file()
    assert "nouvelle année" in capsys.readouterr().out
