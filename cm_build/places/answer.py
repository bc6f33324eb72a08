"""An answer: given, missing or not concerned. Zero and no are answers; missing never is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from cm_build.places.commune import Commune
from cm_build.questionnaire.names import Reference


class AnswerKind:
    """A kind of answer: equal only to its own, whatever both hold, and no tuple.

    Its record, the kind and what it holds, is also all that is written of it when places wait on
    disk: the state of a frozen dataclass takes five times longer to read back.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[AnswerKind], tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnswerKind) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash(self.__reduce__())


@dataclass(frozen=True, slots=True, eq=False)
class Shares(AnswerKind):
    """The parts of a distribution that are known; when complete, every part is.

    `unknown` are the parts that a place said it does not know, as it typed them; once settled they
    are missing like the others. `unasked` are the parts of which nothing is missing though they are
    not zero: its version of the questionnaire did not ask them, or their group is told in one amount.
    """

    parts: Mapping[str, Decimal]
    complete: bool
    unknown: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Picture(AnswerKind):
    """What is known of a photo's file: its size upright, in pixels, and the SHA-256 of its bytes."""

    width: int
    height: int
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Photo(AnswerKind):
    """A photo of the place, with what it shows and who took it.

    `picture` comes once the file itself was inspected; a photo without one is never shown.
    """

    file: str
    text: str
    credit: str
    picture: Picture | None = None


Cell: TypeAlias = str | bool | int | Decimal | date
Row: TypeAlias = Mapping[str, Cell]
Value: TypeAlias = (
    str
    | bool
    | int
    | Decimal
    | date
    | Commune
    | Shares
    | tuple[str, ...]
    | tuple[Row, ...]
    | tuple[Photo, ...]
    | Mapping[str, str]
)


@dataclass(frozen=True, slots=True, eq=False)
class Given(AnswerKind):
    """What was answered."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class NotAnswered(AnswerKind):
    """Nothing is known, and why: not even whether the question arises, while what tells it is missing."""

    reason: Literal["non_repondu", "ne_sait_pas", "prealable_inconnu"]


@dataclass(frozen=True, slots=True, eq=False)
class NotConcerned(AnswerKind):
    """The question does not arise: the place says so, or another answer does."""

    reason: Literal["sans_objet", "condition"]


Answer: TypeAlias = Given | NotAnswered | NotConcerned
Answers: TypeAlias = Mapping[str, Answer]

NO_ANSWER = NotAnswered("non_repondu")
UNKNOWN = NotAnswered("ne_sait_pas")
UNSETTLED = NotAnswered("prealable_inconnu")
WITHOUT_OBJECT = NotConcerned("sans_objet")
NOT_ASKED = NotConcerned("condition")


def answer_at(answers: Answers, reference: Reference) -> Answer:
    """Give the answer a reference leads to; a part or a group of parts becomes a number.

    A part that was not given is missing, and so is a group as soon as one of its parts is.
    """
    answer = answers.get(reference.path, NO_ANSWER)
    if not isinstance(answer, Given) or not isinstance(answer.value, Shares):
        return answer
    shares = answer.value
    if reference.part is not None:
        amount = shares.parts.get(reference.part)
        return NO_ANSWER if amount is None else Given(amount)
    if reference.group is not None:
        asked = (member for member in reference.members if member not in shares.unasked)
        amounts = [shares.parts.get(member) for member in asked]
        known = [amount for amount in amounts if amount is not None]
        return Given(sum(known, Decimal(0))) if len(known) == len(amounts) else NO_ANSWER
    return answer


def amount(value: Value) -> Value | None:
    """Give what a value compares by: a distribution, by its sum; None while a part is missing."""
    return whole(value) if isinstance(value, Shares) else value


def whole(shares: Shares) -> Decimal | None:
    """Sum a distribution; None while a part is missing."""
    return sum(shares.parts.values(), Decimal(0)) if shares.complete else None
