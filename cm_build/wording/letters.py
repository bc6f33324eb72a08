"""How wide words are, near enough to break the lines of a drawing: SVG text does not flow.

Widths are rounded up from our title typeface, in em; the reader's own typeface, when ours is not
loaded yet, is of the same order.
"""

from __future__ import annotations

import unicodedata

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


def broken(text: str, room: float, most: int) -> tuple[str, ...]:
    """Break a text into at most `most` lines of `room` em; an ellipsis tells what was left out."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if not line or width(longer) <= room:
            line = longer
        else:
            lines.append(line)
            line = word
    lines += [line] if line else []
    left_out = len(lines) > most
    shown = [_cut(one, room) for one in lines[:most]]
    if left_out:
        shown[-1] = _cut(lines[most - 1] + ELLIPSIS, room, forced=True)
    return tuple(shown)


def fits(lines: tuple[str, ...], room: float) -> bool:
    """Tell whether every line is whole within the room."""
    return all(width(one) <= room and not one.endswith(ELLIPSIS) for one in lines)


def _cut(line: str, room: float, *, forced: bool = False) -> str:
    if width(line) <= room:
        return line
    kept = line.removesuffix(ELLIPSIS) if forced else line
    while kept and width(kept + ELLIPSIS) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;:.") + ELLIPSIS
