"""Who counts: the state and the year of a place, the same rule for pages, files and comparisons."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.computing.counting import Standing, WhoCounts, standing_of
from cm_build.wording.counting import counting
from tests.referentials import referential_of
from tests.support import census_of, minimal, write_place

# The référentiel of the tests counts from 2026 back to 2020, itself in.
PEOPLE = "programmation: {{personnes_accueillies: {}}}\n"


@pytest.mark.parametrize(
    ("state", "year", "standing"),
    [
        ("ouvert", 2025, Standing.OPEN),
        ("pause", 2025, Standing.PAUSED),
        ("ferme", 2025, Standing.CLOSED),
        ("idee", 2025, Standing.COMING),
        ("prefiguration", 2025, Standing.COMING),
        ("ouvert", 1990, Standing.OLD),
        ("ferme", 1990, Standing.CLOSED),
    ],
)
def test_a_place_counts_when_it_is_there_and_recent(tools, state, year, standing) -> None:
    assert standing_of("publique", state, year, tools.settings) is standing
    assert standing.counts is (standing in (Standing.OPEN, Standing.PAUSED))


def test_a_listed_place_never_counts(tools) -> None:
    assert standing_of("annuaire", "ouvert", 2025, tools.settings) is Standing.LISTED


def test_the_bound_of_years_is_in(tools) -> None:
    oldest = tools.settings.annee_reference - tools.settings.age_maximum
    assert standing_of("publique", "ouvert", oldest, tools.settings) is Standing.OPEN
    assert standing_of("publique", "ouvert", oldest - 1, tools.settings) is Standing.OLD


@pytest.fixture
def five_states(tmp_path: Path) -> Path:
    """One place a state, which welcome 1, 10, 100, 1,000 and 10,000 people: a sum says whose it is."""
    states = ("ouvert", "pause", "ferme", "prefiguration", "idee")
    for rank, state in enumerate(states):
        text = minimal(state.title(), extra=PEOPLE.format(10**rank))
        closing = "date_fermeture: 2025-06-30\n" if state == "ferme" else ""
        write_place(tmp_path, state, f"{text}etat: {state}\n{closing}")
    return tmp_path


def test_what_closed_or_is_not_open_yet_is_in_no_total(five_states: Path) -> None:
    referential = referential_of(five_states)
    counted = census_of(referential).populations
    assert counted.real.size == 2
    assert counted.real.numbers("personnes_accueillies").total == 11
    assert counted.who[:5] == (2, 1, 1, 2, 0)
    # All stay in the directory and in the table; only those that count are compared.
    assert len(referential.summaries) == 5
    assert len(census_of(referential).populations.history) == 5
    compared = {summary.slug for summary in referential.summaries if summary.profile}
    assert compared == {"ouvert", "pause"}


def test_a_place_that_closed_leaves_with_its_older_years(tmp_path: Path) -> None:
    for year, state in ((2023, "ouvert"), (2025, "ferme")):
        text = minimal("Le lieu", extra=PEOPLE.format(50))
        closing = "date_fermeture: 2025-06-30\n" if state == "ferme" else ""
        write_place(tmp_path, "lieu", f"{text}etat: {state}\n{closing}", year)
    counted = census_of(referential_of(tmp_path)).populations
    assert (counted.real.size, counted.who.closed) == (0, 1)
    assert counted.change("personnes_accueillies").places == 0


def test_the_rule_is_said_with_whom_it_leaves_out() -> None:
    rule = "Comptent ici les lieux ouverts, par leur dernier bilan, de 2025."
    assert counting(WhoCounts(12, years=((2025, 12),))) == rule
    assert counting(WhoCounts(12, 2, 1, 3, 0, 2020, ((2025, 9), (2024, 2), (2021, 1)))) == (
        "Comptent ici les lieux ouverts (dont 2 en pause), par leur dernier bilan : 9 de 2025, 2 de "
        "2024 et 1 de 2021. Restent à part 1 lieu fermé et 3 lieux pas encore ouverts."
    )
    assert counting(WhoCounts(1, closed=1)).endswith("Reste à part 1 lieu fermé.")
    assert counting(WhoCounts(1, old=2, since=2020)).endswith(
        "Restent à part 2 lieux dont le bilan est d’avant 2020."
    )
    assert counting(WhoCounts(0)) == ""
