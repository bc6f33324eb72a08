"""Nothing typed is lost: a newer draft elsewhere, a device that refuses, photos that find no room."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.forms import FORM, STORE, filling, visiting, whole_file, with_draft, words
from tests.browser.test_form import photo

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog

pytestmark = pytest.mark.navigateur

IDENTITY: dict[str, Any] = {"identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"}}
DRAFT = {"annee": "2025", "document": IDENTITY}
NEWER = {
    "annee": "2025",
    "document": {"identite": {"nom": "Le Pressoir", "adresse": "2 rue du Moulin"}},
    "date": "2030-01-01T10:00:00.000Z",
}
AFTER_SAVING = 700
REFUSED = (
    "Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError') }"
)
SILENT = "Storage.prototype.setItem = () => undefined"
NO_PHOTO_STORE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"
MUTE_PHOTO_STORE = "IDBFactory.prototype.open = () => ({})"
KEYS = """() => new Promise((done) => {
    const request = indexedDB.open("commune-mesure", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("photos");
    request.onsuccess = () => {
        const keys = request.result.transaction("photos").objectStore("photos").getAllKeys();
        keys.onsuccess = () => { request.result.close(); done(keys.result); };
    };
})"""
PUT = """(key) => new Promise((done) => {
    const request = indexedDB.open("commune-mesure", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("photos");
    request.onsuccess = () => {
        const work = request.result.transaction("photos", "readwrite");
        work.objectStore("photos").put(new Blob(["autre"]), key);
        work.oncomplete = () => { request.result.close(); done(); };
    };
})"""


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def stored(page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("key => localStorage.getItem(key)", STORE))
    return found


def accepting(asked: list[str]) -> Callable[[Dialog], None]:
    """Say yes to what the browser asks, and remember it."""

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    return accept


def written_elsewhere(page, draft: dict[str, Any]) -> None:
    """Write as another tab would while this one sleeps: nobody tells this page."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, json.dumps(draft)])


def test_a_page_that_back_brings_again_reads_the_stored_draft_first(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#identite")
    written_elsewhere(tab, NEWER)
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert tab.input_value("#c-adresse") == "2 rue du Moulin"
    tab.fill("#c-accroche", "On y presse des pommes.")
    tab.wait_for_timeout(AFTER_SAVING)
    assert stored(tab)["document"]["identite"] == {
        "nom": "Le Pressoir",
        "adresse": "2 rue du Moulin",
        "accroche": "On y presse des pommes.",
    }


def test_a_draft_erased_elsewhere_does_not_come_back_with_the_page(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.evaluate("key => localStorage.removeItem(key)", STORE)
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert tab.is_visible("#debut")
    assert tab.input_value("#c-nom") == ""


@pytest.mark.parametrize("choice", ["Garder celui de cette page", "Prendre l’autre brouillon"])
def test_a_newer_draft_is_never_replaced_without_asking(tab, served: str, choice: str):
    mine = choice.startswith("Garder")
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#identite")
    written_elsewhere(tab, NEWER)
    tab.fill("#c-accroche", "On y presse des pommes.")
    tab.wait_for_selector("#abri:not([hidden])")
    assert stored(tab) == NEWER
    told = words(tab, "#abri")
    assert "Cet appareil garde un autre brouillon" in told
    assert "« Le Pressoir », enregistré le 1er janvier 2030" in told
    # Going on does not pretend to save.
    assert tab.inner_text("#continuer") == "Continuer sans enregistrer"
    tab.click(f"text={choice}")
    assert tab.is_hidden("#abri")
    assert tab.input_value("#c-adresse") == ("" if mine else "2 rue du Moulin")
    kept = stored(tab)["document"]["identite"]
    assert kept.get("accroche") == ("On y presse des pommes." if mine else None)
    assert tab.inner_text("#continuer") == "Enregistrer et continuer"


def test_two_tabs_that_type_at_once_lose_neither(browser, served: str):
    with visiting(browser) as context:
        first, second = context.new_page(), context.new_page()
        with_draft(first, served, DRAFT)
        first.goto(f"{served}{FORM}#identite")
        second.goto(f"{served}{FORM}#identite")
        # Neither has saved yet when both have typed.
        for page in (first, second):
            page.evaluate("window.setTimeout = (act) => { window.due = act; return 1 }")
        first.fill("#c-accroche", "Écrit dans le premier.")
        second.fill("#c-adresse", "Écrit dans le second.")
        first.evaluate("window.due()")
        second.evaluate("window.due()")
        assert stored(first)["document"]["identite"]["accroche"] == "Écrit dans le premier."
        assert second.is_visible("#abri")
        assert second.input_value("#c-adresse") == "Écrit dans le second."
        assert first.is_hidden("#abri")


def test_a_stored_draft_that_cannot_be_read_is_not_written_over(form, served: str):
    form.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, '{"document": "?'])
    form.goto(f"{served}{FORM}#identite")
    form.reload()
    form.fill("#c-nom", "Le Pressoir")
    form.wait_for_timeout(AFTER_SAVING)
    assert form.evaluate("key => localStorage.getItem(key)", STORE) == '{"document": "?'
    assert "ne sait pas lire" in words(form, "#abri")
    with form.expect_download() as waiting:
        form.click("text=Télécharger ce qui est enregistré")
    assert waiting.value.path().read_text(encoding="utf-8") == '{"document": "?'


@pytest.mark.parametrize("refusal", [REFUSED, SILENT], ids=["refuse", "se-tait"])
def test_a_device_that_keeps_nothing_says_so_everywhere_and_gives_the_draft(
    browser, served: str, tmp_path: Path, refusal: str
):
    asked: list[str] = []
    with visiting(browser) as context:
        context.add_init_script(refusal)
        page = context.new_page()
        page.on("dialog", accepting(asked))
        page.goto(served + FORM)
        assert "Cet appareil n’enregistre pas vos réponses" in words(page, "#abri")
        page.click("#commencer-tout")
        page.goto(f"{served}{FORM}#programmation")
        page.check('[id="q-evenements_publics--oui"]')
        page.fill("#c-evenements_publics_nombre", "14")
        page.check('[id="q-evenements_publics--non"]')
        page.goto(f"{served}{FORM}#identite")
        page.fill("#c-nom", "Le Pressoir")
        page.fill("#c-commune", "23200 Aubusson")
        for screen in page.evaluate("[...document.querySelectorAll('.cm-ecran')].map(s => s.id)"):
            page.evaluate("hash => { location.hash = hash }", screen)
            page.wait_for_selector(f"#{screen}:not([hidden])")
            assert page.is_visible("#abri"), screen
            assert page.is_visible("#abri >> text=Télécharger mon brouillon"), screen
            assert screen == "debut" or page.is_visible("#tete-abri"), screen
        page.goto(f"{served}{FORM}#identite")
        assert page.inner_text("#continuer") == "Continuer sans enregistrer"
        assert "Enregistré" not in page.inner_text("#etat")
        with page.expect_download() as waiting:
            page.click("#tete-abri")
        draft = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(draft)
        assert draft.name == "commune-mesure_le-pressoir_2025_brouillon.yml"
        page.wait_for_selector("#abri-etat:not(:empty)")
        page.reload()
        assert asked == []
        # What is typed after the download is nowhere else: leaving asks.
        page.goto(f"{served}{FORM}#identite")
        page.fill("#c-nom", "Le Lavoir")
        page.reload()
        assert asked == ["beforeunload"]
        assert page.input_value("#c-nom") == ""

        page.goto(served + FORM)
        page.set_input_files("#fichier", draft)
        page.click("#reprise .cm-bouton >> nth=0")
        page.goto(f"{served}{FORM}#identite")
        assert page.input_value("#c-nom") == "Le Pressoir"
        assert page.input_value("#annee") == "2025"
        # Even what another answer made pointless is in the draft.
        page.goto(f"{served}{FORM}#programmation")
        page.check('[id="q-evenements_publics--oui"]')
        assert page.input_value("#c-evenements_publics_nombre") == "14"


def test_the_button_that_promised_to_save_stays_when_it_could_not(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#identite")
    assert tab.is_hidden("#abri")
    tab.evaluate(f"() => {{ window.whole = Storage.prototype.setItem; {REFUSED} }}")
    tab.fill("#c-accroche", "On y presse des pommes.")
    tab.evaluate("document.getElementById('continuer').click()")
    assert tab.is_visible("#identite")
    assert tab.evaluate("document.activeElement.id") == "abri"
    assert tab.inner_text("#continuer") == "Continuer sans enregistrer"
    tab.click("#continuer")
    assert tab.is_visible("#histoire")
    # The device has room again: what was typed meanwhile is saved, and the box goes.
    tab.evaluate("() => { Storage.prototype.setItem = window.whole }")
    tab.goto(f"{served}{FORM}#identite")
    tab.fill("#c-adresse", "2 rue du Moulin")
    tab.wait_for_selector("#abri", state="hidden")
    assert stored(tab)["document"]["identite"]["accroche"] == "On y presse des pommes."


def test_a_saved_draft_lets_the_page_be_kept_for_back(form, served: str):
    asked: list[str] = []
    form.on("dialog", accepting(asked))
    with_draft(form, served, DRAFT)
    form.goto(f"{served}{FORM}#identite")
    form.fill("#c-nom", "Le Lavoir")
    form.reload()
    assert asked == []
    assert form.input_value("#c-nom") == "Le Lavoir"


def test_photos_without_a_place_are_told_and_leave_with_the_draft(
    browser, served: str, tmp_path: Path
):
    with visiting(browser) as context:
        context.add_init_script(NO_PHOTO_STORE)
        page = context.new_page()
        with_draft(page, served, DRAFT)
        page.goto(f"{served}{FORM}#histoire")
        page.set_input_files("#c-photos", photo(tmp_path / "cour.jpg"))
        page.wait_for_selector("#abri:not([hidden])")
        assert "mais pas vos photos" in words(page, "#abri")
        assert page.inner_text("#continuer") == "Enregistrer et continuer"
        with page.expect_download() as waiting:
            page.click("#abri >> text=Télécharger mon brouillon")
        names = zipfile.ZipFile(waiting.value.path()).namelist()
        assert names == ["commune-mesure_le-pressoir_2025_brouillon.yml", "photos/cour.jpg"]
        # Gone after a reload: it is told at its place, and it comes back there with its words.
        page.fill(".cm-photo input[data-cle=texte]", "La cour, un jour de marché.")
        page.wait_for_timeout(AFTER_SAVING)
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
        assert "cour.jpg n’est pas sur cet appareil" in words(page, ".cm-photo")
        page.goto(f"{served}{FORM}#publier")
        page.check("#licence")
        page.click("#preparer-envoi")
        page.wait_for_selector("#erreurs:not([hidden])")
        assert "La photo cour.jpg n’est pas sur cet appareil" in words(page, "#erreurs")
        page.goto(f"{served}{FORM}#histoire")
        page.set_input_files("#c-photos", tmp_path / "cour.jpg")
        page.wait_for_selector(".cm-photo img[src^=blob]")
        assert page.locator(".cm-photo").count() == 1
        told = page.input_value(".cm-photo input[data-cle=texte]")
        assert told == "La cour, un jour de marché."


def test_a_place_comes_back_at_once_even_if_the_photo_store_never_answers(browser, served: str):
    with visiting(browser) as context:
        context.add_init_script(MUTE_PHOTO_STORE)
        page = context.new_page()
        page.goto(f"{served}{FORM}?lieu=la-filoche")
        page.click("#reprise .cm-bouton >> nth=0")
        assert page.is_visible("#sommaire")
        assert page.input_value("#c-commune") == "47500 Fumel"
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(served + FORM)
        page.click("#brouillon [data-effacer]")
        assert page.input_value("#c-nom") == ""


def test_a_place_keeps_the_name_of_its_commune_when_the_list_does_not_come(browser, served: str):
    with visiting(browser) as context:
        context.route("**/assets/communes/*", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{served}{FORM}?lieu=la-filoche")
        page.click("#reprise .cm-bouton >> nth=0")
        assert page.input_value("#c-commune") == "47106 Fumel"


def test_another_form_of_the_same_address_keeps_its_photos(tab, served: str, tmp_path: Path):
    with_draft(tab, served, DRAFT)
    tab.evaluate(PUT, "/ailleurs/questionnaire/|cour.jpg")
    tab.goto(f"{served}{FORM}#histoire")
    tab.set_input_files("#c-photos", photo(tmp_path / "cour.jpg"))
    tab.wait_for_selector(".cm-photo img[src^=blob]")
    tab.wait_for_timeout(AFTER_SAVING)
    here = f"/{FORM}|cour.jpg"
    assert sorted(tab.evaluate(KEYS)) == sorted(["/ailleurs/questionnaire/|cour.jpg", here])
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(served + FORM)
    tab.click("#brouillon [data-effacer]")
    tab.wait_for_timeout(AFTER_SAVING)
    assert tab.evaluate(KEYS) == ["/ailleurs/questionnaire/|cour.jpg"]


def test_a_photo_of_another_person_does_not_replace_mine(tab, served: str, tmp_path: Path):
    mine, theirs = photo(tmp_path / "cour.jpg"), photo(tmp_path / "autre.jpg", orientation=1)
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#histoire")
    tab.set_input_files("#c-photos", mine)
    tab.wait_for_selector(".cm-photo img[src^=blob]")
    with zipfile.ZipFile(tmp_path / "autre.zip", "w") as archive:
        archive.writestr("autre.yml", "histoire: {photos: [{fichier: cour.jpg, texte: La leur}]}\n")
        archive.write(theirs, "photos/cour.jpg")
    tab.goto(f"{served}{FORM}#sommaire")
    tab.click("text=Mettre à l’abri")
    tab.set_input_files("#ajout", tmp_path / "autre.zip")
    tab.wait_for_selector("#fusion:not([hidden])")
    tab.check("#fusion-0-autre")
    tab.goto(f"{served}{FORM}#histoire")
    sizes = "[...document.querySelectorAll('.cm-photo')].map(p => [p.dataset.fichier, p.querySelector('img').naturalWidth])"
    tab.wait_for_function("() => document.querySelector('.cm-photo img').naturalWidth > 0")
    assert tab.evaluate(sizes) == [["cour-2.jpg", 2000]]
    tab.goto(f"{served}{FORM}#sommaire")
    tab.check("#fusion-0-mienne")
    tab.wait_for_function("() => document.querySelector('.cm-photo img').naturalWidth === 1333")


def test_consent_given_for_one_draft_is_not_given_for_another(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    written_elsewhere(tab, NEWER)
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert not tab.is_checked("#licence")


def test_a_year_that_is_not_one_comes_back_as_it_was_written(tab, served: str, tmp_path: Path):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#fiche")
    tab.fill("#annee", "2024-2025")
    tab.goto(f"{served}{FORM}#garder")
    kept = tmp_path / "renomme.yml"
    kept.write_text(whole_file(tab), encoding="utf-8")
    tab.goto(served + FORM)
    tab.set_input_files("#fichier", kept)
    tab.click("#reprise .cm-bouton >> nth=0")
    tab.goto(f"{served}{FORM}#fiche")
    assert tab.input_value("#annee") == "2024-2025"
