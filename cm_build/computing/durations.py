"""The time between two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import (
    ONE,
    ZERO,
    Computation,
    KnownAnswers,
    Result,
    answer_of,
    missing_reason,
    resolved,
)
from cm_build.places.answer import Given
from cm_build.questionnaire.indicator import Duration, Indicator
from cm_build.questionnaire.names import Names

MONTHS_A_YEAR, DAYS_A_YEAR = Decimal(12), Decimal("365.2425")
END_OF_YEAR = "fin_annee"


def duration(declared: Duration, _: Indicator, names: Names) -> Computation:
    """Measure the time from a day to another, in years or months; never below zero."""
    start, end = _day(names, declared.de), _day(names, declared.a)
    factor = MONTHS_A_YEAR if declared.en == "mois" else ONE

    def compute(known: KnownAnswers) -> Result:
        (first, missing_first), (last, missing_last) = start(known), end(known)
        inputs = (
            Input(declared.de, first.isoformat() if first else None),
            Input(declared.a, last.isoformat() if last else None),
        )
        if first is None or last is None:
            return Result(None, missing_first or missing_last, inputs)
        years = Decimal((last - first).days) / DAYS_A_YEAR
        return Result(max(ZERO, years * factor), Reason.NONE, inputs)

    return compute


def _day(names: Names, text: str) -> Callable[[KnownAnswers], tuple[date | None, Reason]]:
    if text == END_OF_YEAR:
        return lambda known: (known.end_of_year, Reason.NONE)
    path = resolved(names, text).path

    def read(known: KnownAnswers) -> tuple[date | None, Reason]:
        answer = answer_of(known, path)
        value = answer.value if isinstance(answer, Given) else None
        if isinstance(value, date):
            return value, Reason.NONE
        # A question that asks for a year only stands for the first of January.
        if type(value) is int:
            return date(value, 1, 1), Reason.NONE
        return None, missing_reason(answer)

    return read
