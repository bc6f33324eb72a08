"""What an effect can be based on: the kinds of evidence that the questionnaire offers."""

from __future__ import annotations

from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import SingleChoice, Table
from cm_build.questionnaire.role import Role


def evidence_kinds(names: Names, criterion: str) -> tuple[Option, ...]:
    """Give the kinds to pick from for a criterion: the first choice of its table of evidence."""
    path = names.of_role(Role.PREUVES, criterion)
    question = names.asked[path].question if path else None
    columns = question.colonnes if isinstance(question, Table) else ()
    return next((one.options for one in columns if isinstance(one, SingleChoice)), ())
