"""The file that is handed over, as paper and as a page: two sheets at most, nothing cut, nothing tiny."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.forms import READY, filling, visiting, with_draft
from tests.browser.test_print import printed
from tests.pdf import A4, Printed, blank_bands
from tests.support import DATA

pytestmark = pytest.mark.navigateur

FULLEST = "la-voilerie-basse"
READERS = ("fiche/", "fiche/immobilier/")
SMALLEST = 9
# The width of a sheet inside its margins, in pixels.
SHEET: ViewportSize = {"width": 703, "height": 1055}
SIZES = """
() => [...document.querySelectorAll('.cm-page--lieux :is(.cm-dossier, .cm-entete) *')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.cm-cache, svg'))
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(one => [parseFloat(getComputedStyle(one).fontSize) * 0.75, one.textContent.trim().slice(0, 40)])
"""
CUT = """
() => [...document.querySelectorAll('.cm-dossier *')]
  .filter(one => one.checkVisibility() && !one.closest('.cm-cache'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
  .map(one => one.className || one.tagName)
"""


def test_two_sheets_at_most_and_few_answers_are_no_blank_page(browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    long, blank, seen = {}, {}, set()
    for folder in sorted((DATA / "exemples").iterdir()):
        for address in READERS:
            answer = page.goto(f"{served}lieux/{folder.name}/{address}")
            if answer is None or answer.status == 404:
                # Withdrawn, protected, or told by a directory: no file.
                continue
            composition = page.locator(".cm-dossier").get_attribute("class").rpartition("--")[2]
            seen.add(composition)
            bands = blank_bands(printed(page))
            if len(bands) > 2:
                long[folder.name, address] = len(bands)
            if len(bands) == 1 and bands[0] > A4 * 0.6:
                blank[folder.name, address] = round(bands[0])
    context.close()
    assert {"breve", "pleine"} <= seen
    assert (long, blank) == ({}, {})


@pytest.mark.parametrize("address", [*READERS, "fiche/annexe/"])
def test_nothing_is_cut_nor_printed_under_nine_points(browser, served: str, address: str) -> None:
    context = browser.new_context(viewport=SHEET)
    page = context.new_page()
    page.goto(f"{served}lieux/{FULLEST}/{address}")
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 60
    assert [size for size in sizes if size[0] < SMALLEST - 0.01] == []
    assert page.evaluate(CUT) == []
    sheets = len(Printed(printed(page)).pages)
    assert sheets == (3 if address.endswith("annexe/") else 2)
    context.close()


def test_a_paragraph_is_copied_and_without_script_is_a_text(browser, served: str) -> None:
    address = f"{served}lieux/{FULLEST}/fiche/"
    with visiting(browser, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        first = page.locator(".cm-dossier__texte").nth(1)
        first.get_by_role("button", name="Copier").click()
        page.get_by_text("Le paragraphe est copié").wait_for()
        assert (
            page.evaluate("navigator.clipboard.readText()") == first.locator("p").first.inner_text()
        )
    with visiting(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert page.locator(".cm-dossier__texte").nth(1).is_visible()
        assert page.locator(".cm-dossier__texte button:visible").count() == 0


def test_the_form_makes_the_private_file_on_the_device(browser, served: str, tmp_path) -> None:
    """What is private, the annex and the place's choice are in the file; nothing is asked of anyone."""
    effects = {"lien_social": {"presence": "durable"}, "solidarite": {"presence": "ponctuelle"}}
    document = {
        "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
        "financement": {"resultat_annee": "61337"},
        "annexe_pret": {
            "pret_duree": "84",
            "emprunts": [{"preteur": "Une caisse", "reste_du": "9000"}],
        },
        "effets_sociaux": {"criteres": effects},
    }
    with filling(browser, served) as form:
        with_draft(form, served, {"annee": "2025", "document": document})
        form.goto(f"{served}contribuer/questionnaire/#garder")
        form.check("#fiche-effet-solidarite")
        with form.expect_download(timeout=READY) as waiting:
            form.click("#telecharger-fiche")
        kept = tmp_path / "fiche.html"
        waiting.value.save_as(kept)
        assert (
            waiting.value.suggested_filename
            == "commune-mesure_le-pressoir_2025_fiche-financeurs.html"
        )
        form.uncheck("#fiche-annexe")
        with form.expect_download(timeout=READY) as waiting:
            form.click("#telecharger-fiche")
        bare = tmp_path / "sans.html"
        waiting.value.save_as(bare)
    with visiting(browser, offline=True) as alone:
        page = alone.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(kept.as_uri())
        assert asked == [kept.as_uri()]
        text = page.locator("body").inner_text()
        for told in ("61 337", "84 mois", "Une caisse", "Choisis par le lieu", "Le procès-verbal"):
            assert told in text.replace("\u202f", " ").replace("\u00a0", " "), told
        assert page.locator(".cm-dossier__effet h4").all_inner_texts() == ["Solidarité"]
        page.set_viewport_size(SHEET)
        page.emulate_media(media="print")
        assert page.get_by_text("Document remis par le lieu, non publié").first.is_visible()
        assert [size for size in page.evaluate(SIZES) if size[0] < SMALLEST - 0.01] == []
        page.goto(bare.as_uri())
        assert "Annexe" not in page.locator("body").inner_text()
        assert "61" not in page.locator(".cm-dossier").inner_text().replace("\u202f", "")
