"""A cell of a table of answers, as the file of a place writes the same answer.

What is not understood is written as it is: the reader of files refuses it, in its own words.
"""

from __future__ import annotations

import re

from cm_build.importing.answer_columns import BETWEEN_CHOICES, COMPLETE, AnswerColumn
from cm_build.importing.choosing import chosen
from cm_build.importing.document import PlainWord, Value
from cm_build.importing.mapping import ListColumn
from cm_build.places.answer_reading import RESERVED_WORDS
from cm_build.questionnaire.question import (
    DateQuestion,
    MultipleChoice,
    ShortList,
    SingleChoice,
    YesNoQuestion,
)
from cm_build.reading.nearest import folded
from cm_build.reading.numbers import read_number

_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_YES_NO = {"oui": "oui", "non": "non", "vrai": "oui", "faux": "non", "true": "oui", "false": "non"}


def answer_in(text: str, column: AnswerColumn, rule: ListColumn | None = None) -> Value | None:
    """Read a cell; None when it is empty, which is no answer."""
    text = text.strip()
    if not text:
        return None
    question = column.question
    said = rule.valeurs.get(text, text) if rule else text
    if folded(said) in RESERVED_WORDS:
        return PlainWord(folded(said))
    if isinstance(question, YesNoQuestion) or column.part == COMPLETE:
        word = _YES_NO.get(folded(said))
        return PlainWord(word) if word else said
    if isinstance(question, SingleChoice | MultipleChoice):
        return _choice(
            text, question, rule or ListColumn(colonne=column.name, separateur=BETWEEN_CHOICES)
        )
    if isinstance(question, ShortList):
        separator = rule.separateur if rule and rule.separateur else BETWEEN_CHOICES
        return [part.strip() for part in said.split(separator) if part.strip()]
    day = _DAY.fullmatch(said) if isinstance(question, DateQuestion) else None
    if day:
        return PlainWord(f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}")
    return PlainWord(said) if read_number(said) is not None else said


def _choice(text: str, question: SingleChoice | MultipleChoice, rule: ListColumn) -> Value | None:
    read = chosen(text, rule, question)
    # A word the mapping leaves without an option says nothing; another one is told.
    unknown = [value for value in read.unknown if value not in rule.valeurs]
    words: list[Value] = [*map(PlainWord, read.options), *unknown]
    if not words:
        return None
    if isinstance(question, SingleChoice):
        return words[0] if len(words) == 1 else text
    return words
