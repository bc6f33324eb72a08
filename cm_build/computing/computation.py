"""What every operation is made of: operands read together, a result that is a value or a reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import Known, Operand, Reading, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.operand import Groups
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names

HUNDRED, ONE, ZERO = Decimal(100), Decimal(1), Decimal(0)


class Result(NamedTuple):
    """What an operation gives, before it is dressed as a figure."""

    value: Decimal | str | None
    reason: Reason
    inputs: tuple[Input, ...]
    coverage: Decimal | None = None


Kind = TypeVar("Kind")
Computation: TypeAlias = Callable[[Known], Result]


class Operands:
    """Several operands read together, in the order they are written."""

    def __init__(self, names: Names, groups: Groups, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.readings: list[Reading] = [number_of(names, groups, text) for text in texts]

    def read(self, known: Known) -> tuple[list[Operand], tuple[Input, ...]]:
        operands = [reading(known) for reading in self.readings]
        inputs = tuple(
            Input(text, operand.number) for text, operand in zip(self.texts, operands, strict=True)
        )
        return operands, inputs


def summed(operands: Sequence[Operand]) -> Operand:
    """Sum operands; missing as soon as one is, with the first reason."""
    total = ZERO
    for operand in operands:
        if operand.number is None:
            return operand
        total += operand.number
    return Operand(total, Reason.NONE)


def scale(indicator: Indicator) -> Decimal:
    """Give what a share is multiplied by in the unit of the indicator."""
    return HUNDRED if indicator.unite == "%" else ONE


def given_as(value: object, kind: type[Kind]) -> Kind:
    """Narrow a declared parameter to the model its operation requires."""
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value
