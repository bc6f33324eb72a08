"""Where the comments of a file stand: nothing shows them, and everyone can read them.

The parser passes over comments. What it reads is known to the sign, so that a « # » outside every
text begins a comment, however close it stands to what comes before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml

from cm_build.reading.hidden import LINE_BREAK
from cm_build.reading.node import Mark
from cm_build.reading.source import events_of

_COMMENT = re.compile(r"#[^\r\n]*")
# The signs that open a text of several lines; a comment may follow them on theirs.
_OPENING = re.compile(r"[|>][-+0-9]*[ \t]*")


def comments_in(content: bytes) -> Iterator[Mark]:
    """Give the place of each sign that begins a comment."""
    text = content.decode("utf-8-sig", "replace")
    lines = [0, *(ending.end() for ending in LINE_BREAK.finditer(text))]
    for start, end in _between_texts(text):
        for sign in _COMMENT.finditer(text, start, end):
            line = bisect_right(lines, sign.start())
            yield Mark(line, sign.start() - lines[line - 1] + 1)


def _between_texts(text: str) -> Iterator[tuple[int, int]]:
    """Give what no text covers; after a fault, all that is left."""
    reached = 0
    try:
        for event in events_of(text):
            if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
                start, end = event.start_mark.index, event.end_mark.index
                yield reached, start
                opening = _OPENING.match(text, start) if event.style in ("|", ">") else None
                if opening:
                    yield opening.end(), _end_of_line(text, opening.end())
                reached = max(reached, end)
    except (yaml.YAMLError, RecursionError):
        pass
    yield reached, len(text)


def _end_of_line(text: str, start: int) -> int:
    ending = LINE_BREAK.search(text, start)
    return ending.start() if ending else len(text)
