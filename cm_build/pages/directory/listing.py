"""The list of places cut in pages: what a person without scripts, or a search engine, walks through."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.directory.view import Directory
    from cm_build.referential.card import Card

PAGE_SIZE = 60
FOLDER = "page"
# Pages around the current one that have a link, then one page in ten: never more than a few steps.
NEAR = 2
FAR = 10


class PageLink(NamedTuple):
    """A way to a page of the list; `url` starts from the list's own root."""

    number: int
    url: str
    current: bool
    gap: bool
    """Whether pages without a link stand before this one."""


class ListPage(NamedTuple):
    """One page: its cards, where it stands, and the ways to others."""

    number: int
    last: int
    cards: tuple[Card, ...]
    links: tuple[PageLink, ...]

    @property
    def url(self) -> str:
        """The page's address from the root of the list: the first one is the list itself."""
        return address(self.number)

    @property
    def before(self) -> str | None:
        """The previous page, if any."""
        return address(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The next page, if any."""
        return address(self.number + 1) if self.number < self.last else None


def address(number: int) -> str:
    """Give the address of a page from the root of the list."""
    return "" if number == 1 else f"{FOLDER}/{number}/"


def list_pages(shown: Directory) -> Iterator[ListPage]:
    """Cut the list; a référentiel without places has one empty page."""
    cards = shown.cards
    last = max(1, -(-len(cards) // PAGE_SIZE))
    for number in range(1, last + 1):
        kept = cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield ListPage(number, last, kept, tuple(_links(number, last)))


def _links(current: int, last: int) -> Iterator[PageLink]:
    if last == 1:
        return
    near = range(max(1, current - NEAR), min(last, current + NEAR) + 1)
    numbers = sorted({1, last, *near, *range(FAR, last, FAR)})
    before = 0
    for number in numbers:
        yield PageLink(number, address(number), number == current, number > before + 1)
        before = number
