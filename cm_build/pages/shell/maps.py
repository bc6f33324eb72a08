"""Drawings shared by every page: the outline of the country, the icon, the pictograms."""

from __future__ import annotations

from dataclasses import dataclass

from cm_build.pages.shell.page import Template
from cm_build.places.territory import Territory

# The file of the outline, from the site's root.
FRANCE = "assets/france.svg"


@dataclass(frozen=True)
class FranceTemplate(Template, path="pages/shell/france.svg"):
    """The outline of each région."""

    outlines: tuple[str, ...]


class IconTemplate(Template, path="pages/shell/icon.svg"):
    """The site's icon."""


class PictogramsTemplate(Template, path="pages/shell/pictograms.svg"):
    """Every pictogram on one sheet, in the order of styles' positions: they are masks."""


def france(territory: Territory) -> str:
    """Draw the régions once, in a file that every map refers to."""
    outlines = territory.outlines("regions")
    return FranceTemplate(tuple(outlines[code] for code in sorted(outlines))).written()
