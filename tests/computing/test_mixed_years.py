"""Years that are mixed and answers that are estimates are said; a change is for one year of gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.computing.estimates import Estimates, estimates
from cm_build.pages.observatory.view import chapter_view
from cm_build.wording.counting import estimated
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place

MONEY = "moyens:\n  ressources: {{locations: {}, complet: oui}}\n  depenses: {{energie: 900, complet: oui}}\n"
PEOPLE = "programmation: {{personnes_accueillies: {}}}\n"


def test_a_change_is_divided_by_the_years_between(tmp_path: Path) -> None:
    """Five places that gain 400 in four years, 100 in one year, and so on: 100 a year for all but one."""
    gaps = [(2021, 400), (2024, 100), (2023, 200), (2022, 300), (2024, 900)]
    for rank, (year, gain) in enumerate(gaps):
        for when, people in ((year, 1000), (2025, 1000 + gain)):
            text = minimal(f"Lieu {rank}", extra=PEOPLE.format(people))
            write_place(tmp_path, f"lieu-{rank}", text, when)
    change = counted_of(referential_of(tmp_path)).change("personnes_accueillies")
    assert (change.pairs, change.up) == (5, 5)
    # 100, 100, 100, 100 and 900 a year; by assessment, the median would be 300.
    assert change.median == 100


@pytest.fixture
def two_years(tmp_path: Path):
    """Three places of 2025, one of 2023; two estimates of money in one place, one elsewhere of people."""
    told = {
        "lieu-un": (2025, MONEY.format(1000) + "estimations: [ressources, depenses]\n"),
        "deux": (2025, PEOPLE.format(50) + "estimations: [personnes_accueillies]\n"),
        "trois": (2025, MONEY.format(3000)),
        "quatre": (2023, MONEY.format(2000) + "estimations: [depenses]\n"),
    }
    for slug, (year, extra) in told.items():
        write_place(tmp_path, slug, minimal(slug.title(), extra=extra), year)
    return referential_of(tmp_path)


def test_the_years_that_are_mixed_are_counted(two_years) -> None:
    assert counted_of(two_years).who.years == ((2025, 3), (2023, 1))


def test_estimates_are_counted_behind_figures_made_of_others(two_years) -> None:
    shown = counted_of(two_years).real
    assert estimates(shown, ["ressources", "depenses"]) == Estimates(3, 2)
    # A ratio of resources comes from `ressources`; the group of a distribution too.
    assert estimates(shown, ["part_recettes_propres"]) == Estimates(1, 1)
    assert estimates(shown, ["personnes_accueillies", "ressources.locations"]) == Estimates(2, 2)
    assert estimates(shown, []) == Estimates(0, 0)


def test_each_chapter_says_its_own(two_years) -> None:
    observatory = two_years.observatory
    assert observatory
    told = {
        chapter.id: chapter_view(
            chapter, observatory, counted_of(two_years), two_years.tools.names
        ).estimates
        for chapter in observatory.chapitres
    }
    assert told["economie"] == Estimates(3, 2)
    assert told["activites"] == Estimates(1, 1)
    # Effects and practices are no quantities.
    assert told["effets"] is None


def test_estimates_in_words() -> None:
    assert (
        estimated(Estimates(12, 4))
        == "Dans ce chapitre, 12 réponses sont des estimations (4 lieux)."
    )
    assert estimated(Estimates(1, 1)) == "Dans ce chapitre, 1 réponse est une estimation (1 lieu)."
    assert estimated(Estimates(0, 0)).startswith("Dans ce chapitre, aucune réponse")
