"""Operations on numbers, parts and dates: sum, ratio, mean, largest part, evenness, duration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from typing import TypeAlias

from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import (
    ONE,
    ZERO,
    Computation,
    KnownAnswers,
    Operands,
    Result,
    answer_of,
    is_without_object,
    missing_reason,
    resolved,
    scale,
    summed,
    why,
)
from cm_build.places.answer import Given, Shares
from cm_build.places.completion import CLOSE_ENOUGH
from cm_build.questionnaire.indicator import (
    Balance,
    Difference,
    Indicator,
    Product,
    Ratio,
    Sum,
)
from cm_build.questionnaire.names import Names

Outcome: TypeAlias = "tuple[Decimal | None, Reason]"
# What a duration may run to, beside an answer.


def answer(declared: str, _: Indicator, names: Names) -> Computation:
    """Take one answer, or one part of it, as it is."""
    operands = Operands(names, [declared])

    def compute(known: KnownAnswers) -> Result:
        read, inputs = operands.read(known)
        return Result(*read[0], inputs)

    return compute


def first_known(declared: tuple[str, ...], _: Indicator, names: Names) -> Computation:
    """Take the first operand that has a value; otherwise say why the first has none.

    What is known of a detail and the total told apart contradict each other when the first passes
    the second, or when a whole detail is not that total, by more than 1 %: there is then no figure.
    """
    operands = Operands(names, declared)
    paths = [resolved(names, text).path for text in declared]

    def compute(known: KnownAnswers) -> Result:
        read, inputs = operands.read(known)
        detail, told = answer_of(known, paths[0]), read[-1].number
        if told is not None and isinstance(detail, Given) and isinstance(detail.value, Shares):
            gap = sum(detail.value.parts.values(), ZERO) - told
            if gap > told * CLOSE_ENOUGH or (detail.value.complete and -gap > told * CLOSE_ENOUGH):
                return Result(None, Reason.INCONSISTENT, inputs)
        for operand, one in zip(read, inputs, strict=True):
            if operand.number is not None:
                return Result(*operand, (one,))
        return Result(*read[0], inputs)

    return compute


def addition(declared: Sum | tuple[str, ...], _: Indicator, names: Names) -> Computation:
    """Add operands; with `si_absent: ignorer`, those that were given, and say how many."""
    somme = declared if isinstance(declared, Sum) else Sum(de=declared)
    operands = Operands(names, somme.de)

    def compute(known: KnownAnswers) -> Result:
        read, inputs = operands.read(known)
        given = [operand for operand in read if operand.number is not None]
        concerning = [operand for operand in read if not is_without_object(operand)] or read
        coverage = Decimal(len(given)) / len(concerning)
        counted = given if somme.si_absent == "ignorer" and given else read
        return Result(*summed(counted), inputs, coverage)

    return compute


def difference(declared: Difference, _: Indicator, names: Names) -> Computation:
    """Take some operands away from others."""
    sums = declared.de, declared.moins
    return _of_two(names, sums, lambda whole, taken: (whole - taken, Reason.NONE))


def ratio(declared: Ratio, indicator: Indicator, names: Names) -> Computation:
    """Divide a sum by a sum; nothing is a share of zero, nor of less."""
    factor = declared.facteur or scale(indicator)

    def divided(top: Decimal, bottom: Decimal) -> Outcome:
        if bottom <= 0:
            return None, Reason.ZERO_DENOMINATOR
        return top / bottom * factor, Reason.NONE

    return _of_two(names, (declared.de, declared.sur), divided)


def product(declared: Product, _: Indicator, names: Names) -> Computation:
    """Multiply operands; missing as soon as one is."""
    operands = Operands(names, declared.de)

    def compute(known: KnownAnswers) -> Result:
        read, inputs = operands.read(known)
        value = ONE
        for operand in read:
            if operand.number is None:
                return Result(None, why(read), inputs)
            value *= operand.number
        return Result(value / declared.diviseur, Reason.NONE, inputs)

    return compute


def balance(declared: Balance, indicator: Indicator, names: Names) -> Computation:
    """Say how close two amounts are: whole when equal, none when one is zero."""

    def even(a: Decimal, b: Decimal) -> Outcome:
        total = a + b
        if total == 0:
            return None, Reason.ZERO_DENOMINATOR
        if min(a, b) < 0:
            # A difference went below zero: more of a part than of the whole was declared.
            return None, Reason.INCONSISTENT
        return (ONE - abs(a - b) / total) * scale(indicator), Reason.NONE

    return _of_two(names, ((declared.a,), (declared.b,)), even)


def _of_two(
    names: Names,
    sums: tuple[Sequence[str], Sequence[str]],
    measure: Callable[[Decimal, Decimal], Outcome],
) -> Computation:
    """Measure two sums together; otherwise say why one of them is missing."""
    first, second = (Operands(names, texts) for texts in sums)

    def compute(known: KnownAnswers) -> Result:
        (some, inputs), (others, more) = first.read(known), second.read(known)
        left, right = summed(some), summed(others)
        if left.number is None or right.number is None:
            return Result(None, why((left, right)), inputs + more)
        return Result(*measure(left.number, right.number), inputs + more)

    return compute


def mean(declared: tuple[str, ...], _: Indicator, names: Names) -> Computation:
    """Average the operands that were given, and say how many."""
    operands = Operands(names, declared)

    def compute(known: KnownAnswers) -> Result:
        read, inputs = operands.read(known)
        numbers = [operand.number for operand in read if operand.number is not None]
        coverage = Decimal(len(numbers)) / len(read)
        if not numbers:
            return Result(None, why(read), inputs, coverage)
        return Result(sum(numbers, ZERO) / len(numbers), Reason.NONE, inputs, coverage)

    return compute


def largest_part(declared: str, indicator: Indicator, names: Names) -> Computation:
    """Give the share of the largest part in the whole."""
    factor = scale(indicator)

    def measure(amounts: Sequence[Decimal]) -> Outcome:
        total = sum(amounts, ZERO)
        if total == 0:
            return None, Reason.ZERO_DENOMINATOR
        return max(amounts) / total * factor, Reason.NONE

    return _on_parts(names, declared, measure)


def evenness(declared: str, indicator: Indicator, names: Names) -> Computation:
    """Pielou's evenness: Shannon's entropy over its maximum, on the parts that are not zero.

    Source: E. C. Pielou, "The measurement of diversity in different types of biological
    collections", Journal of Theoretical Biology 13 (1966), 131-144.
    """
    factor = scale(indicator)

    def measure(amounts: Sequence[Decimal]) -> Outcome:
        present = [amount for amount in amounts if amount > 0]
        if len(present) < 2:  # noqa: PLR2004 - evenness of one part has no meaning
            return None, Reason.TOO_FEW_PARTS
        total = sum(present, ZERO)
        # Fifteen digits: logarithms are slow, and one digit after the comma is shown.
        with localcontext(prec=15):
            entropy = -sum(((a / total) * (a / total).ln() for a in present), ZERO)
            # The dust of logarithms, in the last digits, would round 87.5 to 87, or pass the maximum.
            even = round(entropy / Decimal(len(present)).ln(), 12)
        return even * factor, Reason.NONE

    return _on_parts(names, declared, measure)


def _on_parts(
    names: Names, text: str, measure: Callable[[Sequence[Decimal]], Outcome]
) -> Computation:
    """Measure the parts of a distribution told whole; otherwise say why there is no figure."""
    path = resolved(names, text).path
    whole_groups = [p.id for p in getattr(names.asked[path].question, "parts", ()) if p.sans_detail]

    def compute(known: KnownAnswers) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given) or not isinstance(answer.value, Shares):
            return Result(None, missing_reason(answer), ())
        parts = answer.value.parts
        inputs = tuple(Input(f"{text}.{part}", amount) for part, amount in parts.items())
        # What a group counts in one amount may be several of its lines.
        if not answer.value.complete or any(parts.get(part) for part in whole_groups):
            return Result(None, Reason.INCOMPLETE, inputs)
        return Result(*measure(tuple(parts.values())), inputs)

    return compute
