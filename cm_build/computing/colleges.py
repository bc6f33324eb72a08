"""What each college says of a criterion, and whether colleges say the same.

A presence is a word, not a number: nothing here is averaged, and no college weighs more than another.
What a college says is what more than half of its people voted. That is known of a ballot told in
words as well as of one that is counted, so that what is hidden never changes what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from cm_build.places.workshop import UNSURE, Agreement, BallotWords, Workshop
from cm_build.questionnaire.level import choices, level_paths
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role

# Of the votes of a college: what it says needs more.
MAJORITY = 0.5
LEAST_COLLEGES = 2
# What a college says when no answer has its majority.
DIVIDED = ""


class Between(StrEnum):
    """How the colleges of a workshop stand to one another on one criterion."""

    SAME = "meme"
    DIFFERENT = "differe"
    DIVIDED = "partage"


class Voted(NamedTuple):
    """Something that was voted on: its name in a workshop, and the question whose answers it takes."""

    name: str
    path: str


def voted(names: Names, criterion: str) -> Iterator[Voted]:
    """Give the votes a workshop may hold on a criterion: when a change was seen, then its direction.

    A criterion of the place is voted on as any other: on the same steps.
    """
    like = criterion if criterion in names.criteria else next(iter(names.criteria), "")
    yield from (Voted(criterion, path) for path in level_paths(names, like))
    if direction := names.of_role(Role.DIRECTION, like):
        yield Voted(f"{criterion}.{direction.rpartition('.')[2]}", direction)


def compared(names: Names, criterion: str) -> tuple[Voted, ...]:
    """Give the votes that are counted across places: the scale of older files is another one."""
    return tuple(
        vote
        for vote in voted(names, criterion)
        if names.asked[vote.path].question.role is not Role.NIVEAU
    )


def voices(workshop: Workshop, vote: Voted, names: Names) -> dict[str, str]:
    """Give what each college says, `DIVIDED` where no answer has its majority.

    A college most of whose people did not look, or do not know, says nothing that can be compared:
    it is not there.
    """
    options = choices(names, vote.path)
    own = frozenset(option.id for option in options)
    scale = {option.id for option in options if not option.exclusif}
    said = {
        college: _majority(cast)
        for college, counts in workshop.votes.get(vote.name, {}).items()
        if not own.isdisjoint(cast := _cast(counts, {*own, UNSURE}))
    }
    said |= {
        college: _in_words(words)
        for college, words in workshop.words.get(vote.name, {}).items()
        if not own.isdisjoint(words.options)
    }
    return {
        college.id: said[college.id]
        for college in names.questionnaire.colleges
        if said.get(college.id) in {*scale, DIVIDED}
    }


def between(said: Mapping[str, str]) -> Between | None:
    """Tell whether colleges say the same; None when fewer than two say something.

    Two that differ are enough to say so. A divided college neither agrees nor disagrees.
    """
    if len(said) < LEAST_COLLEGES:
        return None
    answers = {answer for answer in said.values() if answer != DIVIDED}
    if len(answers) > 1:
        return Between.DIFFERENT
    return Between.DIVIDED if DIVIDED in said.values() else Between.SAME


def _cast(counts: Mapping[str, int], known: set[str]) -> dict[str, int]:
    return {option: count for option, count in counts.items() if count and option in known}


def _majority(cast: Mapping[str, int]) -> str:
    voters = sum(cast.values())
    most = (option for option, count in cast.items() if count > MAJORITY * voters)
    return next(most, DIVIDED)


def _in_words(words: BallotWords) -> str:
    return DIVIDED if words.agreement is Agreement.SHARED else words.options[0]
