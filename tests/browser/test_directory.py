"""The directory in a real browser: what filters leave is what a plain search over the places finds."""

from __future__ import annotations

import gzip
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.conftest import serving
from tests.browser.sight import WINDOWS, faults, fits
from tests.places_at_scale import STATUSES, TYPES, Made, matching, write_places
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.navigateur

COUNT = 200
# One screenful of cards: the best EcoIndex. The choices of the filters come when a hand does.
MOST_ELEMENTS, OPTIONS = 375, 250
READY = ".cm-carte--vive"
FAST, SLOW = "Bureaux partagés, coworking", "Atelier de fabrication numérique, fablab"


class Many(NamedTuple):
    """A site with many places, and what was written in it."""

    address: str
    places: list[Made]
    site: Path


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("annuaire")
    places = write_places(folder / "lieux", COUNT)
    assert build(folder / "lieux", folder / "site", "--sans-images") == 0
    with serving(folder / "site") as address:
        yield Many(address, places, folder / "site")


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR")
    opened = context.new_page()
    yield opened
    context.close()


def visit(page: Page, many: Many, query: str = "") -> None:
    page.goto(f"{many.address}lieux/{query}")
    page.wait_for_selector(READY)
    # A hand comes near: the filters get their choices.
    page.mouse.move(5, 5)


def listed(page: Page) -> list[str]:
    """Show everything, and read the addresses of the cards."""
    more = page.get_by_role("button", name="Montrer la suite")
    while more.is_visible():
        more.click()
    found = page.eval_on_selector_all(
        "#cartes a", "links => links.map((a) => a.getAttribute('href'))"
    )
    return [address.rstrip("/") for address in found]


@pytest.mark.parametrize(
    ("query", "text", "wanted"),
    [
        ("", "", {}),
        ("?q=ATELIER", "atelier", {}),
        ("?q=coeur", "cœur", {}),
        ("?q=saint+elie", "Saint-Élie", {}),
        ("?q=l%27atelier+filature", "l'atelier filature", {}),
        ("?q=reunion", "réunion", {}),
        (f"?types_de_lieu={FAST}", "", {"types": FAST}),
        (f"?types_de_lieu={SLOW}&statut_juridique=Association", "", {"types": SLOW, "status": "Association"}),
        ("?activites=Réparer&q=cafe", "cafe", {"activities": "Réparer"}),
        ("?region=Bretagne", "", {"region": "Bretagne"}),
        ("?region=Inconnue", "", {}),
        ("?q=introuvable", "introuvable", {}),
    ],
)  # fmt: skip
def test_filters_find_what_a_plain_search_finds(page, many, query, text, wanted) -> None:
    visit(page, many, query)
    expected = matching(many.places, text, **wanted)
    assert listed(page) == expected
    if not expected:
        assert page.locator("#aucun").is_visible()


def test_every_pair_of_type_and_status_is_what_its_count_said(page, many) -> None:
    visit(page, many)
    for kind, status in itertools.product(TYPES.values(), STATUSES.values()):
        page.get_by_label("Type", exact=True).select_option(value=kind)
        expected = matching(many.places, types=kind, status=status)
        real = sum(not place.fictional for place in many.places if place.slug in set(expected))
        offered = page.locator(f'#f-statut_juridique option[value="{status}"]').inner_text()
        fictional = len(expected) - real
        told = {0: f"({real})"}.get(
            fictional, f"({real} et {fictional} fictif{'s' * (fictional > 1)})"
        )
        assert offered == f"{status} {told}"
        page.get_by_label("Statut", exact=True).select_option(value=status)
        assert listed(page) == expected
        page.get_by_label("Statut", exact=True).select_option(value="")


