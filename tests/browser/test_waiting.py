"""What a test of a page waits for is written so that the page's own rules let it be asked again."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = sorted(path.name for path in HERE.glob("*.py") if "wait_for_function" in path.read_text())


def _first_words(call: ast.Call) -> str:
    waited = call.args[0]
    part = waited.values[0] if isinstance(waited, ast.JoinedStr) else waited
    return str(part.value) if isinstance(part, ast.Constant) else ""


@pytest.mark.parametrize("name", [name for name in MODULES if name != Path(__file__).name])
def test_what_is_waited_for_is_a_function(name: str) -> None:
    # A bare expression is evaluated anew at each turn, which our pages forbid: it holds when it is
    # true at once, and breaks on a slow machine. A function is evaluated once.
    calls = [
        node
        for node in ast.walk(ast.parse((HERE / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "wait_for_function"
    ]
    assert calls
    for call in calls:
        assert _first_words(call).startswith("("), f"{name}, ligne {call.lineno}"
