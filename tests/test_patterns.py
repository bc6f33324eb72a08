"""Patterns that read a stranger's text never try twice what they passed over: judged as they are built.

Two repetitions side by side that accept the same sign, one inside another, or a search that begins
with a repetition, cost the square of what they read. Steps in Python do not show it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import cm_build
from tests.support import ROOT

# Signs that tell the classes of our patterns apart.
SIGNS = [chr(code) for code in range(0x300)] + list("œ’“”«»\u2019\u202f\u200d\u0301€漢🏡")
MANY = 50
READERS = ("reading", "places", "contributing", "pages.shell.inert", "importing")


def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for module in pkgutil.walk_packages(cm_build.__path__, "cm_build."):
        name = module.name.removeprefix("cm_build.")
        if name.startswith(READERS):
            for key, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[f"{name}.{key}"] = value
    return found


PATTERNS = _patterns()


def _accepts(node: Any, flags: int) -> frozenset[str]:
    """Give the signs that one node of a pattern may read."""
    kind, value = node
    if kind is sre.SUBPATTERN:
        return frozenset().union(*(_accepts(one, flags) for one in value[3]))
    if kind is sre.BRANCH:
        return frozenset().union(*(_accepts(one, flags) for side in value[1] for one in side))
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return frozenset().union(*(_accepts(one, flags) for one in value[2]))
    if kind in (sre.IN, sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.CATEGORY):
        state = _parser.State()
        state.flags = flags
        alone = _parser.SubPattern(state, [node])
        compiled = re._compiler.compile(alone, flags & ~re.DEBUG)  # type: ignore[attr-defined]
        return frozenset(sign for sign in SIGNS if compiled.fullmatch(sign))
    return frozenset(SIGNS) if kind is sre.GROUPREF else frozenset()


def _is_many(node: Any) -> bool:
    kind, value = node
    return kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[1] > MANY


def _may_be_empty(node: Any) -> bool:
    kind, value = node
    if kind is sre.SUBPATTERN:
        return all(_may_be_empty(one) for one in value[3])
    if kind is sre.BRANCH:
        return any(all(_may_be_empty(one) for one in side) for side in value[1])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return value[0] == 0 or all(_may_be_empty(one) for one in value[2])
    return kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def _sides(node: Any) -> list[list[Any]]:
    kind, value = node
    if kind is sre.SUBPATTERN:
        return [list(value[3])]
    if kind is sre.BRANCH:
        return [list(side) for side in value[1]]
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return [list(value[2])]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    return []


def _flat(nodes: list[Any]) -> list[Any]:
    """Open groups that only group, so that neighbours are seen side by side."""
    flat: list[Any] = []
    for node in nodes:
        flat += _flat(list(node[1][3])) if node[0] is sre.SUBPATTERN else [node]
    return flat


def _first(node: Any, flags: int) -> frozenset[str]:
    """Give the signs that what a node reads may begin with."""
    signs: frozenset[str] = frozenset()
    for side in _sides(node) or [[node]]:
        for one in side:
            signs |= _first(one, flags) if _sides(one) else _accepts(one, flags)
            if not _may_be_empty(one):
                break
    return signs


def _neighbours(nodes: list[Any], flags: int) -> bool:
    """Tell whether two repetitions that follow each other could share what they read."""
    for place, node in enumerate(nodes):
        if not _is_many(node):
            continue
        mine = _accepts(node, flags)
        for other in nodes[place + 1 :]:
            if _is_many(other) and mine & _first(other, flags):
                return True
            if not _may_be_empty(other):
                break
    return False


def _faults(nodes: list[Any], flags: int) -> list[str]:
    nodes = _flat(nodes)
    found = ["deux répétitions des mêmes signes"] if _neighbours(nodes, flags) else []
    for node in nodes:
        # What is repeated follows itself: « (?:\\.[\\w-]+)* » never begins a turn as it ends one.
        if _is_many(node) and _neighbours(_flat(list(node[1][2])) * 2, flags):
            found.append("une répétition dans une autre")
        for side in _sides(node):
            found += _faults(side, flags)
    return found


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_goes_back_on_what_it_read(name: str) -> None:
    pattern = PATTERNS[name]
    assert (
        _faults(list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), pattern.flags)
        == []
    )


SEARCHED = r"\b{}\.(?:search|finditer|findall|sub|split)\("


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_search_begins_with_a_repetition(name: str) -> None:
    """Each sign of a long word would begin a search that runs to the end of the word."""
    module, _, key = name.rpartition(".")
    source = (ROOT / "cm_build" / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    nodes = _flat(list(_parser.parse(PATTERNS[name].pattern, PATTERNS[name].flags & ~re.UNICODE)))
    if re.search(SEARCHED.format(key), source):
        assert len(nodes) == 1 or not _is_many(nodes[0])


@pytest.mark.parametrize(
    ("pattern", "faulty"),
    [
        (r"a+a+b", True),
        (r"[\w.]+\.[\w]+", False),
        (r"\s*(?:x)?\s*y", True),
        (r"(?:\w+)*x", True),
        (r"(?:\.\w+)*x", False),
        (r"[ ]*\w+[ ]*:", False),
        (r"(?:[^\"\\]|\\.)*", False),
        (r"[^\d_]*(?:m2)?[^\d_]*", True),
        (r"(?:[a-z]+\.)+", False),
        (r"[a-z]+(?:-[a-z]+)*", False),
        (r"[a-z-]+(?:-[a-z]+)*", True),
    ],
)
def test_the_judge_knows_a_costly_pattern(pattern: str, faulty: bool) -> None:  # noqa: FBT001
    assert bool(_faults(list(_parser.parse(pattern)), 0)) == faulty
