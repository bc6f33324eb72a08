"""The pages `/pour/`: what each audience asks, answered from all places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.audiences.view import audience_view, doors
from cm_build.pages.shell.page import Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.audiences.view import AudienceView, Doors
    from cm_build.referential.assembly import Referential

ROOT = "pour/"


@dataclass(frozen=True)
class AudiencesTemplate(Template, path="pages/audiences/audiences.html"):
    """The list of audiences."""

    view: Doors


@dataclass(frozen=True)
class AudienceTemplate(Template, path="pages/audiences/audience.html"):
    """What one audience asks, and the answers."""

    view: AudienceView


def audience_pages(referential: Referential, counted: Populations) -> Iterator[Page]:
    """Yield the list of audiences, and the page of each."""
    audiences = referential.audiences
    if audiences is None:
        return
    words = "Vous démarrez un lieu, vous en financez, vous les étudiez : ce que le référentiel répond à vos questions."
    listed = AudiencesTemplate(doors(audiences, counted))
    yield Page(ROOT, "Ce que vous venez chercher", words, listed, "referentiel")
    slugs = frozenset(summary.slug for summary in referential.drawn)
    for audience in audiences.publics:
        answered = AudienceTemplate(
            audience_view(
                audience, audiences, counted, referential.observatory, slugs, referential.portraits
            )
        )
        yield Page(
            f"{ROOT}{audience.id}/", audience.titre, audience.chapeau, answered, "referentiel"
        )
