"""The pages of protected places, which no engine is asked to find, and what the form asks of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.exporting.plain import written
from cm_build.pages.protected.view import protected_views
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.protected.view import ProtectedView
    from cm_build.pages.shell.page import Produced
    from cm_build.referential.assembly import Referential

# The départements with enough places for one more to be told there: the form offers no other.
AREAS = "assets/departements.json"
WORDS = "Un lieu qui a choisi de ne pas être trouvé, décrit dans ses grandes lignes."


@dataclass(frozen=True)
class ProtectedTemplate(Template, path="pages/protected/protected.html"):
    """One year of a protected place."""

    view: ProtectedView


def protected_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the pages of every protected place, year by year, and the areas that may be named."""
    tools = referential.tools
    for place in referential.protected:
        for view in protected_views(place, referential.departements, tools.names, tools.territory):
            yield from pages_of(view)
    real = referential.departements.telling(tools.names, fictional=False)
    yield Output(AREAS, written({"departements": list(real)}))


def pages_of(view: ProtectedView) -> Iterator[Page]:
    """Yield a year's page; the latest also answers at the place's own address."""
    root, shown = f"lieux/{view.slug}/", ProtectedTemplate(view)
    dated = f"{view.title}, {view.year}"
    yield Page(f"{root}{view.year}/", dated, WORDS, shown, "lieux", indexed=False)
    if view.latest:
        yield Page(root, view.title, WORDS, shown, "lieux", indexed=False)
