"""Answers held against each other, as the questionnaire declares it: a contradiction names both."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from cm_build.places.answer import Answer, Given, Value, amount, answer_at
from cm_build.places.completion import CLOSE_ENOUGH
from cm_build.places.condition import Lookup, Test, compile_condition
from cm_build.places.desk import Desk
from cm_build.places.header import STATES, State
from cm_build.places.measure import spaced
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.condition import Coherence
from cm_build.questionnaire.names import Names, Reference
from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.reading.node import Mark

_WORD = re.compile(r"\w+")


class Stated(NamedTuple):
    """The state a file says, and where."""

    state: State
    mark: Mark


class _Side(NamedTuple):
    """An answer that is held against another, or one line of it."""

    asked: Asked
    reference: Reference


class _Rule(NamedTuple):
    declared: Coherence
    first: _Side | None
    """None where the state of the place is held against an answer."""
    second: _Side
    test: Test | None
    words: frozenset[str]


class Broken(NamedTuple):
    """A contradiction: what is said first, where, what is said against it, and why."""

    at: str | None
    first: str
    second: str
    why: str


class Coherences:
    """The declared contradictions, prepared once for all files."""

    def __init__(self, names: Names) -> None:
        self._rules = [
            _Rule(
                declared,
                None if declared.etats else _side(names, declared.entre[0]),
                _side(names, declared.entre[1]),
                compile_condition(declared.si, names, None) if declared.si else None,
                frozenset().union(*(words_of(word) for word in declared.mots or ())),
            )
            for declared in names.questionnaire.coherences
        ]

    def check(self, answers: Mapping[str, Answer], desk: Desk, state: Stated | None) -> None:
        """Warn of every contradiction, at the first of its two answers."""
        for found in self.broken(answers, state.state if state else None):
            mark = state.mark if found.at is None and state else desk.marks[found.at or ""]
            desk.refuse("CM-413", mark, lu=found.first, attendu=found.second, cle=found.why)

    def hold(self, answers: Mapping[str, Answer], lookup: Lookup) -> bool:
        """Tell whether no answer of an open place contradicts another."""
        return not any(self._broken(answers, lookup, "ouvert"))

    def broken(self, answers: Mapping[str, Answer], state: State | None) -> Iterator[Broken]:
        """Give every contradiction, in the order they are declared."""
        return self._broken(answers, partial(answer_at, answers), state)

    def _broken(
        self, answers: Mapping[str, Answer], lookup: Lookup, state: State | None
    ) -> Iterator[Broken]:
        for rule in self._rules:
            second = answer_at(answers, rule.second.reference)
            if not isinstance(second, Given):
                continue
            if rule.first is None:
                states = rule.declared.etats or ()
                if state in states and rule.test and rule.test(lookup) is True:
                    said = f"État du lieu : {STATES[state]}"
                    yield _found(rule, None, said, second.value)
                continue
            first = answer_at(answers, rule.first.reference)
            if isinstance(first, Given) and _contradicts(rule, first.value, second.value, lookup):
                said = _told(rule.first, first.value)
                yield _found(rule, rule.first.reference.path, said, second.value)


def _found(rule: _Rule, at: str | None, said: str, second: Value) -> Broken:
    return Broken(at, said, _told(rule.second, second), rule.declared.pourquoi)


def _side(names: Names, text: str) -> _Side:
    reference = names.resolve(text)
    if reference is None:
        raise KeyError(text)
    return _Side(names.asked[reference.path], reference)


@lru_cache(maxsize=1024)
def words_of(text: str) -> frozenset[str]:
    """Give the words of a text, without their accents nor their capitals."""
    parted = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return frozenset(_WORD.findall(bare))


def _contradicts(rule: _Rule, first: Value, second: Value, lookup: Lookup) -> bool:
    if rule.declared.egaux:
        return _differ(first, second)
    if rule.test is None:
        return _is_more(first, second)
    if rule.words and words_of(str(first)).isdisjoint(rule.words):
        return False
    return rule.test(lookup) is True


def _differ(first: Value, second: Value) -> bool:
    """Tell two amounts apart when they are more than 1 % apart: people round."""
    match amount(first), amount(second):
        case (Decimal() as left, Decimal() as right):
            return abs(left - right) > CLOSE_ENOUGH * max(abs(left), abs(right))
        case _:
            return _is_more(first, second) or _is_more(second, first)


def _is_more(first: Value, second: Value) -> bool:
    match amount(first), amount(second):
        case (Decimal() as left, Decimal() as right):
            return left > right
        case (dt.date() as left, dt.date() as right):
            return left > right
        case _:
            return False


def _told(side: _Side, value: Value) -> str:
    """Write an answer as it was given, an option by its label."""
    question, line = side.asked.question, side.reference.part
    if line is not None:
        label = next(part.libelle for part in getattr(question, "parts", ()) if part.id == line)
        return f"{question.short}, {label} : {_written(value)}"
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
