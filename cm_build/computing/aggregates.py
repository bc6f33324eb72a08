"""Every measure and every choice, counted once for all places and once for each value of a facet.

Where a page asks for one figure, the open files give them all: the work is done column by column, over
the whole table, rather than place by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cm_build.computing.statistics import QUARTILES
from cm_build.computing.variables import MISSING, POINTS, VariableKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from pandas.core.groupby import DataFrameGroupBy

    from cm_build.computing.variables import Variable

# The whole is a group like any other, under a name no value can bear.
WHOLE = ""
NO_SPREAD = (None,) * 6


class AggregatedMeasure(NamedTuple):
    """A number over a group; the statistics are None when too few answered."""

    answers: int
    concerned: int
    total: float
    lowest: float | None
    low: float | None
    median: float | None
    high: float | None
    highest: float | None
    mean: float | None


class Chosen(NamedTuple):
    """A choice over a group; the answers nobody gave are left out."""

    answers: int
    concerned: int
    counts: Mapping[str, int]


class AggregateGroup(NamedTuple):
    """What the places of a group say together, variable by variable."""

    places: int
    measures: Mapping[str, AggregatedMeasure]
    choices: Mapping[str, Chosen]


def measured(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """List the numbers that are described: answers, totals and figures; points are the scoring's."""
    return tuple(
        variable
        for variable in variables
        if variable.kind is VariableKind.NUMBER and not variable.name.startswith(POINTS)
    )


def chosen(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """List the choices that are counted."""
    return tuple(
        variable
        for variable in variables
        if variable.kind in (VariableKind.CHOICE, VariableKind.CHOICES)
        and variable.path
        and not variable.name.startswith(MISSING)
    )


class Aggregator:
    """Counts a table of places by any facet; what does not depend on the facet is done once."""

    def __init__(self, frame: pd.DataFrame, variables: Sequence[Variable], minimum: int) -> None:
        self.frame = frame.reset_index(drop=True)
        self.minimum = minimum
        self.measures = measured(variables)
        self.choices = chosen(variables)
        self._kinds = {variable.name: variable.kind for variable in variables}
        self._answers = _long(self.frame, self.choices)
        self._concerned = _concerned(self.frame, (*self.measures, *self.choices))

    def by(self, facet: str = WHOLE) -> dict[str, AggregateGroup]:
        """Count the groups of a facet, in alphabetical order; all places make one group by default.

        A place that has several values counts in each; one that has none counts in no group.
        """
        keys = self._keys(facet)
        labels = keys.to_numpy()
        numbers = self.frame[[variable.name for variable in self.measures]]
        grouped = numbers.loc[keys.index].groupby(labels, sort=True)
        sizes = grouped.size()
        concerned = self._concerned.loc[keys.index].groupby(labels, sort=True).sum().to_numpy()
        columns = {name: rank for rank, name in enumerate(self._concerned.columns)}
        measures = self._measures(grouped)
        counts = self._counts(keys)
        groups = {}
        for rank, (group, places) in enumerate(sizes.items()):
            own = concerned[rank]
            groups[str(group)] = AggregateGroup(
                int(places),
                {
                    name: measure._replace(concerned=int(own[columns[name]]))
                    for name, measure in measures[rank].items()
                },
                {
                    name: Chosen(answers, int(own[columns[name]]), codes)
                    for name, (answers, codes) in counts.get(str(group), {}).items()
                },
            )
        return groups

    def _keys(self, facet: str) -> pd.Series[str]:
        if facet == WHOLE:
            return self.frame["lieu"].map(lambda _: WHOLE)
        values = self.frame[facet]
        if self._kinds[facet] in (VariableKind.CHOICES, VariableKind.TEXTS):
            values = values.explode()
        return values.dropna()

    def _measures(self, grouped: DataFrameGroupBy[Any, Any]) -> list[dict[str, AggregatedMeasure]]:
        """Describe every number of every group, as plain arrays: a look-up a cell would cost minutes."""
        import numpy as np  # noqa: PLC0415 - only builds pay for it

        names = [variable.name for variable in self.measures]
        columns = grouped[names]
        count, total = columns.count().to_numpy(), columns.sum().to_numpy()
        lowest, highest = columns.min().to_numpy(), columns.max().to_numpy()
        low, median, high = (columns.quantile(share).to_numpy() for share in QUARTILES)
        # One behind the other: statistic, group, variable.
        spread = np.stack([lowest, low, median, high, highest, columns.mean().to_numpy()])
        groups = []
        for group in range(len(count)):
            measures = {}
            for rank, name in enumerate(names):
                answers = int(count[group, rank])
                if not answers:
                    continue
                values = spread[:, group, rank].tolist() if answers >= self.minimum else NO_SPREAD
                measures[name] = AggregatedMeasure(answers, 0, float(total[group, rank]), *values)
            groups.append(measures)
        return groups

    def _counts(self, keys: pd.Series[str]) -> dict[str, dict[str, tuple[int, dict[str, int]]]]:
        """Count each answer to each choice, group by group, in one pass over the long table."""
        import pandas as pd  # noqa: PLC0415 - only builds pay for it

        facet = pd.DataFrame({"ligne": keys.index, "groupe": keys.to_numpy()})
        answered = self._answers.merge(facet, on="ligne")
        groups: dict[str, dict[str, tuple[int, dict[str, int]]]] = {}
        answers = answered.groupby(["groupe", "question"])["ligne"].nunique().reset_index()
        for group, question, n in answers.itertuples(index=False, name=None):
            groups.setdefault(str(group), {})[str(question)] = (int(n), {})
        counts = answered.groupby(["groupe", "question", "code"])["ligne"].count().reset_index()
        for group, question, code, n in counts.itertuples(index=False, name=None):
            if code != WHOLE:
                groups[str(group)][str(question)][1][str(code)] = int(n)
        return groups


def _long(frame: pd.DataFrame, choices: Sequence[Variable]) -> pd.DataFrame:
    """Put every answer to every choice on a line of its own: place, question, code."""
    import pandas as pd  # noqa: PLC0415

    def pieces() -> Iterator[pd.DataFrame]:
        for variable in choices:
            values = frame[variable.name].dropna()
            if variable.kind is VariableKind.CHOICES:
                # A table without a nature was answered all the same: it counts, under no code.
                values = values.explode().fillna(WHOLE)
            yield pd.DataFrame(
                {
                    "ligne": values.index,
                    "question": variable.name,
                    "code": values.astype(str).to_numpy(),
                }
            )

    empty = pd.DataFrame({"ligne": [0], "question": [""], "code": [""]}).iloc[:0]
    return pd.concat([empty, *pieces()], ignore_index=True)


def _concerned(frame: pd.DataFrame, variables: Sequence[Variable]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    concerned = {variable.name: frame[variable.missing] != "sans_objet" for variable in variables}
    return pd.DataFrame(concerned, index=frame.index)
