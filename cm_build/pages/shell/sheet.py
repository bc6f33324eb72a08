"""What a style sheet of ours declares, for drawings that no style sheet reaches."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"(--[a-z0-9-]+):\s*([^;}]+)")


def declared(sheet: str, selector: str) -> dict[str, str]:
    """Read the variables of the first rule that ends with this selector."""
    found = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", sheet)
    variables = _VARIABLE.findall(found.group(1)) if found else []
    return {name: value.strip() for name, value in variables}


def without_media(sheet: str) -> str:
    """Drop what only holds on some screens; blocks nest one level, in our own sheets."""
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
