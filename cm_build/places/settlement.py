"""What the answers of a file become once all are read: each is seen in the light of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, cast

from cm_build.places.answer import (
    NO_ANSWER,
    NOT_ASKED,
    UNSETTLED,
    Answer,
    Answers,
    Given,
    Shares,
    answer_at,
)
from cm_build.places.completion import Completed, completed, expected_total
from cm_build.places.condition import Lookup, Test, compile_condition, gates
from cm_build.places.desk import Desk
from cm_build.places.measure import spaced
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import Dated, Edition, named_bound
from cm_build.questionnaire.grammar import beside, is_precision
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option, Part
from cm_build.questionnaire.question import Distribution, SingleChoice
from cm_build.questionnaire.succession import successions
from cm_build.reading.node import Mark


class Settlement:
    """The rules between answers, prepared once for all files."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._gates: list[tuple[Asked, Test]] = gates(names)
        self._mergings = [
            Merging(
                rule.repartition, frozenset(rule.parts), compile_condition(rule.si, names, None)
            )
            for rule in names.questionnaire.discretion
        ]
        self._successions = successions(names)
        self._dated = dict(_dated_lines(names))
        self._by_edition: dict[Edition, tuple[Asked, ...]] = {}
        self._among = [
            (
                path,
                names.asked[asked.question.parmi],
                {option.id: option.libelle for option in asked.question.options},
            )
            for path, asked in names.asked.items()
            if isinstance(asked.question, SingleChoice) and asked.question.parmi
        ]

    def of(
        self,
        read: Mapping[str, Answer],
        marks: Mapping[str, Mark],
        desk: Desk,
        edition: Edition,
    ) -> dict[str, Answer]:
        """Apply conditions, complete distributions, drop orphan companions; order by path.

        What a file's edition was not asked does not concern it; what it answers all the same is
        read, and told. `marks` tells where each answer stands in the file; what is put aside is noted on the desk.
        """
        answers = dict(read)
        lookup = partial(answer_at, answers)
        for asked, test in self._gates:
            arises = test(lookup)
            if arises is False:
                if isinstance(answers.get(asked.path), Given):
                    desk.refuse("CM-325", marks[asked.path], lu=asked.question.libelle)
                answers[asked.path] = NOT_ASKED
            elif arises is None:
                answers.setdefault(asked.path, UNSETTLED)
        for asked in self._unasked(edition):
            if answers.get(asked.path, UNSETTLED) == UNSETTLED:
                answers[asked.path] = NOT_ASKED
            elif isinstance(answers[asked.path], Given):
                _tell_edition(
                    asked.question, asked.question.short, edition, marks[asked.path], desk
                )
        self._tell_lines(answers, edition, marks, desk)
        for path, settled in self._completed(answers, lookup, edition):
            answers[path] = settled.answer
            if settled.beyond:
                known, total = settled.beyond
                desk.refuse("CM-401", marks[path], lu=spaced(known), attendu=spaced(total))
        self._drop_orphans(answers, marks, desk)
        self._check_among(answers, marks, desk)
        return {path: answers[path] for path in sorted(answers)}

    def again(self, left: Mapping[str, Answer], edition: Edition) -> dict[str, Answer]:
        """Settle what is left once some answers are hidden: they decide of nothing any more."""
        answers = dict(left)
        lookup = partial(answer_at, answers)
        for asked, test in self._gates:
            arises = test(lookup)
            if arises is not False and answers.get(asked.path) in (NOT_ASKED, UNSETTLED):
                del answers[asked.path]
            if arises is False:
                answers[asked.path] = NOT_ASKED
            elif arises is None:
                answers.setdefault(asked.path, UNSETTLED)
        for asked in self._unasked(edition):
            if answers.get(asked.path, UNSETTLED) == UNSETTLED:
                answers[asked.path] = NOT_ASKED
        for path, settled in self._completed(answers, lookup, edition):
            answers[path] = settled.answer
        return {path: answers[path] for path in sorted(answers)}

    def _unasked(self, edition: Edition) -> tuple[Asked, ...]:
        """Give the questions that a file of an edition was not asked; every file asks the same."""
        if edition not in self._by_edition:
            self._by_edition[edition] = tuple(
                asked
                for asked in self._names.asked.values()
                if not self._successions.is_asked(asked, edition)
            )
        return self._by_edition[edition]

    def _tell_lines(
        self, answers: Answers, edition: Edition, marks: Mapping[str, Mark], desk: Desk
    ) -> None:
        """Say the same of an option or a part: it is read, though this file was not offered it."""
        for path, lines in self._dated.items():
            answer = answers.get(path, NO_ANSWER)
            given = _chosen(answer)
            if isinstance(answer, Given) and isinstance(answer.value, Shares):
                given = frozenset(answer.value.parts)
            for line in lines:
                if line.id in given and not line.is_asked(edition):
                    words = f"{self._names.asked[path].question.short}, {line.in_sentence}"
                    _tell_edition(line, words, edition, marks[path], desk)

    def _completed(
        self, answers: Mapping[str, Answer], lookup: Lookup, edition: Edition
    ) -> Iterator[tuple[str, Completed]]:
        for path, answer in list(answers.items()):
            if not isinstance(answer, Given) or not isinstance(answer.value, Shares):
                continue
            asked = self._names.asked[path]
            if isinstance(asked.question, Distribution):
                total = expected_total(asked, answers, self._names)
                ruled = (merging for merging in self._mergings if merging.path == path)
                merged = frozenset().union(
                    *(merging.parts for merging in ruled if merging.test(lookup) is True)
                )
                yield path, completed(asked.question, answer.value, total, merged, edition)

    def _check_among(
        self, answers: Mapping[str, Answer], marks: Mapping[str, Mark], desk: Desk
    ) -> None:
        """Warn of a choice that should be one of those made at another question, and is not."""
        for path, wider, labels in self._among:
            chosen = _chosen(answers.get(path, NO_ANSWER))
            if chosen <= _chosen(answers.get(wider.path, NO_ANSWER)):
                continue
            question, mark = wider.question.libelle, marks[path]
            desk.refuse("CM-335", mark, lu=labels[min(chosen)], attendu=question)

    def _drop_orphans(
        self, answers: dict[str, Answer], marks: Mapping[str, Mark], desk: Desk
    ) -> None:
        """Forget a precision or a detail whose option was not chosen, and say so."""
        for path, base in [(name, beside(name)) for name in answers]:
            if base == path:
                continue
            options = getattr(self._names.asked[base].question, "options", ())
            wanted = {option.id for option in options if option.precision}
            given = answers[path]
            if not is_precision(path) and isinstance(given, Given):
                wanted = set(cast("Mapping[str, str]", given.value))
            if wanted.isdisjoint(_chosen(answers.get(base, NO_ANSWER))):
                desk.refuse("CM-327", marks[path], lu=path)
                del answers[path]


