"""Answers that cannot all be true: declared with the questions, told as warnings, never refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Sentence, YesNo


class Coherence(Declared):
    """Two answers that contradict each other, and why.

    They do while `si` holds; with `mots`, only if one of these words is in the first answer, a
    text. With `croissant`, they do when the first is more than the second: amounts, or days.
    """

    entre: tuple[str, str]
    si: Condition | None = None
    mots: Annotated[tuple[Sentence, ...], Field(min_length=1)] | None = None
    croissant: YesNo = False
    pourquoi: Sentence

    @model_validator(mode="after")
    def _one_shape(self) -> Coherence:
        if self.croissant is (self.si is not None) or (self.croissant and self.mots):
            raise ValueError
        return self
