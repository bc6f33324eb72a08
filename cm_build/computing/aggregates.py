"""Every measure and every choice, counted once for all places and once for each value of a facet.

Where a page asks for one figure, the open files give them all: the work is done column by column, over
the whole table, rather than place by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cm_build.computing.statistics import QUARTILES, concerned
from cm_build.computing.variables import MISSING, POINTS, VariableKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
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
    """Counts a table of places by any facet; what does not depend on the facet is done once.

    What is counted stands in tables of zeros and ones, a line a place: a facet is such a table too, and
    their product gives every count of every group: exact as floats of 32 bits up to sixteen million places.
    """

    def __init__(self, frame: pd.DataFrame, variables: Sequence[Variable], minimum: int) -> None:
        self.frame = frame.reset_index(drop=True)
        self.minimum = minimum
        self.measures = measured(variables)
        self.choices = chosen(variables)
        self._kinds = {variable.name: variable.kind for variable in variables}
        self._answers = tuple(
            _Answers(self.frame, variable)
            for variable in sorted(self.choices, key=lambda choice: choice.name)
        )
        self._concerned = {
            variable.name: concerned(self.frame[variable.missing]).to_numpy(dtype="float32")
            for variable in (*self.measures, *self.choices)
        }

    def by(self, facet: str = WHOLE) -> dict[str, AggregateGroup]:
        """Count the groups of a facet, in alphabetical order; all places make one group by default.

        A place that has several values counts in each; one that has none counts in no group.
        """
        import numpy as np  # noqa: PLC0415 - only builds pay for it

        keys = self._keys(facet)
        labels = keys.to_numpy()
        numbers = self.frame[[variable.name for variable in self.measures]]
        grouped = numbers.loc[keys.index].groupby(labels, sort=True)
        sizes = grouped.size()
        ranks = {label: rank for rank, label in enumerate(sizes.index)}
        inside = np.zeros((len(sizes), len(self.frame)), np.float32)
        np.add.at(inside, ([ranks[label] for label in labels], keys.index.to_list()), 1)
        concerned = {name: inside @ column for name, column in self._concerned.items()}
        measures = self._measures(grouped)
        choices = [(answers, *answers.counted(inside)) for answers in self._answers]
        return {
            str(group): AggregateGroup(
                int(places),
                {
                    name: measure._replace(concerned=int(concerned[name][rank]))
                    for name, measure in measures[rank].items()
                },
                {
                    answers.name: Chosen(
                        int(given[rank]),
                        int(concerned[answers.name][rank]),
                        answers.named(counts[rank]),
                    )
                    for answers, given, counts in choices
                    if given[rank]
                },
            )
            for rank, (group, places) in enumerate(sizes.items())
        }

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


class _Answers:
    """What every place answered to one choice: who did, and which codes, in alphabetical order."""

    def __init__(self, frame: pd.DataFrame, variable: Variable) -> None:
        import numpy as np  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        self.name = variable.name
        values = frame[variable.name].dropna()
        if variable.kind is VariableKind.CHOICES:
            # A table without a nature was answered all the same: it counts, under no code.
            values = values.explode().fillna(WHOLE)
        ranks, codes = pd.factorize(values.astype(str).to_numpy(dtype=object), sort=True)
        self.codes = tuple(map(str, codes))
        self._given = np.zeros(len(frame), np.float32)
        self._given[values.index] = 1
        self._chosen = np.zeros((len(frame), len(self.codes)), np.float32)
        np.add.at(self._chosen, (values.index, ranks), 1)

    def counted(self, inside: NDArray[np.float32]) -> tuple[list[float], list[list[float]]]:
        """Count who answered in each group, and each code: a line a group."""
        return (inside @ self._given).tolist(), (inside @ self._chosen).tolist()

    def named(self, counts: Sequence[float]) -> dict[str, int]:
        """Leave out the codes nobody gave."""
        pairs = zip(self.codes, counts, strict=True)
        return {code: int(count) for code, count in pairs if count and code != WHOLE}
