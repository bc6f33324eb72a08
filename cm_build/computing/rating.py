"""Operations on choices: how many, how many points, which level, which declared class."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cm_build.computing.figure import Input, Reason
from cm_build.computing.operand import (
    Computation,
    KnownAnswers,
    Operands,
    Result,
    answer_of,
    missing_reason,
    resolved,
    scale,
)
from cm_build.computing.score import score_of
from cm_build.places.answer import Given
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.indicator import Bound, Classes, Indicator
from cm_build.questionnaire.level import level_path
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import SingleChoice


def count(declared: str, _: Indicator, names: Names) -> Computation:
    """Count what was chosen; "none of these" counts for nothing."""
    path = resolved(names, declared).path
    options: tuple[Option, ...] = getattr(names.asked[path].question, "options", ())
    none_options = {option.id for option in options if option.exclusif}

    def compute(known: KnownAnswers) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given) or not isinstance(answer.value, tuple):
            return Result(None, missing_reason(answer), (Input(declared, None),))
        chosen = [i for i in answer.value if not (isinstance(i, str) and i in none_options)]
        count = Decimal(len(chosen))
        return Result(count, Reason.NONE, (Input(declared, count),))

    return compute


def score(declared: tuple[str, ...], indicator: Indicator, names: Names) -> Computation:
    """Give the points reached out of those that could be."""
    return scored([names.asked[resolved(names, text).path] for text in declared], scale(indicator))


def scored(asked: Sequence[Asked], factor: Decimal, fewest: int = 1) -> Computation:
    """Give the points reached at some questions, as a share of those that could be."""
    reached = score_of(asked, fewest)

    def compute(known: KnownAnswers) -> Result:
        score = reached(known.answers)
        value = score.share * factor if score.share is not None else None
        inputs = tuple(Input(points.path, points.points) for points in score.details)
        return Result(value, score.reason, inputs, score.coverage)

    return compute


def level(declared: str, _: Indicator, names: Names) -> Computation:
    """Rank the presence told of a criterion; "not observed" has a reason, no rank.

    A level of the first version has none either: it was another scale.
    """
    path = level_path(names, declared) or resolved(names, declared).path
    question = names.asked[path].question
    ranks = level_ranks(question) if isinstance(question, SingleChoice) else {}

    def compute(known: KnownAnswers) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given):
            return Result(None, missing_reason(answer), (Input(declared, None),))
        rank = ranks.get(str(answer.value))
        reason = Reason.NONE if rank is not None else Reason.NOT_OBSERVED
        return Result(rank, reason, (Input(declared, rank),))

    return compute


def level_ranks(question: SingleChoice) -> dict[str, Decimal]:
    """Rank the levels of a criterion, 0 for none; "not observed" (exclusive) has no rank."""
    ranked = [option.id for option in question.options if not option.exclusif]
    return {option: Decimal(rank) for rank, option in enumerate(ranked)}


def label(declared: Classes, _: Indicator, names: Names) -> Computation:
    """Name the class a number falls in."""
    operands = Operands(names, (declared.de,))

    def compute(known: KnownAnswers) -> Result:
        (operand,), inputs = operands.read(known)
        if operand.number is None:
            return Result(None, operand.reason, inputs)
        return Result(class_label(operand.number, declared.bornes), Reason.NONE, inputs)

    return compute


def class_label(number: Decimal, bounds: Sequence[Bound]) -> str:
    """Give the label of the class a number falls in; the last class has no upper bound."""
    for bound in bounds:
        if bound.jusqu_a is None or number < bound.jusqu_a:
            return bound.libelle
        if bound.inclus and number == bound.jusqu_a:
            return bound.libelle
    return bounds[-1].libelle


def density_class(density: float | None, names: Names) -> str | None:
    """Name the declared class of a number of inhabitants per km²; None where the area is unknown.

    It does not come from an answer: the commune tells it.
    """
    similar = names.questionnaire.semblables
    if density is None or similar is None:
        return None
    return class_label(Decimal(str(density)), similar.densite)
