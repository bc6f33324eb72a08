"""What a family of pages yields: pages, each with what its template shows, and other files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from markupsafe import Markup

from cm_build.pages.shell.environment import environment
from cm_build.places.settings import Settings


@dataclass(frozen=True)
class Output:
    """One file of the site: its path from the root, its text, or its bytes when it is a picture."""

    path: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return self.content if isinstance(self.content, bytes) else self.content.encode("utf-8")


@dataclass(frozen=True)
class Template:
    """What one template shows; `path` leads to it from the program's folder."""

    path: ClassVar[str] = ""

    def __init_subclass__(cls, path: str = "") -> None:
        super().__init_subclass__()
        cls.path = path

    def written(self, **shared: object) -> str:
        """Fill the template with its own variables, and with those that many templates share."""
        return environment().get_template(self.path).render(shared | vars(self))


@dataclass(frozen=True)
class FrameTemplate(Template, path="pages/shell/frame.html"):
    """The code that shows a page elsewhere: source to copy, escaped for the page it enters."""

    name: str
    address: str
    height: int


class Page(NamedTuple):
    """`url` is relative to the site's root and ends with a slash (or is empty: the home page).

    `section` is the entry of the header's menu it belongs to; `indexed` tells whether it is meant to
    be found. `image` is the path from the root of the picture that stands for the page elsewhere, or
    nothing. `root` is the way back to the root, for a page that is shown at any address.
    """

    url: str
    title: str
    description: str
    template: Template
    section: str = ""
    indexed: bool = True
    image: str = ""
    root: str = ""

    @property
    def base(self) -> str:
        """The way back to the root, so that a site works in any folder of any server."""
        return self.root or "../" * self.url.count("/") or "./"

    @property
    def file(self) -> str:
        """The file that answers at the page's address."""
        return self.url if self.url.endswith(".html") else f"{self.url}index.html"


# What a family of pages yields: its pages, and the files that go with them.
Produced = Page | Output


class Shell(NamedTuple):
    """What surrounds our pages, for one that another program lays out: header and footer are the same."""

    meta: Markup
    links: Markup
    header: Markup
    footer: Markup


class SecurityTemplate(Template, path="pages/shell/security.html"):
    """What browsers are allowed to load."""


@dataclass(frozen=True)
class MetaTemplate(Template, path="pages/shell/meta.html"):
    """What windows, browsers and search engines are told of a page."""

    security: Markup


class LinksTemplate(Template, path="pages/shell/links.html"):
    """The icon, the typeface, the styles and the search of every page."""


class HeaderTemplate(Template, path="pages/shell/header.html"):
    """The name, the search and the menu."""


class FooterTemplate(Template, path="pages/shell/footer.html"):
    """Who publishes, and under which licence."""


# Stands for the way back to the root in a piece shown by several pages. The reader refuses control
# characters, so no contributed text can hold it.
ROOT_MARK = "\x00"


def render(page: Page, settings: Settings) -> str:
    """Write a whole page."""
    html = page.template.written(page=page, base=page.base, referentiel=settings)
    return html.replace(ROOT_MARK, page.base)


def output_of(produced: Produced, settings: Settings) -> Output:
    """Give the file of what a family yields: pages are written now."""
    return (
        Output(produced.file, render(produced, settings))
        if isinstance(produced, Page)
        else produced
    )


def shell(page: Page, settings: Settings) -> Shell:
    """Write what surrounds a page, for the theme that lays out the hand-written ones."""
    policy = Markup(SecurityTemplate().written())  # noqa: S704 - ours
    pieces = (MetaTemplate(policy), LinksTemplate(), HeaderTemplate(), FooterTemplate())
    shared = {"page": page, "base": page.base, "referentiel": settings}
    return Shell(*(Markup(piece.written(**shared)) for piece in pieces))  # noqa: S704 - already escaped


def render_piece(template: Template, settings: Settings) -> Markup:
    """Write once a piece that several pages show; its links wait for each page's own root."""
    return Markup(template.written(base=ROOT_MARK, referentiel=settings))  # noqa: S704 - already escaped
