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
    """One of the criteria of social value; `exemple` replaces the one every criterion shows."""

    id: Identifier
    echelle: Identifier
    titre: Sentence
    court: Annotated[str, Field(min_length=1, max_length=20)]
    definition: Sentence
    observer: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    ancres: Anchors
    anciennes_ancres: FormerAnchors | None = None
    sans: tuple[Without, ...] = ()
    exemple: Sentence | None = None
    questions: tuple[Question, ...] = ()
    phrases: Patterns = ()
    si: Condition | None = None
