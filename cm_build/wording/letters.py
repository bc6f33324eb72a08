"""How wide words are, near enough to break the lines of a drawing: SVG text does not flow.

Widths are rounded up from our title typeface, in em; the reader's own typeface, when ours is not
loaded yet, is of the same order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

ELLIPSIS = "…"
_NARROW, _SLIM, _LOWER, _UPPER, _WIDE, _FULL = 0.3, 0.46, 0.64, 0.74, 0.99, 1.1
_CLASSES = {
    **dict.fromkeys("iljI1 \u00a0\u202f.,;:!'’|·", _NARROW),
    **dict.fromkeys('frtJ-()/«»"…²', _SLIM),
    **dict.fromkeys("mwMWœŒæÆ@%&", _WIDE),
}


def width(text: str) -> float:
    """Give the width of a line, in em."""
    return sum(_advance(character) for character in text)


@lru_cache(maxsize=1024)
def _advance(character: str) -> float:
    known = _CLASSES.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _FULL
    base = unicodedata.normalize("NFD", character)[0]
    return _CLASSES.get(base) or (_UPPER if character.isupper() else _LOWER)


def broken(
    text: str, room: float, most: int, measure: Callable[[str], float] = width
) -> tuple[str, ...]:
    """Break a text into at most `most` lines of `room`; an ellipsis tells what was left out.

    The room is in em, or in the unit of `measure` for who knows the length of a line exactly.
    """
    lines = cut(text, room, measure)
    shown = [
        line if measure(line) <= room else _short(line, room, measure) for line in lines[:most]
    ]
    if len(lines) > most:
        shown[-1] = _short(lines[most - 1], room, measure)
    return tuple(shown)


def cut(text: str, room: float, measure: Callable[[str], float] = width) -> list[str]:
    """Break a text between its words, however many lines that makes."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fits(lines: tuple[str, ...], room: float) -> bool:
    """Tell whether every line is whole within the room."""
    return all(width(line) <= room and not line.endswith(ELLIPSIS) for line in lines)


def _short(line: str, room: float, measure: Callable[[str], float]) -> str:
    while line and measure(line + ELLIPSIS) > room:
        line = line[:-1]
    return line.rstrip(" ,;:.") + ELLIPSIS
