"""The collective evaluation: what each college saw, criterion by criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeAlias

from cm_build.questionnaire.level import LEVEL_ROLES
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role

WORKSHOP = "evaluation_collective"
SMALLEST_COLLEGE = 3
MERGED_COLLEGE = "autres"
DIRECTIONS = "sens"
# Two ballots, each silent: when a change was seen, then its direction.
VOTES: Mapping[str, tuple[Role, ...]] = {"votes": LEVEL_ROLES, DIRECTIONS: (Role.DIRECTION,)}
# Someone who votes without knowing.
UNSURE = "ne_sait_pas"
# Beside the votes, what people said: what they differ on, a reservation in their words, what is decided.
DISAGREEMENTS, RESERVATIONS, DECISIONS = "desaccords", "reserves", "decisions"
# A ballot told in words: how far its college agrees, and on what.
AGREEMENT, ANSWERS = "accord", "reponses"
LONGEST_TEXT, LONGEST_RESERVATION, MOST_RESERVATIONS = 600, 400, 10

# The votes on one criterion: by college, how many people chose each option.
Ballots: TypeAlias = Mapping[str, Mapping[str, int]]


class Length(StrEnum):
    """How long people took: what one evening says is never taken for more."""

    EVENING = "soiree"
    WORKSHOPS = "ateliers"


FORMATS: Mapping[Length, str] = {
    Length.EVENING: "discussion d’une soirée",
    Length.WORKSHOPS: "ateliers",
}


class Agreement(StrEnum):
    """How far the people of a college agree, without a count."""

    PRESENT = "toutes_presentes"
    VOTING = "toutes_votantes"
    MOST = "la_plupart"
    SHARED = "partage"

    @property
    def unanimous(self) -> bool:
        """Tell whether all chose the same."""
        return self in (Agreement.PRESENT, Agreement.VOTING)


class BallotWords(NamedTuple):
    """A ballot without its counts: the options chosen, first the one that most chose."""

    agreement: Agreement
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Participants by college, and votes by what was voted on, college and option.

    A criterion names the vote on when a change was seen; `critere.sens`, the one on its
    direction. Some colleges are told in `words`, by a file or by `ballot.shown_workshop`: their
    counts would tell who voted what. What people differ on is never who; a reservation is written
    with the consent of those who have it.
    """

    date: dt.date | None
    participants: Mapping[str, int]
    votes: Mapping[str, Ballots]
    words: Mapping[str, Mapping[str, BallotWords]] = field(default_factory=dict)
    format: Length | None = None
    disagreements: Mapping[str, str] = field(default_factory=dict)
    reservations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    @property
    def criteria(self) -> frozenset[str]:
        """The criteria of which a vote is told."""
        return frozenset(criterion_of(name) for name in (*self.votes, *self.words))

    @property
    def told(self) -> frozenset[str]:
        """The criteria of which anything is told: a vote, or words."""
        return self.criteria.union(self.disagreements, self.reservations, self.decisions)


def criterion_of(voted: str) -> str:
    """Give the criterion of what was voted on."""
    return voted.partition(".")[0]


def voted_paths(criterion: str, names: Names) -> Iterator[str]:
    """Name the answers that votes on a criterion are about: they would give each of them back."""
    for role in chain.from_iterable(VOTES.values()):
        path = names.of_role(role, criterion)
        if path:
            yield path
