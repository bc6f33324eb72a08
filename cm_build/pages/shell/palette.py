"""The colours of the site by name, in both schemes, for drawings that no style sheet reaches."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cm_build.pages.shell.environment import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLOUR = re.compile(r"--cm-([a-z0-9-]+):(#[0-9a-f]{3,6})")


@cache
def palette() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Read the light colours and the dark ones from the sheet that declares them."""
    sheet = joined("pages/shell/tokens.css")
    light, _, dark = sheet.partition("@media")
    plain = dict(_COLOUR.findall(light))
    return plain, plain | dict(_COLOUR.findall(dark))
