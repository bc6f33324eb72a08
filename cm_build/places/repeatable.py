"""What a public page may repeat of a contributed text: all of it, save what designates someone."""

from __future__ import annotations

import re

from cm_build.places.text import findings
from cm_build.reading.problem import catalogue

SILENCED = "…"
# Looser than the rule of texts: a report cuts what it quotes, and half an address designates as well.
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@\w[\w.-]*")


def repeatable(text: str) -> str:
    """Give a text where addresses, telephone numbers and names of people are silenced."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    spans += [
        (one.start, one.start + len(one.read))
        for one in findings(text, short=False)
        if catalogue()[one.code].personnel
    ]
    kept, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            kept += [text[reached:start], SILENCED]
        reached = max(reached, end)
    return "".join([*kept, text[reached:]])


def public_words(code: str, message: str, hint: str, *, private: bool = False) -> tuple[str, str]:
    """Say a problem without what it warns of; and without any value, when the answer is private."""
    entry = catalogue().get(code)
    if entry and (private or entry.personnel):
        return entry.general_message, entry.general_remedy
    return repeatable(message), repeatable(hint)
