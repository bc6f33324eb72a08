"""What is shown of a vote: the one rule of every page and file.

Where all the people of a college agree, a count tells what each of them voted. Their agreement is
then said in words; and since the other votes of the college, or how many its people were, would
give the count back, nothing of that college is counted. A ballot of very few people is not shown.
What people said in words is shown with its criterion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from cm_build.places.workshop import (
    MERGED_COLLEGE,
    SMALLEST_COLLEGE,
    Agreement,
    Ballots,
    BallotWords,
    Workshop,
    criterion_of,
)

Kept = TypeVar("Kept")


def shown_workshop(workshop: Workshop, hidden: frozenset[str] = frozenset()) -> Workshop:
    """Keep of a workshop what reveals nobody's vote; `hidden` criteria are forgotten first."""
    votes = {
        criterion: {college: counts for college, counts in ballots.items() if _enough(counts)}
        for criterion, ballots in _shown(workshop.votes, hidden).items()
    }
    already = _shown(workshop.words, hidden)
    agreeing = frozenset(_agreeing(votes)).union(*already.values())
    words = {
        criterion: {
            college: _words(counts, workshop.participants.get(college))
            for college, counts in votes.get(criterion, {}).items()
            if college in agreeing
        }
        | {**already.get(criterion, {})}
        for criterion in dict.fromkeys((*votes, *already))
    }
    return replace(
        workshop,
        participants=_apart(workshop.participants, agreeing),
        votes=_told((name, _apart(ballots, agreeing)) for name, ballots in votes.items()),
        words=_told(words.items()),
        disagreements=_shown(workshop.disagreements, hidden),
        reservations=_shown(workshop.reservations, hidden),
        decisions=_shown(workshop.decisions, hidden),
    )


def masked_workshop(workshop: Workshop) -> Workshop:
    """Give what a file may say of a workshop: small colleges merged, then what reveals nobody's vote.

    The form does the same on what it hands over (masking.js); one table of cases holds both.
    """
    return shown_workshop(_merged(workshop))


def _merged(workshop: Workshop) -> Workshop:
    """Merge the votes of small colleges; their people follow when nothing is left in their name."""
    votes: dict[str, dict[str, Mapping[str, int]]] = {}
    small: set[str] = set()
    for name, ballots in workshop.votes.items():
        kept = votes[name] = dict(ballots)
        for college, counts in ballots.items():
            if college == MERGED_COLLEGE or _enough(counts):
                continue
            del kept[college]
            if sum(counts.values()):
                kept[MERGED_COLLEGE] = Counter(kept.get(MERGED_COLLEGE, {})) + Counter(counts)
                small.add(college)
    left = {
        college for ballots in (*votes.values(), *workshop.words.values()) for college in ballots
    }
    people = dict(workshop.participants)
    for college in sorted(small - left):
        if college in people:
            people[MERGED_COLLEGE] = people.get(MERGED_COLLEGE, 0) + people.pop(college)
    return replace(workshop, participants=people, votes=votes)


def _shown(told: Mapping[str, Kept], hidden: frozenset[str]) -> dict[str, Kept]:
    """Forget what is told of hidden criteria."""
    return {name: one for name, one in told.items() if criterion_of(name) not in hidden}


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
