"""The places that count together: one assessment each, recent enough, real and fictional apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing import statistics
from cm_build.computing.counting import COUNTED_PUBLICATION, WhoCounts, standing_of, who_counts
from cm_build.computing.microdata import IDENTITY
from cm_build.computing.variables import FIGURE, POINTS, TOTAL, VariableKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from cm_build.computing.statistics import Counts, MedianChange, Numbers, ShareParts
    from cm_build.computing.variables import Variable
    from cm_build.places.settings import Settings
    from cm_build.questionnaire.names import Names

# What can be counted of where places are, and the column that tells it.
WHEREABOUTS = {"communes": "code_commune", "departements": "departement", "regions": "region"}


class Population:
    """Assessments that are counted together, and what they say together.

    References are those of the questionnaire (`ressources`, `ressources.dons`,
    an indicator, an axis), so that a page names a figure once; what the questionnaire does not
    name (a column of a table, the class of density) goes by its variable.
    """

    def __init__(
        self, frame: pd.DataFrame, names: Names, variables: Sequence[Variable], minimum: int
    ) -> None:
        self.frame = frame
        self.names = names
        self.minimum = minimum
        self._variables = {variable.name: variable for variable in variables}

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns of the table."""
        return tuple(self._variables.values())

    @property
    def size(self) -> int:
        """How many places there are."""
        return len(self.frame)

    def where(self, column: str, value: str) -> Population:
        """Keep the places that have a value, or one of several."""
        values = self.frame[column]
        if self._variables[column].kind is VariableKind.CHOICES:
            kept = values.map(partial(gave, frozenset({value})))
        else:
            kept = values == value
        return Population(self.frame[kept.astype(bool)], self.names, self.variables, self.minimum)

    def variable(self, reference: str) -> Variable:
        """Find the variable a reference leads to; a whole distribution is its total.

        Raises:
            KeyError: the reference names nothing that can be counted.
        """
        resolved = self.names.resolve(reference)
        if resolved is None:
            return self._variables[reference]
        if resolved.is_indicator:
            return self._variables[f"{FIGURE}{resolved.path}"]
        if resolved.part:
            return self._variables[f"{resolved.path}.{resolved.part}"]
        return self._variables.get(f"{TOTAL}{resolved.path}") or self._variables[resolved.path]

    def numbers(self, reference: str) -> Numbers:
        """Describe a number: an answer, a figure, a part, or the total of a distribution."""
        variable = self.variable(reference)
        return statistics.numbers(self.frame, variable.name, variable.missing, self.minimum)

    def counts(self, reference: str) -> Counts:
        """Count the answers to a choice, or the classes of a figure."""
        variable = self.variable(reference)
        codes = [code for code, _ in variable.codes]
        return statistics.counts(self.frame, variable.name, variable.missing, codes, self.minimum)

    def parts(self, reference: str) -> ShareParts:
        """Share a distribution between its parts."""
        total = self._variables[f"{TOTAL}{reference}"]
        names = [
            variable.name
            for variable in self.variables
            if variable.path == reference and variable.name.startswith(f"{reference}.")
        ]
        return statistics.parts(self.frame, names, total.name, total.missing, self.minimum)

    def histogram(self, reference: str, edges: Sequence[float]) -> tuple[int, ...]:
        """Count values between successive edges; the last class has no upper bound."""
        values = self.frame[self.variable(reference).name].dropna()
        return statistics.histogram(values, edges)

    def practices(self) -> dict[str, Counts]:
        """Count, for each practice of an axis, the places where it is in place."""
        return {
            variable.path: statistics.practice(
                self.frame, variable.name, variable.missing, self.minimum
            )
            for variable in self.variables
            if variable.name.startswith(POINTS) and self.names.asked[variable.path].home == "axe"
        }


