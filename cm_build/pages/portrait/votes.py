"""How each college voted on a criterion: dots along the levels, or words where a count would tell too much."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.computing.colleges import Voted, voted
from cm_build.places.workshop import UNSURE, Agreement, BallotWords, Workshop
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.option import Option
from cm_build.referential.sources import Sources
from cm_build.wording import french

# The scale, in the drawing's units; a dot's radius for one vote, and the largest that fits a line.
WIDTH, MARGIN, RADIUS, LARGEST = 300.0, 14.0, 6.0, 13.0
# Without a count, a dot says where, and whether most are there; it has the size of no number of votes.
WITHOUT_COUNT = 9.0
UNSURE_WORDS = "ne sait pas"
AGREEMENTS = {
    Agreement.PRESENT: "toutes les personnes du groupe",
    Agreement.VOTING: "toutes les personnes qui ont voté",
    Agreement.MOST: "la plupart",
    Agreement.SHARED: "avis partagés",
}


class VoteDot(NamedTuple):
    """A level chosen: its place along the scale, the radius of its dot, its votes where they are told."""

    x: float
    radius: float
    votes: int | None


class Ballot(NamedTuple):
    """How one college voted: a dot for each level chosen, its area growing with the votes told.

    `agreement` says in a few words how far its people agree, when nothing is counted.
    """

    college: str
    dots: tuple[VoteDot, ...]
    text: str
    agreement: str = ""


class Vote(NamedTuple):
    """A ballot by college, along the steps of one scale; `ends` names both, where there is room.

    `steps` names them all: where each stands, and its words.
    """

    title: str
    ballots: tuple[Ballot, ...]
    ends: tuple[tuple[float, str, str], ...]
    steps: tuple[tuple[float, str], ...]


def votes_on(workshop: Workshop | None, criterion: str, sources: Sources) -> tuple[Vote, ...]:
    """Show what was voted on a criterion: when a change was seen, then its direction."""
    if workshop is None:
        return ()
    votes = (vote_on(workshop, vote, sources) for vote in voted(sources.names, criterion))
    return tuple(vote for vote in votes if vote.ballots)


def vote_on(workshop: Workshop, vote: Voted, sources: Sources) -> Vote:
    """Show every college apart: where they disagree must be seen."""
    options = choices(sources.names, vote.path)
    told = workshop.votes.get(vote.name, {}), workshop.words.get(vote.name, {})
    places = _vote_places(options)
    steps = tuple((places[o.id], o.in_sentence) for o in options if o.id in places)
    title = sources.question(vote.path).short
    return Vote(title, tuple(_drawn(*told, options, sources)), _ends(options), steps)


def _drawn(
    counted: Mapping[str, Mapping[str, int]],
    worded: Mapping[str, BallotWords],
    options: tuple[Option, ...],
    sources: Sources,
) -> Iterator[Ballot]:
    places = _vote_places(options)
    known = {option.id for option in options}
    for college in sources.names.questionnaire.colleges:
        words = worded.get(college.id)
        if words and not known.isdisjoint(words.options):
            most = () if words.agreement is Agreement.SHARED else words.options[:1]
            dots = [
                VoteDot(places[o.id], LARGEST if o.id in most else WITHOUT_COUNT, None)
                for o in options
                if o.id in words.options and o.id in places
            ]
            text = _in_words(words, options)
            yield Ballot(college.libelle, tuple(dots), text, AGREEMENTS[words.agreement])
        counts = counted.get(college.id, {})
        chosen = [(option, counts[option.id]) for option in options if counts.get(option.id)]
        if chosen:
            text = " ; ".join(f"{french.initial_folded(o.libelle)} : {n}" for o, n in chosen)
            if unsure := counts.get(UNSURE):
                text += f" ; {UNSURE_WORDS} : {unsure}"
            # Those who did not look, or do not know, have no place on the scale: told, not drawn.
            dots = [
                VoteDot(places[o.id], round(min(LARGEST, RADIUS * math.sqrt(n)), 1), n)
                for o, n in chosen
                if o.id in places
            ]
            yield Ballot(college.libelle, tuple(dots), text)


def _in_words(words: BallotWords, options: tuple[Option, ...]) -> str:
    """Say who agrees on what, without a count; options in the order of the scale."""
    first, *others = words.options
    labels = {option.id: french.initial_folded(option.libelle) for option in options}
    labels[UNSURE] = UNSURE_WORDS
    said = AGREEMENTS[words.agreement]
    if words.agreement is Agreement.SHARED:
        shared = ", ".join(label for code, label in labels.items() if code in words.options)
        return f"{said} : {shared}"
    rest = ", ".join(label for code, label in labels.items() if code in others)
    return f"{said} : {labels[first]}" + (f" ; aussi choisi : {rest}" if rest else "")


def _vote_places(options: tuple[Option, ...]) -> Mapping[str, float]:
    """Place the options at equal steps along the scale."""
    levels = [option.id for option in options if not option.exclusif]
    step = (WIDTH - 2 * MARGIN) / max(1, len(levels) - 1)
    return {level: round(MARGIN + step * index, 1) for index, level in enumerate(levels)}


def _ends(options: tuple[Option, ...]) -> tuple[tuple[float, str, str], ...]:
    """Name both ends of the scale: at this size the steps between speak by their place."""
    shown = [option for option in options if not option.exclusif]
    if len(shown) < 2:  # noqa: PLR2004
        return ()
    return (
        (0.0, shown[0].in_sentence, "start"),
        (WIDTH, shown[-1].in_sentence, "end"),
    )
