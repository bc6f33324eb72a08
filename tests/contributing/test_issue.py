"""Reading the body of an issue, however it was typed."""

from __future__ import annotations

import json

import pytest

from cm_build.contributing.intake.issue_body import AGREEMENTS, read_form
from cm_build.forges.forge import LARGEST_BODY, WrongEventError
from cm_build.forges.github import read_event

FILE = "publication: publique\nidentite: {}\n"
BOXES = "".join(f"- [x] {words}\n" for words in AGREEMENTS)


def body(file: str, year: str = "2025", boxes: str = BOXES) -> str:
    return f"### Année du bilan\n\n{year}\n\n### Fiche du lieu\n\n{file}\n\n### Accord\n\n{boxes}"


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


FIRST, SECOND = BOXES.splitlines(keepends=True)


@pytest.mark.parametrize(
    "boxes",
    [
        "",
        "_No response_\n",
        FIRST,
        SECOND + SECOND,
        BOXES + FIRST,
        BOXES.replace("[x]", "[ ]", 1),
        BOXES.replace("[x]", "[ ]"),
        BOXES.replace("[x]", "[]"),
        BOXES.replace("[x]", "[-]"),
        BOXES.replace("- [x]", "[x]"),
        BOXES.replace("- [x] ", ""),
        BOXES.replace("d’accord", "en désaccord"),
        BOXES.replace("J’accepte", "Je n’accepte pas"),
        BOXES + "sauf les montants\n",
        f"{BOXES}\n### Accord\n\n{BOXES.replace('[x]', '[ ]')}",
        f"{BOXES.replace('[x]', '[ ]')}\n### Accord\n\n{BOXES}",
    ],
)
def test_an_agreement_is_the_two_boxes_ticked_and_nothing_else(boxes: str) -> None:
    form = read_form(body(FILE, boxes=boxes))
    assert form
    assert not form.agreed


def test_an_agreement_typed_inside_the_file_does_not_stand_for_the_boxes() -> None:
    inside = f"```yaml\n{FILE}### Accord\n{BOXES}```"
    form = read_form(body(inside, boxes=BOXES.replace("[x]", "[ ]")))
    assert form
    assert not form.agreed


@pytest.mark.parametrize("boxes", [BOXES, BOXES.replace("[x]", "[X]"), f"\n{SECOND}\n{FIRST}\n"])
def test_an_agreement_is_read_as_the_forge_writes_it(boxes: str) -> None:
    form = read_form(body(FILE, boxes=boxes))
    assert form
    assert form.agreed


UNTICKED = BOXES.replace("[x]", "[ ]")
SHEET = f"### Fiche du lieu\n\n```yaml\n{FILE}```\n\n"


@pytest.mark.parametrize(
    "text",
    [
        # What the forge shows is two boxes that nobody ticked.
        f"{SHEET}<!--\n### Accord\n{BOXES}### Année du bilan\n-->\n{UNTICKED}",
        f"# Accord\n\n{UNTICKED}\n{SHEET}### Accord\n\n{BOXES}",
        f"> {UNTICKED}\n{SHEET}### Accord\n\n{BOXES}",
        f"{SHEET}### Accord\n\n{BOXES}\n### Lieu\n\n* [ ] {AGREEMENTS[1]}\n",
        # Nothing is shown at all.
        f"{SHEET}<!--\n### Accord\n\n{BOXES}### Année du bilan\n-->",
        f"{SHEET}### Accord\n\n<!-- non -->\n<!--\n{BOXES}### Année du bilan\n-->",
        f"{SHEET}### Accord\n\n<!-->\n<!--\n{BOXES}",
        f"{SHEET}<?\n### Accord\n\n{BOXES}### Année du bilan\n?>",
        f"{SHEET}<![CDATA[\n### Accord\n\n{BOXES}### Année du bilan\n]]>",
        f"{SHEET}<div>\n```\n<!--\n### Accord\n\n{BOXES}### Année du bilan\n-->",
        f"{SHEET}<!-- a --> <!--\n### Accord\n\n{BOXES}### Année du bilan\n-->",
        # A field is hidden beside a form that is seen.
        f"<!--\n### Année du bilan\n\n1999\n-->\n{SHEET}### Accord\n\n{BOXES}",
        # A block of code ticks nothing.
        f"{SHEET}### Accord\n\n    {FIRST}    {SECOND}",
        f"{SHEET}### Accord\n\n\t{FIRST}{SECOND}",
    ],
)
def test_an_agreement_that_the_forge_does_not_show_is_none(text: str) -> None:
    form = read_form(text)
    assert form
    assert not form.agreed


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- Merci ! -->\n{SHEET}### Accord\n\n{BOXES}",
        f"{SHEET}### Accord\n\n<!-- ici -->\n   {FIRST}{SECOND}",
        f"{SHEET.replace('{}', '{nom: <!-- un --> lieu}')}### Accord\n\n{BOXES}",
    ],
)
def test_a_comment_that_hides_nothing_of_the_form_takes_no_agreement_away(text: str) -> None:
    form = read_form(text)
    assert form
    assert form.agreed


