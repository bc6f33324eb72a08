"""Writing a file of a place: plain YAML that our strict reader reads back with the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Value: TypeAlias = "str | PlainWord | Sequence[Value] | Mapping[str, Value]"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\N"}
# What would not survive as such: quotes, breaks (YAML folds them), controls, lone surrogates.
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')


class PlainWord(str):
    """A value written without quotes: a number, a date, an identifier of ours."""

    __slots__ = ()


class WrittenFile(NamedTuple):
    """One line of a file, and the keys that lead to it: a problem on the line is theirs."""

    path: tuple[str, ...]
    text: str


def written(document: Mapping[str, Value], comment: str = "") -> str:
    """Write a document, sections as blocks, texts always between double quotes."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return head + "".join(line.text for line in written_lines(document))


def written_lines(
    document: Mapping[str, Value], path: tuple[str, ...] = ()
) -> Iterator[WrittenFile]:
    """Write a document line by line, the first line being 1; `path` leads to it."""
    margin = "  " * len(path)
    for key, value in document.items():
        here = (*path, key)
        if isinstance(value, Mapping) and value:
            yield WrittenFile(here, f"{margin}{key}:\n")
            yield from written_lines(value, here)
        else:
            yield WrittenFile(here, f"{margin}{key}: {_inline(value)}\n")


def _inline(value: Value) -> str:
    if isinstance(value, PlainWord):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(_inline(item) for item in value) + "]"


def quoted(text: str) -> str:
    """Put a text between double quotes, so that `01004`, `no` or `12:30` stay what they are."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
