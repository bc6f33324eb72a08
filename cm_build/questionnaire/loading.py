"""From `questionnaire.yaml` to the index everything else works with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cm_build.questionnaire.consistency import inconsistencies
from cm_build.questionnaire.model import Questionnaire
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.network import Network, overlay
from cm_build.questionnaire.origin import Noted, Origin
from cm_build.questionnaire.sharing import shared
from cm_build.questionnaire.validation import ModelFault, read_declaration, validated
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
    national = read_declaration(Questionnaire, content, file)
    added = read_declaration(Network, *network) if network else None
    problems = (*national.problems, *(added.problems if added else ()))
    questionnaire, origin = national.model, national.origin
    if questionnaire is None or origin is None or problems:
        return LoadedQuestionnaire(None, problems)
    if added and added.model and added.origin:
        origin, problems = overlay(added.model, added.origin, origin, questionnaire)
        if origin is None:
            return LoadedQuestionnaire(None, problems)
        questionnaire, faults = validated(Questionnaire, origin.root)
        if questionnaire is None:
            return LoadedQuestionnaire(None, brought(origin, faults))
    names = Names(shared(questionnaire))
    problems = inconsistencies(names, origin)
    return LoadedQuestionnaire(None if problems else names, problems)


def brought(origin: Origin, faults: Iterable[ModelFault]) -> tuple[Problem, ...]:
    """Tell what is wrong in a joined tree, of which each part was right alone."""
    noted = Noted(origin)
    for fault in faults:
        noted.add(fault.code, origin.brought(fault.path), **fault.values)
    return noted.problems
