"""Quotes in the lines of a file: those that are never closed, and those that close too early."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# What stands before the value of a line: its key, or the dash of a list.
_BEFORE_VALUE = re.compile(r"[ ]*(?:- +)?(?:[\w-]+[ ]*:[ \t]+|- +)?")
_TEXT = {'"': re.compile(r'(?:[^"\\]|\\.)*'), "'": re.compile(r"(?:[^']|'')*")}
# What may follow a quote that closes: a comment, or the signs of a list between brackets.
_HARMLESS = re.compile(r"[ \t]*(?:$|[ \t]#|[\],}:])")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")


class Misused(NamedTuple):
    """A quote, where it stands, and the text left after it when it closes too early."""

    line: int
    column: int
    sign: str
    rest: str = ""


def value_of(line: str) -> tuple[int, str]:
    """Give the value of a line, its key apart, and the column where it begins."""
    found = _BEFORE_VALUE.match(line)
    start = found.end() if found else 0
    return start + 1, line[start:]


def misused_quote(lines: Sequence[str]) -> Misused | None:
    """Find the first quote that no other closes, or that closes before the end of its text."""
    opened: Misused | None = None
    block = -1
    for number, line in enumerate(lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (indent > block or not line.strip()):
            continue
        block = -1
        if opened:
            rest = _after_close(line, 0, opened.sign)
            if rest is not None and not _HARMLESS.match(rest):
                return opened
            opened = opened if rest is None else None
            continue
        column, value = value_of(line)
        if _BLOCK.fullmatch(value):
            block = indent
        elif value[:1] in _TEXT:
            rest = _after_close(line, column, value[0])
            if rest is None:
                opened = Misused(number, column, value[0])
            elif not _HARMLESS.match(rest):
                return Misused(number, len(line) - len(rest), value[0], rest.strip())
    return opened


def _after_close(line: str, start: int, sign: str) -> str | None:
    """Give what follows the quote that closes a text; None when no quote does on this line."""
    found = _TEXT[sign].match(line, start)
    end = found.end() if found else start
    return line[end + 1 :] if line[end : end + 1] == sign else None