def test_examples_are_never_added_to_places(page, many) -> None:
    visit(page, many)
    communes = len({place.code for place in many.places if not place.fictional})
    assert (
        page.locator("#compte").inner_text()
        == f"130 lieux qui se racontent et 20 recensés dans {communes} communes, et 50 exemples fictifs"
    )
    page.get_by_label("Sorte de fiche").select_option(label="Exemples fictifs (50 fictifs)")
    assert (
        page.locator("#compte").inner_text()
        == "50 exemples fictifs sur 130 lieux qui se racontent, 20 recensés et 50 exemples fictifs"
    )
    listed(page)
    assert page.locator("#cartes .cm-etiquette--fictif").count() == 50
    directory = sum(place.from_directory for place in many.places)
    assert (
        f"{directory} lieux sont seulement recensés par un annuaire ouvert"
        in page.locator(".cm-avis").first.inner_text()
    )


def test_orders(page, many) -> None:
    by_slug = {place.slug: place for place in many.places}
    visit(page, many, "?tri=commune")
    communes = [by_slug[slug].commune for slug in listed(page)]
    assert len(communes) == COUNT
    assert len(list(itertools.groupby(communes))) == len(set(communes))
    assert communes[0] < communes[-1]


def test_the_address_holds_the_state_and_back_undoes_a_choice(page, many) -> None:
    visit(page, many)
    page.get_by_label("Type", exact=True).select_option(value=FAST)
    page.get_by_label("Région", exact=True).select_option(index=1)
    region = page.get_by_label("Région", exact=True).input_value()
    page.get_by_label("Nom, commune ou mot").fill("a")
    page.wait_for_url("**q=a*")
    both = matching(many.places, "a", types=FAST, region=region)
    assert listed(page) == both
    address = page.url
    page.reload()
    page.wait_for_selector(READY)
    assert listed(page) == both
    page.go_back()
    assert page.get_by_label("Région", exact=True).input_value() == ""
    assert listed(page) == matching(many.places, types=FAST)
    page.go_back()
    assert listed(page) == matching(many.places)
    # The same address, sent to someone else, shows the same list.
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(READY)
    assert listed(page) == both
    # A visit to a place, then back: the same list, as long as it was.
    visit(page, many)
    page.get_by_role("button", name="Montrer la suite").click()
    page.locator("#cartes a").nth(45).click()
    page.go_back()
    page.wait_for_selector(READY)
    assert page.locator("#cartes > li").count() == 60


def test_choices_are_told_and_taken_back(page, many) -> None:
    visit(page, many, f"?types_de_lieu={FAST}&statut_juridique=Association")
    page.get_by_role("button", name=f"Retirer : Type : {FAST}").click()
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')")
        == "Retirer : Statut : Association"
    )
    assert listed(page) == matching(many.places, status="Association")
    page.get_by_role("link", name="Tout effacer").click()
    page.wait_for_url(f"{many.address}lieux/")
    assert listed(page) == matching(many.places)
    assert page.locator("#choix").is_hidden()


def test_the_map_and_the_list_keep_step(page, many) -> None:
    visit(page, many)
    drawn = "[...document.querySelectorAll('#points path:not(.cm-carte__points--eteints)')].map((p) => p.getAttribute('d').split('M').length - 1).reduce((a, b) => a + b, 0)"
    # Polynesia has no outline: its places are in the list only.
    communes = {place.code for place in many.places if place.region != "Polynésie française"}
    assert page.evaluate(drawn) == len(communes)
    page.get_by_label("Région", exact=True).select_option(index=1)
    region = page.get_by_label("Région", exact=True).input_value()
    inside = {place.code for place in many.places if place.region == region}
    links = page.locator("#points a")
    assert links.count() == len(inside)
    faded = "document.querySelector('.cm-carte__points--eteints').getAttribute('d').split('M').length - 1"
    assert page.evaluate(faded) == len(communes - inside)
    assert page.locator("#france").get_attribute("viewBox") != "0 0 1000 1000"
    # A dot is a filter on its commune, by keyboard as well.
    code = links.first.get_attribute("data-commune")
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**commune={code}")
    assert listed(page) == [place.slug for place in many.places if place.code == code]
    page.go_back()
    assert links.count() == len(inside)


