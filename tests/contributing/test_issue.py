"""Reading the body of an issue, however it was typed."""

from __future__ import annotations

import json

import pytest

from cm_build.contributing.issue import read_event, read_form

FILE = "publication: publique\nidentite: {}\n"


def body(file: str, year: str = "2025") -> str:
    return (
        f"### Année du bilan\n\n{year}\n\n### Fiche du lieu\n\n{file}\n\n### Accord\n\n- [x] oui\n"
    )


@pytest.mark.parametrize(
    "file",
    [
        f"```yaml\n{FILE}```",
        f"```\n{FILE}```",
        f"~~~~ yaml\n{FILE}~~~~",
        f"````yaml\n{FILE}````",
        f"```yaml\n```yaml\n{FILE}```\n```",
        f"Voici :\n\n```yml\n{FILE}```\nMerci !",
        FILE,
        f"Voici notre fiche.\n{FILE}",
        f"```yaml\n{FILE}",  # never closed: the next fields are lost, the file is not
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_file_is_found(file: str, ends: str) -> None:
    form = read_form(body(file).replace("\n", ends))
    assert form
    assert form.year == "2025"
    assert form.file.decode().startswith(FILE.rstrip("\n"))
    assert form.agreed


def test_a_heading_inside_the_file_is_not_a_field() -> None:
    form = read_form(body(f"```yaml\n# a\n### Année du bilan\n\n1999\n{FILE}```"))
    assert form
    assert form.year == "2025"
    assert b"1999" in form.file


def test_a_field_repeated_later_changes_nothing() -> None:
    form = read_form(body(f"```yaml\n{FILE}```") + "\n### Année du bilan\n\n1999\n- [ ] rien\n")
    assert form
    assert (form.year, form.agreed) == ("2025", True)


@pytest.mark.parametrize("text", ["", "_No response_", "Bonjour", "### Fiche du lieu\n\n\n"])
def test_no_file(text: str) -> None:
    assert read_form(text) is None


def test_what_is_not_yaml_is_left_to_the_reader() -> None:
    form = read_form(body("Je ne sais pas quoi coller."))
    assert form
    assert form.file.strip() == b"Je ne sais pas quoi coller."


@pytest.mark.parametrize(("length", "oversized"), [(60_000, False), (60_001, True)])
def test_the_limit_is_in_bytes(length: int, *, oversized: bool) -> None:
    text = "é" * (length // 2) + "x" * (length % 2)
    event = {"action": "opened", "issue": {"number": 3, "labels": [], "body": text}}
    issue = read_event(json.dumps(event).encode())
    assert issue.oversized is oversized
    assert bool(issue.body) is not oversized
