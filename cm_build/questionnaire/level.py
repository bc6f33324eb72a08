"""How an effect is placed in time: by its presence today, by a level in files of the first version.

The two scales do not mean the same, and none is converted into the other: a file that answered one
is read with its words, and a series that goes from one to the other is cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import SingleChoice
from cm_build.questionnaire.role import Role

# That of today first: a file that answers both is read by it.
LEVEL_ROLES = (Role.PRESENCE, Role.NIVEAU)


def level_paths(names: Names, criterion: str) -> Iterator[str]:
    """Give the questions that place a criterion in time, that of today first."""
    for role in LEVEL_ROLES:
        path = names.of_role(role, criterion)
        if path:
            yield path


def level_path(names: Names, criterion: str) -> str | None:
    """Give the question of today, or the only one there is."""
    return next(level_paths(names, criterion), None)


def choices(names: Names, path: str | None) -> tuple[Option, ...]:
    """Give what a question offers; nothing when it offers no choice."""
    question = names.asked[path].question if path else None
    return question.options if isinstance(question, SingleChoice) else ()
