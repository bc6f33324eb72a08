"""The pages about all places together: the observatory and its chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.chart import chart_csv
from cm_build.exporting.documents import written
from cm_build.rendering.environment import folder_stylesheet, script
from cm_build.rendering.output import Output
from cm_build.rendering.page import Page, render
from cm_build.viewing.exploration import exploration
from cm_build.viewing.observatory import chapter_view, observatory_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.assembly import Referential
    from cm_build.computing.population import Populations
    from cm_build.viewing.chart import ChartView

ROOT = "referentiel/"
STYLES = "assets/referentiel.css"


def observatory_urls(referential: Referential) -> Iterator[str]:
    """List the addresses of these pages, for the site map."""
    observatory = referential.observatory
    if observatory:
        yield ROOT
        for chapter in observatory.chapitres:
            yield f"{ROOT}{chapter.id}/"


def observatory_outputs(referential: Referential, counted: Populations) -> Iterator[Output]:
    """Write the observatory: one page that opens it, one page a chapter."""
    observatory = referential.observatory
    if observatory is None:
        return
    settings = referential.tools.settings
    yield Output(STYLES, folder_stylesheet("referentiel"))
    yield Output("assets/explorer.js", script("explorer.js"))
    words = "Ce que les lieux disent ensemble : leurs moyens, leurs publics, leurs effets."
    opened = observatory_view(observatory, counted, referential.tools.names)
    opening = Page(
        ROOT, "referentiel/accueil.html", "Le référentiel", words, {"vue": opened}, "referentiel"
    )
    yield Output(opening.file, render(opening, settings))
    for chapter in observatory.chapitres:
        view = chapter_view(chapter, observatory, counted, referential.tools.names)
        page = Page(
            f"{ROOT}{chapter.id}/", "referentiel/chapitre.html", f"{chapter.titre} : le référentiel",
            chapter.chapeau, {"vue": view}, "referentiel",
        )  # fmt: skip
        yield Output(page.file, render(page, settings))
        yield from _chart_files(page.url, view.charts)


def _chart_files(root: str, charts: tuple[ChartView, ...]) -> Iterator[Output]:
    """Write what each chart shows as a table, and as a figure to explore."""
    for chart in charts:
        if chart.lines:
            yield Output(f"{root}{chart.id}.csv", chart_csv(chart))
        if chart.explorable and not chart.absent:
            yield Output(f"{root}{chart.id}.json", written(exploration(chart)))
