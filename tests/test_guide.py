"""The guide to evaluating together: its counts are right, and it says what it is."""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal
from itertools import pairwise

import pytest

from cm_build.places.ballot import masked_workshop
from cm_build.places.workshop import SMALLEST_COLLEGE
from tests.support import ROOT, minimal

GUIDE = {
    path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs/evaluer").glob("*.md"))
}
# How long each meeting lasts, in minutes, as the list of both ways says it.
LENGTHS = {"atelier-1": 150, "atelier-2": 180, "atelier-3": 150, "memo": 150}
SPAN = re.compile(r"^\| (\d+) à (\d+) \|", re.MULTILINE)
HEADING = re.compile(r"^### (\d+) à (\d+) : (.+)$", re.MULTILINE)
MINUTES = re.compile(r"^\| (\d+) \|", re.MULTILINE)


def table(text: str, start: str) -> list[list[str]]:
    """Read the rows of the first table after some words, without its two first lines."""
    lines = text[text.index(start) :].splitlines()
    first = next(rank for rank, line in enumerate(lines) if line.startswith("|"))
    rows: list[list[str]] = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def spans(found: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end, *_ in found]


def follow(times: list[tuple[int, int]], length: int) -> bool:
    return (
        times[0][0] == 0
        and times[-1][1] == length
        and all(a[1] == b[0] for a, b in pairwise(times))
    )


@pytest.mark.parametrize("page", GUIDE)
def test_every_page_says_the_method_is_on_trial(page: str) -> None:
    assert "méthode à l’essai" in GUIDE[page].casefold()


@pytest.mark.parametrize(("page", "length"), LENGTHS.items())
def test_a_run_sheet_leaves_no_minute_out(page: str, length: int) -> None:
    assert follow(spans(SPAN.findall(GUIDE[page])), length)


def test_the_evening_is_the_same_in_full_and_in_short() -> None:
    told = spans(HEADING.findall(GUIDE["soiree"]))
    assert follow(told, 150)
    assert told == spans(SPAN.findall(GUIDE["memo"]))


def test_what_is_done_of_a_criterion_lasts_what_is_told() -> None:
    evening = [int(one) for one in MINUTES.findall(GUIDE["soiree"])]
    assert sum(evening) == 30
    brief = GUIDE["memo"].split("## Un critère : 30 minutes")[1].split("##")[0]
    assert [int(one) for one in re.findall(r"\*\*(\d+)\*\*", brief)] == evening
    workshop = GUIDE["atelier-2"].split("### Un critère, en 25 minutes")[1]
    assert sum(int(one) for one in MINUTES.findall(workshop)) == 25


def test_days_add_up() -> None:
    *steps, (_, total) = table(GUIDE["index"], "## Ce que cela coûte vraiment")
    bounds = [
        [Decimal(one.replace(",", ".")) for one in re.split(" à ", days)]
        for _, days in [*steps, ["", total.strip("*")]]
    ]
    *each, whole = [(days[0], days[-1]) for days in bounds]
    assert (sum(low for low, _ in each), sum(high for _, high in each)) == whole


EXAMPLE = GUIDE["exemple"]
# The day that the invitation says.
THURSDAY = 4
*GROUPS, (_, TOTAL) = table(EXAMPLE, "## Le soir")
SIZES = [int(number) for _, number in GROUPS]


def ballots_of_the_example() -> list[list[list[int]]]:
    """Give the counts of each vote, one list a group."""
    read = []
    for part in re.split(r"### (?:Premier|Second) vote", EXAMPLE)[1:]:
        rows = table(part, "|")
        assert [int(re.findall(r"\((\d+)\)", row[0])[0]) for row in rows] == SIZES
        read.append([[int(cell) for cell in row[1:]] for row in rows])
    return read


def test_groups_of_the_example_are_never_too_small() -> None:
    assert sum(SIZES) == int(TOTAL.strip("*")) == 12
    assert min(SIZES) >= SMALLEST_COLLEGE


def test_votes_of_the_example_are_those_of_the_people_present() -> None:
    ballots = ballots_of_the_example()
    assert len(ballots) == 6
    for ballot in ballots:
        assert [sum(row) for row in ballot] == SIZES
        # As the page says: no group agrees whole, so that numbers may be shown.
        assert all(sum(count > 0 for count in row) > 1 for row in ballot)


def test_who_saw_no_change_gives_it_no_direction() -> None:
    ballots = ballots_of_the_example()
    for times, ways in zip(ballots[::2], ballots[1::2], strict=True):
        for time, way in zip(times, ways, strict=True):
            nothing, *seen, unsure = time
            *directions, unknown = way
            assert sum(directions) <= sum(seen)
            assert unknown >= nothing + unsure


def test_what_was_sent_says_the_same_numbers() -> None:
    sent = EXAMPLE.split("La page envoyée")[1]
    ballots = ballots_of_the_example()
    assert "« les deux » (2) ou « défavorable » (2)" in sent
    assert ballots[3][2] == [0, 2, 2, 0]
    assert "Dans l’équipe, la plupart ne savent pas" in sent
    assert 2 * ballots[5][0][-1] > SIZES[0]
    assert [int(one) for one in re.findall(r"(\d) (?:de l’équipe|qui fréquentent|du voisinage)", sent)] == SIZES  # fmt: skip
    assert "%" not in EXAMPLE


def test_the_file_of_the_example_says_its_votes(read) -> None:
    """Read as any file is, it holds the numbers of the page, and nothing in it has to be masked."""
    written = re.findall(r"^    ``` \{ \.yaml.*?\n(.*?)^    ```", EXAMPLE, re.MULTILINE | re.DOTALL)
    workshop = read.assessment(minimal(extra=textwrap.dedent(written[0]))).workshop
    assert list(workshop.participants.values()) == SIZES
    assert workshop.format == "soiree"
    assert workshop.date
    assert workshop.date.isoweekday() == THURSDAY
    ballots = ballots_of_the_example()
    columns = {
        "": ("aucune", "ponctuelle", "reguliere", "durable", "ne_sait_pas"),
        ".sens": ("favorable", "les_deux", "defavorable", "ne_sait_pas"),
    }
    for rank, criterion in enumerate(("lien_social", "entretien_espaces", "appartenance")):
        for second, (ending, options) in enumerate(columns.items()):
            counts = workshop.votes[f"{criterion}{ending}"]
            told = [[one.get(option, 0) for option in options] for one in counts.values()]
            assert told == ballots[2 * rank + second], (criterion, ending)
    assert masked_workshop(workshop) == workshop
    sent = EXAMPLE.split("La page envoyée")[1]
    assert " ".join(workshop.reservations["lien_social"][0].split()) in " ".join(sent.split())
