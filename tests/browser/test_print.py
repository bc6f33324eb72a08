"""The sheet that is handed over: everything the page shows, no hole, nothing too small to read."""

from __future__ import annotations

import pytest

from tests.browser.conftest import serving
from tests.pdf import A4, Printed, blank_bands
from tests.pictures import photo
from tests.support import DATA, build, minimal, write_place

# A place that told everything takes three pages: on two, either its activities, its events and the
# words of its people are missing, or they are too small to read. Fewer answers take fewer pages.
MOST = {"breve": 1, "moyenne": 2, "complete": 3}
SMALLEST = 6.5
# What is read from a table, by several people at once.
WORKSHOP_SMALLEST = 7
SIZES = """
() => [...document.querySelectorAll('.cm-lieu *')].filter(one => one.checkVisibility({visibilityProperty: true}))
  .flatMap(one => {
    if (![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) return [];
    const scale = one.ownerSVGElement ? one.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(one).fontSize) * scale * 0.75;
    return size ? [[Math.round(size * 100) / 100, one.getAttribute('class') ?? one.tagName, one.textContent.trim().slice(0, 40)]] : [];
  })
"""


def printed(page) -> bytes:
    content: bytes = page.pdf(prefer_css_page_size=True, print_background=True)
    return content


def test_no_sheet_has_a_hole_nor_a_page_too_many(browser, served_with_address: str) -> None:
    """Nothing blank by a quarter of a page in either column; the last page ends where the place does."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    seen, holes, long = set(), {}, {}
    for folder in sorted((DATA / "exemples").iterdir()):
        answer = page.goto(f"{served_with_address}lieux/{folder.name}/")
        if answer is None or answer.status == 404 or page.locator(".cm-protege").count():
            # Withdrawn: no page, nothing to print. Protected: a page of text, and no sheet.
            continue
        page.wait_for_load_state("networkidle")
        composition = page.locator(".cm-lieu").get_attribute("class").rpartition("--")[2]
        bands = blank_bands(printed(page))
        seen.add(composition)
        if len(bands) > MOST[composition]:
            long[folder.name] = len(bands)
        if any(band > A4 / 4 for band in bands[:-1]):
            holes[folder.name] = [round(band) for band in bands]
    context.close()
    assert seen == set(MOST)
    assert (holes, long) == ({}, {})


def test_the_sheet_holds_what_the_page_shows(browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for slug in ("la-filoche", "ti-boulon", "la-salle-des-pas-gagnes"):
        page.goto(f"{served}lieux/{slug}/")
        page.emulate_media(media="print")
        for form in ("pictos", "frise", "mots", "partenaires", "criteres", "texte", "roue"):
            assert page.locator(f".cm-bloc--{form}").first.is_visible(), (slug, form)
        # Every effect with words of people: three in full, the others in a line each.
        words = page.locator(".cm-paroles").inner_text().splitlines()
        shown = page.locator(".cm-bloc--criteres .cm-citation:visible").count()
        page.emulate_media(media="screen")
        assert not page.locator(".cm-paroles").is_visible()
        page.goto(f"{served}lieux/{slug}/2025/effets/")
        assert shown + len(words) == page.locator(".cm-citation").count(), slug
    context.close()


@pytest.mark.parametrize("slug", ["la-filoche", "le-tabouret-vert", "les-heures-creuses"])
def test_nothing_is_printed_under_six_points_and_a_half(browser, served: str, slug: str) -> None:
    # The width of the sheet inside its margins, as Chromium lays it out.
    context = browser.new_context(viewport={"width": 726, "height": 1060})
    page = context.new_page()
    page.goto(f"{served}lieux/{slug}/")
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 30
    assert [size for size in sizes if size[0] < SMALLEST - 0.01] == []
    context.close()


@pytest.mark.parametrize(("slug", "most"), [("la-filoche", 6), ("helianthe-lille", 3)])
def test_a_workshop_is_printed_on_few_pages(browser, served: str, slug: str, most: int) -> None:
    """For those who took part, around a table: twelve effects discussed are six sheets at most."""
    context = browser.new_context(viewport={"width": 695, "height": 1040})
    page = context.new_page()
    page.goto(f"{served}lieux/{slug}/2025/evaluation/")
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES.replace(".cm-lieu", ".cm-restitution"))
    assert len(sizes) > 60
    assert [size for size in sizes if size[0] < WORKSHOP_SMALLEST] == []
    assert len(Printed(printed(page)).pages) <= most
    context.close()


def test_photos_and_what_was_told_in_part_are_on_paper(browser, tmp_path) -> None:
    extra = """\
histoire:
  photos: [{fichier: cour.jpg, texte: "La cour", credit: "L’équipe"}]
acteurs:
  structures: {associations: 7, artistes: 4}
"""
    write_place(tmp_path / "lieux", "la-cour", minimal("La Cour", extra=extra))
    (tmp_path / "lieux/la-cour/photos").mkdir()
    (tmp_path / "lieux/la-cour/photos/cour.jpg").write_bytes(photo(800, 600))
    assert build(tmp_path / "lieux", tmp_path / "site") == 0
    with serving(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}lieux/la-cour/")
        page.emulate_media(media="print")
        assert page.locator(".cm-photos img").bounding_box()["height"] > 40
        assert page.locator(".cm-bloc__titre", has_text="11 structures indiquées").is_visible()
        assert page.locator(".cm-chiffre", has_text="structures indiquées").is_visible()
        sheet = Printed(printed(page))
        assert len(sheet.pages) == 1
        page.close()