@lru_cache(maxsize=4)
def settlement(names: Names) -> Settlement:
    """Give the rules of a questionnaire, prepared once."""
    return Settlement(names)


def _chosen(answer: Answer) -> frozenset[str]:
    value = answer.value if isinstance(answer, Given) else ()
    if isinstance(value, str):
        return frozenset({value})
    items = value if isinstance(value, tuple) else ()
    return frozenset(item for item in items if isinstance(item, str))


def _tell_edition(dated: Dated, words: str, edition: Edition, mark: Mark, desk: Desk) -> None:
    """Say that a file answers what its version asks no more, or does not ask yet."""
    since, until = dated.depuis, dated.jusqu_a
    late = until is not None and not dated.model_copy(update={"depuis": None}).is_asked(edition)
    code, bound = ("CM-354", until) if late else ("CM-353", since)
    desk.refuse(code, mark, lu=words, attendu=named_bound(bound or 0))


def _dated_lines(names: Names) -> Iterator[tuple[str, tuple[Option | Part, ...]]]:
    """Give, by question, the options and parts that not every file was offered.

    What took the place of another is left out: a file may have given it under its former name.
    """
    known = successions(names)
    heirs = {
        (one.to_question, one.to_line) for lines in known.lines.values() for one in lines.values()
    }
    for path, asked in names.asked.items():
        lines = (*getattr(asked.question, "options", ()), *getattr(asked.question, "parts", ()))
        dated = tuple(
            line for line in lines if (line.depuis or line.jusqu_a) and (path, line.id) not in heirs
        )
        if dated:
            yield path, dated


class Merging(NamedTuple):
    """While `test` holds, the `parts` of the distribution at `path` may be told within another one."""

    path: str
    parts: frozenset[str]
    test: Test
