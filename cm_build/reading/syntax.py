"""From what the YAML parser complains of to one of our codes: its English never reaches a person."""

from __future__ import annotations

import re

from cm_build.reading.hidden import LINE_BREAK
from cm_build.reading.node import Mark

# Fragments of libyaml's and PyYAML's own messages, most telling first.
_BY_MESSAGE = (
    ("escape", "CM-126"),
    ("quoted scalar", "CM-121"),
    ("unexpected end of stream", "CM-121"),
    ("mapping values are not allowed", "CM-122"),
    ("flow", "CM-123"),
    ("',' or ']'", "CM-123"),
    ("',' or '}'", "CM-123"),
    ("block mapping", "CM-124"),
    ("block collection", "CM-124"),
    ("expected ':'", "CM-125"),
)

_AFTER_A_QUOTE = ("CM-121", "CM-122", "CM-124", "CM-125")
_OPENING = re.compile(r"\s*(?:- )?[\w-]+:\s+\"")
_QUOTE = re.compile(r'(?<!\\)"')


def syntax_code(problem: str, context: str, text: str, mark: Mark) -> tuple[str, Mark]:
    """Choose the code that helps most and where to look, from the parser's message and the lines."""
    lines = LINE_BREAK.split(text)
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "CM-120", mark
    if "cannot start any token" in problem:
        at = line[mark.column - 1 : mark.column]
        return ("CM-120" if at == "\t" else "CM-127"), mark
    message = f"{context} {problem}"
    code = next((code for fragment, code in _BY_MESSAGE if fragment in message), "CM-110")
    opened = _unclosed_quote(lines[: mark.line])
    # A quote left open swallows the lines that follow: the parser complains far from the fault.
    return ("CM-121", opened) if opened and code in _AFTER_A_QUOTE else (code, mark)


def _unclosed_quote(lines: list[str]) -> Mark | None:
    """Find the first line whose value opens a double quote and does not close it."""
    for number, line in enumerate(lines, start=1):
        found = _OPENING.match(line)
        if found and len(_QUOTE.findall(line)) % 2:
            return Mark(number, found.end())
    return None
