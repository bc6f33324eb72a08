"""The preview and the photos: seen, told at every step, said to stay behind before they do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from cm_build.contributing.form.page import OFFLINE
from tests.browser.conftest import serving
from tests.browser.forms import FORM, READY, filling, visiting, with_draft, words
from tests.browser.test_form import PREVIEW_SHOWN, configured, photo

pytestmark = pytest.mark.navigateur

IDENTITY: dict[str, Any] = {"identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"}}
DRAFT = {"annee": "2025", "document": IDENTITY}
WIDTHS = "[...document.querySelectorAll('picture img')].map((one) => one.naturalWidth)"


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def with_photo(page, address: str, folder: Path) -> None:
    """Answer with one photo, seen and described."""
    with_draft(page, address, DRAFT)
    page.goto(f"{address}{FORM}#histoire")
    page.set_input_files("#c-photos", photo(folder / "cour.jpg"))
    page.wait_for_selector(".cm-photo img[src^=blob]")
    page.fill(".cm-photo input[data-cle=texte]", "La cour, un jour de marché.")


def test_photos_are_seen_in_the_preview_and_in_the_page_to_keep(
    browser, served: str, tmp_path: Path
):
    with filling(browser, served) as form:
        with_photo(form, served, tmp_path)
        form.wait_for_timeout(700)
        # Opened again on the preview: the photo comes from the device.
        form.goto(f"{served}{FORM}#apercu")
        form.reload()
        form.click("#lancer-apercu")
        form.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
        inside = form.frame(url="about:srcdoc")
        assert inside is not None
        assert inside.evaluate(WIDTHS) == [1333]
        form.goto(f"{served}{FORM}#garder")
        with form.expect_download(timeout=READY) as waiting:
            form.click("#telecharger-page")
        kept = tmp_path / "page.html"
        waiting.value.save_as(kept)
    with visiting(browser, offline=True) as alone:
        page = alone.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(kept.as_uri())
        page.evaluate("document.querySelector('picture img').scrollIntoView()")
        page.wait_for_function(f"() => {WIDTHS}[0] > 0")
        assert page.evaluate(WIDTHS) == [1333]
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") == 1
        assert page.evaluate("[...document.fonts][0].status") == "loaded"
        assert [url for url in asked if not url.startswith("data:")] == [kept.as_uri()]


def test_the_wait_is_told_and_the_keyboard_goes_where_one_waits_then_arrives(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#apercu")
    tab.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.getElementById("annonce").textContent))
            .observe(document.getElementById("annonce"), { childList: true, characterData: true, subtree: true });
    }""")
    tab.focus("#lancer-apercu")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "apercu-attente"
    tab.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
    tab.wait_for_function("() => document.activeElement.id === 'cadre'")
    told = tab.evaluate("window.told")
    steps = [
        "Chargement…",
        "Préparation…",
        "Préparation du dessin…",
        "Dessin…",
        "L’aperçu est prêt.",
    ]
    assert [one for one in told if one in steps] == steps
    # Drawn again from a control that stays: the keyboard stays on it.
    tab.focus("#refaire-apercu")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#apercu-attente", state="hidden", timeout=READY)
    assert tab.evaluate("document.activeElement.id") == "refaire-apercu"


def test_a_preview_that_fails_keeps_the_keyboard(browser, served: str):
    with visiting(browser) as context:
        context.route("**/*.wasm", lambda route: route.abort())
        page = context.new_page()
        with_draft(page, served, DRAFT)
        page.goto(f"{served}{FORM}#apercu")
        page.click("#lancer-apercu")
        page.wait_for_selector("#apercu-echec:not([hidden])", timeout=READY)
        assert page.evaluate("document.activeElement.id") == "apercu-echec"
        assert "n’a pas pu se lancer" in words(page, "#annonce")
        page.focus("#apercu-echec button")
        # The second attempt may already have failed when it is looked at.
        page.evaluate(
            "() => { window.held = []; addEventListener('focusin', ({ target }) => held.push(target.id)); }"
        )
        page.keyboard.press("Enter")
        page.wait_for_function("() => held.length > 0")
        assert page.evaluate("held[0]") == "apercu-attente"


