"""How each college voted on a criterion: dots along the levels, or words where a count would tell too much."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.pages.portrait.observation import level_options
from cm_build.places.workshop import Agreement, BallotWords, Workshop
from cm_build.questionnaire.option import Option
from cm_build.referential.sources import Sources
from cm_build.wording import french

# The scale, in the drawing's units; a dot's radius for one vote, and the largest that fits a line.
WIDTH, MARGIN, RADIUS, LARGEST = 300.0, 14.0, 6.0, 13.0
# Without a count, a dot says where, and whether most are there; it has the size of no number of votes.
WITHOUT_COUNT = 9.0
AGREEMENTS = {
    Agreement.PRESENT: "toutes les personnes présentes",
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


def ballots(workshop: Workshop | None, criterion: str, sources: Sources) -> tuple[Ballot, ...]:
    """Show every college apart: where they disagree must be seen."""
    if workshop is None:
        return ()
    counted = workshop.votes.get(criterion, {})
    worded = workshop.words.get(criterion, {})
    return tuple(_drawn(counted, worded, sources))


def _drawn(
    counted: Mapping[str, Mapping[str, int]], worded: Mapping[str, BallotWords], sources: Sources
) -> Iterator[Ballot]:
    options, places = level_options(sources), _vote_places(sources)
    for college in sources.names.questionnaire.colleges:
        if words := worded.get(college.id):
            most = () if words.agreement is Agreement.SHARED else words.options[:1]
            dots = [
                VoteDot(places[o.id], LARGEST if o.id in most else WITHOUT_COUNT, None)
                for o in options
                if o.id in words.options and o.id in places
            ]
            text = _in_words(words, options)
            yield Ballot(college.libelle, tuple(dots), text, AGREEMENTS[words.agreement])
        elif counts := counted.get(college.id):
            chosen = [(option, counts[option.id]) for option in options if counts.get(option.id)]
            text = " ; ".join(f"{french.initial_folded(o.libelle)} : {n}" for o, n in chosen)
            # Those who did not look have no place on the scale: they are told, not drawn.
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
    said = AGREEMENTS[words.agreement]
    if words.agreement is Agreement.SHARED:
        shared = ", ".join(label for code, label in labels.items() if code in words.options)
        return f"{said} : {shared}"
    rest = ", ".join(label for code, label in labels.items() if code in others)
    return f"{said} : {labels[first]}" + (f" ; d’autres : {rest}" if rest else "")


def _vote_places(sources: Sources) -> Mapping[str, float]:
    """Place the levels at equal steps along the scale."""
    levels = [option.id for option in level_options(sources) if not option.exclusif]
    step = (WIDTH - 2 * MARGIN) / max(1, len(levels) - 1)
    return {level: round(MARGIN + step * index, 1) for index, level in enumerate(levels)}


def vote_levels(sources: Sources) -> tuple[tuple[float, str, str], ...]:
    """Name both ends of the scale: at this size the steps between speak by their place."""
    shown = [option for option in level_options(sources) if not option.exclusif]
    if len(shown) < 2:  # noqa: PLR2004
        return ()
    return (
        (0.0, shown[0].in_sentence, "start"),
        (WIDTH, shown[-1].in_sentence, "end"),
    )
