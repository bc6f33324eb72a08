"""Reading what the original platform stored: JSON whose shape nobody guarantees."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cm_build.importing.outcome import WrongFileError
from cm_build.reading.problem import shown

# The platform nested ten levels at most; deeper is told as one field rather than walked.
DEEPEST = 20
_HALF = re.compile("[\ud800-\udfff]")


def read_place(content: bytes) -> dict[str, Any]:
    """Read the JSON of one place.

    Raises:
        WrongFileError: it is not JSON, has a key twice, holds half a sign, or is not an object with a name.
    """
    try:
        place = json.loads(content, object_pairs_hook=unambiguous)
        writable(place)
    except (ValueError, RecursionError) as error:
        raise WrongFileError("Le fichier n’est pas un document JSON lisible.") from error
    if not isinstance(place, dict) or not isinstance(place.get("name"), str):
        raise WrongFileError("Le fichier n’est pas celui d’un lieu : la clé « name » manque.")
    return place


def writable(place: Any) -> None:
    """Refuse half of a pair of codes, which JSON can spell and no file can hold."""
    # One text of the whole, at any depth: what JSON read, JSON can write.
    half = _HALF.search(json.dumps(place, ensure_ascii=False))
    if half:
        raise WrongFileError(
            f"Le fichier contient « \\u{ord(half.group()):04x} », qui n’est que la moitié d’un signe. "
            "Remplacez-le par le signe voulu, ou effacez-le."
        )


def unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key written twice: the last would win, in silence."""
    content = dict(pairs)
    if len(content) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise WrongFileError(f"La clé « {shown(twice)} » est écrite deux fois au même endroit.")
    return content


def leaves(node: dict[str, Any], path: str = "", depth: int = DEEPEST) -> Iterator[tuple[str, Any]]:
    """Give every value that is not an object, with the keys that lead to it."""
    for key, value in node.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict) and value and depth:
            yield from leaves(value, here, depth - 1)
        else:
            yield here, value


def chosen_in(stored: Any) -> list[str]:
    """Read a choice stored as a list, a text, or one-hot with 0 and 1."""
    if isinstance(stored, dict):
        return [name for name, value in stored.items() if str(value) in ("1", "True")]
    if isinstance(stored, str):
        return [stored] if stored else []
    return [str(item) for item in stored] if isinstance(stored, list) else []