def test_the_page_to_keep_tells_its_steps_where_it_is_asked(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.getElementById("garder-etat").textContent))
            .observe(document.getElementById("garder-etat"), { childList: true, characterData: true, subtree: true });
    }""")
    with tab.expect_download(timeout=READY):
        tab.click("#telecharger-page")
    told = [text.replace("\u00a0", " ") for text in tab.evaluate("window.told")]
    assert "Le datapanorama se prépare : préparation du dessin…" in told


def test_photos_left_behind_are_told_before_with_the_way_to_send_them(
    browser, copied_data: Path, tmp_path: Path
):
    configured(copied_data, tmp_path / "site")
    with serving(tmp_path / "site") as address, visiting(browser) as context:
        page = context.new_page()
        with_photo(page, address, tmp_path)
        page.goto(f"{address}{FORM}#publier")
        page.check("#licence")
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        archive = "commune-mesure_le-pressoir_2025_a-publier.zip"
        told = words(page, "#envoi-resume")
        assert told.startswith(f"{archive}, ")
        assert "une archive, avec votre fiche, qui est du texte, et 1 photo." in told
        page.evaluate("document.querySelectorAll('#envoi details').forEach(d => d.open = true)")
        ticket = words(page, "#voie-ticket [data-avec-photos]")
        assert "vos photos (1 photo) ne partiront pas" in ticket
        assert archive in ticket
        assert "contact@example.org" in ticket
        plain = words(page, "#voie-sans-compte [data-avec-photos]")
        assert "Le .txt ne contient que vos réponses" in plain
        with page.expect_download() as waiting:
            page.click("#telecharger-photos")
        assert waiting.value.suggested_filename == "cour.jpg"
        page.evaluate("window.open = () => null")
        with page.expect_download() as waiting:
            page.click("#ouvrir-ticket")
        assert waiting.value.suggested_filename == archive
        page.wait_for_function(
            "() => document.getElementById('envoi-etat').textContent.includes('Vos photos n’y sont pas')"
        )
        # Without a photo, nothing of it is said.
        page.goto(f"{address}{FORM}#histoire")
        page.click(".cm-photo button")
        page.goto(f"{address}{FORM}#publier")
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        assert "c’est du texte, et c’est tout ce qui partira" in words(page, "#envoi-resume")
        assert page.locator("[data-avec-photos]:visible").count() == 0


def test_an_archive_that_cannot_be_made_is_told_and_the_answers_are_kept(
    browser, served: str, tmp_path: Path
):
    with visiting(browser) as context:
        context.route("**/fflate.js", lambda route: route.abort())
        page = context.new_page()
        with_photo(page, served, tmp_path)
        page.goto(f"{served}{FORM}#garder")
        with page.expect_download() as waiting:
            page.click("#telecharger-complet")
        assert waiting.value.suggested_filename == "commune-mesure_le-pressoir_2025_complet.yml"
        page.wait_for_selector("#garder-etat:not(:empty)")
        assert "Ces photos n’y sont pas : cour.jpg." in words(page, "#garder-etat")


def test_the_offline_form_asks_for_nothing(browser, example_site: Path, tmp_path: Path):
    file = tmp_path / "formulaire.html"
    shutil.copyfile(example_site / OFFLINE, file)
    with visiting(browser) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.click("#commencer-tout")
        page.fill("#c-nom", "Le Pressoir") if page.is_visible("#c-nom") else None
        page.evaluate("document.fonts.ready")
        page.goto(f"{file.as_uri()}?lieu=la-filoche#identite")
        page.fill("#c-commune", "23200 Aubusson")
        page.press("#c-commune", "Tab")
        assert page.evaluate("[...document.fonts].map((one) => one.status)") == ["loaded"]
        pages = {file.as_uri(), f"{file.as_uri()}?lieu=la-filoche"}
        assert {url.split("#")[0] for url in asked if not url.startswith("data:")} == pages
