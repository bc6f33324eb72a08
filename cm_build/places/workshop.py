"""The collective evaluation: what each college saw, criterion by criterion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.places.desk import Desk
from cm_build.places.measure import Measure
from cm_build.places.value_reading import read_day, read_quantity
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD, SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Entry, Fields, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cm_build.questionnaire.names import Names

WORKSHOP = "evaluation_collective"
SMALLEST_COLLEGE = 3
MERGED_COLLEGE = "autres"
_PEOPLE = Measure(0, Decimal(0), Decimal(10_000), unit="personnes")


@dataclass(frozen=True, slots=True)
class Workshop:
    """Participants by college, and votes by criterion, college and level."""

    date: dt.date | None
    participants: Mapping[str, int]
    votes: Mapping[str, Mapping[str, Mapping[str, int]]]


def read_workshop(node: Node, names: Names, desk: Desk) -> Workshop | None:
    """Read `evaluation_collective`, refusing what could designate a voter."""
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu=WORKSHOP, attendu="des clés")
        return None
    known = ("date", "participants", "votes")
    entries = dict(_known(node, known, desk))
    colleges = [college.id for college in names.questionnaire.colleges]
    participants: dict[str, int] = {}
    if "participants" in entries:
        participants = _counts(entries["participants"].node, colleges, desk)
    votes: dict[str, Mapping[str, Mapping[str, int]]] = {}
    if "votes" in entries and isinstance(entries["votes"].node, Fields):
        for criterion, entry in _known(entries["votes"].node, names.criteria, desk):
            votes[criterion] = _ballots(entry.node, criterion, names, participants, desk)
    day = None
    if "date" in entries:
        day = read_day(entries["date"].node, desk, FIRST_YEAR, YEARS_AHEAD)
    return Workshop(day, participants, votes)


def _known(node: Fields, known: Iterable[str], desk: Desk) -> Iterator[tuple[str, Entry]]:
    known = tuple(known)
    for key, entry in node.entries.items():
        if key in known:
            yield key, entry
        else:
            hint = Suggestion(key, known)
            desk.refuse("CM-201", entry.key, lu=key, proche=hint)


def _counts(node: Node, known: Iterable[str], desk: Desk) -> dict[str, int]:
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu="…", attendu="un nombre par clé")
        return {}
    counts = {}
    for key, entry in _known(node, known, desk):
        count = read_quantity(entry.node, desk, _PEOPLE)
        if count is not None:
            counts[key] = int(count)
    return counts


def _ballots(
    node: Node, criterion: str, names: Names, participants: Mapping[str, int], desk: Desk
) -> dict[str, dict[str, int]]:
    path = names.of_role(Role.NIVEAU, criterion)
    question = names.asked[path].question if path else None
    levels = [o.id for o in question.options] if isinstance(question, SingleChoice) else []
    if not isinstance(node, Fields):
        desk.refuse("CM-203", node.mark, lu=criterion, attendu="un collège par ligne")
        return {}
    ballots = {}
    for college, entry in _known(node, [c.id for c in names.questionnaire.colleges], desk):
        counts = _counts(entry.node, levels, desk)
        total = sum(counts.values())
        effect = names.criteria[criterion].titre
        if college in participants and total > participants[college]:
            desk.refuse("CM-212", entry.key, lu=college, attendu=participants[college], cle=effect)
        elif 0 < total < SMALLEST_COLLEGE and college != MERGED_COLLEGE:
            desk.refuse("CM-213", entry.key, lu=college, cle=effect)
        ballots[college] = counts
    return ballots
