"""The table of a long portrait: it follows, says where one is, gives its room back; without scripts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.navigateur

FULL = "lieux/la-filoche/"
WIDE, NARROW = 1280, 320
MENU, CURRENT = ".cm-parties", ".cm-parties [aria-current]"


@pytest.fixture(params=[True, False], ids=["scripts", "sans script"])
def opening(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[bool, Page]]:
    context = browser.new_context(java_script_enabled=request.param, reduced_motion="reduce")
    yield request.param, context.new_page()
    context.close()


def show(page: Page, served: str, width: int, part: str = "") -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}{FULL}{part}")


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"]


def test_every_section_is_named_once(opening: tuple[bool, Page], served: str) -> None:
    _, page = opening
    show(page, served, WIDE)
    links = page.locator(f"{MENU} a")
    named = [link.get_attribute("href") for link in links.all()]
    sections = [f"#{one.get_attribute('id')}" for one in page.locator(".cm-lieu .cm-section").all()]
    assert len(named) > 8
    assert named == sections


def test_it_follows_on_a_wide_screen(opening: tuple[bool, Page], served: str) -> None:
    scripts, page = opening
    show(page, served, WIDE)
    assert page.locator(f"{MENU} a").last.is_visible()
    assert not page.locator(f"{MENU} summary").is_visible()
    page.locator(f"{MENU} a", has_text="Les moyens").click()
    # Under the bar, and the bar at the top: nothing of the section is hidden.
    assert abs(top(page, MENU)) < 1
    height = page.locator(MENU).bounding_box()["height"]  # type: ignore[index]
    assert height < top(page, "#t-moyens") < 250
    if scripts:
        page.wait_for_selector(f"{CURRENT}:text-is('Les moyens')")
        assert page.locator(CURRENT).count() == 1


def test_it_opens_on_a_phone_with_the_keyboard(opening: tuple[bool, Page], served: str) -> None:
    scripts, page = opening
    show(page, served, NARROW)
    assert not page.locator(f"{MENU} a").first.is_visible()
    page.locator(f"{MENU} summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(f"{MENU} a").last.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#recit")
    if scripts:
        page.locator(f"{MENU} a").first.wait_for(state="hidden")
        assert abs(top(page, MENU)) < 1
    assert top(page, "#t-recit") > 40
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW


def test_what_was_read_does_not_move_when_it_opens(browser: Browser, served: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    show(page, served, NARROW, "#espace")
    page.wait_for_selector(".cm-parties--suit")
    page.evaluate("document.fonts.ready")
    before = top(page, "#t-moyens")
    page.locator(f"{MENU} summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"{MENU} a").first.wait_for()
    assert top(page, "#t-moyens") == before
    context.close()


def test_it_is_not_printed(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    show(page, served, WIDE)
    page.emulate_media(media="print")
    assert not page.locator(MENU).is_visible()
    context.close()


def test_a_page_seen_at_once_has_none(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}lieux/la-clede/")
    assert page.locator(MENU).count() == 0
    context.close()
