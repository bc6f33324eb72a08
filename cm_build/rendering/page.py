"""A page of the site: an address, words for the window and search engines, a template, a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.rendering.environment import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.places.settings import Settings


class Page(NamedTuple):
    """`url` is relative to the site's root and ends with a slash (or is empty: the home page)."""

    url: str
    template: str
    title: str
    description: str
    view: Mapping[str, object]
    section: str = ""
    indexed: bool = True

    @property
    def base(self) -> str:
        """The way back to the root, so that a site works in any folder of any server."""
        return "../" * self.url.count("/") or "./"

    @property
    def file(self) -> str:
        """The file that answers at the page's address."""
        return f"{self.url}index.html"


def render(page: Page, settings: Settings) -> str:
    """Write a whole page."""
    template = environment().get_template(page.template)
    return template.render(page=page, base=page.base, referentiel=settings, **page.view)
