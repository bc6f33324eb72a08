"""What a public page may repeat of a contributed text: all of it, save what designates someone."""

from __future__ import annotations

import re

from cm_build.places.text import findings
from cm_build.reading.problem import catalogue

SILENCED = "…"
# Looser than the rule of texts: a report cuts what it quotes, and half an address designates as well.
_ADDRESS = re.compile(r"[\w.+-]+@\w[\w.-]*")


def repeatable(text: str) -> str:
    """Give a text where addresses, telephone numbers and names of people are silenced."""
    kept = _ADDRESS.sub(SILENCED, text)
    for found in findings(kept, short=False):
        if catalogue()[found.code].personnel:
            kept = kept.replace(found.read, SILENCED)
    return kept


def public_words(code: str, message: str, hint: str, *, private: bool = False) -> tuple[str, str]:
    """Say a problem without what it warns of; and without any value, when the answer is private."""
    entry = catalogue().get(code)
    if entry and (private or entry.personnel):
        return entry.general_message, entry.general_remedy
    return repeatable(message), repeatable(hint)
