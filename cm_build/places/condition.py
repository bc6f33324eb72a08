"""Three-valued evaluation of the questionnaire's conditions.

True: it applies. False: it does not. None: nobody can tell, since an answer is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from cm_build.places.answer import Answer, Given, NotConcerned, Value, amount
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.names import Names, Reference
from cm_build.questionnaire.ordering import in_order_of_need

Lookup: TypeAlias = "Callable[[Reference], Answer]"
Test: TypeAlias = Callable[[Lookup], "bool | None"]


def compile_condition(condition: Condition, names: Names, scope: str | None) -> Test:
    """Turn a condition into a function of the answers, its names resolved once."""
    if condition.tous is not None:
        inner = [compile_condition(part, names, scope) for part in condition.tous]
        return _joined(inner, decisive=False)
    if condition.un_de is not None:
        inner = [compile_condition(part, names, scope) for part in condition.un_de]
        return _joined(inner, decisive=True)
    if condition.non is not None:
        return _not(compile_condition(condition.non, names, scope))
    return _leaf(condition, names, scope)


def gates(names: Names) -> list[tuple[Asked, Test]]:
    """Order conditional questions so that a gate is settled before what depends on it."""
    needs = {path: names.needs_of(asked) for path, asked in names.asked.items() if asked.conditions}
    ordered = [names.asked[path] for path in in_order_of_need(needs)]
    return [(asked, gate_of(asked, names)) for asked in ordered]


def gate_of(asked: Asked, names: Names) -> Test:
    """Combine the conditions of a question, which must hold together."""
    tests = [compile_condition(condition, names, asked.scope) for condition in asked.conditions]
    return tests[0] if len(tests) == 1 else _joined(tests, decisive=False)


def _joined(tests: list[Test], *, decisive: bool) -> Test:
    """Join tests of which one result decides: false among all, true among any."""

    def test(lookup: Lookup) -> bool | None:
        results = [inner(lookup) for inner in tests]
        if decisive in results:
            return decisive
        return None if None in results else not decisive

    return test


def _not(inner: Test) -> Test:
    def test(lookup: Lookup) -> bool | None:
        result = inner(lookup)
        return None if result is None else not result

    return test


def _leaf(condition: Condition, names: Names, scope: str | None) -> Test:
    reference = names.resolve(condition.question or "", scope)
    if reference is None:
        raise KeyError(condition.question)
    if condition.repondu is not None:
        wanted = condition.repondu
        return lambda lookup: isinstance(lookup(reference), Given) is wanted
    holds = _comparison(condition)

    def test(lookup: Lookup) -> bool | None:
        answer = lookup(reference)
        if isinstance(answer, Given):
            compared = amount(answer.value)
            return None if compared is None else holds(compared)
        return False if isinstance(answer, NotConcerned) else None

    return test


def _comparison(condition: Condition) -> Callable[[Value], bool]:
    if condition.superieur_a is not None:
        low = condition.superieur_a
        return lambda value: isinstance(value, int | Decimal) and value > low
    if condition.inferieur_a is not None:
        high = condition.inferieur_a
        return lambda value: isinstance(value, int | Decimal) and value < high
    if condition.contient_tout is not None:
        every = frozenset(condition.contient_tout)
        return lambda value: every <= _words(value)
    wanted = frozenset(condition.wanted())
    return lambda value: not wanted.isdisjoint(_words(value))


def _words(value: Value) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"oui" if value else "non"})
    if isinstance(value, tuple):
        return frozenset(item for item in value if isinstance(item, str))
    return frozenset({str(value)})
