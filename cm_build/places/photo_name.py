"""The one rule for the name of a photo, wherever it comes from: a file, an archive, an answer."""

from __future__ import annotations

import re
import unicodedata

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
# Letters, digits, and what neither a shell nor another system minds in the name of a file.
_NAME = re.compile(r"\w[\w .’()-]{0,99}")
# What Windows cannot create, whatever follows the dot.
_DEVICE = re.compile(r"(?:con|nul|aux|prn|com\d|lpt\d) *(?:\..*)?", re.IGNORECASE | re.ASCII)


def is_photo_name(name: str) -> bool:
    """Tell whether every system can hold a name, and every program find it again.

    An accent must be one character with its letter: written apart, as macOS does, the same name
    would not be found.
    """
    return (
        name.lower().endswith(SUFFIXES)
        and _NAME.fullmatch(name) is not None
        and _DEVICE.fullmatch(name) is None
        and unicodedata.is_normalized("NFC", name)
    )


def folded(name: str) -> str:
    """Give what two names have in common where some systems see only one."""
    return unicodedata.normalize("NFC", name).casefold()
