"""The page of a workshop, for those who took part: one a year, and nothing where none is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.restitution.view import restitution
from cm_build.pages.shell.page import Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.restitution.view import Restitution
    from cm_build.referential.context import PlaceContext

STYLES = "assets/restitution.css"
SHEET = "pages/restitution/restitution.css"


@dataclass(frozen=True)
class RestitutionTemplate(Template, path="pages/restitution/restitution.html"):
    """What each college saw, where they differ, what was decided; `latest` tells where its portrait is."""

    view: Restitution
    latest: bool


def restitution_pages(context: PlaceContext) -> Iterator[Page]:
    """Yield the page of a year's workshop."""
    view = restitution(context)
    if view is None:
        return
    title = f"{view.name} : l’évaluation à plusieurs de {view.year}"
    words = f"{view.name} : ce que chaque collège a vu en {view.year}, effet par effet, là où ils diffèrent, et ce que le lieu en retient."
    shown = RestitutionTemplate(view, latest=not context.later)
    yield Page(f"lieux/{view.slug}/{view.year}/evaluation/", title, words, shown, "lieux")
