"""The home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.audiences.view import audience_links
from cm_build.pages.home.view import home
from cm_build.pages.shell.page import Page, Template
from cm_build.referential.summary import attributions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.audiences.view import Link
    from cm_build.pages.home.view import Home
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Attribution


@dataclass(frozen=True)
class HomeTemplate(Template, path="pages/home/home.html"):
    """Totals, the map, and the doors of each audience."""

    view: Home
    attributions: tuple[Attribution, ...]
    audiences: tuple[Link, ...]


def home_pages(referential: Referential, counted: Populations) -> Iterator[Page]:
    """Yield the home page."""
    tools, summaries = referential.tools, referential.summaries
    shown = HomeTemplate(
        view=home(summaries, tools.names, counted),
        attributions=attributions(summaries),
        audiences=audience_links(referential.audiences),
    )
    yield Page("", "la valeur sociale des tiers-lieux", tools.settings.accroche, shown)
