"""How a label is written inside a sentence."""

import re

_FIRST_WORD = re.compile(r"[\w&]+")


def initial_folded(text: str) -> str:
    """Lower the first letter of a label; an acronym keeps its own: `CDI`, `SCIC`, `R&D`, `A4`."""
    word = _FIRST_WORD.match(text)
    rest = word.group()[1:] if word else ""
    return text if rest and not rest.islower() else text[:1].lower() + text[1:]
