"""The documentation in a real browser: found, followed, copied, printed, by keyboard and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.weighing import ecoindex
from tests.browser.sight import faults, fits
from tests.test_documentation import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.navigateur

ADDRESSES = [file.removesuffix("index.html") for file in PAGES]
# What a page may hold of its own and still have the best score: only reference pages, as long as
# what they describe, hold more.
OWN_ELEMENTS, ORDINARY_PAGES = 220, 11
AT_ONCE = 6
COUNTED = """
['*', 'svg *', 'article *'].map((one) => document.querySelectorAll(one).length)
"""
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def wide(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture
def narrow(browser):
    context = browser.new_context(viewport={"width": 320, "height": 700})
    opened = context.new_page()
    yield opened
    context.close()


def test_ordinary_pages_have_the_best_ecoindex(wide, served: str) -> None:
    scores, ordinary = {}, set()
    # Several pages come at once: the half-second of silence that ends each is waited for together.
    tabs = [wide, *(wide.context.new_page() for _ in range(AT_ONCE - 1))]
    for start in range(0, len(ADDRESSES), AT_ONCE):
        loading: list[tuple[str, Page, set[str]]] = []
        for address, tab in zip(ADDRESSES[start : start + AT_ONCE], tabs, strict=False):
            loaded: set[str] = set()
            tab.on("requestfinished", lambda request, seen=loaded: seen.add(request.url))
            tab.goto(served + address, wait_until="commit")
            loading.append((address, tab, loaded))
        for address, tab, loaded in loading:
            tab.wait_for_load_state("networkidle")
            whole, drawn, own = tab.evaluate(COUNTED)
            # 130 KB: what the heaviest weighs with its typeface and without its pictures.
            scores[address] = ecoindex(whole - drawn, len(loaded), 130)
            if own <= OWN_ELEMENTS:
                ordinary.add(address)
    assert len(ordinary) >= ORDINARY_PAGES
    assert {one: scores[one] for one in ordinary if scores[one] <= 80} == {}
    # Even the longest is far from the worst.
    assert min(scores.values()) > 55, scores


def test_the_keyboard_skips_to_the_text(wide, served: str) -> None:
    wide.goto(f"{served}glossaire/")
    wide.keyboard.press("Tab")
    assert wide.evaluate(FOCUSED) == "Aller au contenu"
    box = wide.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert box["top"] >= 0
    assert box["width"] > 100
    wide.keyboard.press("Enter")
    wide.keyboard.press("Tab")
    inside = wide.evaluate("document.querySelector('article').contains(document.activeElement)")
    assert inside


def test_the_contents_follow_the_reader(wide, served: str) -> None:
    wide.goto(f"{served}changer/")
    contents = wide.get_by_role("navigation", name="Sur cette page")
    assert contents.get_by_role("link").first.is_visible()
    for name, anchor in (
        ("Ajouter une page", "ajouter-une-page"),
        ("Ajouter un message", "ajouter-un-message"),
    ):
        contents.get_by_role("link", name=name, exact=True).click()
        active = contents.locator(".md-nav__link--active")
        active.get_by_text(name, exact=True).wait_for()
        assert wide.url.endswith(f"#{anchor}")
    # The list itself has moved: the part that is read is in view.
    wide.wait_for_function(
        """() => {
          const nav = document.querySelector('.cm-sommaire-page').getBoundingClientRect();
          const link = document.querySelector('.md-nav__link--active').getBoundingClientRect();
          return link.top >= nav.top && link.bottom <= nav.bottom;
        }"""
    )


def test_code_is_copied_as_it_is_written(browser, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}reseaux/questions/")
    written = page.locator("pre > code").first.inner_text()
    page.get_by_role("button", name="Copier").first.click()
    page.get_by_role("status").get_by_text("Copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == written.strip()
    context.close()


def test_a_table_too_wide_is_scrolled_by_keyboard(wide, served: str) -> None:
    wide.goto(f"{served}dependances/")
    tables = wide.locator(".md-typeset__scrollwrap")
    tables.first.wait_for()
    assert wide.get_by_role("region", name="Tableau").count() == 0
    wide.set_viewport_size({"width": 320, "height": 700})
    region = wide.get_by_role("region", name="Tableau : Dans les pages")
    region.wait_for()
    region.focus()
    wide.keyboard.press("ArrowRight")
    wide.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_columns_are_open_and_fold_on_a_phone(wide, served: str) -> None:
    wide.goto(f"{served}contribuer/remplir/")
    unfolded = "[...document.querySelectorAll('.cm-repli > details')].map((one) => one.open)"
    assert wide.evaluate(unfolded) == [True, True]
    assert not wide.get_by_text("Documentation", exact=True).is_visible()
    wide.set_viewport_size({"width": 320, "height": 700})
    wide.wait_for_function(f"() => {unfolded}.every((open) => !open)")


def test_on_a_phone_both_lists_open_by_keyboard(narrow, served: str) -> None:
    narrow.goto(f"{served}contribuer/remplir/")
    here = narrow.locator(".cm-documentation a[aria-current=page]")
    assert not here.is_visible()
    narrow.get_by_text("Documentation", exact=True).focus()
    narrow.keyboard.press("Enter")
    assert here.inner_text() == "Remplir le questionnaire"
    narrow.keyboard.press("Tab")
    assert narrow.evaluate(FOCUSED) == "Contribuer"
    narrow.get_by_text("Sur cette page", exact=True).focus()
    narrow.keyboard.press("Enter")
    narrow.keyboard.press("Tab")
    assert narrow.evaluate("document.activeElement.closest('.cm-sommaire-page') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_once_all_is_open(browser, served: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(served + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert faults(page) == [], address
        assert fits(page), address
    context.close()


def test_without_scripts_all_is_read_and_the_search_leads_on(browser, served: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{served}contribuer/remplir/")
    assert page.get_by_role("link", name="Garder ou publier").first.is_visible()
    assert page.get_by_role("navigation", name="Sur cette page").get_by_role("link").first.is_visible()  # fmt: skip
    page.locator(".cm-recherche input").fill("atelier")
    page.get_by_role("button", name="Chercher").click()
    assert page.url.startswith(f"{served}lieux/?q=atelier")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{served}dependances/")
    box = page.locator("table").first.bounding_box()
    assert box["x"] + box["width"] <= 320
    context.close()


def test_paper_holds_the_text_alone(wide, served: str) -> None:
    wide.goto(f"{served}contribuer/fichier/")
    wide.emulate_media(media="print")
    assert wide.locator(".cm-copier").count() > 1
    for around in (".cm-entete", ".cm-documentation", ".cm-sommaire-page", ".cm-voisines", ".cm-copier >> nth=0"):  # fmt: skip
        assert not wide.locator(around).is_visible(), around
    assert wide.locator("h1").is_visible()
    size = wide.evaluate("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize) * .75")  # fmt: skip
    assert 9 <= size <= 12
