"""Statistics over places, with pandas: how many answered, how their answers are spread.

Counts and totals are always given. Medians, quartiles, means and shares need `minimum` answers:
below, they would tell of chance, or of one place alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.score import IN_PLACE
from cm_build.computing.variables import NOT_CONCERNED, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

QUARTILES = (0.25, 0.5, 0.75)


class Coverage(NamedTuple):
    """Of `places`, `concerned` may answer and `answers` did; `share` is between 0 and 1.

    Of those `unsettled` nobody knows whether they may: what tells it was not answered.
    """

    answers: int
    concerned: int
    places: int
    unsettled: int = 0

    @property
    def share(self) -> float | None:
        """The part of the places concerned that answered."""
        return self.answers / self.concerned if self.concerned else None


class Spread(NamedTuple):
    """How the values of a number are spread; quartiles are of type 7, as pandas computes them."""

    lowest: float
    low: float
    median: float
    high: float
    highest: float
    mean: float


class Numbers(NamedTuple):
    """A number over places; `spread` is None when too few answered."""

    coverage: Coverage
    total: float
    spread: Spread | None


class Counts(NamedTuple):
    """How many places gave each answer; a place may give several. `enough` allows shares."""

    coverage: Coverage
    counts: Mapping[str, int]
    enough: bool

    def share(self, code: str) -> float | None:
        """The part of the places that answered who gave this answer."""
        answers = self.coverage.answers
        return self.counts.get(code, 0) / answers if self.enough and answers else None


class ShareParts(NamedTuple):
    """A whole shared between named parts, summed over the places that told every part."""

    coverage: Coverage
    totals: Mapping[str, float]
    whole: float
    enough: bool


def coverage(frame: pd.DataFrame, name: str, missing: str) -> Coverage:
    """Count who answered, and whom the question concerned."""
    return covered(frame[missing], int(frame[name].notna().sum()))


def covered(reasons: pd.Series[str], answers: int) -> Coverage:
    """Count whom a question concerns, from the reasons why those who did not answer did not."""
    unsettled = int((reasons == UNSETTLED).sum())
    apart = int((reasons == NOT_CONCERNED).sum()) + unsettled
    return Coverage(answers, len(reasons) - apart, len(reasons), unsettled)


def concerned(reasons: pd.Series[str]) -> pd.Series[bool]:
    """Tell, place by place, whether it may answer."""
    return (reasons != NOT_CONCERNED) & (reasons != UNSETTLED)


def numbers(frame: pd.DataFrame, name: str, missing: str, minimum: int) -> Numbers:
    """Describe one numeric variable."""
    import numpy as np  # noqa: PLC0415 - only builds pay for it

    # Plain arrays: a page a territory asks for thousands of figures, of a few places each.
    values = frame[name].to_numpy(dtype=float, na_value=np.nan)
    values = values[~np.isnan(values)]
    spread = None
    if len(values) >= minimum:
        low, median, high = np.quantile(values, QUARTILES).tolist()
        spread = Spread(
            float(values.min()), low, median, high, float(values.max()), float(values.mean())
        )
    return Numbers(covered(frame[missing], len(values)), float(values.sum()), spread)


def counts(
    frame: pd.DataFrame, name: str, missing: str, codes: Sequence[str], minimum: int
) -> Counts:
    """Count each answer of a choice, in the order the questionnaire gives them."""
    values = frame[name].dropna()
    tally = values.explode().value_counts()
    known = {code: int(tally.get(code, 0)) for code in codes}
    answered = coverage(frame, name, missing)
    return Counts(answered, known, answered.answers >= minimum)


def parts(
    frame: pd.DataFrame, names: Sequence[str], total: str, missing: str, minimum: int
) -> ShareParts:
    """Sum a distribution over the places that gave all of it: the others would bend the shares."""
    complete = frame.loc[frame[total].notna(), [*names, total]]
    sums = {name: float(complete[name].sum()) for name in names}
    answered = covered(frame[missing], len(complete))
    return ShareParts(answered, sums, float(complete[total].sum()), len(complete) >= minimum)


class MedianChange(NamedTuple):
    """What became of a number between two assessments of the same places.

    Of `places` that told two years, `pairs` gave the number both times; `median` is the median
    difference for one year, None when too few did.
    """

    places: int
    pairs: int
    up: int
    same: int
    down: int
    median: float | None


def change(gaps: pd.Series[float], places: int, minimum: int) -> MedianChange:
    """Count rises and falls; `gaps` are latest minus previous, by year."""
    median = float(gaps.median()) if len(gaps) >= minimum else None
    return MedianChange(
        places,
        len(gaps),
        int((gaps > 0).sum()),
        int((gaps == 0).sum()),
        int((gaps < 0).sum()),
        median,
    )


def histogram(values: pd.Series[float], edges: Sequence[float]) -> tuple[int, ...]:
    """Count values in classes closed on the left; what is under the first edge goes in the first."""
    counted = [int((values < edge).sum()) for edge in edges[1:]]
    below = [0, *counted, len(values)]
    return tuple(after - before for before, after in pairwise(below))


def practice(frame: pd.DataFrame, name: str, missing: str, minimum: int) -> Counts:
    """Count where a scored practice is in place: three quarters of its points or more."""
    values = frame[name].dropna()
    answered = coverage(frame, name, missing)
    done = int((values >= float(IN_PLACE)).sum())
    return Counts(answered, {"en_place": done}, answered.answers >= minimum)
