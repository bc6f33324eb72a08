"""The page on the quality of data, for the people who look after a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.quality.view import quality
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.referential.assembly import Referential

ADDRESS = "referentiel/qualite/"


def quality_urls() -> list[str]:
    """List the address of the page, for the site map."""
    return [ADDRESS]


def quality_outputs(referential: Referential, counted: Populations) -> Iterator[Output]:
    """Write the page."""
    told: dict[str, object] = {"vue": quality(referential, counted)}
    words = (
        "Ce que le référentiel sait bien, ce qui manque encore, et où un coup de main serait utile."
    )
    title, template = "La qualité des données", "pages/quality/quality.html"
    page = Page(ADDRESS, template, title, words, told, "referentiel")
    yield Output(page.file, render(page, referential.tools.settings))
