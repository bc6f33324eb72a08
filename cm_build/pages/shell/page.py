"""A page of the site: an address, words for the window and search engines, a template, a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from cm_build.pages.shell.environment import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.places.settings import Settings


class Page(NamedTuple):
    """`url` is relative to the site's root and ends with a slash (or is empty: the home page).

    `image` is the path from the root of the picture that stands for the page elsewhere, or nothing.
    """

    url: str
    template: str
    title: str
    description: str
    view: Mapping[str, object]
    section: str = ""
    indexed: bool = True
    image: str = ""

    @property
    def base(self) -> str:
        """The way back to the root, so that a site works in any folder of any server."""
        return "../" * self.url.count("/") or "./"

    @property
    def file(self) -> str:
        """The file that answers at the page's address."""
        return self.url if self.url.endswith(".html") else f"{self.url}index.html"


# Stands for the way back to the root in a piece shown by several pages. The reader refuses control
# characters, so no contributed text can hold it.
ROOT_MARK = "\x00"


def render(page: Page, settings: Settings) -> str:
    """Write a whole page."""
    template = environment().get_template(page.template)
    base = str(page.view.get("racine", page.base))
    html = template.render(page=page, base=base, referentiel=settings, **page.view)
    return html.replace(ROOT_MARK, base)


def render_piece(template: str, settings: Settings, view: Mapping[str, object]) -> Markup:
    """Write once a piece that several pages show; its links wait for each page's own root."""
    text = environment().get_template(template).render(base=ROOT_MARK, referentiel=settings, **view)
    return Markup(text)  # noqa: S704 - the environment has already escaped it
