"""The collective evaluation: what each college saw, criterion by criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, nested
from cm_build.places.measure import Measure
from cm_build.places.value_reading import day_type, quantity_type
from cm_build.questionnaire.level import LEVEL_ROLES, choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Node, mark_at

WORKSHOP = "evaluation_collective"
SMALLEST_COLLEGE = 3
MERGED_COLLEGE = "autres"
DIRECTIONS = "sens"
# Two ballots, each silent: when a change was seen, then its direction.
VOTES: Mapping[str, tuple[Role, ...]] = {"votes": LEVEL_ROLES, DIRECTIONS: (Role.DIRECTION,)}
# Someone who votes without knowing.
UNSURE = "ne_sait_pas"
_PEOPLE = quantity_type(Measure(0, Decimal(0), Decimal(10_000), unit="personnes"))


# The votes on one criterion: by college, how many people chose each option.
Ballots: TypeAlias = Mapping[str, Mapping[str, int]]


class Agreement(StrEnum):
    """How far the people of a college agree, without a count."""

    PRESENT = "toutes_presentes"
    VOTING = "toutes_votantes"
    MOST = "la_plupart"
    SHARED = "partage"


class BallotWords(NamedTuple):
    """A ballot without its counts: the options chosen, first the one that most chose."""

    agreement: Agreement
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Participants by college, and votes by what was voted on, college and option.

    A criterion names the vote on when a change was seen; `critere.sens`, the one on its
    direction. What is published tells some colleges in `words`: `ballot.shown_workshop` says which.
    """

    date: dt.date | None
    participants: Mapping[str, int]
    votes: Mapping[str, Ballots]
    words: Mapping[str, Mapping[str, BallotWords]] = field(default_factory=dict)

    @property
    def criteria(self) -> frozenset[str]:
        """The criteria of which a vote is told."""
        return frozenset(name.partition(".")[0] for name in (*self.votes, *self.words))


def workshop_type(names: Names) -> Typed:
    """Make the type of `evaluation_collective` from the colleges, the criteria and their options."""
    colleges = [college.id for college in names.questionnaire.colleges]
    types = {
        "date": day_type(FIRST_YEAR, YEARS_AHEAD),
        "participants": nested(_counts("participants", colleges)),
        **{
            key: nested(
                KnownKeys(key, {c: _ballots(key, c, colleges, names) for c in names.criteria})
            )
            for key in VOTES
        },
    }
    return nested(KnownKeys(WORKSHOP, types, (WORKSHOP, "des clés")))


def _counts(name: str, known: Iterable[str]) -> KnownKeys:
    return KnownKeys(name, dict.fromkeys(known, _PEOPLE), ("…", "un nombre par clé"))


def _ballots(key: str, criterion: str, colleges: Iterable[str], names: Names) -> Typed:
    """Give the type of the votes on a criterion; whoever does not know is counted too."""
    asked = (names.of_role(role, criterion) for role in VOTES[key])
    options = dict.fromkeys(option.id for path in asked for option in choices(names, path))
    counts = nested(_counts("voix", (*options, UNSURE)))
    shape = (criterion, "un collège par ligne")
    return nested(KnownKeys(f"{key}_{criterion}", dict.fromkeys(colleges, counts), shape))


def read_workshop(node: Node, typed: Typed, names: Names, desk: Desk) -> Workshop | None:
    """Read `evaluation_collective`, refusing what could designate a voter."""
    fields = typed.read(node, desk)
    if fields is None:
        return None
    participants = _whole(fields.get("participants", {}))
    votes = {
        voted_on(key, criterion, names): {
            college: _whole(counts) for college, counts in ballots.items()
        }
        for key in VOTES
        for criterion, ballots in fields.get(key, {}).items()
    }
    for name, ballots in votes.items():
        criterion, _, ending = name.partition(".")
        for college, counts in ballots.items():
            total, effect = sum(counts.values()), names.criteria[criterion].titre
            mark = mark_at(node, (DIRECTIONS if ending else "votes", criterion, college))
            if college in participants and total > participants[college]:
                desk.refuse("CM-212", mark, lu=college, attendu=participants[college], cle=effect)
            elif 0 < total < SMALLEST_COLLEGE and college != MERGED_COLLEGE:
                desk.refuse("CM-213", mark, lu=college, cle=effect)
    return Workshop(fields.get("date"), participants, votes)


def voted_on(key: str, criterion: str, names: Names) -> str:
    """Name what was voted on, from the key of the file that holds the votes."""
    path = names.of_role(Role.DIRECTION, criterion) if key == DIRECTIONS else None
    return path or criterion


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    return {key: int(count) for key, count in counts.items()}
