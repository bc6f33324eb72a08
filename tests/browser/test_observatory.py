"""Exploring a chart of the observatory: nothing before it is asked for, then the same data."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("chapter", ["economie", "effets", "environnement"])
def test_a_chart_is_explored_on_demand(browser, served: str, chapter: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda one: said.append(one.text) if one.type != "info" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{served}referentiel/{chapter}/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "plotly.js" in url or url.endswith(".json")]
    first = page.locator("[data-explorer]").first
    first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".main-svg .bars")
    assert "prêt" in first.get_by_role("status").inner_text()
    assert [url for url in asked if not url.startswith(served)] == []
    assert said == []
    context.close()


def test_a_chart_that_cannot_be_loaded_says_so(browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/plotly.js", lambda route: route.abort())
    page.goto(f"{served}referentiel/economie/")
    first = page.locator("[data-explorer]").first
    first.get_by_role("button").click()
    page.wait_for_selector("text=n’a pas pu être chargé")
    assert first.get_by_role("button").is_enabled()
    context.close()
