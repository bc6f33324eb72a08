"""The directory's pages and the files its scripts load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.directory.document import directory_json
from cm_build.pages.directory.dots import dot_map
from cm_build.pages.directory.view import directory, list_pages
from cm_build.pages.shell.bundle import minified, modules
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.referential.shelter import protected_links
from cm_build.referential.summary import attributions
from cm_build.wording.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.directory.dots import DotMap
    from cm_build.pages.directory.view import Directory, ListPage
    from cm_build.pages.shell.page import Produced
    from cm_build.referential.assembly import Referential
    from cm_build.referential.shelter import ProtectedLink
    from cm_build.referential.summary import Attribution

ROOT = "lieux/"
# The header's script is on every page and loads the others, and the data, only when it is used.
SCRIPTS = {
    "recherche": "pages/shell/search.js",
    "suggestions": "pages/shell/suggestions.js",
    "annuaire": "pages/directory/directory.js",
}
# What the header's list and the directory both need: the places, searched on the spot.
SHARED = "lieux"


@dataclass(frozen=True)
class NextTemplate(Template, path="pages/directory/next.html"):
    """A page of the list."""

    view: Directory
    listed: ListPage
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True)
class DirectoryTemplate(NextTemplate, path="pages/directory/directory.html"):
    """The first page of the list, with the filters and the map."""

    map: DotMap
    protected: tuple[ProtectedLink, ...]


def directory_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the pages of the directory, and what they and the header's search load."""
    tools, sources = referential.tools, attributions(referential.summaries)
    cards = (summary.card for summary in referential.summaries)
    shown = directory(cards, tools.names, tools.settings.nom)
    counted = tally(shown.telling, shown.fictional, shown.from_directory)
    words = f"Les lieux {tools.settings.territoire}, à chercher par nom, commune, type ou activité : {counted}."
    for page in list_pages(shown):
        title, template = "Les lieux", NextTemplate(shown, page, sources)
        if page.number == 1:
            links = protected_links(
                referential.protected, referential.departements, tools.names, tools.territory
            )
            template = DirectoryTemplate(shown, page, sources, dot_map(shown.towns), links)
        else:
            title = f"Les lieux, page {page.number}"
            words = f"La liste des lieux, page {page.number} sur {page.last}."
        yield Page(f"{ROOT}{page.url}", title, words, template, "lieux")
    yield Output("assets/annuaire.json", directory_json(shown))
    yield Output("assets/annuaire.css", minified(joined("pages/directory/directory.css")))
    for name, source in modules(SHARED, SCRIPTS).items():
        yield Output(f"assets/{name}", source)
