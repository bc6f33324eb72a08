"""What a module needs of this program: itself, and what it imports, from one to the next."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def closure(entry: str) -> frozenset[Path]:
    """Give the source files that a module of ours runs with, packages' own files included.

    Imports made inside a function count; those that only types need do not.
    """
    own = entry.partition(".")[0]
    files: dict[str, Path] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        spec = None if name in files else find_spec(name)
        if spec is None or spec.origin is None:
            continue
        files[name] = Path(spec.origin)
        tree = ast.parse(files[name].read_text(encoding="utf-8"))
        waiting += [one for one in _imported(tree) if one.partition(".")[0] == own]
        parent = name.rpartition(".")[0]
        waiting += [parent] if parent else []
    return frozenset(files.values())


def _imported(node: ast.AST) -> Iterator[str]:
    """Name what is imported; the last word of a name may be a module, or what it holds."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (
            f"{node.module}.{alias.name}" for alias in node.names if _is_module(node, alias)
        )
    elif not _for_types(node):
        for child in ast.iter_child_nodes(node):
            yield from _imported(child)


def _is_module(node: ast.ImportFrom, alias: ast.alias) -> bool:
    package = find_spec(node.module or "")
    if package is None or package.submodule_search_locations is None:
        return False
    return find_spec(f"{node.module}.{alias.name}") is not None


def _for_types(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )
