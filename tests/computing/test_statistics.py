"""Statistics over places, on values worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cm_build.computing.statistics import Coverage, counts, numbers, parts


def frame(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_a_number_is_spread_from_five_answers_on() -> None:
    values = frame(
        aire=[10.0, 20.0, 30.0, 40.0, 100.0, None, None],
        **{"manque:aire": [None, None, None, None, None, "ne_sait_pas", "sans_objet"]},
    )
    told = numbers(values, "aire", "manque:aire", 5)
    assert told.coverage == Coverage(answers=5, concerned=6, places=7)
    assert told.coverage.share == pytest.approx(5 / 6)
    assert told.total == 200
    # Type 7: positions 1, 2 and 3 of five sorted values.
    assert told.spread == (10, 20, 30, 40, 100, 40)


def test_under_five_answers_only_the_count_and_the_total_are_told() -> None:
    values = frame(aire=[10.0, 20.0, 30.0, 40.0], **{"manque:aire": [None] * 4})
    told = numbers(values, "aire", "manque:aire", 5)
    assert (told.coverage.answers, told.total, told.spread) == (4, 100, None)


def test_nobody_answered_is_not_zero() -> None:
    values = frame(
        aire=pd.Series([None, None], dtype="float64"), **{"manque:aire": ["non_repondu"] * 2}
    )
    told = numbers(values, "aire", "manque:aire", 5)
    assert told.coverage == Coverage(0, 2, 2)
    assert told.spread is None


def test_a_place_counts_once_for_each_of_its_answers() -> None:
    values = frame(
        publics=[["a", "b"], ["a"], ["c"], ["a", "c"], [], None],
        **{"manque:publics": [None] * 5 + ["non_repondu"]},
    )
    told = counts(values, "publics", "manque:publics", ["a", "b", "c", "d"], 5)
    assert told.counts == {"a": 3, "b": 1, "c": 2, "d": 0}
    assert told.coverage == Coverage(5, 6, 6)
    assert told.share("a") == pytest.approx(0.6)
    assert counts(values, "publics", "manque:publics", ["a"], 6).share("a") is None


def test_parts_are_summed_over_the_places_that_told_all_of_them() -> None:
    values = frame(
        **{
            "r.dons": [10.0, 30.0, 5.0],
            "r.ventes": [90.0, 70.0, None],
            "total:r": [100.0, 100.0, None],
            "manque:r": [None, None, None],
        }
    )
    told = parts(values, ["r.dons", "r.ventes"], "total:r", "manque:r", 2)
    assert told.totals == {"r.dons": 40, "r.ventes": 160}
    assert (told.whole, told.coverage, told.enough) == (200, Coverage(2, 3, 3), True)
