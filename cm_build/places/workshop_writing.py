"""A workshop as a file writes it: what is masked, merged or published is taken up again from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from cm_build.places.workshop import (
    AGREEMENT,
    ANSWERS,
    DECISIONS,
    DIRECTIONS,
    DISAGREEMENTS,
    RESERVATIONS,
    VOTES,
    BallotWords,
    Workshop,
    criterion_of,
)

Told = TypeVar("Told")


def workshop_tree(workshop: Workshop) -> dict[str, object]:
    """Give the keys of `evaluation_collective`; a college told in words is written so."""
    ballots = {
        name: {
            **workshop.votes.get(name, {}),
            **{
                college: ballot_tree(words)
                for college, words in workshop.words.get(name, {}).items()
            },
        }
        for name in dict.fromkeys((*workshop.votes, *workshop.words))
    }
    tree = counted_tree(workshop) | by_key(ballots)
    return {key: value for key, value in tree.items() if value}


def counted_tree(workshop: Workshop) -> dict[str, object]:
    """Give the same with counts alone: participants and votes are there even when none is told."""
    head = {
        "format": str(workshop.format) if workshop.format else None,
        "date": workshop.date.isoformat() if workshop.date else None,
    }
    votes = by_key(workshop.votes)
    said = {
        DIRECTIONS: votes.pop(DIRECTIONS),
        DISAGREEMENTS: workshop.disagreements,
        RESERVATIONS: {name: [*texts] for name, texts in workshop.reservations.items()},
        DECISIONS: workshop.decisions,
    }
    told: dict[str, object] = {key: value for key, value in head.items() if value}
    told |= {"participants": dict(workshop.participants), **votes}
    return told | {key: value for key, value in said.items() if value}


def ballot_tree(words: BallotWords) -> dict[str, object]:
    """Give how far a college agrees, and on what."""
    return {AGREEMENT: str(words.agreement), ANSWERS: [*words.options]}


def by_key(voted: Mapping[str, Told]) -> dict[str, dict[str, Told]]:
    """Sort what was voted on by the key of the file that holds it, under its criterion."""
    sorted_out: dict[str, dict[str, Told]] = {key: {} for key in VOTES}
    for name, one in voted.items():
        criterion = criterion_of(name)
        sorted_out["votes" if name == criterion else DIRECTIONS][criterion] = one
    return sorted_out
