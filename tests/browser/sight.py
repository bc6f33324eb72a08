"""What a reader sees of a page: its faults for axe, what overflows, in a window kept open for all pages.

A fresh browser a page costs four times the page itself. What only looks, and leaves nothing, shares
one window by colour scheme and width; what types, stores or goes offline keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

Scheme: TypeAlias = Literal["light", "dark"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Each scheme and each width once; at length, each scheme at each width.
WINDOWS = (
    pytest.param("light", 320),
    pytest.param("light", 1280, marks=pytest.mark.long),
    pytest.param("dark", 320, marks=pytest.mark.long),
    pytest.param("dark", 1280),
)

Faults = list[tuple[str, list[Any]]]


class Window(NamedTuple):
    """How a page is looked at."""

    scheme: Scheme
    width: int


# What is put aside is not in the page while axe reads it: hidden, it would be read, then left out.
RUN = """async (aside) => {
  const gone = aside ? [...document.querySelectorAll(aside)] : [];
  const marks = gone.map((one) => {
    const mark = document.createComment("");
    one.replaceWith(mark);
    return mark;
  });
  try {
    return await axe.run(document, { resultTypes: ["violations"] });
  } finally {
    marks.forEach((mark, rank) => mark.replaceWith(gone[rank]));
  }
}"""


def faults(page: Page, aside: str = "") -> Faults:
    """Run axe on the page as it stands, what matches `aside` apart: each rule broken, and where."""
    if not AXE.is_file():
        pytest.skip("axe-core s’installe avec : npm ci")
    if not page.evaluate("Boolean(window.axe)"):
        page.add_script_tag(path=str(AXE))
    found = page.evaluate(RUN, aside)
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]][:3])
        for violation in found["violations"]
    ]


def fits(page: Page) -> bool:
    """Say whether nothing goes past the width of the window."""
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return bool(scroll <= client)


class Sight:
    """Looks at pages of sites through windows that stay open; a page is opened once for all its checks."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.windows: dict[Window, Page] = {}
        self.found: dict[tuple[Window, str], Faults] = {}
        self.whole: dict[tuple[Window, str], bool] = {}

    def window(self, scheme: Scheme, width: int) -> Page:
        """Give the window of a colour scheme and a width, opened the first time."""
        window = Window(scheme, width)
        if window not in self.windows:
            size: ViewportSize = {"width": width, "height": 900}
            context = self.browser.new_context(
                viewport=size, color_scheme=scheme, bypass_csp=True, locale="fr-FR"
            )
            self.windows[window] = context.new_page()
        return self.windows[window]

    def opened(self, scheme: Scheme, width: int, address: str) -> Page:
        """Open a page in its window, and measure it at once."""
        page = self.window(scheme, width)
        page.goto(address)
        self.whole[Window(scheme, width), address] = fits(page)
        return page

    def fits(self, scheme: Scheme, width: int, address: str) -> bool:
        """Say whether a page fits, opening it unless it was."""
        key = Window(scheme, width), address
        if key not in self.whole:
            self.opened(scheme, width, address)
        return self.whole[key]

    def faults(self, scheme: Scheme, width: int, address: str) -> Faults:
        """Give the faults of a page, opening it unless it was."""
        key = Window(scheme, width), address
        if key not in self.found:
            self.found[key] = faults(self.opened(scheme, width, address))
        return self.found[key]

    def close(self) -> None:
        """Close every window."""
        for page in self.windows.values():
            page.context.close()