HIDDEN = "publication: publique\nidentite: {nom: Cachée}\n"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<!-- ```yaml\n{HIDDEN}``` -->",
        f"<!--\n```yaml\n{HIDDEN}```\n-->",
        f"<!--\n\n{HIDDEN}-->",
        f"<?\n```yaml\n{HIDDEN}```\n?>",
        f"<!-->\n<!--\n```yaml\n{HIDDEN}```\n-->",
        f"<!-- a --> <!--\n```yaml\n{HIDDEN}```\n-->",
    ],
)
def test_a_file_that_the_forge_does_not_show_is_never_read(hidden: str) -> None:
    for told in (f"```yaml\n{FILE}```", FILE):
        form = read_form(body(f"{hidden}\n\n{told}"))
        assert form
        assert form.file.decode().strip() == FILE.strip()
    assert read_form(body(hidden)) is None
    assert read_form(f"{hidden}\n") is None


def test_a_file_in_its_fence_keeps_what_looks_like_a_comment() -> None:
    held = "publication: publique\nidentite: {nom: a <!-- b --> c}\n<!--\n"
    form = read_form(body(f"```yaml\n{held}```"))
    assert form
    assert form.file.decode().strip() == held.strip()


LINK = "[commune-mesure_x.yml](https://forge.example/files/12/commune-mesure_x.yml)"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "_No response_",
        "Bonjour",
        "### Fiche du lieu\n\n\n",
        f"### Fiche du lieu\n\n```yaml\n{LINK}\n```\n",
        f"### Fiche du lieu\n\n{LINK}\n!{LINK}\n",
    ],
)
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


# Each filled 59 kB that a pattern with two overlapping repetitions reads in minutes, or never.
SPACES = " " * 58_000


@pytest.mark.parametrize(
    "line",
    [
        f"## a{SPACES}b",
        f"##{SPACES}",
        f"## a{'#' * 58_000}b",
        f"## a{' #' * 29_000}b",
        f"```{SPACES}`",
        f"~~~{SPACES}`",
        f"{'`' * 29_000}{' ' * 29_000}`",
        f"{SPACES}- [x",
        "\n" * 58_000 + "- [x",
        f"publication{SPACES}",
        "publication" + "\n" * 58_000,
    ],
    ids=["titre", "sans-titre", "dieses", "mele", "cadre", "tildes", "long", "case", "lignes", "cle", "cles"],
)  # fmt: skip
def test_a_long_line_is_read_like_any_other(line: str) -> None:
    text = body(FILE) + line
    assert len(text) < LARGEST_BODY
    form = read_form(text)
    assert form
    # What is added after the boxes is a condition nobody can judge.
    assert (form.year, form.file.decode().strip(), form.agreed) == ("2025", FILE.strip(), False)
    before = read_form(f"{line}\n" + body(f"```yaml\n{FILE}```"))
    assert before
    assert FILE.strip() in before.file.decode()


@pytest.mark.parametrize(
    "heading", ["## Accord", "#### Accord ##", "### \t Accord  ", "### Accord ###  "]
)
def test_headings_are_read_as_people_write_them(heading: str) -> None:
    form = read_form(body(FILE).replace("### Accord", heading).replace("[x]", "[ ]"))
    assert form
    assert not form.agreed


@pytest.mark.parametrize("line", ["# Accord", "##### Accord", "###Accord", "    ### Accord"])
def test_what_is_not_a_heading_of_the_form(line: str) -> None:
    # Nothing is agreed under another heading, or under none.
    form = read_form(f"### Fiche du lieu\n\n```\n{FILE}```\n\n{line}\n\n{BOXES}")
    assert form
    assert not form.agreed


@pytest.mark.parametrize(
    "event",
    [
        '{"issue": {"number": 3, "labels": [], "body": ""}}',
        '{"action": 3, "issue": {"number": 3, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": 1e999, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": -41, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": 0, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": true, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": 1000000000, "labels": [], "body": ""}}',
        '{"action": "opened", "issue": {"number": "3", "labels": [], "body": ""}}',
    ],
)
def test_an_event_the_forge_never_sends(event: str) -> None:
    with pytest.raises(WrongEventError):
        read_event(event.encode())
