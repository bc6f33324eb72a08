"""Operations on a distribution: its largest part, how even its parts are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from cm_build.computing.computation import ONE, ZERO, Result, scale
from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import answer_of, missing_reason, resolved
from cm_build.places.answer import Given, Shares

if TYPE_CHECKING:
    from cm_build.computing.computation import Computation
    from cm_build.computing.operand import Groups, Known
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names


def largest_part(indicator: Indicator, names: Names, _: Groups) -> Computation:
    """Give the share of the largest part in the whole."""
    text = indicator.operation.part_max or ""
    read = _shares(names, text)

    def compute(known: Known) -> Result:
        shares, reason = read(known)
        inputs = _part_inputs(text, shares)
        if shares is None or reason:
            return Result(None, reason, inputs)
        total = sum(shares.parts.values(), ZERO)
        if total == 0:
            return Result(None, Reason.ZERO_DENOMINATOR, inputs)
        return Result(max(shares.parts.values()) / total * scale(indicator), Reason.NONE, inputs)

    return compute


def evenness(indicator: Indicator, names: Names, _: Groups) -> Computation:
    """Pielou's evenness: Shannon's entropy over its maximum, on the parts that are not zero.

    Source: E. C. Pielou, "The measurement of diversity in different types of biological
    collections", Journal of Theoretical Biology 13 (1966), 131-144.
    """
    text = indicator.operation.diversite or ""
    read = _shares(names, text)

    def compute(known: Known) -> Result:
        shares, reason = read(known)
        inputs = _part_inputs(text, shares)
        if shares is None or reason:
            return Result(None, reason, inputs)
        amounts = [amount for amount in shares.parts.values() if amount > 0]
        if len(amounts) < 2:  # noqa: PLR2004 - evenness of one part has no meaning
            return Result(None, Reason.TOO_FEW_PARTS, inputs)
        total = sum(amounts, ZERO)
        # Fifteen digits: logarithms are slow, and one digit after the comma is shown.
        with localcontext(prec=15):
            entropy = -sum(((a / total) * (a / total).ln() for a in amounts), ZERO)
            # Rounding in the last digits may pass the maximum by a hair.
            evenness = min(ONE, entropy / Decimal(len(amounts)).ln())
        return Result(evenness * scale(indicator), Reason.NONE, inputs)

    return compute


def _shares(names: Names, text: str) -> Callable[[Known], tuple[Shares | None, Reason]]:
    path = resolved(names, text).path

    def read(known: Known) -> tuple[Shares | None, Reason]:
        answer = answer_of(known, path)
        if isinstance(answer, Given) and isinstance(answer.value, Shares):
            complete = answer.value.complete
            return answer.value, Reason.NONE if complete else Reason.INCOMPLETE
        return None, missing_reason(answer)

    return read


def _part_inputs(text: str, shares: Shares | None) -> tuple[Input, ...]:
    parts = shares.parts if shares else {}
    return tuple(Input(f"{text}.{part}", amount) for part, amount in parts.items())
