"""Places side by side with what they said of some measures: what a table or a cloud of points holds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.variables import VariableKind
from cm_build.reading.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cm_build.computing.population import Population

# What a missing value is when nothing else is said of it.
UNSAID = "non_repondu"
_NUMERIC = frozenset({VariableKind.NUMBER, VariableKind.WHOLE})


class Located(NamedTuple):
    """One place: its address on the site, its name, its commune."""

    slug: str
    name: str
    commune: str


class Series(NamedTuple):
    """One measure, place by place; `reasons` lists, by code, the places that said why they have none."""

    values: tuple[float | None, ...]
    reasons: Mapping[str, tuple[int, ...]]


class Crossing:
    """A population read column by column: its places by name, whatever is read of them in that order."""

    def __init__(self, population: Population) -> None:
        self.population = population

    @cached_property
    def _order(self) -> Sequence[int]:
        frame = self.population.frame
        keys = [
            (folded(name), slug) for name, slug in zip(frame["nom"], frame["lieu"], strict=True)
        ]
        return sorted(range(len(keys)), key=lambda index: keys[index])

    def _column(self, name: str) -> list[object]:
        values = self.population.frame[name].tolist()
        return [values[index] for index in self._order]

    @cached_property
    def places(self) -> tuple[Located, ...]:
        """Name the places."""
        columns = (self._column(name) for name in ("lieu", "nom", "commune"))
        return tuple(Located(*map(str, cells)) for cells in zip(*columns, strict=True))

    def is_numeric(self, reference: str) -> bool:
        """Tell whether a reference can be measured."""
        return self.population.variable(reference).kind in _NUMERIC

    def series(self, reference: str) -> Series:
        """Read one measure; four digits after the point are more than anyone measured."""
        variable = self.population.variable(reference)
        values = tuple(_number(value) for value in self._column(variable.name))
        reasons: dict[str, list[int]] = {}
        codes = self._column(variable.missing)
        for index, (value, reason) in enumerate(zip(values, codes, strict=True)):
            if value is None and isinstance(reason, str) and reason != UNSAID:
                reasons.setdefault(reason, []).append(index)
        return Series(values, {code: tuple(where) for code, where in sorted(reasons.items())})

    def codes(self, column: str) -> tuple[tuple[str, ...], ...]:
        """Read a choice, or what is known of where a place is: no code, one, or several."""
        return tuple(_codes(value) for value in self._column(column))


def _number(value: object) -> float | None:
    # A missing number comes back from pandas as the one value that differs from itself.
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124
        return None
    return round(float(value), 4)


def _codes(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()
