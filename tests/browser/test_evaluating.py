"""What is put on the table to evaluate together: one sheet of paper each, that can be read from a chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_print import SIZES, printed
from tests.pdf import blank_bands

if TYPE_CHECKING:
    from cm_build.referential.toolbox import Tools

pytestmark = pytest.mark.navigateur

SMALLEST = 9


def test_each_sheet_is_one_page_that_can_be_read(browser, served: str, tools: Tools) -> None:
    context = browser.new_context(viewport={"width": 726, "height": 1060})
    page = context.new_page()
    long, small = {}, {}
    for criterion in tools.names.criteria:
        page.goto(f"{served}evaluer/criteres/{criterion}/")
        page.emulate_media(media="print")
        tiny = [one for one in page.evaluate(SIZES.replace(".cm-lieu", ".cm-evaluer")) if one[0] < SMALLEST]  # fmt: skip
        if tiny:
            small[criterion] = tiny
        pages = blank_bands(printed(page))
        if len(pages) != 1:
            long[criterion] = pages
    page.goto(f"{served}evaluer/memo/")
    if len(pages := blank_bands(printed(page))) != 1:
        long["memo"] = pages
    context.close()
    assert (long, small) == ({}, {})


def test_the_guide_is_found_from_where_it_is_needed(browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for start in (
        "contribuer/a-plusieurs/",
        "methode/effets/",
        "contribuer/questionnaire/#evaluation_collective",
    ):
        page.goto(f"{served}{start}")
        link = page.locator("main a[href$='evaluer/'], article a[href$='evaluer/']").first
        assert link.get_attribute("href"), start
        address = link.evaluate("one => one.href")
        assert address == f"{served}evaluer/", start
    page.goto(f"{served}evaluer/")
    page.get_by_role("link", name="une fiche par critère").first.click()
    page.get_by_role("link", name="Lien social").click()
    assert page.get_by_role("heading", name="La question à poser").is_visible()
    context.close()
