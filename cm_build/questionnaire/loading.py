"""From `questionnaire.yaml` to the index everything else works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.questionnaire.consistency import inconsistencies
from cm_build.questionnaire.model import Questionnaire
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.validation import build
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

if TYPE_CHECKING:
    from cm_build.reading.problem import Problem


@dataclass(frozen=True)
class LoadedQuestionnaire:
    """A questionnaire's index (None when it cannot be used) and what is wrong with it."""

    names: Names | None
    problems: tuple[Problem, ...]


def load_questionnaire(content: bytes, file: str) -> LoadedQuestionnaire:
    """Read, build and cross-check a questionnaire; all its problems at once."""
    source = read_source(content, file, TRUSTED)
    if source.root is None:
        return LoadedQuestionnaire(None, source.problems)
    questionnaire, problems = build(Questionnaire, source.root, file)
    problems = source.problems + problems
    if questionnaire is None or problems:
        return LoadedQuestionnaire(None, problems)
    names = Names(questionnaire)
    problems = inconsistencies(names, source.root, file)
    return LoadedQuestionnaire(None if problems else names, problems)
