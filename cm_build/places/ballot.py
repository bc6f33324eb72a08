"""What is shown of a vote: the one rule of every page and file.

Where all the people of a college agree, a count tells what each of them voted. Their agreement is
then said in words; and since the other votes of the college, or how many its people were, would
give the count back, nothing of that college is counted. A ballot of very few people is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from cm_build.places.workshop import (
    SMALLEST_COLLEGE,
    Agreement,
    Ballots,
    BallotWords,
    Workshop,
)

Kept = TypeVar("Kept")


def shown_workshop(workshop: Workshop, hidden: frozenset[str] = frozenset()) -> Workshop:
    """Keep of a workshop what reveals nobody's vote; `hidden` criteria are forgotten first."""
    votes = {
        criterion: {college: counts for college, counts in ballots.items() if _enough(counts)}
        for criterion, ballots in workshop.votes.items()
        if criterion.partition(".")[0] not in hidden
    }
    agreeing = frozenset(_agreeing(votes))
    words = {
        criterion: {
            college: _words(counts, workshop.participants.get(college))
            for college, counts in ballots.items()
            if college in agreeing
        }
        for criterion, ballots in votes.items()
    }
    return replace(
        workshop,
        participants=_apart(workshop.participants, agreeing),
        votes=_told((name, _apart(ballots, agreeing)) for name, ballots in votes.items()),
        words=_told(words.items()),
    )


def _enough(counts: Mapping[str, int]) -> bool:
    """Tell whether a ballot is large enough; small colleges were merged, and may still be few."""
    return sum(counts.values()) >= SMALLEST_COLLEGE


def _agreeing(votes: Mapping[str, Ballots]) -> Iterator[str]:
    """Name the colleges whose people all chose the same, on one criterion at least."""
    for ballots in votes.values():
        for college, counts in ballots.items():
            if len(_chosen(counts)) == 1:
                yield college


def _chosen(counts: Mapping[str, int]) -> list[str]:
    return sorted(option for option, count in counts.items() if count)


def _words(counts: Mapping[str, int], present: int | None) -> BallotWords:
    chosen, voters = _chosen(counts), sum(counts.values())
    if len(chosen) == 1:
        everyone = Agreement.PRESENT if present == voters else Agreement.VOTING
        return BallotWords(everyone, tuple(chosen))
    most = [option for option in chosen if 2 * counts[option] > voters]
    others = [option for option in chosen if option not in most]
    return BallotWords(Agreement.MOST if most else Agreement.SHARED, (*most, *others))


def _apart(by_college: Mapping[str, Kept], colleges: frozenset[str]) -> dict[str, Kept]:
    return {name: kept for name, kept in by_college.items() if name not in colleges}


def _told(by_criterion: Iterable[tuple[str, Mapping[str, Kept]]]) -> dict[str, Mapping[str, Kept]]:
    """Forget the criteria of which nothing is left."""
    return {criterion: ballots for criterion, ballots in by_criterion if ballots}
