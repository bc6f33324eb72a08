"""Characters that a person does not see, or that cover what others wrote."""

from __future__ import annotations

import re

# Control characters, and those that hide or reorder text (bidi, zero width, tags, non-characters).
# ZWJ and ZWNJ stay: emoji and several scripts need them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    # Accents stacked by the dozen would cover the lines above.
    + "]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4,}"
)


def hidden_in(text: str) -> re.Match[str] | None:
    """Find the first sign that no contributor has a reason to type; None in an honest text."""
    return _FORBIDDEN.search(text)


def named(found: re.Match[str]) -> str:
    """Name what was found by its code point: to show it as it is would show nothing."""
    return f"U+{ord(found.group()[0]):04X}"
