"""Places side by side in a real browser: the link, the keyboard, the paper, the worlds apart."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import serving
from tests.browser.forms import press, reach, visiting
from tests.browser.sight import WINDOWS, faults, fits
from tests.referentials import write_named
from tests.support import build

pytestmark = pytest.mark.navigateur

PAGE = "referentiel/comparer/"
TWO = f"{PAGE}?lieux=le-piano-commun,ti-boulon"
FOUR = f"{TWO},la-filoche,les-heures-creuses"
ALIKE = f"{PAGE}?lieu=le-piano-commun&semblables=oui"
AMONG = f"{PAGE}?lieu=pareil-9&semblables=oui"
COMPARED = "#resultat .cm-face"


def opened(page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(COMPARED)
    page.wait_for_load_state("networkidle")


def unfold(page, where: str = "#resultat") -> None:
    """Open every section, and wait until each holds its rows."""
    folds = page.locator(f"{where} .cm-section > details")
    folds.evaluate_all("all => all.forEach((one) => { one.open = true })")
    page.wait_for_function(
        "(where) => [...document.querySelectorAll(`${where} .cm-section > details`)]"
        ".every((one) => one.querySelector('.cm-face__rang'))",
        arg=where,
    )


def names(page, where: str = "#resultat") -> list[str]:
    found: list[str] = page.locator(f"{where} .cm-face__tetes h2").all_inner_texts()
    return found


def text_of(page, where: str) -> str:
    """The words of a comparison, its head apart, whatever the spaces between elements."""
    words = page.locator(f"{where} .cm-section").evaluate_all(
        """sections => sections.map((section) => {
          const found = [];
          const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode.data.trim());
          return found.join(' | ');
        })"""
    )
    return "\n".join(words)


def test_the_script_draws_what_the_build_draws(browser, served: str) -> None:
    """The example is written in Python; the same two places drawn by the script say the same words."""
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(served + PAGE)
        slugs = page.locator("#exemple .cm-face__tetes a").evaluate_all(
            "links => links.map((link) => link.getAttribute('href').split('/').at(-2))"
        )
        unfold(page, "#exemple")
        expected = text_of(page, "#exemple")
        bars = page.locator("#exemple .cm-face__barre").count()
        opened(page, f"{served}{PAGE}?lieux={','.join(slugs)}")
        assert not page.locator("#exemple").is_visible()
        unfold(page)
        assert text_of(page, "#resultat") == expected
        assert page.locator("#resultat .cm-face__barre").count() == bars
        assert page.locator("#resultat .cm-face__tetes svg.cm-batiment").count() == 2


def test_a_link_restores_the_places(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        opened(page, served + FOUR)
        assert names(page) == ["Le Piano commun", "Ti Boulon", "La Filoche", "Les Heures creuses"]
        assert page.locator("#recherche").is_disabled()
        assert "Ces lieux sont inventés" in page.locator("#avis").inner_text()
        unfold(page)
        rows = page.locator("#resultat .cm-face__rang")
        row = rows.filter(has=page.get_by_role("heading", name="Surface intérieure", exact=True))
        told = [text.strip() for text in row.locator(".cm-face__nombre").all_inner_texts()]
        assert told == ["620 m²", "820 m²", "6\u202f000 m²", "1\u202f900 m²"]
        widths = row.locator("rect").evaluate_all(
            "all => all.map((one) => one.getAttribute('width'))"
        )
        assert widths == ["10.3", "13.7", "100", "31.7"]
        row = rows.filter(has=page.get_by_role("heading", name="Structures présentes", exact=True)).first  # fmt: skip
        assert "sans réponse" in row.inner_text()
        assert [url for url in asked if not url.startswith(served)] == []
        assert said == []


def test_choosing_by_keyboard_alone(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(served + PAGE)
        reach(page, "#recherche")
        page.keyboard.type("piano")
        page.wait_for_selector("#trouves button")
        assert page.locator("#etat").inner_text() == "1 lieu trouvé."
        press(page, "#trouves button")
        page.wait_for_selector("#choisis li")
        assert page.evaluate("document.activeElement.id") == "recherche"
        page.keyboard.type("port")
        page.wait_for_selector("#trouves button")
        press(page, "#trouves button[data-lieu=ti-boulon]")
        page.wait_for_selector(".cm-face--2 .cm-section")
        assert names(page) == ["Le Piano commun", "Ti Boulon"]
        assert page.url.endswith("?lieux=le-piano-commun,ti-boulon")
        assert page.title().startswith("Le Piano commun, Ti Boulon")
        press(page, "[data-retirer=le-piano-commun]")
        page.wait_for_selector(".cm-face--seul")
        assert names(page) == ["Ti Boulon"]


def test_a_place_among_its_peers(browser, mixed: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        opened(page, mixed + AMONG)
        assert page.locator("#semblables").get_attribute("aria-pressed") == "true"
        row = page.locator("#resultat .cm-face__rang").first
        assert row.locator("h4").inner_text() == "Part de l’intérieur pouvant recevoir du public"
        # The place itself apart: 10, 20, 30, 40 and 50 %.
        told = row.locator(".cm-face__moitie").inner_text()
        assert re.findall(r"\d+", told) == ["20", "40", "5"]
        text = page.locator("#resultat").inner_text()
        assert "5 lieux inventés" in text
        assert "de même type principal" in text
        # Its portrait says the same quartiles.
        page.goto(f"{mixed}lieux/pareil-9/#reperes")
        portrait = page.locator(".cm-repere__phrase").first.inner_text()
        assert re.findall(r"\d+", portrait)[:3] == ["5", "20", "40"]


def test_without_enough_places_of_its_type_a_place_is_told_why(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        opened(page, served + ALIKE)
        assert "Trop peu de lieux semblables" in page.locator("#avis").inner_text()
        assert page.locator(".cm-face--semblables").count() == 0
        page.goto(f"{served}lieux/le-piano-commun/#reperes")
        assert "il en faut au moins 5 pour comparer" in page.locator("#reperes").inner_text()
        assert page.locator(".cm-repere").count() == 0


def test_the_place_s_own_page_leads_here(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{served}lieux/ti-boulon/")
        page.get_by_role("link", name="Comparer avec un autre lieu").click()
        page.wait_for_selector("#choisis li")
        assert names(page) == ["Ti Boulon"]


@pytest.mark.parametrize(("scheme", "width"), WINDOWS)
@pytest.mark.parametrize("address", [PAGE, TWO, FOUR, AMONG], ids=["exemple", "deux", "quatre", "semblables"])  # fmt: skip
def test_everyone_reads_it(sight, served: str, mixed: str, scheme: str, width: int, address: str) -> None:  # fmt: skip
    page = sight.window(scheme, width)
    if address == PAGE:
        page.goto(served + address)
    else:
        opened(page, (mixed if address == AMONG else served) + address)
    assert fits(page)
    assert faults(page) == []
    unfold(page, "#exemple" if address == PAGE else "#resultat")
    assert fits(page)
    assert faults(page) == []


def test_without_a_script_an_example_is_whole(browser, served: str) -> None:
    with visiting(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served + PAGE)
        assert not page.locator("#choix").is_visible()
        assert "deux lieux inventés" in page.locator("#t-exemple").inner_text()
        assert len(names(page, "#exemple")) == 2
        assert page.locator("#exemple .cm-face__rang").count() > 60


def test_it_prints_on_a_few_pages(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        for address, most in ((TWO, 7), (ALIKE, 1)):
            opened(page, served + address)
            printed = page.pdf(prefer_css_page_size=True, print_background=True)
            pages = max(int(n) for n in re.findall(rb"/Type /Pages\s*/Count (\d+)", printed))
            assert pages <= most


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("melange")
    surface = "espace: {surface_interieure: 100}\n"
    hostile = "\\\"'&lt;img src=x onerror=alert(1)&gt; ;=()"
    write_named(folder / "lieux", "hostile", hostile, surface)
    write_named(folder / "lieux", "vrai-lieu", "Vrai lieu", surface)
    write_named(folder / "lieux", "faux-lieu", "Faux lieu", surface, fictional=True)
    for tenth in (1, 2, 3, 4, 5, 9):
        shared = f"  types_de_lieu: [fablab]\n  type_principal: fablab\nespace: {{surfaces: {{cafe: {tenth}0, bureaux: {100 - 10 * tenth}, complet: oui}}}}\nafficher_reperes: oui\n"
        write_named(folder / "lieux", f"pareil-{tenth}", f"Pareil {tenth}", shared, fictional=True)
    assert build(folder / "lieux", folder / "site", "--sans-images") == 0
    with serving(folder / "site") as address:
        yield address


def test_worlds_are_never_side_by_side(browser, mixed: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        opened(page, f"{mixed}{PAGE}?lieux=vrai-lieu,faux-lieu,disparu")
        assert names(page) == ["Vrai lieu"]
        said = page.locator("#avis").inner_text()
        assert "Faux lieu est laissé de côté" in said
        assert "«\u00a0disparu\u00a0» n’est pas" in said
        assert page.url.endswith("?lieux=vrai-lieu")
        page.get_by_role("searchbox").fill("lieu")
        page.wait_for_function("() => document.getElementById('etat').textContent.length > 0")
        assert page.locator("#trouves button").count() == 0
        # Nobody agreed to show where it stands: no peers, and the page says why.
        opened(page, f"{mixed}{PAGE}?lieu=vrai-lieu&semblables=oui")
        assert "ne montre pas ses repères" in page.locator("#avis").inner_text()
        assert page.locator(".cm-face--semblables").count() == 0


def test_a_hostile_name_stays_a_name(browser, mixed: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        opened(page, f"{mixed}{PAGE}?lieux=hostile,vrai-lieu")
        name = "\"'&lt;img src=x onerror=alert(1)&gt; ;=()"
        assert names(page)[0] == name
        assert page.locator("#resultat img").count() == 0
        assert page.locator("#choisis li").first.inner_text().startswith(name)
        # An address that is no slug leads nowhere.
        page.goto(f"{mixed}{PAGE}?lieux=../../evil,%22%3E%3Cscript%3E")
        page.wait_for_load_state("networkidle")
        assert page.locator("#exemple").is_visible() or page.locator("#resultat > *").count() == 0
        assert said == []
