"""Operands: what a reference is worth, for one assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cm_build.computing.figure import Figure, Reason
from cm_build.places.answer import (
    NO_ANSWER,
    Answer,
    Answers,
    Given,
    NotConcerned,
    Shares,
    answer_at,
    whole,
)
from cm_build.questionnaire.names import Names, Reference
from cm_build.questionnaire.question import Distribution

Groups: TypeAlias = Mapping[str, frozenset[str]]


class Known(NamedTuple):
    """What figures are computed from: answers, figures already computed, the year's last day."""

    answers: Answers
    figures: Mapping[str, Figure]
    end_of_year: date


class Operand(NamedTuple):
    """A number, or why there is none."""

    number: Decimal | None
    reason: Reason


Reading: TypeAlias = Callable[[Known], Operand]


def groups_of(names: Names) -> Groups:
    """Map every `question@group` to the ids of its parts."""
    return {
        f"{asked.path}@{group.id}": frozenset(
            part.id for part in asked.question.parts if part.groupe == group.id
        )
        for asked in names.asked.values()
        if isinstance(asked.question, Distribution)
        for group in asked.question.groupes
    }


def resolved(names: Names, text: str) -> Reference:
    """Resolve a reference that was checked when the questionnaire loaded."""
    reference = names.resolve(text)
    if reference is None:
        raise KeyError(text)
    return reference


def number_of(names: Names, groups: Groups, text: str) -> Reading:
    """Prepare the reading of one numeric operand."""
    reference = resolved(names, text)
    if reference.is_indicator:
        return lambda known: _from_figure(known.figures[reference.path])
    return lambda known: _from_answer(answer_at(known.answers, reference, groups))


def _from_figure(figure: Figure) -> Operand:
    number = figure.number
    return Operand(number, Reason.NONE if number is not None else figure.reason)


def _from_answer(answer: Answer) -> Operand:
    if isinstance(answer, Given):
        value = answer.value
        if isinstance(value, Shares):
            total = whole(value)
            return Operand(total, Reason.NONE if total is not None else Reason.INCOMPLETE)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Operand(Decimal(value), Reason.NONE)
    return Operand(None, missing_reason(answer))


def missing_reason(answer: Answer) -> Reason:
    """Say why an answer gives no number."""
    return Reason.NOT_CONCERNED if isinstance(answer, NotConcerned) else Reason.UNANSWERED


def answer_of(known: Known, path: str) -> Answer:
    """Give an answer by path, absent meaning not answered."""
    return known.answers.get(path, NO_ANSWER)
