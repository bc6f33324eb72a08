"""French spaces in what we write ourselves: templates and hand-written pages.

Contributors’ texts are shown as they were typed: only the `fr` filter touches those that ask for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.ext import Extension
from jinja2.lexer import Token

from cm_build.wording.french import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.lexer import TokenStream

# Code is shown as it is to be typed; a tag is not text.
_LEFT_ALONE = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", re.DOTALL)


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
