"""The closed set of operations. Each is one function from an indicator to a way to compute it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from cm_build.computing import arithmetic, rating
from cm_build.computing.figure import Figure
from cm_build.computing.operand import KnownAnswers, groups_of

if TYPE_CHECKING:
    from cm_build.computing.operand import Computation, Groups
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names

FigureMaker: TypeAlias = Callable[[KnownAnswers], Figure]


def compile_indicator(indicator: Indicator, names: Names) -> FigureMaker:
    """Prepare an indicator: its references are resolved once, for all places."""
    compute = _OPERATIONS[indicator.operation.name](indicator, names, groups_of(names))

    def figure(known: KnownAnswers) -> Figure:
        value, reason, inputs, coverage = compute(known)
        return Figure(
            indicator.id, value, reason, indicator.unite, indicator.decimales, inputs, coverage
        )

    return figure


_OPERATIONS: dict[str, Callable[[Indicator, Names, Groups], Computation]] = {
    "reponse": arithmetic.answer,
    "somme": arithmetic.addition,
    "difference": arithmetic.difference,
    "ratio": arithmetic.ratio,
    "part_max": arithmetic.largest_part,
    "diversite": arithmetic.evenness,
    "equilibre": arithmetic.balance,
    "duree": arithmetic.duration,
    "compte": rating.count,
    "score": rating.score,
    "niveau": rating.level,
    "moyenne": arithmetic.mean,
    "classe": rating.label,
}
