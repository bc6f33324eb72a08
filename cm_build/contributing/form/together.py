"""What is asked of an evaluation made together: the ballots, and what people say beside them."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.places.workshop import (
    DECISIONS,
    DISAGREEMENTS,
    LONGEST_RESERVATION,
    LONGEST_TEXT,
    MOST_RESERVATIONS,
    RESERVATIONS,
    UNSURE,
    VOTES,
    Length,
)
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names


class SaidView(NamedTuple):
    """What people say of a criterion beside their votes: where it is written, and how much it holds.

    `most` is how many there may be, one a line; 0 for a single text.
    """

    key: str
    title: str
    help: str
    longest: int
    most: int = 0

    @property
    def kind(self) -> str:
        """Name the kind of field it is typed in."""
        return "liste" if self.most else "texte_long"


FORMATS = (
    (str(Length.EVENING), "Une discussion d’une soirée"),
    (str(Length.WORKSHOPS), "Un ou plusieurs ateliers"),
)
SAID = (
    SaidView(
        DISAGREEMENTS,
        "Ce qui fait désaccord",
        "Sur quoi les avis diffèrent, et pourquoi. Jamais qui : ni personne, ni groupe que l’on reconnaîtrait.",
        LONGEST_TEXT,
    ),
    SaidView(
        RESERVATIONS,
        "Des réserves, avec les mots et l’accord de qui les a",
        f"Une par ligne, {MOST_RESERVATIONS} au plus. La personne a relu sa phrase et accepte qu’elle soit publiée, sans son nom.",
        LONGEST_RESERVATION,
        MOST_RESERVATIONS,
    ),
    SaidView(
        DECISIONS,
        "Ce que nous gardons, ce que nous changeons",
        "Ce que le groupe a décidé, en une phrase ou deux.",
        LONGEST_TEXT,
    ),
)


class BallotView(NamedTuple):
    """A ballot of the workshop: where it is written in a file, its title, what it asks, what may be chosen."""

    key: str
    title: str
    question: str
    options: tuple[tuple[str, str], ...]


def ballots(names: Names) -> tuple[BallotView, ...]:
    """List the ballots of a criterion, which are the same for all: those of today's questions."""
    first = next(iter(names.criteria), "")
    views = []
    for key, roles in VOTES.items():
        path = next((p for role in roles if (p := names.of_role(role, first))), None)
        options = [(o.id, o.libelle) for o in choices(names, path) if not o.exclusif]
        if path:
            asked = names.asked[path].question
            answers = (*options, (UNSURE, "Ne sait pas"))
            views.append(BallotView(key, asked.short, asked.libelle, answers))
    return tuple(views)
