"""The colours of the site by name, in both schemes, for drawings that no style sheet reaches."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.sheet import declared

if TYPE_CHECKING:
    from collections.abc import Mapping


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
