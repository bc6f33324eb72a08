"""The pages about all places together: the observatory and its chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.exporting.documents import VERSION
from cm_build.exporting.plain import written
from cm_build.pages.observatory.chart import chart_csv
from cm_build.pages.observatory.exploration import exploration
from cm_build.pages.observatory.view import chapter_view, observatory_view
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import joined, palette
from cm_build.pages.shell.explorable import config, theme
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.observatory.view import ChapterView, ObservatoryView
    from cm_build.pages.shell.page import Produced
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


@dataclass(frozen=True)
class OpeningTemplate(Template, path="pages/observatory/opening.html"):
    """The chapters, and the first figures of each."""

    view: ObservatoryView


@dataclass(frozen=True)
class ChapterTemplate(Template, path="pages/observatory/chapter.html"):
    """The charts of one chapter."""

    view: ChapterView


def observatory_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the observatory: one page that opens it, one page a chapter and the files of its charts."""
    observatory, names = referential.observatory, referential.tools.names
    if observatory is None:
        return
    yield Output(STYLES, minified(joined(*SHEETS)))
    yield Output("assets/explorer.js", script("pages/observatory/explorer.js"))
    yield Output("assets/explorer.json", _themes())
    words = "Ce que les lieux disent ensemble : leurs moyens, leurs publics, leurs effets."
    opening = OpeningTemplate(observatory_view(observatory, counted, names))
    yield Page(ROOT, "Le référentiel", words, opening, "referentiel")
    for chapter in observatory.chapitres:
        view = chapter_view(chapter, observatory, counted, names)
        url, title = f"{ROOT}{chapter.id}/", f"{chapter.titre} : le référentiel"
        yield Page(url, title, chapter.chapeau, ChapterTemplate(view), "referentiel")
        yield from _chart_files(url, view)


def _themes() -> str:
    """Write the look that all figures share, once: the few buttons of the laboratory left out."""
    light, dark = (theme(colours) for colours in palette())
    settings = {**config(), "displayModeBar": False}
    return written({"version": VERSION, "clair": light, "sombre": dark, "config": settings})


def _chart_files(root: str, view: ChapterView) -> Iterator[Output]:
    """Write what each chart shows as a table, and as a figure to explore."""
    for chart in view.charts:
        if chart.lines:
            yield Output(f"{root}{chart.id}.csv", chart_csv(chart))
        if chart.explorable and not chart.absent:
            yield Output(
                f"{root}{chart.id}.json",
                written(exploration(chart, view.chapter.couleur, palette())),
            )
