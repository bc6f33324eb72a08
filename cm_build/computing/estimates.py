"""How many of the answers behind some figures are estimates: a total does not show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cm_build.computing.population import Population
    from cm_build.questionnaire.names import Names

# The column that names the answers a place gives as estimates.
ESTIMATED = "estimations"


class Estimates(NamedTuple):
    """Answers given as estimates, and the places that gave them."""

    answers: int
    places: int


def estimates(population: Population, references: Iterable[str]) -> Estimates:
    """Count the estimates among the answers that some figures come from."""
    paths = frozenset(_questions(references, population.names))
    told = [
        len(paths.intersection(named))
        for named in population.frame[ESTIMATED]
        if isinstance(named, Iterable)
    ]
    return Estimates(sum(told), sum(number > 0 for number in told))


def _questions(references: Iterable[str], names: Names) -> Iterator[str]:
    """Name the questions behind figures, those of figures made of others included."""
    for text in references:
        resolved = names.resolve(text)
        if resolved is None:
            continue
        if not resolved.is_indicator:
            yield resolved.path
        elif resolved.path in names.indicators:
            yield from _questions(names.indicators[resolved.path].operation.references(), names)
