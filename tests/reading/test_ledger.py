"""A report that can be read to its end, and that never lets an error through."""

from __future__ import annotations

from cm_build.reading.ledger import MOST_PROBLEMS, Ledger
from cm_build.reading.node import Mark
from cm_build.reading.problem import Severity, has_errors, in_order


def filled(warnings: int, errors: int) -> Ledger:
    ledger = Ledger("f.yaml")
    for line in range(1, warnings + 1):
        ledger.note("CM-325", Mark(line, 1), lu=f"a{line}")
    for line in range(warnings + 1, warnings + errors + 1):
        ledger.note("CM-303", Mark(line, 1), lu=f"e{line}")
    return ledger


def test_two_hundred_are_told_without_a_word_more() -> None:
    told = filled(150, 50).problems()
    assert len(told) == MOST_PROBLEMS == 200
    assert [one.line for one in told] == list(range(1, 201))


def test_one_more_is_counted() -> None:
    told = filled(0, 201).problems()
    assert len(told) == 201
    assert told[-1].message == "Et 1 autre problème dans ce fichier."
    assert in_order(told)[-1].code == "CM-114"


def test_errors_are_told_however_many_warnings_come_first() -> None:
    told = filled(5000, 3).problems()
    assert has_errors(told)
    assert [one.line for one in told if one.severity is Severity.ERROR] == [5001, 5002, 5003]
    assert told[-1].message == "Et 4803 autres problèmes dans ce fichier."


def test_words_are_searched_for_those_that_are_told_only() -> None:
    searched: list[int] = []

    class Near:
        def __str__(self) -> str:
            searched.append(1)
            return ""

    ledger = Ledger("f.yaml")
    for line in range(1, 1001):
        ledger.note("CM-201", Mark(line, 1), lu="x", proche=Near())
    assert len(searched) == MOST_PROBLEMS
