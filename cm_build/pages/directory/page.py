"""The directory's pages and the files its scripts load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.directory.document import directory_json
from cm_build.pages.directory.dots import dot_map
from cm_build.pages.directory.listing import list_pages
from cm_build.pages.directory.view import directory
from cm_build.pages.shell.bundle import minified, modules
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page
from cm_build.referential.attribution import attributions
from cm_build.wording.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.referential.assembly import Referential

ROOT = "lieux/"
# The header's script is on every page and loads the others, and the data, only when it is used.
SCRIPTS = {
    "recherche": "pages/shell/search.js",
    "suggestions": "pages/shell/suggestions.js",
    "annuaire": "pages/directory/directory.js",
}
# What the header's list and the directory both need: the places, searched on the spot.
SHARED = "lieux"


def directory_pages(referential: Referential) -> Iterator[Page]:
    """List the pages of the directory: the first has the filters and the map, all have the list."""
    tools = referential.tools
    shown = directory((one.card for one in referential.summaries), tools.names)
    counted = tally(shown.telling, shown.fictional, shown.from_directory)
    words = f"Les lieux {tools.settings.territoire}, à chercher par nom, commune, type ou activité : {counted}."
    told: dict[str, object] = {
        "vue": shown,
        "carte": dot_map(shown.towns),
        "provenances": attributions(referential.summaries),
    }
    for page in list_pages(shown):
        title = "Les lieux"
        if page.number > 1:
            title = f"Les lieux, page {page.number}"
            words = f"La liste des lieux, page {page.number} sur {page.last}."
        template = (
            "pages/directory/directory.html" if page.number == 1 else "pages/directory/next.html"
        )
        yield Page(f"{ROOT}{page.url}", template, title, words, {**told, "liste": page}, "lieux")


def directory_outputs(referential: Referential) -> Iterator[Output]:
    """Write what the directory and the header's search load."""
    names = referential.tools.names
    shown = directory((one.card for one in referential.summaries), names)
    yield Output("assets/annuaire.json", directory_json(shown))
    yield Output("assets/annuaire.css", minified(joined("pages/directory/directory.css")))
    for name, source in modules(SHARED, SCRIPTS).items():
        yield Output(f"assets/{name}", source)
