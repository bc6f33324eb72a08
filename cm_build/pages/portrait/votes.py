"""How each college voted on a criterion: dots along the levels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from cm_build.pages.portrait.observation import level_options
from cm_build.referential.sources import Sources
from cm_build.wording import french

# The scale, in the drawing's units; a dot's radius for one vote, and the largest that fits a line.
WIDTH, MARGIN, RADIUS, LARGEST = 300.0, 14.0, 6.0, 13.0


class Ballot(NamedTuple):
    """How one college voted: a dot for each level chosen, its area growing with the votes.

    A dot is its place along the levels, its radius and its number of votes.
    """

    college: str
    dots: tuple[tuple[float, float, int], ...]
    text: str


def ballots(votes: Mapping[str, Mapping[str, int]], sources: Sources) -> tuple[Ballot, ...]:
    """Show every college apart: where they disagree must be seen."""
    options = level_options(sources)
    places = _vote_places(sources)
    drawn = []
    for college in sources.names.questionnaire.colleges:
        counted = votes.get(college.id, {})
        chosen = [(option, counted[option.id]) for option in options if counted.get(option.id)]
        if chosen:
            text = " ; ".join(f"{french.initial_folded(o.libelle)} : {n}" for o, n in chosen)
            # Those who did not look have no place on the scale: they are told, not drawn.
            dots = tuple(
                (places[o.id], round(min(LARGEST, RADIUS * math.sqrt(n)), 1), n)
                for o, n in chosen
                if o.id in places
            )
            drawn.append(Ballot(college.libelle, dots, text))
    return tuple(drawn)


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
