"""Writing a file of a place: plain YAML that our strict reader reads back with the same values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Word | Sequence[Value] | Mapping[str, Value]"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Word(str):
    """A value written without quotes: a number, a date, an identifier of ours."""

    __slots__ = ()


def written(document: Mapping[str, Value], comment: str = "") -> str:
    """Write a document, sections as blocks, texts always between double quotes."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return head + "".join(_lines(document, 0))


def _lines(document: Mapping[str, Value], indent: int) -> list[str]:
    lines = []
    margin = " " * indent
    for key, value in document.items():
        if isinstance(value, Mapping) and value:
            lines.append(f"{margin}{key}:\n")
            lines += _lines(value, indent + 2)
        else:
            lines.append(f"{margin}{key}: {_inline(value)}\n")
    return lines


def _inline(value: Value) -> str:
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(_inline(item) for item in value) + "]"


def quoted(text: str) -> str:
    """Put a text between double quotes, so that `01004`, `no` or `12:30` stay what they are."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
