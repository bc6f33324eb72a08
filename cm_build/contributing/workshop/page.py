"""The workshop on screen, on the site and as one file, offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.contributing.form.page import GUIDE, WORKSHOP
from cm_build.contributing.form.page import ROOT as FORM
from cm_build.contributing.form.page import STYLE as FORM_STYLE
from cm_build.contributing.workshop.view import WorkshopView, workshop_view
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import inlined, joined, self_contained_styles
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from cm_build.pages.shell.page import Produced
    from cm_build.referential.toolbox import Tools

OFFLINE = f"{WORKSHOP}atelier-hors-ligne.html"
# It is made of the form's fields: one look for both.
STYLES = (FORM_STYLE, "contributing/workshop/workshop.css")
SCRIPT = "contributing/workshop/workshop.js"
TITLE = "L’atelier à l’écran"
WORDS = "Évaluer ensemble les effets d’un lieu : deux votes silencieux, un débat, ce que l’on garde. Méthode à l’essai."


class WorkshopLinks(NamedTuple):
    """Where the page leads; `offline` is empty in the one that is already without a connection.

    There, the others are empty too when the site does not know its address.
    """

    form: str
    offline: str
    guide: str


@dataclass(frozen=True)
class WorkshopTemplate(Template, path="contributing/workshop/page.html"):
    """What is chosen before voting, and the places where the script draws."""

    view: WorkshopView
    links: WorkshopLinks


@dataclass(frozen=True, kw_only=True)
class OfflineWorkshopTemplate(WorkshopTemplate, path="contributing/workshop/offline.html"):
    """The same as one file: styles and script are inside."""

    styles: Markup
    script: Markup


def workshop_pages(tools: Tools, font: bytes) -> Iterator[Produced]:
    """Yield the workshop and what it needs, whatever the places say."""
    view = workshop_view(tools)
    base = "../" * WORKSHOP.count("/")
    shown = WorkshopTemplate(view, WorkshopLinks(base + FORM, base + OFFLINE, base + GUIDE))
    yield Page(WORKSHOP, TITLE, WORDS, shown, "contribuer")
    styles, program = joined(*STYLES), script(SCRIPT)
    yield Output("assets/atelier.css", minified(styles))
    yield Output("assets/atelier.js", program)
    alone = OfflineWorkshopTemplate(
        view,
        WorkshopLinks(tools.settings.address(FORM), "", tools.settings.address(GUIDE)),
        styles=inlined(minified(self_contained_styles(font) + styles)),
        script=inlined(program),
    )
    yield Output(OFFLINE, alone.written(referentiel=tools.settings))
