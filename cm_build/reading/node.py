"""The tree a YAML file becomes: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias


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

    def mark_of(self, key: str) -> Mark:
        """Give the place of a key; that of the mapping, where the key is absent."""
        return self.entries[key].key if key in self.entries else self.mark


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


def entry_at(node: Node, path: Sequence[str | int]) -> Entry:
    """Find what a path of keys and indexes leads to, and where it stands, as deep as the tree goes.

    Steps that do not exist in the file (a missing key, the tag of a union) are skipped, so that
    the nearest parent is given.
    """
    entry = Entry(node.mark, node)
    for step in path:
        node = entry.node
        if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
            entry = node.entries[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            entry = Entry(node.items[step].mark, node.items[step])
    return entry


def mark_at(node: Node, path: Sequence[str | int]) -> Mark:
    """Find where a path stands, as deep as the tree goes."""
    return entry_at(node, path).key


def node_at(node: Node, path: Sequence[str | int]) -> Node:
    """Give the node a path leads to, as deep as the tree goes."""
    return entry_at(node, path).node


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
