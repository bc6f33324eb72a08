"""The tree a YAML file becomes: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Mark(NamedTuple):
    """A place in a file, counted from 1, as editors show it."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A text exactly as it was typed: types come from the question, never from the text.

    `unread` is what a sign of comment keeps from being read on the same line, for a text without
    quotes.
    """

    text: str
    mark: Mark
    unread: str = ""


class Items(NamedTuple):
    """A YAML list."""

    items: Sequence[Node]
    mark: Mark


class Entry(NamedTuple):
    """One key of a mapping; the key's own mark is where people look."""

    key: Mark
    node: Node


class Fields(NamedTuple):
    """A YAML mapping, in file order."""

    entries: Mapping[str, Entry]
    mark: Mark


Node: TypeAlias = Scalar | Items | Fields
Path: TypeAlias = "tuple[str | int, ...]"
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain(node: Node) -> Plain:
    """Drop the positions, to hand a trusted tree to a Pydantic model."""
    match node:
        case Scalar(text=text):
            return text
        case Items(items, _):
            return [plain(item) for item in items]
        case Fields(entries, _):
            return {key: plain(entry.node) for key, entry in entries.items()}


def mark_at(node: Node, path: Sequence[str | int]) -> Mark:
    """Find where a path of keys and indexes stands, as deep as the tree goes.

    Steps that do not exist in the file (a missing key, the tag of a union) are skipped, so that
    the mark of the nearest parent is given.
    """
    mark = node.mark
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
            mark, node = node.entries[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            mark = node.mark
    return mark


def node_at(node: Node, path: Sequence[str | int]) -> Node | None:
    """Give the node a path leads to, skipping the steps the file does not have."""
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
            node = node.entries[step].node
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


class Paths:
    """The way back from a place in a file to the keys and indexes that lead there.

    The tree is walked once: each place is then found by halving.
    """

    def __init__(self, root: Node) -> None:
        self._marks: list[Mark] = []
        self._paths: list[Path] = []
        waiting: list[tuple[Mark, Path, Node]] = [(Mark(0, 0), (), root)]
        while waiting:
            mark, path, node = waiting.pop()
            self._marks.append(mark)
            self._paths.append(path)
            waiting += reversed(_steps(path, node))

    def at(self, mark: Mark) -> Path:
        """Give the last key or item that stands at a mark or before it: a problem there is theirs.

        A mark before everything leads nowhere.
        """
        return self._paths[max(0, bisect_right(self._marks, mark) - 1)]


def _steps(path: Path, node: Node) -> list[tuple[Mark, Path, Node]]:
    if isinstance(node, Fields):
        return [(entry.key, (*path, key), entry.node) for key, entry in node.entries.items()]
    if isinstance(node, Items):
        return [(item.mark, (*path, index), item) for index, item in enumerate(node.items)]
    return []
