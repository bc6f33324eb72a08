"""Answers held against each other, as the questionnaire declares it: a contradiction names both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cm_build.places.answer import NO_ANSWER, Answer, Given, Value, amount
from cm_build.places.condition import Lookup, Test, compile_condition
from cm_build.places.desk import Desk
from cm_build.places.measure import spaced
from cm_build.questionnaire.condition import Coherence
from cm_build.questionnaire.names import Asked, Names
from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.reading.nearest import folded
from cm_build.reading.node import Mark


class _Rule(NamedTuple):
    declared: Coherence
    first: Asked
    second: Asked
    test: Test | None
    words: frozenset[str]


class Coherences:
    """The declared contradictions, prepared once for all files."""

    def __init__(self, names: Names) -> None:
        self._rules = [
            _Rule(
                declared,
                names.asked[declared.entre[0]],
                names.asked[declared.entre[1]],
                compile_condition(declared.si, names, None) if declared.si else None,
                frozenset(folded(word) for word in declared.mots or ()),
            )
            for declared in names.questionnaire.coherences
        ]

    def check(
        self, answers: Mapping[str, Answer], lookup: Lookup, marks: Mapping[str, Mark], desk: Desk
    ) -> None:
        """Warn of every contradiction, at the first of its two answers."""
        for rule, first, second in self._broken(answers, lookup):
            desk.refuse(
                "CM-413",
                marks[rule.first.path],
                lu=_told(rule.first, first),
                attendu=_told(rule.second, second),
                cle=rule.declared.pourquoi,
            )

    def hold(self, answers: Mapping[str, Answer], lookup: Lookup) -> bool:
        """Tell whether no answer contradicts another."""
        return not any(self._broken(answers, lookup))

    def _broken(
        self, answers: Mapping[str, Answer], lookup: Lookup
    ) -> Iterator[tuple[_Rule, Value, Value]]:
        for rule in self._rules:
            first, second = (answers.get(asked.path, NO_ANSWER) for asked in rule[1:3])
            if not isinstance(first, Given) or not isinstance(second, Given):
                continue
            if _contradicts(rule, first.value, second.value, lookup):
                yield rule, first.value, second.value


def _contradicts(rule: _Rule, first: Value, second: Value, lookup: Lookup) -> bool:
    if rule.test is None:
        return _is_more(first, second)
    if rule.words:
        words = {folded(word.strip("«»\"'(),.;:")) for word in str(first).split()}
        if words.isdisjoint(rule.words):
            return False
    return rule.test(lookup) is True


def _is_more(first: Value, second: Value) -> bool:
    match amount(first), amount(second):
        case (Decimal() as left, Decimal() as right):
            return left > right
        case (dt.date() as left, dt.date() as right):
            return left > right
        case _:
            return False


def _told(asked: Asked, value: Value) -> str:
    """Write an answer as it was given, an option by its label."""
    question = asked.question
    labels = {}
    if isinstance(question, SingleChoice | MultipleChoice):
        labels = {option.id: option.libelle for option in question.options}
    chosen = value if isinstance(value, tuple) else (amount(value),)
    words = ", ".join(labels.get(str(item)) or _written(item) for item in chosen)
    return f"{question.short} : {words}"


def _written(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case Decimal():
            return spaced(value)
        case dt.date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
