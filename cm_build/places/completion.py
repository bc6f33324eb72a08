"""When the parts of a distribution are all of it: said by the place, or reached by their sum."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from cm_build.places.answer import Answer, Answers, Given, Shares, answer_at
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import Edition
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution

CLOSE_ENOUGH = Decimal("0.01")


class Completed(NamedTuple):
    """A distribution settled; `beyond` holds its sum and its total when the first passes the second."""

    answer: Answer
    beyond: tuple[Decimal, Decimal] | None


def completed(
    question: Distribution,
    shares: Shares,
    total: Decimal | None,
    merged: AbstractSet[str],
    edition: Edition,
) -> Completed:
    """Complete a distribution that says it is whole, or reaches its total within 1 %.

    A part that discretion may have `merged` into another one stays unknown: its absence is no zero.
    So does one that was not asked, or that an amount told for its whole group may hold.
    """
    # Merged, the amount of a whole group takes with it the lines that it may hold.
    merged = merged | {
        line.id
        for whole in question.parts
        if whole.sans_detail and whole.id in merged and whole.id not in shares.parts
        for line in question.beside(whole)
    }
    shares, held = _by_groups(question, shares, merged, edition)
    asked = [
        p.id
        for p in question.parts
        if p.id in shares.parts or (p.is_asked(edition) and p.id not in held)
    ]
    unasked = frozenset(p.id for p in question.parts).difference(asked)
    known = sum(shares.parts.values(), Decimal(0))
    beyond = None
    if total is not None and known > total * (1 + CLOSE_ENOUGH):
        beyond = (known, total)
    close = total is not None and total > 0 and abs(known - total) <= total * CLOSE_ENOUGH
    # A line that the place says it does not know is not zero, whatever the others add up to.
    reached = close and not shares.unknown
    if shares.complete or reached:
        zero = Decimal(0)
        parts = [part for part in asked if part in shares.parts or part not in merged]
        amounts = {part: shares.parts.get(part, zero) for part in parts}
        shares = Shares(amounts, complete=True, unasked=unasked)
    else:
        shares = Shares(shares.parts, complete=len(shares.parts) == len(asked), unasked=unasked)
    return Completed(Given(shares), beyond)


def _by_groups(
    question: Distribution, shares: Shares, merged: AbstractSet[str], edition: Edition
) -> tuple[Shares, AbstractSet[str]]:
    """Read the groups told in one amount: name the lines it may hold; of nothing, each is zero."""
    held: set[str] = set()
    amounts = dict(shares.parts)
    for whole in question.parts:
        if whole.sans_detail and whole.id in shares.parts:
            beside = question.beside(whole)
            blank = [p.id for p in beside if p.id not in shares.parts and p.is_asked(edition)]
            if shares.parts[whole.id]:
                held.update(blank)
            else:
                amounts |= dict.fromkeys((line for line in blank if line not in merged), Decimal(0))
    return replace(shares, parts=amounts), held


def expected_total(asked: Asked, answers: Answers, names: Names) -> Decimal | None:
    """Give what the parts of a distribution should add up to, when another answer tells it."""
    question = asked.question
    if not isinstance(question, Distribution) or question.total is None:
        return None
    if question.total.isdigit():
        return Decimal(question.total)
    reference = names.resolve(question.total, asked.scope)
    answer = answer_at(answers, reference) if reference else None
    value = answer.value if isinstance(answer, Given) else None
    return value if isinstance(value, Decimal) else None
