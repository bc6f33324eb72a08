"""What a style sheet of ours declares, for drawings that no style sheet reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from cm_build.pages.shell.environment import joined

_VARIABLE = re.compile(r"(--[a-z0-9-]+):\s*([^;}]+)")


def declared(sheet: str, selector: str) -> dict[str, str]:
    """Read the variables of the first rule that ends with this selector."""
    match = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", sheet)
    variables = _VARIABLE.findall(match.group(1)) if match else []
    return {name: value.strip() for name, value in variables}


def without_media(sheet: str) -> str:
    """Drop what only holds on some screens; blocks nest one level, in our own sheets."""
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)


@cache
def palette() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Read the light colours and the dark ones from the sheet that declares them."""
    sheet = joined("pages/shell/tokens.css")
    light, _, dark = sheet.partition("@media")
    plain = _colours(light)
    return plain, plain | _colours(dark)


def _colours(sheet: str) -> dict[str, str]:
    found = declared(sheet, ":root").items()
    return {name.removeprefix("--cm-"): value for name, value in found if value.startswith("#")}
