"""Weighted scores: points of the answers, weights of the questions, coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cm_build.computing.figure import Reason
from cm_build.places.answer import NO_ANSWER, Answer, Answers, Given, NotConcerned
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.question import AnyQuestion, MultipleChoice, SingleChoice, YesNoQuestion

# A score is shown from half of the weights that concern the place.
ENOUGH = Decimal("0.5")
# A practice counts as in place from three quarters of its points on.
IN_PLACE = Decimal("0.75")
# An axis concerns a place by this many scored questions at least: one practice is no axis.
FEWEST_CONCERNED = 3
ZERO = Decimal(0)


class Points(NamedTuple):
    """What one scored question brings; None when it was not answered."""

    path: str
    points: Decimal | None
    weight: Decimal


class Score(NamedTuple):
    """A weighted mean between 0 and 1, shown only when half of the weights are covered.

    Questions that do not concern the place leave both sums; unanswered ones count against
    `coverage` only.
    """

    share: Decimal | None
    reason: Reason
    coverage: Decimal
    details: tuple[Points, ...]


PointsReader: TypeAlias = Callable[[object], "Decimal | None"]


def points_reader(question: AnyQuestion) -> PointsReader:
    """Prepare the points of a scored question's answers (rules of the original platform)."""
    match question:
        case YesNoQuestion(points=points):
            return lambda value: points.oui if value is True else points.non
        case SingleChoice(options=options):
            by_option = {option.id: option.points for option in options}
            return lambda value: by_option.get(str(value))
        case MultipleChoice():
            return _ticked(question)
        case _:
            raise TypeError(question.type)


def counted_options(question: MultipleChoice) -> tuple[str, ...]:
    """List the options a share is taken of: "none of these" leaves both sides of it."""
    return tuple(option.id for option in question.options if not option.exclusif)


def _ticked(question: MultipleChoice) -> PointsReader:
    counted = frozenset(counted_options(question))

    def points(value: object) -> Decimal:
        chosen = counted.intersection(value) if isinstance(value, tuple) else frozenset()
        share = Decimal(len(chosen)) / len(counted)
        return share if question.bareme == "part" else Decimal(share >= ENOUGH)

    return points


def score_of(asked: Sequence[Asked], fewest: int = 1) -> Callable[[Answers], Score]:
    """Prepare the score of a set of questions; those without a weight are left out.

    Where fewer than `fewest` of them concern a place, the whole does not.
    """
    scored = [
        (item.path, item.question.poids, points_reader(item.question))
        for item in asked
        if item.question.poids is not None
    ]

    def score(answers: Answers) -> Score:
        details = []
        for path, weight, reader in scored:
            answer: Answer = answers.get(path, NO_ANSWER)
            if isinstance(answer, NotConcerned):
                continue
            points = reader(answer.value) if isinstance(answer, Given) else None
            details.append(Points(path, points, weight))
        if len(details) < min(fewest, len(scored)):
            return Score(None, Reason.NOT_CONCERNED, ZERO, tuple(details))
        return weighted(tuple(details))

    return score


def weighted(details: tuple[Points, ...]) -> Score:
    """Take the mean of points by their weights, over the questions that were answered."""
    asked = sum((points.weight for points in details), ZERO)
    if asked == 0:
        return Score(None, Reason.NOT_CONCERNED, ZERO, details)
    answered = [points for points in details if points.points is not None]
    weights = sum((points.weight for points in answered), ZERO)
    coverage = weights / asked
    if not answered:
        return Score(None, Reason.UNANSWERED, coverage, details)
    if coverage < ENOUGH:
        return Score(None, Reason.LOW_COVERAGE, coverage, details)
    total = sum(
        (points.points * points.weight for points in answered if points.points is not None), ZERO
    )
    return Score(total / weights, Reason.NONE, coverage, details)


def scores_by_group(asked: Sequence[Asked]) -> Mapping[str | None, tuple[Asked, ...]]:
    """Group an axis's scored questions by sub-axis; None holds those of the axis alone."""
    groups: dict[str | None, list[Asked]] = {}
    for item in asked:
        if item.question.poids is not None:
            groups.setdefault(item.sub_axis, []).append(item)
    return {key: tuple(group) for key, group in groups.items()}
