"""Every page and file about all places together: a family of pages is a folder, and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cm_build.pages.audiences.page import audience_pages
from cm_build.pages.comparison.page import comparison_pages
from cm_build.pages.directory.page import directory_pages
from cm_build.pages.dossier.page import SCRIPT, dossier_style
from cm_build.pages.embeds.page import embed_pages
from cm_build.pages.evaluating.page import evaluating_pages
from cm_build.pages.home.page import home_pages
from cm_build.pages.kit.page import kit_pages
from cm_build.pages.lab.page import lab_pages
from cm_build.pages.method.page import method_pages
from cm_build.pages.observatory.page import observatory_pages
from cm_build.pages.open_data.page import aggregate_pages, open_data_pages, schema_file
from cm_build.pages.protected.page import protected_pages
from cm_build.pages.quality.page import quality_pages
from cm_build.pages.restitution.page import SHEET, STYLES
from cm_build.pages.shell import maps
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import card_stylesheet, joined, stylesheet
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.pages.territories.page import territory_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.shell.page import Produced
    from cm_build.places.settings import Settings
    from cm_build.referential.assembly import Referential
    from cm_build.referential.toolbox import Tools


class Family(NamedTuple):
    """The pages of one folder; `reads_answers` when they show more than what is told and counted of places."""

    pages: Callable[[Referential, Populations], Iterator[Produced]]
    reads_answers: bool = False


# The longest to draw first.
FAMILIES = (
    Family(aggregate_pages),
    Family(territory_pages),
    Family(observatory_pages),
    Family(audience_pages),
    Family(home_pages),
    Family(directory_pages),
    Family(method_pages),
    Family(evaluating_pages),
    Family(kit_pages),
    Family(open_data_pages),
    Family(lab_pages),
    Family(comparison_pages, reads_answers=True),
    Family(embed_pages),
    Family(quality_pages),
    Family(protected_pages),
)

# The look of the theme that lays out hand-written pages, then ours.
DOCUMENTATION = ("pages/documentation/material.css", "pages/documentation/documentation.css")


class MissingTemplate(Template, path="pages/shell/missing.html"):
    """What a lost address answers."""


@dataclass(frozen=True)
class SiteMapTemplate(Template, path="pages/shell/site_map.xml"):
    """The address of every page meant to be found."""

    addresses: tuple[str, ...]


def site_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the pages that show all places, and the files that are not one place's."""
    yield from fixed_files(referential.tools)
    for family in FAMILIES:
        yield from family.pages(referential, counted)


def fixed_files(tools: Tools) -> Iterator[Produced]:
    """Yield what depends on no place: looks, pictures, the format of a file, the page of lost addresses."""
    yield Output("assets/cm.css", minified(stylesheet()))
    yield Output("assets/carte.css", minified(card_stylesheet()))
    yield Output(STYLES, minified(joined(SHEET)))
    yield Output("assets/documentation.css", minified(joined(*DOCUMENTATION)))
    yield Output("assets/documentation.js", script("pages/documentation/documentation.js"))
    yield Output("assets/fiche.css", minified(dossier_style()))
    yield Output("assets/fiche.js", script(SCRIPT))
    yield Output("assets/plis.js", script("pages/shell/folds.js"))
    yield Output("assets/icone.svg", maps.IconTemplate().written())
    yield Output("assets/pictos.svg", maps.PictogramsTemplate().written())
    yield Output(maps.FRANCE, maps.france(tools.territory))
    yield schema_file(tools.names)
    yield missing_page(tools.settings)


def missing_page(settings: Settings) -> Page:
    """Give the page of lost addresses: a server shows it at any depth, so its links start from the root."""
    root = urlsplit(settings.url).path or "/"
    words = "Cette adresse ne mène à aucune page."
    missing = MissingTemplate()
    return Page("404.html", "Page introuvable", words, missing, indexed=False, root=root)


def site_map(addresses: Iterable[str], settings: Settings) -> Output:
    """Write the site map, once every page is known, hand-written ones too."""
    shown = SiteMapTemplate(tuple(addresses))
    return Output("sitemap.xml", shown.written(referentiel=settings))
