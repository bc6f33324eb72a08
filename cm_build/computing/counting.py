"""Who counts in what places say together: one rule, by state and by year, for every page and file.

What is said in the present tense is said of places that are there: open, or open and on pause. A place
that closed, or that is not open yet, keeps its page, its line in the directory and in the open files.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.places.header import Publication, State
    from cm_build.places.settings import Settings

# The states of a place that counts; the others are told apart.
COUNTED_STATES: tuple[State, ...] = ("ouvert", "pause")
# The publication of a sheet that a place wrote itself: those of a directory are only listed.
COUNTED_PUBLICATION: Publication = "publique"
# The places of a territory are told for so many people who live there.
INHABITANTS = 100_000


class Standing(StrEnum):
    """Whether the latest year of a place counts, and if not, why: the first reason that holds."""

    OPEN = "ouvert"
    PAUSED = "en pause"
    LISTED = "recensé"
    CLOSED = "fermé"
    COMING = "pas encore ouvert"
    OLD = "bilan trop ancien"

    @property
    def counts(self) -> bool:
        """Whether the place is one of those that count."""
        return self in (Standing.OPEN, Standing.PAUSED)


def oldest_counted(settings: Settings) -> int:
    """Give the oldest year that counts, itself in."""
    return settings.annee_reference - settings.age_maximum


def is_there(state: str) -> bool:
    """Tell whether a place can be spoken of in the present tense, whatever its year."""
    return state in COUNTED_STATES


def standing_of(publication: str, state: str, year: int, settings: Settings) -> Standing:
    """Say where the latest year of a place stands; only published ones are ever given."""
    if publication != COUNTED_PUBLICATION:
        return Standing.LISTED
    if not is_there(state):
        return Standing.CLOSED if state == "ferme" else Standing.COMING
    if year < oldest_counted(settings):
        return Standing.OLD
    return Standing.PAUSED if state == "pause" else Standing.OPEN


class WhoCounts(NamedTuple):
    """How many places count together, how many of them are paused, and how many do not, by reason."""

    counted: int
    paused: int = 0
    closed: int = 0
    coming: int = 0
    old: int = 0
    since: int = 0
    """The oldest year that counts."""
    years: tuple[tuple[int, int], ...] = ()
    """The years of those that count, latest first, and how many places each is of."""


def who_counts(latest: Iterable[tuple[Standing, int]], settings: Settings) -> WhoCounts:
    """Sum up where the latest years of the places of one world stand."""
    known = list(latest)
    standings = Counter(standing for standing, _ in known)
    years = Counter(year for standing, year in known if standing.counts)

    def of(standing: Standing) -> int:
        return standings[standing]

    return WhoCounts(
        counted=of(Standing.OPEN) + of(Standing.PAUSED),
        paused=of(Standing.PAUSED),
        closed=of(Standing.CLOSED),
        coming=of(Standing.COMING),
        old=of(Standing.OLD),
        since=oldest_counted(settings),
        years=tuple(sorted(years.items(), reverse=True)),
    )
