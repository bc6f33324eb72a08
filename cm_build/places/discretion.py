"""Parts that a published file may have merged, so that nobody is recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.condition import Lookup, Test, compile_condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.questionnaire.names import Names


class Merging(NamedTuple):
    """While `test` holds, the `parts` of the distribution at `path` may be told within another one."""

    path: str
    parts: frozenset[str]
    test: Test


def mergings(names: Names) -> tuple[Merging, ...]:
    """Prepare the questionnaire's rules of discretion."""
    return tuple(
        Merging(rule.repartition, frozenset(rule.parts), compile_condition(rule.si, names, None))
        for rule in names.questionnaire.discretion
    )


def merged_parts(rules: Iterable[Merging], path: str, lookup: Lookup) -> frozenset[str]:
    """Give the parts whose absence, in a distribution said to be complete, is not a zero."""
    found = (rule.parts for rule in rules if rule.path == path and rule.test(lookup) is True)
    return frozenset().union(*found)
