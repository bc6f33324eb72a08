"""A collective evaluation drawn at random, for the places that held a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.demonstration.answering import choosable
from cm_build.importing.document import Value, Word
from cm_build.places.workshop import SMALLEST_COLLEGE
from cm_build.questionnaire.question import SingleChoice
from cm_build.questionnaire.role import Role

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from random import Random

    from cm_build.questionnaire.names import Names

MOST_COLLEGES, MOST_VOTERS = 4, 7


def drawn_workshop(
    random: Random, year: int, answered: Container[str], names: Names
) -> dict[str, Value]:
    """Draw participants and their votes, on the criteria that the place answered."""
    colleges = [college.id for college in names.questionnaire.colleges]
    present = random.sample(colleges, min(MOST_COLLEGES, len(colleges)))
    counts = {one: random.randint(SMALLEST_COLLEGE, MOST_VOTERS) for one in sorted(present)}
    votes: dict[str, Value] = {}
    for criterion in names.criteria:
        path = names.of_role(Role.NIVEAU, criterion)
        question = names.asked[path].question if path else None
        if path in answered and isinstance(question, SingleChoice):
            levels = choosable(question.options)
            votes[criterion] = {one: _ballots(random, counts[one], levels) for one in counts}
    return {
        "date": Word(f"{year}-{random.randint(1, 12):02d}-15"),
        "participants": {one: Word(str(count)) for one, count in counts.items()},
        "votes": votes,
    }


def _ballots(random: Random, voters: int, levels: tuple[str, ...]) -> Mapping[str, Value]:
    """Share voters between two neighbouring levels: people who know a place mostly agree."""
    first = random.randrange(len(levels) - 1)
    low = random.randint(0, voters)
    shares = {levels[first]: low, levels[first + 1]: voters - low}
    return {level: Word(str(count)) for level, count in shares.items() if count}
