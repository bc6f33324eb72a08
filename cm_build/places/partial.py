"""Distributions that were begun: only the place can say whether it told everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.places.answer import Given, Shares
from cm_build.questionnaire.question import Distribution
from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.places.assessment import Assessment
    from cm_build.questionnaire.names import Names


def partial_notices(assessment: Assessment, names: Names) -> Iterator[Problem]:
    """Ask "is that all?" of each distribution that gives some lines and is not said to be whole.

    A line that the place says it does not know has answered already.
    """
    for path, asked in names.asked.items():
        answer = assessment.answers.get(path)
        if not isinstance(asked.question, Distribution) or not isinstance(answer, Given):
            continue
        shares, typed = answer.value, assessment.shares.get(path)
        if isinstance(shares, Shares) and not shares.complete and not (typed and typed.unknown):
            given, all_parts = len(shares.parts), len(asked.question.parts)
            told = f"{given} ligne{'s' if given > 1 else ''} sur {all_parts}"
            yield problem(
                "CM-336", assessment.file, assessment.mark_of(path),
                lu=asked.question.short, attendu=told,
            )  # fmt: skip
