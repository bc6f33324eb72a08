"""What took the place of what: the answers of an older file are read under the names of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import Edition, Retired
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution, MultipleChoice, SingleChoice


class Succession(NamedTuple):
    """A former name, and the one of today (empty when nothing means the same), since a version.

    Names are those of one question (`question`), or of an option or a part of it.
    """

    question: str
    line: str
    since: int
    to_question: str
    to_line: str
    why: str

    @property
    def former(self) -> str:
        """Give the former name in full."""
        return f"{self.question}.{self.line}" if self.line else self.question

    @property
    def today(self) -> str:
        """Give the name of today in full, or nothing."""
        if not self.to_question:
            return ""
        return f"{self.to_question}.{self.to_line}" if self.to_line else self.to_question


class Successions:
    """All of them, by former name: of questions, and of the options and parts of each question."""

    def __init__(self, names: Names) -> None:
        self._names = names
        every = [*_replaced(names), *_retired(names)]
        self.questions: Mapping[str, Succession] = {
            one.question: one for one in every if not one.line
        }
        lines: dict[str, dict[str, Succession]] = {}
        for one in every:
            if one.line:
                lines.setdefault(one.question, {})[one.line] = one
        self.lines: Mapping[str, Mapping[str, Succession]] = lines

    def __bool__(self) -> bool:
        """Tell whether anything was ever replaced."""
        return bool(self.questions or self.lines)

    def is_asked(self, asked: Asked, edition: Edition) -> bool:
        """Tell whether a file of an edition was asked this, under its name of today or a former one."""
        if asked.path in self.questions:
            return False
        question = asked.question
        if question.is_asked(edition) or question.remplace is None:
            return question.is_asked(edition)
        former = self._names.asked.get(asked.path.removesuffix(question.id) + question.remplace)
        return former is None or former.question.is_asked(edition)

    def of(self, name: str) -> Succession | None:
        """Find what became of a question, an option or a part, by its full name."""
        head, _, line = name.rpartition(".")
        return self.questions.get(name) or self.lines.get(head, {}).get(line)


@lru_cache(maxsize=4)
def successions(names: Names) -> Successions:
    """Give those of a questionnaire, gathered once."""
    return Successions(names)


def lines_of(asked: Asked) -> Iterator[tuple[str, str | None, int | None]]:
    """Give the options or parts of a question: id, what it replaces, since when."""
    question = asked.question
    if isinstance(question, SingleChoice | MultipleChoice):
        yield from ((one.id, one.remplace, one.depuis) for one in question.options)
    elif isinstance(question, Distribution):
        yield from ((one.id, one.remplace, one.depuis) for one in question.parts)


def _replaced(names: Names) -> Iterator[Succession]:
    for asked in names.asked.values():
        question = asked.question
        if question.remplace:
            former = f"{asked.path.removesuffix(question.id)}{question.remplace}"
            yield Succession(former, "", question.depuis or 1, asked.path, "", "")
        for line, replaced, since in lines_of(asked):
            if replaced:
                yield Succession(asked.path, replaced, since or 1, asked.path, line, "")


def _retired(names: Names) -> Iterator[Succession]:
    for one in names.questionnaire.retires:
        for former, today in named_places(names, one):
            head, _, line = former.rpartition(".")
            since, why = one.depuis_version, one.pourquoi
            if head in names.asked:
                to_head, _, to_line = today.rpartition(".")
                yield Succession(head, line, since, to_head, to_line, why)
            else:
                yield Succession(former, "", since, today, "", why)


def named_places(names: Names, retired: Retired) -> Iterator[tuple[str, str]]:
    """Give the full names of what is retired and of what it became: one pair, or one a criterion."""
    model = names.questionnaire.modele_critere
    shared = {question.id for question in model.questions} if model else set()
    became = retired.devient or ""
    if became.partition(".")[0] in shared or retired.id.partition(".")[0] in shared:
        for criterion in names.criteria:
            yield f"{criterion}.{retired.id}", became and f"{criterion}.{became}"
    else:
        yield retired.id, became
