"""Drawings shared by every page: the outline of the country, the icon, the pictograms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.drawing.projection import INSETS
from cm_build.pages.shell.environment import environment

if TYPE_CHECKING:
    from cm_build.places.territory import Territory

# The file of the outline, from the site's root.
FRANCE = "assets/france.svg"


def france(territory: Territory) -> str:
    """Draw the régions once, in a file that every map refers to."""
    outlines = territory.outlines("regions")
    template = environment().get_template("pages/shell/france.svg")
    return template.render(contours=[outlines[code] for code in sorted(outlines)], cadres=INSETS)


def icon() -> str:
    """Draw the site's icon."""
    return environment().get_template("pages/shell/icon.svg").render()


def pictograms() -> str:
    """Draw every pictogram on one sheet, in the order of styles' positions: they are masks."""
    return environment().get_template("pages/shell/pictograms.svg").render()
