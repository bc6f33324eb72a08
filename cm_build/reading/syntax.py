"""From what the YAML parser complains of to one of our codes: its English never reaches a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def syntax_code(problem: str, context: str, text: str, mark: Mark) -> str:
    """Choose the code that helps most, from the parser's message and the line it points at."""
    lines = text.split("\n")
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "CM-120"
    if "cannot start any token" in problem:
        at = line[mark.column - 1 : mark.column]
        return "CM-120" if at == "\t" else "CM-127"
    message = f"{context} {problem}"
    return next((code for fragment, code in _BY_MESSAGE if fragment in message), "CM-110")
