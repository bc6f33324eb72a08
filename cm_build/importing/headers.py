"""What the header of a column usually means; the words are in `entetes.json`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cm_build.importing.outcome import table
from cm_build.reading.nearest import folded

WORDS = "entetes.json"


def personal_word(column: str) -> str:
    """Give the word by which a header says that its column is about persons; nothing for others."""
    words = _words(column).split()
    return next((word for word in words if word in table(WORDS)["personnes"]), "")


def guessed(columns: Iterable[str], kind: str) -> Mapping[str, str]:
    """Give the column that each key of a kind is likely to be in, the first words being the surest."""
    free = {_words(column): column for column in columns if not personal_word(column)}
    found: dict[str, str] = {}
    for key, words in table(WORDS)[kind].items():
        column = next((free[word] for word in words if word in free), "")
        if column and column not in found.values():
            found[key] = column
    return found


def _words(column: str) -> str:
    """Write a header as separate small words: `codeInsee`, `CODE_INSEE` and « Code Insee » are one."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.findall(r"[a-z0-9]+", folded(parted).replace("_", " ")))
