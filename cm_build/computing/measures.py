"""Every figure of one assessment: indicators, axes and sub-axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeAlias

from cm_build.computing import arithmetic, durations, rating
from cm_build.computing.figure import Figure, Reason
from cm_build.computing.operand import HUNDRED, Computation, KnownAnswers, Result
from cm_build.computing.score import FEWEST_CONCERNED, scores_by_group
from cm_build.places.answer import Answers, answer_at
from cm_build.places.condition import Test, compile_condition
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.ordering import in_order_of_need

Measures: TypeAlias = Mapping[str, Figure]
FigureMaker: TypeAlias = Callable[[KnownAnswers], Figure]


def sub_axis_figure(axis: str, sub_axis: str) -> str:
    """Name the figure of a sub-axis; the slash keeps it apart from the axis's questions."""
    return f"{axis}/{sub_axis}"


class Answered(Protocol):
    """A year that was answered, published or not: figures are also told to the place itself."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def answers(self) -> Answers:
        """What was said of it."""


class Calculator:
    """Computes the figures of any assessment; everything that can be prepared is prepared once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._axes = tuple(_axis_makers(names))
        self._indicators = tuple(
            (name, compile_indicator(names.indicators[name], names)) for name in _in_order(names)
        )

    def measures(self, assessment: Answered) -> Measures:
        """Compute all figures of one assessment, in the order the questionnaire declares them."""
        figures: dict[str, Figure] = {}
        known = KnownAnswers(assessment.answers, figures, date(assessment.year, 12, 31))
        for name, maker in (*self._axes, *self._indicators):
            figures[name] = maker(known)
        return figures


def _axis_makers(names: Names) -> list[tuple[str, FigureMaker]]:
    makers: list[tuple[str, FigureMaker]] = []
    for axis in names.axes:
        asked = names.by_owner.get(("axe", axis), ())
        for sub_axis, group in scores_by_group(asked).items():
            if sub_axis is not None:
                name = sub_axis_figure(axis, sub_axis)
                makers.append((name, _axis_maker(name, group)))
        makers.append((axis, _axis_maker(axis, asked, FEWEST_CONCERNED)))
    return makers


def _axis_maker(name: str, asked: Sequence[Asked], fewest: int = 1) -> FigureMaker:
    return _figure(name, "%", 0, rating.scored(asked, HUNDRED, fewest))


def compile_indicator(indicator: Indicator, names: Names) -> FigureMaker:
    """Prepare an indicator: its references are resolved once, for all places."""
    operation = indicator.operation
    compute = _OPERATIONS[operation.name](operation.declared, indicator, names)
    if indicator.sans_objet_si:
        compute = _unless(compile_condition(indicator.sans_objet_si, names, None), compute)
    return _figure(indicator.id, indicator.unite, indicator.decimales, compute)


def _unless(elsewhere: Test, compute: Computation) -> Computation:
    """Leave out the places of which the figure would say something else: zero is no small rent."""

    def among_others(known: KnownAnswers) -> Result:
        result = compute(known)
        left_out = elsewhere(partial(answer_at, known.answers))
        if left_out is None and result.reason is Reason.UNANSWERED:
            return Result(None, Reason.UNSETTLED, result.inputs, result.coverage)
        if left_out is not True:
            return result
        return Result(None, Reason.NOT_CONCERNED, result.inputs)

    return among_others


def _figure(name: str, unit: str, decimals: int, compute: Computation) -> FigureMaker:
    def figure(known: KnownAnswers) -> Figure:
        value, reason, inputs, coverage = compute(known)
        return Figure(name, value, reason, unit, decimals, inputs, coverage)

    return figure


# The closed set of operations: each makes of what its indicator declares a way to compute it.
_OPERATIONS: dict[str, Callable[[Any, Indicator, Names], Computation]] = {
    "reponse": arithmetic.answer,
    "premier_connu": arithmetic.first_known,
    "somme": arithmetic.addition,
    "difference": arithmetic.difference,
    "ratio": arithmetic.ratio,
    "produit": arithmetic.product,
    "part_max": arithmetic.largest_part,
    "diversite": arithmetic.evenness,
    "equilibre": arithmetic.balance,
    "duree": durations.duration,
    "compte": rating.count,
    "score": rating.score,
    "niveau": rating.level,
    "moyenne": arithmetic.mean,
    "classe": rating.label,
}


def _in_order(names: Names) -> tuple[str, ...]:
    """Order indicators so that each comes after those it is made of."""
    needs = {name: names.figures_of(indicator) for name, indicator in names.indicators.items()}
    return in_order_of_need(needs)
