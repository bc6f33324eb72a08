"""What a network proposes to follow: an idea that a place takes up in its own file, or leaves.

Nothing is asked by it, and nothing waits for an answer: what a place takes up becomes its own.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from cm_build.questionnaire.criterion import Anchors
from cm_build.questionnaire.declared import Declared, Identifier


def _plain(text: str) -> str:
    if set("<>{}") & set(text):
        raise PydanticCustomError("texte", "texte", {"attendu": "un texte sans < > { }"})
    return text


def _within(longest: int) -> object:
    return StringConstraints(min_length=1, max_length=longest, strip_whitespace=True)


# As long as the file of a place may say it (places/own_criterion.py, own_measure.py).
Title = Annotated[str, _within(80), AfterValidator(_plain)]
Line = Annotated[str, _within(200), AfterValidator(_plain)]
Unit = Annotated[str, _within(40), AfterValidator(_plain)]
Counting = Annotated[str, _within(300), AfterValidator(_plain)]


class SuggestedAnchors(Anchors):
    """What each presence would look like."""

    ponctuelle: Line
    reguliere: Line
    durable: Line


class SuggestedCriterion(Declared):
    """A criterion to take up: what to observe, or what each presence looks like."""

    id: Identifier
    titre: Title
    question: Line | None = None
    observer: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    ancres: SuggestedAnchors | None = None

    @model_validator(mode="after")
    def _can_be_observed(self) -> SuggestedCriterion:
        if not self.observer and self.ancres is None:
            raise PydanticCustomError("texte", "texte", {"attendu": "« observer », ou « ancres »"})
        return self


class SuggestedMeasure(Declared):
    """A figure to take up, and how it is counted."""

    id: Identifier
    titre: Title
    unite: Unit
    comptage: Counting


class Suggestions(Declared):
    """Everything a network proposes."""

    criteres: tuple[SuggestedCriterion, ...] = ()
    mesures: tuple[SuggestedMeasure, ...] = ()
