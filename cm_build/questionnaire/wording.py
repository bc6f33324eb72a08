"""Sentences to fill with answers, some said only when a condition holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Sentence


class ConditionalPattern(Declared):
    """A sentence said only when its condition holds."""

    si: Condition
    texte: Sentence


Pattern = ConditionalPattern | Annotated[str, Field(min_length=1)]
Patterns = tuple[Pattern, ...]
