"""Warnings that never block: a figure that is probably a slip of the keyboard."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.places.answer import Answers, Given, Shares, answer_at, whole
from cm_build.questionnaire.block import FacingBars
from cm_build.questionnaire.question import Amount, Distribution, Number
from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from cm_build.places.assessment import Assessment
    from cm_build.questionnaire.names import Asked, Names
    from cm_build.reading.node import Mark

CLOSE_ENOUGH = Decimal("0.01")
YEARLY_FACTOR = 3
WORTH_COMPARING = 10
BUDGET_GAP = Decimal("0.3")


def part_warnings(
    asked: Asked,
    shares: Shares,
    total: Decimal | None,
    merged: AbstractSet[str],
    file: str,
    mark: Mark,
) -> tuple[Shares, tuple[Problem, ...]]:
    """Complete a distribution that reaches its total within 1 %, warn when it passes it.

    A part that discretion may have `merged` into another one stays unknown: its absence is no zero.
    """
    question = asked.question
    if not isinstance(question, Distribution):
        return shares, ()
    known = sum(shares.parts.values(), Decimal(0))
    problems: tuple[Problem, ...] = ()
    if total is not None and known > total * (1 + CLOSE_ENOUGH):
        problems = (problem("CM-401", file, mark, lu=known, attendu=total),)
    reached = total is not None and total > 0 and abs(known - total) <= total * CLOSE_ENOUGH
    if shares.complete or reached:
        zero = Decimal(0)
        told = [p.id for p in question.parts if p.id in shares.parts or p.id not in merged]
        shares = Shares({one: shares.parts.get(one, zero) for one in told}, complete=True)
    elif len(shares.parts) == len(question.parts):
        shares = Shares(shares.parts, complete=True)
    return shares, problems


def expected_total(asked: Asked, answers: Answers, names: Names) -> Decimal | None:
    """Give what the parts of a distribution should add up to, when another answer tells it."""
    question = asked.question
    if not isinstance(question, Distribution) or question.total is None:
        return None
    if question.total.isdigit():
        return Decimal(question.total)
    scope = None if asked.home == "section" else asked.owner
    reference = names.resolve(question.total, scope)
    answer = answer_at(answers, reference, {}) if reference else None
    value = answer.value if isinstance(answer, Given) else None
    return value if isinstance(value, Decimal) else None


def budget_warnings(assessment: Assessment, names: Names) -> Iterator[Problem]:
    """Warn when a yearly budget is far from balance; the page declares which answers face each other."""
    for section in names.questionnaire.panorama:
        for block in section.blocs:
            if isinstance(block, FacingBars):
                income = _sum(assessment.answers, block.ressources)
                spent = _sum(assessment.answers, block.depenses)
                if income and spent and abs(income - spent) > BUDGET_GAP * max(income, spent):
                    mark = assessment.mark_of(block.depenses)
                    yield problem("CM-404", assessment.file, mark, lu=income, attendu=spent)


def _sum(answers: Answers, path: str) -> Decimal | None:
    answer = answers.get(path)
    if isinstance(answer, Given) and isinstance(answer.value, Shares):
        return whole(answer.value)
    return None


def yearly_warnings(before: Assessment, after: Assessment, names: Names) -> Iterator[Problem]:
    """Warn when a quantity triples or falls to a third from one year to the next."""
    for path, asked in names.asked.items():
        if not isinstance(asked.question, Number | Amount):
            continue
        old, new = before.answers.get(path), after.answers.get(path)
        if not isinstance(old, Given) or not isinstance(new, Given):
            continue
        a, b = old.value, new.value
        if not isinstance(a, Decimal) or not isinstance(b, Decimal):
            continue
        big = min(a, b) > 0 and max(a, b) >= WORTH_COMPARING
        if big and max(a, b) >= YEARLY_FACTOR * min(a, b):
            label = f"{asked.question.short} : {b}"
            yield problem("CM-402", after.file, after.mark_of(path), lu=label, attendu=a)