class Populations(NamedTuple):
    """Real places and fictional ones, never mixed; `history` holds every year of both."""

    real: Population
    fictional: Population
    history: pd.DataFrame
    standings: tuple[WhoCounts, WhoCounts] = (WhoCounts(0), WhoCounts(0))
    """Who counts and who does not, among real places, then among fictional ones."""

    @property
    def shown(self) -> Population:
        """Real places as soon as there is one; until then the examples, and pages say so."""
        return self.real if self.real.size or not self.fictional.size else self.fictional

    def change(self, reference: str) -> MedianChange:
        """Compare the latest assessment of the places shown with their previous one, by year of gap."""
        name = self.shown.variable(reference).name
        places = self.shown.frame[["lieu", "annee", name]]
        earlier = self.history[["lieu", "annee", name]].merge(
            places[["lieu", "annee"]], on="lieu", suffixes=("", "_dernier")
        )
        earlier = earlier[earlier["annee"] < earlier["annee_dernier"]]
        # Not `last()`, which would skip a year without an answer and look further back.
        previous = earlier.sort_values(["lieu", "annee"]).drop_duplicates("lieu", keep="last")
        pairs = places.merge(previous[["lieu", "annee", name]], on="lieu", suffixes=("", "_avant"))
        years = pairs["annee"] - pairs["annee_avant"]
        gaps = ((pairs[name] - pairs[f"{name}_avant"]) / years).dropna()
        return statistics.change(gaps, len(pairs), self.shown.minimum)

    @property
    def who(self) -> WhoCounts:
        """Of whom what is shown speaks, and whom it leaves out."""
        return self.standings[self.is_fictional]

    @property
    def is_fictional(self) -> bool:
        """Whether what is shown was invented for the example."""
        return self.shown is self.fictional


def populations(
    frame: pd.DataFrame, names: Names, variables: Sequence[Variable], settings: Settings
) -> Populations:
    """Keep the latest year of each place that answered and counts (`counting.standing_of`)."""
    import numpy as np  # noqa: PLC0415 - only builds pay for it

    own = frame["publication"] == COUNTED_PUBLICATION
    # Chosen from the columns that tell which rows count: the whole table is copied once, not at each step.
    known = frame.loc[own, ["lieu", "annee", "exemple_fictif", "etat"]]
    latest = known.loc[known.groupby("lieu", sort=True)["annee"].idxmax()] if len(known) else known
    standings = [
        standing_of(COUNTED_PUBLICATION, state, year, settings)
        for state, year in zip(latest["etat"], latest["annee"], strict=True)
    ]
    counts = np.array([standing.counts for standing in standings], dtype=bool)
    invented = latest["exemple_fictif"].astype(bool)

    def those(kept: pd.Series[bool]) -> Population:
        rows = frame.loc[latest[kept & counts].index].reset_index(drop=True)
        return Population(rows, names, variables, settings.groupe_minimum)

    def who(kept: pd.Series[bool]) -> WhoCounts:
        years = (int(year) for year in latest["annee"])
        told = zip(standings, years, kept, strict=True)
        return who_counts(((one, year) for one, year, inside in told if inside), settings)

    history = frame if own.all() else frame[own]
    return Populations(those(~invented), those(invented), history, (who(~invented), who(invented)))


def gave(wanted: frozenset[str], codes: object) -> bool:
    """Tell whether one of some codes is among those of a place; what was not answered holds none."""
    return isinstance(codes, Iterable) and not wanted.isdisjoint(codes)


def whereabouts(population: Population, what: str) -> int:
    """Count the communes, départements or régions of the places."""
    return int(population.frame[WHEREABOUTS[what]].nunique())


def narrowed(population: Population, references: Iterable[str]) -> Population:
    """Keep only the columns some figures need: hundreds of columns are long to filter again and again."""
    identity = [variable for variable, _ in IDENTITY if variable.name in population.frame]
    kept = dict.fromkeys(variable.name for variable in identity)
    variables = list(identity)
    for reference in references:
        variable = population.variable(reference)
        kept |= {variable.name: None, variable.missing: None}
        variables.append(variable)
    frame = population.frame[list(kept)]
    return Population(frame, population.names, tuple(variables), population.minimum)
