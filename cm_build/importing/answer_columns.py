"""The columns of a table of answers, one row a place: made from the questionnaire, like the form.

A distribution has a column for each part; what needs a table of its own, or a file, has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import as_asked
from cm_build.questionnaire.essential import essentials
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    Photos,
    ShortList,
    SingleChoice,
    Table,
    YesNoQuestion,
)

COMPLETE = "complet"
BETWEEN_CHOICES = ";"


class AnswerColumn(NamedTuple):
    """One column: the name of its answer, the keys that lead there in a file, what is asked.

    `part` is the line of a distribution it holds; nothing for other questions.
    """

    name: str
    keys: tuple[str, ...]
    label: str
    question: AnyQuestion
    part: str = ""

    @property
    def expected(self) -> str:
        """Say how to fill it."""
        question = self.question
        if self.part == COMPLETE or isinstance(question, YesNoQuestion):
            return "oui ou non"
        if isinstance(question, SingleChoice):
            return "un choix de la feuille « Choix »"
        if isinstance(question, MultipleChoice):
            most = f", {question.max} au plus" if question.max else ""
            return f"choix de la feuille « Choix », entre points-virgules{most}"
        if isinstance(question, ShortList):
            return "textes courts, entre points-virgules"
        unit = getattr(question, "unite", "")
        words = {"date": "date : AAAA-MM-JJ ou JJ/MM/AAAA", "commune": "code postal et nom"}
        words |= {"annee": "année, comme 2025", "url": "adresse web"}
        return words.get(question.type) or (f"nombre, en {unit}" if unit else question.called)


def answer_columns(names: Names, *, whole: bool = True) -> Iterator[AnswerColumn]:
    """Give the columns of the questionnaire of today; without `whole`, those of the essential path."""
    asked_ones = names.current.values() if whole else _first(names)
    for asked in asked_ones:
        question = as_asked(asked.question, names.questionnaire.version)
        if isinstance(question, Table | Photos) or question.reprend:
            continue
        keys = (*keys_to(asked.home, asked.owner), question.id)
        if not isinstance(question, Distribution):
            yield AnswerColumn(asked.path, keys, question.libelle, question)
            continue
        for part in question.parts:
            label = f"{question.short} : {part.libelle}"
            yield AnswerColumn(
                f"{asked.path}.{part.id}", (*keys, part.id), label, question, part.id
            )
        label = f"{question.short} : tout est indiqué, le reste vaut zéro"
        name = f"{asked.path}.{COMPLETE}"
        yield AnswerColumn(name, (*keys, COMPLETE), label, question, COMPLETE)


def _first(names: Names) -> Iterator[Asked]:
    """Put before the essential path what no file does without."""
    needed = [asked for asked in names.current.values() if asked.question.obligatoire]
    seen = {asked.path for asked in needed}
    yield from needed
    yield from (asked for asked in essentials(names) if asked.path not in seen)
