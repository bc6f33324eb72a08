"""From what the YAML parser complains of to one of our codes: its English never reaches a person.

The parser tells where it stopped. People want the sign that is wrong, often on an earlier line: it
is searched in the lines themselves, each looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

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
# What the parser says when a value begins with a sign it keeps for itself.
_SIGN_MESSAGES = (
    "cannot start any token",
    "alphabetic or numeric character",
    "comment or line break",
    "expected node content",
    "entries are not allowed",
    "keys are not allowed",
)
_SIGNS = "@`%&*!|>?-,]}"
_AFTER_A_QUOTE = ("CM-121", "CM-122", "CM-124", "CM-125")
_CURLY = "“”„‟«»‘‚‹"
# Spaces that are not the one of the keyboard.
ODD_SPACE = re.compile(r"[^\S \t\r\n]")
_MISPLACED_SPACE = re.compile(r"[ ]*[^\S \t\r\n]|[ ]*(?:- )?[\w-]+(?:[^\S \t\r\n]*:|:)[^\S \t\r\n]")
# A key whose colon is not followed by a space is not a key.
STUCK_COLON = re.compile(r"[ ]*(?:- )?[\w-]+:(?=\S)(?!//)")
# What stands before the value of a line: its key, or the dash of a list.
_BEFORE_VALUE = re.compile(r"[ ]*(?:- +)?(?:[\w-]+[ ]*:[ \t]+|- +)?")
_TEXT = {'"': re.compile(r'(?:[^"\\]|\\.)*'), "'": re.compile(r"(?:[^']|'')*")}
# What may follow a quote that closes: a comment, or the signs of a list between brackets.
_HARMLESS = re.compile(r"[ \t]*(?:$|[ \t]#|[\],}:])")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?")


class Fault(NamedTuple):
    """A code, where to look, and what was read there."""

    code: str
    mark: Mark
    lu: str = ""
    attendu: str = ""


def fault_of(problem: str, context: str, text: str, mark: Mark) -> Fault:
    """Choose the code that helps most and where to look, from the parser's message and the lines."""
    lines = LINE_BREAK.split(text)
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    message = f"{context} {problem}"
    code = next((code for fragment, code in _BY_MESSAGE if fragment in message), "CM-110")
    return (
        _tab(line, mark, problem)
        or _odd_space(lines, mark)
        or _sign(line, mark, problem)
        or (_quote(lines, mark) if code in _AFTER_A_QUOTE else None)
        or (_colon(lines, line, mark) if code == "CM-122" else None)
        or Fault(code, mark, line.strip())
    )


def _tab(line: str, mark: Mark, problem: str) -> Fault | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    at = line[mark.column - 1 : mark.column]
    if "\t" in indent or ("cannot start any token" in problem and at == "\t"):
        return Fault("CM-120", mark)
    return None


def _odd_space(lines: list[str], mark: Mark) -> Fault | None:
    for number in (mark.line, _before(lines, mark.line)):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if _MISPLACED_SPACE.match(line):
            match = ODD_SPACE.search(line)
            column = match.start() + 1 if match else 1
            return Fault("CM-130", Mark(number, column), line.strip())
    return None


def _sign(line: str, mark: Mark, problem: str) -> Fault | None:
    if not any(fragment in problem for fragment in _SIGN_MESSAGES):
        return None
    column, value = value_of(line)
    sign = value[:1] if value[:1] in _SIGNS else line[mark.column - 1 : mark.column]
    place = Mark(mark.line, column) if value[:1] in _SIGNS else mark
    return Fault("CM-127", place, sign) if sign and sign in _SIGNS else None


def _quote(lines: list[str], mark: Mark) -> Fault | None:
    quote = misused_quote(lines[: mark.line])
    if quote is None:
        return None
    code = "CM-131" if quote.rest else "CM-121"
    return Fault(code, Mark(quote.line, quote.column), quote.sign, quote.rest)


def _colon(lines: list[str], line: str, mark: Mark) -> Fault | None:
    """Tell a colon that is too many from one that lacks, or lacks its space, on the line before."""
    column, value = value_of(line)
    if value[:1] and value[0] in _CURLY:
        return Fault("CM-132", Mark(mark.line, column), value[0])
    if not value or mark.column > column:
        return None
    number = _before(lines, mark.line)
    before = lines[number - 1] if number else ""
    stuck = STUCK_COLON.match(before)
    if stuck:
        return Fault("CM-125", Mark(number, stuck.end()), before.strip())
    if before.strip() and ":" not in before and not before.lstrip().startswith("- "):
        return Fault("CM-125", Mark(number, 1), before.strip())
    return None


def _before(lines: list[str], number: int) -> int:
    """Give the line before that holds something else than a comment; 0 when there is none."""
    for earlier in range(min(number, len(lines) + 1) - 1, 0, -1):
        words = lines[earlier - 1].strip(" ")
        if words and not words.startswith("#"):
            return earlier
    return 0


class Misused(NamedTuple):
    """A quote, where it stands, and the text left after it when it closes too early."""

    line: int
    column: int
    sign: str
    rest: str = ""


def value_of(line: str) -> tuple[int, str]:
    """Give the value of a line, its key apart, and the column where it begins."""
    match = _BEFORE_VALUE.match(line)
    start = match.end() if match else 0
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
    match = _TEXT[sign].match(line, start)
    end = match.end() if match else start
    return line[end + 1 :] if line[end : end + 1] == sign else None