def test_a_click_beside_thousands_of_dots_finds_the_nearest(page, many) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    visit(page, many)
    page.locator("#carte").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """() => {
          const [, x, y] = document.querySelector('#points path').getAttribute('d').match(/^M(\\d+) (\\d+)/);
          const at = new DOMPoint(+x + 2, +y + 2).matrixTransform(document.getElementById('france').getScreenCTM());
          return [at.x, at.y];
        }"""
    )
    page.mouse.move(x, y)
    hovered = page.locator("#commune-visee").inner_text()
    page.mouse.click(x, y)
    page.wait_for_url("**commune=*")
    code = re.findall(r"commune=(\w+)", page.url)[0]
    found = [place for place in many.places if place.code == code]
    assert hovered.startswith(f"{found[0].commune} : ")
    assert listed(page) == [one.slug for one in found]


def test_the_keyboard_alone_filters_and_reads_on(page, many) -> None:
    visit(page, many)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("atelier")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "compte"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Tout effacer"
    for _ in range(80):
        page.keyboard.press("Tab")
        if "Montrer la suite" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    # The first card that was not there yet.
    expected = matching(many.places, "atelier")[30]
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"{expected}/"


def test_the_page_stays_small(page, many, record_property) -> None:
    page.goto(f"{many.address}lieux/")
    page.wait_for_selector(READY)
    count = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
    assert page.evaluate(count) < MOST_ELEMENTS
    assert page.locator("#f-region option").count() == 1
    page.get_by_label("Nom, commune ou mot").fill("a")
    assert page.evaluate(count) < MOST_ELEMENTS + OPTIONS
    assert page.evaluate("document.querySelectorAll('svg *').length") < 100
    milliseconds = page.evaluate(
        """() => {
          const field = document.getElementById('q');
          return ['at', 'ate', 'a', ''].map((text) => {
            const before = performance.now();
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return Math.round(performance.now() - before);
          });
        }"""
    )
    record_property("quatre changements de filtre, en millisecondes", milliseconds)
    files = [many.site / "lieux/index.html", *(many.site / "assets").glob("annuaire.*")]
    files += [many.site / "assets/lieux.js", many.site / "assets/recherche.js"]
    # 3,500 places may weigh 250 KB: 200 of them, a tenth of that.
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 30 * 1024


def test_without_scripts_every_place_is_on_one_page(browser, many) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{many.address}lieux/")
    found: list[str] = []
    for number in range(1, 20):
        assert not page.locator("#filtres").is_visible()
        found += page.eval_on_selector_all(
            "#cartes a, .cm-cartes a", "l => l.map((a) => new URL(a.href).pathname)"
        )
        following = page.get_by_role("link", name="Page suivante")
        if not following.count():
            break
        following.click()
        assert page.url.endswith(f"lieux/page/{number + 1}/")
    assert found == [f"/lieux/{place.slug}/" for place in many.places]
    # The search of the header leads to these pages too.
    page.get_by_role("textbox", name="Chercher un lieu, une page, une question").fill("atelier")
    page.get_by_role("button", name="Chercher").click()
    assert page.url.startswith(f"{many.address}lieux/?q=atelier")
    assert page.locator("#points path").count() > 0
    context.close()


@pytest.mark.parametrize(("scheme", "width"), WINDOWS)
@pytest.mark.parametrize(
    "address",
    ["lieux/?q=atelier&statut_juridique=Association", "lieux/?q=introuvable", "lieux/page/2/"],
)
def test_axe_finds_nothing_and_nothing_overflows(sight, many, address, scheme, width) -> None:
    page = sight.window(scheme, width)
    page.goto(many.address + address)
    page.wait_for_load_state("networkidle")
    assert faults(page) == []
    assert fits(page)


def test_a_missing_file_leaves_the_pages(page, many) -> None:
    page.route("**/annuaire.json", lambda route: route.abort())
    page.goto(f"{many.address}lieux/")
    page.wait_for_load_state("networkidle")
    assert page.locator("#cartes > li").count() == 30
    assert page.get_by_role("link", name="Page suivante").is_visible()
