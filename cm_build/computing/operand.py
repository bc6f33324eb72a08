"""Operands: what a reference is worth, for one assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cm_build.computing.figure import Figure, Input, Reason
from cm_build.places.answer import (
    NO_ANSWER,
    UNSETTLED,
    Answer,
    Answers,
    Given,
    NotConcerned,
    Shares,
    answer_at,
    whole,
)
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.names import Names, Reference

HUNDRED, ONE, ZERO = Decimal(100), Decimal(1), Decimal(0)
# Said of a group of parts that the version of a file did not ask: it is in no total, and is no zero.
NOT_ASKED_THEN = "non demandé"
# Said of what the place was not concerned by: it answered, and there is no number.
NOT_APPLICABLE = "sans objet"


class KnownAnswers(NamedTuple):
    """What figures are computed from: answers, figures already computed, the year's last day."""

    answers: Answers
    figures: Mapping[str, Figure]
    end_of_year: date


class Operand(NamedTuple):
    """A number, or why there is none."""

    number: Decimal | None
    reason: Reason


Reading: TypeAlias = Callable[[KnownAnswers], Operand]


def resolved(names: Names, text: str) -> Reference:
    """Resolve a reference that was checked when the questionnaire loaded."""
    reference = names.resolve(text)
    if reference is None:
        raise KeyError(text)
    return reference


def number_of(names: Names, text: str) -> Reading:
    """Prepare the reading of one numeric operand."""
    reference = resolved(names, text)
    if reference.is_indicator:
        return lambda known: _from_figure(known.figures[reference.path])
    if reference.group is None:
        return lambda known: _from_answer(answer_at(known.answers, reference))
    return lambda known: _from_group(answer_of(known, reference.path), reference, known)


def _from_group(answer: Answer, reference: Reference, known: KnownAnswers) -> Operand:
    """Read a group of parts; one that the file was not asked adds nothing, and says why."""
    operand = _from_answer(answer_at(known.answers, reference))
    shares = answer.value if isinstance(answer, Given) else None
    unasked = shares.unasked if isinstance(shares, Shares) else frozenset[str]()
    if operand.number is not None and unasked.issuperset(reference.members):
        return Operand(operand.number, Reason.NOT_CONCERNED)
    return operand


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
    if isinstance(answer, NotConcerned):
        return Reason.NOT_CONCERNED
    return Reason.UNSETTLED if answer == UNSETTLED else Reason.UNANSWERED


def answer_of(known: KnownAnswers, path: str) -> Answer:
    """Give an answer by path, absent meaning not answered."""
    return known.answers.get(path, NO_ANSWER)


class Result(NamedTuple):
    """What an operation gives, before it is dressed as a figure."""

    value: Decimal | str | None
    reason: Reason
    inputs: tuple[Input, ...]
    coverage: Decimal | None = None


Computation: TypeAlias = Callable[[KnownAnswers], Result]


class Operands:
    """Several operands read together, in the order they are written."""

    def __init__(self, names: Names, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.readings: list[Reading] = [number_of(names, text) for text in texts]

    def read(self, known: KnownAnswers) -> tuple[list[Operand], tuple[Input, ...]]:
        operands = [reading(known) for reading in self.readings]
        inputs = tuple(
            Input(text, _told(operand)) for text, operand in zip(self.texts, operands, strict=True)
        )
        return operands, inputs


def is_without_object(operand: Operand) -> bool:
    """Tell what does not concern the place from what it did not answer."""
    return operand.number is None and operand.reason is Reason.NOT_CONCERNED


def _told(operand: Operand) -> Decimal | str | None:
    if operand.reason is not Reason.NOT_CONCERNED:
        return operand.number
    return NOT_APPLICABLE if is_without_object(operand) else NOT_ASKED_THEN


def summed(operands: Sequence[Operand]) -> Operand:
    """Sum operands; missing as soon as one is, with the first reason."""
    total = ZERO
    for operand in operands:
        if operand.number is None:
            return Operand(None, why(operands))
        total += operand.number
    return Operand(total, Reason.NONE)


def why(operands: Sequence[Operand]) -> Reason:
    """Say why what is made of operands is missing: the first reason.

    Whether the figure concerns the place is not known as soon as it is not of one of them.
    """
    reasons = [operand.reason for operand in operands if operand.number is None]
    unsettled = reasons[0] is Reason.UNANSWERED and Reason.UNSETTLED in reasons
    return Reason.UNSETTLED if unsettled else reasons[0]


def scale(indicator: Indicator) -> Decimal:
    """Give what a share is multiplied by in the unit of the indicator."""
    return HUNDRED if indicator.unite == "%" else ONE
