"""The address a new place gets: from its name, then its commune, then a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from itertools import count

from cm_build.places.folder import SLUG_LENGTH, slug_problem

# The address of a place whose name and commune have no letter an address can hold.
NAMELESS = "lieu"
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "&": " et ", "@": "a"}
)


def address_of(text: str) -> str:
    """Reduce a name to what an address may hold; possibly nothing, for a name without Latin letters."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare).split()
    return _shortened("-".join(words), SLUG_LENGTH[-1])


def new_address(name: str, commune: str, *taken: Container[str]) -> str:
    """Choose an address nobody has: `la-halle`, `la-halle-rennes`, then `la-halle-rennes-2`."""

    def free(candidate: str) -> bool:
        used = any(candidate in addresses for addresses in taken)
        return not used and slug_problem(candidate, candidate) is None

    longest = SLUG_LENGTH[-1]
    alone, where = address_of(name), address_of(commune)
    together = "-".join(filter(None, (_shortened(alone, longest - 1 - len(where)), where)))
    together = _shortened(together, longest)
    for candidate in (alone, together):
        if free(candidate):
            return candidate
    # Room is left for a number; neither a name nor a commune may give letters.
    base = _shortened(together, longest - 5) or NAMELESS
    return next(numbered for n in count(2) if free(numbered := f"{base}-{n}"))


def _shortened(text: str, length: int) -> str:
    """Cut at a hyphen when there is one, so that no word is left in pieces."""
    if len(text) <= length:
        return text
    cut = text[: max(0, length)]
    return (cut.rpartition("-")[0] if text[len(cut)] != "-" else cut) or cut
