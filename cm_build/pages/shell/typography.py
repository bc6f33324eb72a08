"""French spaces in our own words, templates and hand-written pages; contributed text inert in Markdown.

On a page, contributors’ texts are shown as they were typed: only the `fr` filter touches those that
ask for it. In the Markdown of a forge, they notify nobody, link nowhere, draw nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from cm_build.wording.french import spaced

# Code is shown as it is to be typed; a tag is not text.
_LEFT_ALONE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", re.DOTALL)
# Escaped by a backslash, as CommonMark allows for any punctuation. The HTML characters are left to
# the environment, which turns them into entities.
_MARKDOWN = re.compile(r"([\\`*_\[\]{}#|~!$^=@]|:(?=\S))")
# After these, a character that is not seen keeps what follows from being a mention, a reference to
# an issue, an address or an emoji: forges look for them in the text once the Markdown is read.
_SIGNS = re.compile(r"[@#]|:(?=\S)|\bwww(?=\.)|\bGH(?=-\d)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
WORD_JOINER = "\u2060"


class FrenchSpaces(Extension):
    """Write our own words once with plain spaces; a line never ends before a colon or after «."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Change the words of HTML templates, never their expressions."""
        written_for_people = (stream.name or "").endswith(".html")
        for token in stream:
            if written_for_people and token.type == "data":
                yield Token(token.lineno, token.type, spaced(token.value))
            else:
                yield token


def spaced_html(html: str) -> str:
    """Put the same spaces in a page converted from Markdown, between its tags."""
    pieces = _LEFT_ALONE.split(html)
    return "".join(piece if rank % 2 else spaced(piece) for rank, piece in enumerate(pieces))


def plain(text: object) -> str:
    """Give a text on one line, with what a forge would act upon cut by an invisible character."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(str(text).split()))
    return _SIGNS.sub(lambda match: match.group() + WORD_JOINER, line)


def inert(text: object, length: int = 0) -> str:
    """Give a text that a forge shows as it is, once the environment has escaped its HTML.

    Beyond `length` characters, when it is given, the text is cut before it is made inert.
    """
    cut = str(text)
    if 0 < length < len(cut):
        cut = cut[: length - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", plain(cut))
