"""Characters that a person does not see, or that cover what others wrote.

They are judged by their Unicode properties, on the text as it was typed: normalising comes after,
since putting thousands of stacked accents in order would take minutes.

Sources: Unicode 15.1, `DerivedCoreProperties.txt` (Default_Ignorable_Code_Point); UTS #51 (emoji).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# What ends a line for an editor. Nothing else may: U+0085 does for some readers, not for the eye.
LINE_BREAK = re.compile(r"\r\n|\r|\n")
ZWNJ, ZWJ = "\u200c", "\u200d"
_EMOJI_STYLES = "\ufe0e\ufe0f"
_KEYCAP = "\u20e3"
# Accents stacked by the dozen would cover the lines above; a few scripts add theirs side by side.
MOST_STACKED, MOST_MARKS = 3, 8
# Canonical combining classes of the marks that pile up above or below a letter.
_STACKING = range(200, 241)
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Not ignorable, and drawn as nothing: braille and Egyptian blanks, a note without a head, a filler.
_BLANK = frozenset({0x2800, 0x13441, 0x13442, 0x1D159, 0x16FE4, 0xFFF9, 0xFFFA, 0xFFFB})
# Format characters that are drawn: they enclose or announce the digits that follow them.
_DRAWN = frozenset({*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD})
_EMOJI_LETTERS = frozenset("ℹ‼⁉〰〽")
_FIRST_ARROW = "\u2190"


class Hidden(NamedTuple):
    """A sign that no contributor has a reason to type, and where it stands in the text."""

    start: int
    name: str


def hidden_in(text: str) -> Hidden | None:
    """Find the first hidden sign; None in an honest text."""
    odd = {character for character in set(text) if _is_odd(character)}
    if not odd:
        return None
    stacked = marks = end = 0
    for match in re.finditer(
        "[" + "".join(re.escape(character) for character in sorted(odd)) + "]", text
    ):
        at, sign = match.start(), match.group()
        if at != end:
            stacked = marks = 0
        if _is_mark(sign):
            marks += 1
            stacked += unicodedata.combining(sign) in _STACKING
            needed = stacked <= MOST_STACKED and marks <= MOST_MARKS
        else:
            needed = _is_needed(text, at)
        if not needed:
            return Hidden(at, f"U+{ord(sign):04X}")
        # A joiner between two accents does not begin a new pile.
        end = match.end()
    return None


@lru_cache(maxsize=4096)
def _is_odd(character: str) -> bool:
    """Tell whether a character must be looked at: most never are."""
    code = ord(character)
    if character in "\t\n\r":
        return False
    if _shows_nothing(code) or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noqa: PLR2004
        return True
    category = unicodedata.category(character)
    if category in ("Cf", "Zl", "Zp"):
        return code not in _DRAWN
    return category in ("Cc", "Cs", "Co") or _is_mark(character)


def _shows_nothing(code: int) -> bool:
    return code in _BLANK or any(first <= code <= last for first, last in _IGNORABLE)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") and not _shows_nothing(ord(character))


def _is_needed(text: str, at: int) -> bool:
    """Accept what emoji and several scripts need, after the signs that need it."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not before:
        return False
    category = unicodedata.category(before)
    if sign in (ZWJ, ZWNJ):
        latin_mark = "\u0300" <= before <= "\u036f"
        return category in ("Lo", "So", "Sk", "Mn", "Mc") and not latin_mark
    if sign in _EMOJI_STYLES:
        symbol = category == "So" or (category == "Sm" and before >= _FIRST_ARROW)
        return symbol or before in _EMOJI_LETTERS or after == _KEYCAP
    return False
