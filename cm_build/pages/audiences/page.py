"""The pages `/pour/`: what each audience asks, answered from all places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.audiences.view import audience_links, audience_view, doors
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.referential.assembly import Referential

ROOT = "pour/"


def audience_urls(referential: Referential) -> list[str]:
    """List the addresses of the audiences, for the site map."""
    links = audience_links(referential.audiences)
    return [ROOT, *(link.address for link in links)] if links else []


def audience_outputs(referential: Referential, counted: Populations) -> Iterator[Output]:
    """Write the list of audiences, and the page of each."""
    settings, audiences = referential.tools.settings, referential.audiences
    if audiences is None:
        return
    words = "Vous démarrez un lieu, vous en financez, vous les étudiez : ce que le référentiel répond à vos questions."
    told: dict[str, object] = {"vue": doors(audiences, counted)}
    page = Page(
        ROOT,
        "pages/audiences/audiences.html",
        "Ce que vous venez chercher",
        words,
        told,
        "referentiel",
    )
    yield Output(page.file, render(page, settings))
    for one in audiences.publics:
        told = {"vue": audience_view(one, audiences, counted, referential.observatory)}
        url = f"{ROOT}{one.id}/"
        page = Page(
            url, "pages/audiences/audience.html", one.titre, one.chapeau, told, "referentiel"
        )
        yield Output(page.file, render(page, settings))
