"""Figures far outside what the other places declare."""

from __future__ import annotations

from decimal import Decimal

from cm_build.computing.peers import Outlier, Profile, outliers


def place(slug: str, **figures: int) -> Profile:
    values = {name: Decimal(value) for name, value in figures.items()}
    return Profile(slug, None, None, None, fictional=False, figures=values)


def test_a_figure_far_from_the_others_is_named_with_its_bounds() -> None:
    # Twenty values 1 to 20 and 1000: n = 21, quartiles at positions 5 and 15, so 6 and 16.
    # Eight times the spread of 10: from 6 − 80 = −74 to 16 + 80 = 96.
    known = [place(f"lieu-{n:02d}", heures=n) for n in range(1, 21)]
    far = place("lieu-99", heures=1000)
    assert list(outliers([far, *known])) == [
        Outlier("lieu-99", "heures", Decimal(1000), Decimal(-74), Decimal(96))
    ]


def test_a_figure_on_the_bound_is_no_outlier() -> None:
    known = [place(f"lieu-{n:02d}", heures=n) for n in range(1, 21)]
    assert list(outliers([*known, place("lieu-99", heures=96)])) == []
    assert [outlier.slug for outlier in outliers([*known, place("lieu-99", heures=97)])] == [
        "lieu-99"
    ]


def test_under_twenty_values_nothing_is_said() -> None:
    known = [place(f"lieu-{n:02d}", heures=n) for n in range(1, 19)]
    assert list(outliers([*known, place("lieu-99", heures=10_000)])) == []


def test_values_that_are_nearly_all_equal_say_nothing() -> None:
    known = [place(f"lieu-{n:02d}", heures=7) for n in range(1, 30)]
    assert list(outliers([*known, place("lieu-99", heures=10_000)])) == []
