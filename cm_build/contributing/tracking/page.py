"""Mon suivi: the page that opens a place's own files, and what it writes of them on the device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.contributing.form.view import Engine
    from cm_build.pages.shell.page import Produced

ROOT = "contribuer/suivi/"
TITLE = "Mon suivi"
WORDS = "Vos fiches de plusieurs années, côte à côte, sur votre appareil : chiffres, effets, intentions, ce qui manque."
STYLE, SCRIPT = "contributing/tracking/tracking.css", "contributing/tracking/tracking.js"


@dataclass(frozen=True)
class TrackingTemplate(Template, path="contributing/tracking/page.html"):
    """Where files are opened; `engine` is nothing where the copy of the site has no program to run."""

    engine: Engine | None


def tracking_pages(engine: Engine | None) -> Iterator[Produced]:
    """Yield the page, its style and its script: it depends on no place."""
    yield Page(ROOT, TITLE, WORDS, TrackingTemplate(engine), "contribuer")
    yield Output("assets/suivi.css", minified(joined(STYLE)))
    yield Output("assets/suivi.js", script(SCRIPT))
