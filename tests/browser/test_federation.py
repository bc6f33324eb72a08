"""A place of another network, in a real browser: wherever it is named, one step leads to its own site."""

from __future__ import annotations

import pytest

from tests.browser.conftest import serving
from tests.browser.sight import WINDOWS

pytestmark = pytest.mark.navigateur

PORTRAIT = "https://bretagne.exemple.fr/lieux/ti-ar-vro/"
SEEN = ["lieux/", "referentiel/qualite/", "reseaux/federation/", "reseaux/charte/"]


@pytest.fixture(scope="module")
def served(federated_site):
    with serving(federated_site) as address:
        yield address


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR")
    # Nothing leaves this machine: the address is all that is looked at.
    context.route("https://bretagne.exemple.fr/**", lambda route: route.fulfill(body="ailleurs"))
    opened = context.new_page()
    yield opened
    context.close()


def test_the_list_that_the_script_writes_leads_there_too(page, served: str) -> None:
    page.goto(f"{served}lieux/?q=ar+vro")
    page.wait_for_selector(".cm-carte--vive")
    (card,) = page.locator(".cm-fiche-lieu").all()
    assert card.locator("h2 a").get_attribute("href") == PORTRAIT
    assert "À lire chez son réseau" in card.inner_text()
    page.goto(f"{served}lieux/?q=vigie")
    page.wait_for_selector(".cm-carte--vive")
    assert page.locator(".cm-fiche-lieu h2 a").get_attribute("href") == "la-vigie/"
    assert page.locator(".cm-fiche-lieu__reseau").count() == 0


def test_the_places_of_one_network_can_be_listed_alone(page, served: str) -> None:
    page.goto(f"{served}referentiel/qualite/")
    page.get_by_role("link", name="2 lieux").click()
    page.wait_for_selector(".cm-carte--vive")
    names = page.locator(".cm-fiche-lieu h2").all_inner_texts()
    assert names == ["Le Phare", "Ti ar Vro"]


def test_the_search_of_every_page_leads_there(page, served: str) -> None:
    page.goto(f"{served}methode/")
    page.locator(".cm-recherche input").click()
    page.keyboard.type("ti ar vro")
    page.wait_for_selector(".cm-propositions [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(PORTRAIT)


def test_only_places_that_are_here_are_set_side_by_side(page, served: str) -> None:
    page.goto(f"{served}referentiel/comparer/")
    for words, found in (("vigie", "La Vigie"), ("ar vro", "Aucun lieu de ce nom")):
        page.locator("#recherche").fill(words)
        page.wait_for_function(
            "(words) => document.querySelector('main').innerText.includes(words)", arg=found
        )


@pytest.mark.parametrize(("scheme", "width"), WINDOWS)
@pytest.mark.parametrize("address", SEEN)
def test_its_pages_are_seen_by_everyone(sight, served, address, scheme, width) -> None:
    assert sight.faults(scheme, width, served + address) == []
    assert sight.fits(scheme, width, served + address)
