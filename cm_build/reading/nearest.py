"""The nearest known name, for people who mistyped one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple


def folded(text: str) -> str:
    """Forget case, accents, hyphens and spaces: what people mix up when they type an identifier."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c)
    )
    return bare.replace("-", "_").replace(" ", "_").replace("’", "_").replace("'", "_")


# The longest identifier has 48 letters: what is much longer is near none.
_LONGEST = 100


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Give the known name closest to a text, or None when nothing is close enough to help."""
    if len(text) > _LONGEST:
        return None
    by_fold = _by_fold(frozenset(known))
    matches = get_close_matches(folded(text), by_fold, n=1, cutoff=0.72)
    return by_fold[matches[0]] if matches else None


@lru_cache(maxsize=256)
def _by_fold(known: frozenset[str]) -> Mapping[str, str]:
    """Fold the names of a questionnaire once: the same are searched for every mistyped one."""
    return {folded(name): name for name in sorted(known)}


class Suggestion(NamedTuple):
    """Asks whether the nearest known name was meant; says nothing when none is close.

    Searched only when it is written: a file may hold thousands of unknown names, of which few are
    told.
    """

    text: str
    known: Iterable[str]

    def __str__(self) -> str:
        near = nearest(self.text, self.known)
        return f" Vouliez-vous écrire « {near} » ?" if near else ""
