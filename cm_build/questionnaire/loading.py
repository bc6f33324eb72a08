"""From `questionnaire.yaml` to the index everything else works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.questionnaire.consistency import inconsistencies
from cm_build.questionnaire.model import Questionnaire
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.origin import Origin
from cm_build.questionnaire.overlay import overlay
from cm_build.questionnaire.validation import build
from cm_build.reading.ledger import Ledger
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

if TYPE_CHECKING:
    from cm_build.reading.problem import Problem


@dataclass(frozen=True)
class LoadedQuestionnaire:
    """A questionnaire's index (None when it cannot be used) and what is wrong with it."""

    names: Names | None
    problems: tuple[Problem, ...]


def load_questionnaire(
    content: bytes, file: str, network: tuple[bytes, str] | None = None
) -> LoadedQuestionnaire:
    """Read, build and cross-check a questionnaire; all its problems at once.

    `network` is the content and the name of the file in which a network adds its own questions.
    """
    source = read_source(content, file, TRUSTED)
    if source.root is None:
        return LoadedQuestionnaire(None, source.problems)
    questionnaire = build(Questionnaire, source.root, source.ledger)
    problems = source.problems
    if questionnaire is None or problems:
        return LoadedQuestionnaire(None, problems)
    origin = Origin(file, source.root)
    if network is not None:
        content, file = network
        laid = overlay(content, file, origin, questionnaire)
        if laid.origin is None:
            return LoadedQuestionnaire(None, laid.problems)
        origin = laid.origin
        ledger = Ledger(file)
        questionnaire = build(Questionnaire, origin.root, ledger)
        if questionnaire is None:
            return LoadedQuestionnaire(None, ledger.told())
    names = Names(questionnaire)
    problems = inconsistencies(names, origin)
    return LoadedQuestionnaire(None if problems else names, problems)
