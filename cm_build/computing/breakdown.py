"""Operations on a distribution: its largest part, how even its parts are."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, TypeAlias

from cm_build.computing.computation import ONE, ZERO, Result, scale
from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import answer_of, missing_reason, resolved
from cm_build.places.answer import Given, Shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cm_build.computing.computation import Computation
    from cm_build.computing.operand import Groups, Known
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names

Outcome: TypeAlias = "tuple[Decimal | None, Reason]"


def largest_part(indicator: Indicator, names: Names, _: Groups) -> Computation:
    """Give the share of the largest part in the whole."""
    factor = scale(indicator)

    def measure(amounts: Sequence[Decimal]) -> Outcome:
        total = sum(amounts, ZERO)
        if total == 0:
            return None, Reason.ZERO_DENOMINATOR
        return max(amounts) / total * factor, Reason.NONE

    return _on_parts(names, indicator.operation.part_max or "", measure)


def evenness(indicator: Indicator, names: Names, _: Groups) -> Computation:
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
            # Rounding in the last digits may pass the maximum by a hair.
            even = min(ONE, entropy / Decimal(len(present)).ln())
        return even * factor, Reason.NONE

    return _on_parts(names, indicator.operation.diversite or "", measure)


def _on_parts(
    names: Names, text: str, measure: Callable[[Sequence[Decimal]], Outcome]
) -> Computation:
    """Measure the parts of a distribution told whole; otherwise say why there is no figure."""
    path = resolved(names, text).path

    def compute(known: Known) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given) or not isinstance(answer.value, Shares):
            return Result(None, missing_reason(answer), ())
        parts = answer.value.parts
        inputs = tuple(Input(f"{text}.{part}", amount) for part, amount in parts.items())
        if not answer.value.complete:
            return Result(None, Reason.INCOMPLETE, inputs)
        return Result(*measure(tuple(parts.values())), inputs)

    return compute
