"""The pages about all places together: the observatory and its chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.documents import written
from cm_build.pages.observatory.chart_table import chart_csv
from cm_build.pages.observatory.exploration import exploration
from cm_build.pages.observatory.view import chapter_view, observatory_view
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.observatory.chart import ChartView
    from cm_build.referential.assembly import Referential

ROOT = "referentiel/"
STYLES = "assets/referentiel.css"
# Pages about all places share one sheet.
SHEETS = (
    "pages/observatory/observatory.css",
    "pages/audiences/audiences.css",
    "pages/territories/territories.css",
    "pages/embeds/sharing.css",
    "pages/lab/lab.css",
    "pages/quality/quality.css",
    "pages/comparison/comparison.css",
)


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
    yield Output(STYLES, minified(joined(*SHEETS)))
    yield Output("assets/explorer.js", script("pages/observatory/explorer.js"))
    words = "Ce que les lieux disent ensemble : leurs moyens, leurs publics, leurs effets."
    opened = observatory_view(observatory, counted, referential.tools.names)
    opening = Page(
        ROOT,
        "pages/observatory/opening.html",
        "Le référentiel",
        words,
        {"vue": opened},
        "referentiel",
    )
    yield Output(opening.file, render(opening, settings))
    for chapter in observatory.chapitres:
        view = chapter_view(chapter, observatory, counted, referential.tools.names)
        page = Page(
            f"{ROOT}{chapter.id}/", "pages/observatory/chapter.html", f"{chapter.titre} : le référentiel",
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
