"""Contributed text in the Markdown of a forge: it notifies nobody, links nowhere, draws nothing."""

from __future__ import annotations

import re

# Escaped by a backslash, as CommonMark allows for any punctuation. The HTML characters are left to
# the environment, which turns them into entities.
_MARKDOWN = re.compile(r"([\\`*_\[\]{}#|~!$^=@]|:(?=\S))")
# After these, a character that is not seen keeps what follows from being a mention, a reference to
# an issue, an address or an emoji: forges look for them in the text once the Markdown is read.
_SIGNS = re.compile(r"[@#]|:(?=\S)|\bwww(?=\.)|\bGH(?=-\d)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
WORD_JOINER = "\u2060"


def plain(text: object) -> str:
    """Give a text on one line, with what a forge would act upon cut by an invisible character."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(str(text).split()))
    return _SIGNS.sub(lambda found: found.group() + WORD_JOINER, line)


def inert(text: object, length: int = 0) -> str:
    """Give a text that a forge shows as it is, once the environment has escaped its HTML.

    Beyond `length` characters, when it is given, the text is cut before it is made inert.
    """
    cut = str(text)
    if 0 < length < len(cut):
        cut = cut[: length - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", plain(cut))
