"""The criteria of social value, and what is asked of every one of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cm_build.questionnaire.condition import Condition, Patterns
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.question import Question


class Scale(Declared):
    """A scale of the social effects."""

    id: Identifier
    titre: Sentence
    court: Sentence
    presentation: str | None = None
    questions: tuple[Question, ...] = ()


class CriterionModel(Declared):
    """What is asked of every criterion."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Anchors(Declared):
    """What each presence looks like for one criterion, so that two places mean the same by it."""

    ponctuelle: Sentence
    reguliere: Sentence
    durable: Sentence


class DirectionAnchors(Declared):
    """What a change looks like either way, for one criterion: neither is the one that is expected."""

    favorable: Sentence
    defavorable: Sentence


class Proof(Declared):
    """Something a place can put on the table for one criterion, and which kind of evidence it is."""

    nature: Identifier
    texte: Sentence


class FormerAnchors(Declared):
    """What each level of the first version looked like: it says what older files mean."""

    ponctuel: Sentence
    regulier: Sentence
    structurant: Sentence


class Without(Declared):
    """A question of the model that a criterion asks no more, where it says nothing."""

    question: Identifier
    depuis: int


class Criterion(Declared):
    """One of the criteria of social value; `exemple` replaces the one every criterion shows.

    `question`, `ancres_sens`, `preuves`, `pieges` serve people who evaluate together; `notes` is what a
    network has to say to them.
    """

    id: Identifier
    echelle: Identifier
    titre: Sentence
    court: Annotated[str, Field(min_length=1, max_length=20)]
    definition: Sentence
    question: Sentence | None = None
    observer: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    ancres: Anchors
    ancres_sens: DirectionAnchors | None = None
    preuves: tuple[Proof, ...] = ()
    pieges: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    anciennes_ancres: FormerAnchors | None = None
    sans: tuple[Without, ...] = ()
    exemple: Sentence | None = None
    questions: tuple[Question, ...] = ()
    phrases: Patterns = ()
    si: Condition | None = None
