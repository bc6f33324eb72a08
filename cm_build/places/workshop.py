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
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD, SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Node, mark_at

WORKSHOP = "evaluation_collective"
SMALLEST_COLLEGE = 3
MERGED_COLLEGE = "autres"
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
    """Participants by college, and votes by criterion, college and level.

    What is published tells some colleges in `words`: `ballot.shown_workshop` says which.
    """

    date: dt.date | None
    participants: Mapping[str, int]
    votes: Mapping[str, Ballots]
    words: Mapping[str, Mapping[str, BallotWords]] = field(default_factory=dict)

    @property
    def criteria(self) -> frozenset[str]:
        """The criteria of which a vote is told."""
        return frozenset(self.votes) | frozenset(self.words)


def workshop_type(names: Names) -> Typed:
    """Make the type of `evaluation_collective` from the colleges, the criteria and their levels."""
    colleges = [college.id for college in names.questionnaire.colleges]
    ballots = {
        criterion: nested(_ballots(criterion, colleges, names)) for criterion in names.criteria
    }
    types = {
        "date": day_type(FIRST_YEAR, YEARS_AHEAD),
        "participants": nested(_counts("participants", colleges)),
        "votes": nested(KnownKeys("votes", ballots)),
    }
    return nested(KnownKeys(WORKSHOP, types, (WORKSHOP, "des clés")))


def _counts(name: str, known: Iterable[str]) -> KnownKeys:
    return KnownKeys(name, dict.fromkeys(known, _PEOPLE), ("…", "un nombre par clé"))


def _ballots(criterion: str, colleges: Iterable[str], names: Names) -> KnownKeys:
    path = names.of_role(Role.NIVEAU, criterion)
    question = names.asked[path].question if path else None
    levels = [o.id for o in question.options] if isinstance(question, SingleChoice) else []
    counts = nested(_counts("voix", levels))
    shape = (criterion, "un collège par ligne")
    return KnownKeys(f"votes_{criterion}", dict.fromkeys(colleges, counts), shape)


def read_workshop(node: Node, typed: Typed, names: Names, desk: Desk) -> Workshop | None:
    """Read `evaluation_collective`, refusing what could designate a voter."""
    fields = typed.read(node, desk)
    if fields is None:
        return None
    participants = _whole(fields.get("participants", {}))
    votes = {
        criterion: {college: _whole(counts) for college, counts in ballots.items()}
        for criterion, ballots in fields.get("votes", {}).items()
    }
    for criterion, ballots in votes.items():
        for college, counts in ballots.items():
            total, effect = sum(counts.values()), names.criteria[criterion].titre
            mark = mark_at(node, ("votes", criterion, college))
            if college in participants and total > participants[college]:
                desk.refuse("CM-212", mark, lu=college, attendu=participants[college], cle=effect)
            elif 0 < total < SMALLEST_COLLEGE and college != MERGED_COLLEGE:
                desk.refuse("CM-213", mark, lu=college, cle=effect)
    return Workshop(fields.get("date"), participants, votes)


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    return {key: int(count) for key, count in counts.items()}
