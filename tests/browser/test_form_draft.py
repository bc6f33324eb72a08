"""A draft through hard days: odd files, two tabs, a full erase, a network that fails, a slip of the hand."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.browser.forms import FORM, READY, STORE, filling, visiting, whole_file, with_draft, words
from tests.browser.test_form import IDENTITY, PREVIEW_SHOWN, photo

pytestmark = pytest.mark.navigateur

ODD = {
    "identite": {
        "nom": "La Halle", "commune": "35238",
        "types_de_lieu": ["fablab", "type_perso"], "types_de_lieu_precision": ["a", "b"],
    },
    "espace": {"surface_interieure": "100", "surfaces": {"cafe": "40", "inconnue": "12"}},
    "histoire": {
        "frise": [{"annee": "2019", "evenement": "Ouverture", "note": "x"}, "une ligne de texte"],
        "valeurs": ["partage"], "valeurs_details": {"partage": "Oui.", "perso": "Un mot à nous."},
    },
    "estimations": ["surface_interieure", "rien_de_connu"],
    "identifiants": "texte",
    "a.b": {"c": "d"},
}  # fmt: skip


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def test_what_a_field_cannot_show_survives_an_edit_beside_it(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": ODD})
    tab.goto(f"{served}{FORM}#identite")
    tab.check('[id="q-types_de_lieu--culturel"]')
    tab.goto(f"{served}{FORM}#espace")
    tab.fill("#c-surfaces-bureaux", "7")
    tab.goto(f"{served}{FORM}#histoire")
    tab.fill(".cm-ligne input[id$=-evenement] >> nth=0", "Première fournée")
    tab.fill('[data-detail="partage"]', "Oui, beaucoup.")
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    for kept in (
        "types_de_lieu: [fablab, culturel, type_perso]",
        "types_de_lieu_precision: [a, b]",
        "cafe: 40", "bureaux: 7", "inconnue: 12",
        "note: x", '"Première fournée"', '"une ligne de texte"',
        'perso: "Un mot à nous."', '"Oui, beaucoup."',
        "estimations: [surface_interieure, rien_de_connu]",
        "identifiants: texte", '"a.b":',
    ):  # fmt: skip
        assert kept in text, kept


def test_all_that_is_not_shown_is_listed_and_can_be_taken_away(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": ODD})
    tab.goto(f"{served}{FORM}#relire")
    told = words(tab, "#inconnus")
    for listed in (
        "identite.types_de_lieu : type_perso", "identite.types_de_lieu_precision : [a, b]", "espace.surfaces.inconnue : 12",
        'histoire.frise : "une ligne de texte"', "histoire.frise : {note: x}", "histoire.valeurs_details.perso",
        "estimations : rien_de_connu", "identifiants : texte", "a.b : {c: d}",
    ):  # fmt: skip
        assert listed in told, listed
    for _ in range(tab.locator("#inconnus button").count()):
        tab.click("#inconnus button >> nth=0")
    assert tab.is_hidden("#inconnus")
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    for gone in ("type_perso", "inconnue", "note", "une ligne", "perso", "rien_de", "a.b"):
        assert gone not in text
    assert "types_de_lieu: [fablab]" in text
    assert "frise: [{annee: 2019, evenement: Ouverture}]" in text.replace('"', "")


def test_erasing_empties_the_screen_too(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#apercu")
    tab.click("#lancer-apercu")
    tab.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])", timeout=READY)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto(f"{served}{FORM}#sommaire")
    tab.click("text=Mettre à l’abri")
    tab.click("#sommaire [data-effacer]")
    tab.wait_for_selector("#debut:not([hidden])")
    assert "La Halle<" not in tab.content()
    assert "La Halle," not in tab.content()
    assert tab.get_attribute("#cadre", "srcdoc") is None
    tab.evaluate("location.hash = 'apercu'")
    assert tab.is_hidden("#apercu-page")
    assert tab.is_visible("#lancer-apercu")


def test_erasing_in_one_tab_erases_in_the_other(browser, served: str):
    with visiting(browser) as context:
        first, second = context.new_page(), context.new_page()
        with_draft(first, served, {"annee": "2025", "document": IDENTITY})
        second.goto(f"{served}{FORM}#identite")
        assert second.input_value("#c-nom") == "La Halle"
        first.on("dialog", lambda dialog: dialog.accept())
        first.goto(served + FORM)
        first.click("#brouillon [data-effacer]")
        second.wait_for_selector("#debut:not([hidden])")
        assert second.input_value("#c-nom") == ""
        second.evaluate("location.hash = 'identite'")
        second.fill("#c-nom", "Autre")
        second.wait_for_timeout(700)
        draft = json.loads(second.evaluate("key => localStorage.getItem(key)", STORE))
        assert draft["document"]["identite"] == {"nom": "Autre"}


def test_a_broken_draft_opens_the_form_all_the_same(form, served: str):
    for text in (
        '{"document"',
        '{"document": []}',
        '{"document": {}, "date": "hier", "masquees": 3}',
    ):
        form.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, text])
        form.goto("about:blank")
        form.goto(served + FORM)
        assert form.is_visible("#debut h1")
    form.evaluate(
        "key => window.dispatchEvent(new StorageEvent('storage', {key, newValue: '{'}))", STORE
    )


FILES = {
    "latin.yml": ("identite: {nom: 'Café'}".encode("latin-1"), "UTF-8"),
    "renvois.yml": (b"a: &x [1]\nb: [*x, *x]\n", "Ligne 2"),
    "lourd.yml": (b"a: " + b"x" * 300_000, "trop lourd"),
    "abime.zip": (b"PK\x03\x04 rien de bon", "abîmée"),
    "liste.yml": (b"- a\n- b\n", "ne contient pas de réponses"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_says_why_in_french(form, tmp_path: Path, name: str):
    content, told = FILES[name]
    (tmp_path / name).write_bytes(content)
    form.set_input_files("#fichier", tmp_path / name)
    form.wait_for_selector("#reprise:not([hidden])")
    assert told in words(form, "#reprise")
    assert "n’ont pas pu être lues" in form.inner_text("#reprise")


def test_an_archive_with_two_sheets_is_not_guessed(form, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "deux.zip", "w") as made:
        made.writestr("a.yml", "identite: {nom: A}")
        made.writestr("b.yml", "identite: {nom: B}")
    form.set_input_files("#fichier", tmp_path / "deux.zip")
    form.wait_for_selector("#reprise:not([hidden])")
    assert "celle-ci en contient 2" in form.inner_text("#reprise")


def test_only_answers_are_merged(tab, served: str, tmp_path: Path):
    other = tmp_path / "autre.yml"
    other.write_text(
        "publication: publique\nexemple_fictif: oui\nsource: {nom: x}\nafficher_reperes: oui\n"
        "sections_publiees: [financement]\nequipe: {benevoles: 9}\n",
        encoding="utf-8",
    )
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#sommaire")
    tab.click("text=Mettre à l’abri")
    tab.set_input_files("#ajout", other)
    tab.wait_for_selector("#fusion:not([hidden])")
    assert "1 réponse ajoutée" in tab.inner_text("#fusion")
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    assert "benevoles: 9" in text
    for header in ("exemple_fictif", "source", "afficher_reperes", "sections_publiees"):
        assert header not in text


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "python_stdlib.zip", "programme.zip"])
def test_a_portal_that_answers_in_place_of_a_file_does_no_lasting_harm(
    browser, served: str, file: str
):
    with visiting(browser) as context:
        page = context.new_page()
        context.route(
            f"**/{file}",
            lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Wifi</p>"),
        )
        with_draft(page, served, {"annee": "2025", "document": IDENTITY})
        page.goto(f"{served}{FORM}#apercu")
        page.click("#lancer-apercu")
        page.wait_for_selector("#apercu-echec:not([hidden])", timeout=READY)
        assert "Vos réponses sont intactes" in page.inner_text("#apercu-echec")
        assert "html" not in page.inner_text("#apercu-echec")
        context.unroute(f"**/{file}")
        page.click("#apercu-echec button")
        page.wait_for_selector(PREVIEW_SHOWN, timeout=READY)


def test_a_photo_that_cannot_be_read_is_told_by_the_check(tab, served: str):
    document = {**IDENTITY, "histoire": {"photos": [{"fichier": "cour.jpg", "texte": "La cour."}]}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.evaluate(
        """() => new Promise((done) => {
            const request = indexedDB.open("commune-mesure", 1);
            request.onupgradeneeded = () => request.result.createObjectStore("photos");
            request.onsuccess = () => {
                const work = request.result.transaction("photos", "readwrite");
                work.objectStore("photos").put(new Blob(["rien"]), "cour.jpg");
                work.oncomplete = () => { request.result.close(); done(); };
            };
        })"""
    )
    tab.goto(f"{served}{FORM}#apercu")
    tab.reload()
    tab.click("#lancer-apercu")
    tab.wait_for_selector("#problemes:not([hidden])", timeout=READY)
    assert "CM-507" in tab.inner_text("#problemes")


def test_eight_photos_are_kept_and_the_others_told(tab, served: str, tmp_path: Path):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#histoire")
    tab.set_input_files("#c-photos", [photo(tmp_path / f"p{rank}.jpg") for rank in range(10)])
    tab.wait_for_selector(".cm-photo >> nth=7")
    tab.wait_for_selector("[data-photos-etat]:has-text('2 photos')")
    assert tab.locator(".cm-photo").count() == 8
    tab.click(".cm-photo button >> nth=0")
    kept = """() => new Promise((done) => {
        const request = indexedDB.open("commune-mesure", 1);
        request.onsuccess = () => {
            const keys = request.result.transaction("photos").objectStore("photos").getAllKeys();
            keys.onsuccess = () => { request.result.close(); done(keys.result); };
        };
    })"""
    tab.wait_for_timeout(300)
    assert len(tab.evaluate(kept)) == 7


def test_one_goes_back_to_where_one_came_from(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#relire")
    tab.click("#reponses a[href='#champ=nom']")
    assert tab.inner_text("#continuer") == "Enregistrer et revenir à la relecture"
    tab.fill("#c-nom", "Le Lavoir")
    tab.click("#continuer")
    tab.wait_for_selector("#relire:not([hidden])")
    assert "Le Lavoir" in tab.inner_text("#reponses")
    tab.goto(f"{served}{FORM}#identite")
    assert tab.inner_text("#continuer") == "Enregistrer et continuer"
    tab.goto("about:blank")
    tab.goto(served + FORM)
    tab.click("#brouillon-continuer")
    assert tab.is_visible("#identite")


ROUGH = [
    ("espace", "surface_interieure", "environ 1 180 m²", "1 180", True),
    ("acces", "heures_ouverture", "30 h environ", "30", True),
    ("equipe", "heures_benevoles", "à vue de nez 2 500", "2 500", True),
    ("equipe", "benevoles", "35 (environ)", "35", True),
    ("equipe", "benevoles", "35 personnes", "35", False),
]


@pytest.mark.parametrize("case", ROUGH, ids=range(5))
def test_a_number_is_understood_as_it_is_said(tab, served: str, case: tuple[str, ...]):
    screen, field, typed, read, rough = case
    document = {**IDENTITY, "acces": {"ouverture": "plusieurs_jours"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#{screen}")
    tab.fill(f"#c-{field}", typed)
    tab.press(f"#c-{field}", "Tab")
    assert tab.input_value(f"#c-{field}") == read
    assert tab.is_checked(f'[id="q-{field}--estimation"]') is rough


def test_years_are_understood_where_months_are_asked(tab, served: str):
    document = {**IDENTITY, "espace": {"regime_occupation": "locataire"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#espace")
    field = tab.evaluate(
        "[...document.querySelectorAll('#espace .cm-q__nombre')].find(one => one.querySelector('span')?.textContent.trim() === 'mois').querySelector('input').id"
    )
    tab.fill(f"#{field}", "9 ans")
    tab.press(f"#{field}", "Tab")
    assert tab.input_value(f"#{field}") == "108"


def test_a_date_that_is_completed_is_told(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#identite")
    tab.fill("#c-date_ouverture-a", "2019")
    note = '[data-q="date_ouverture"] [data-date-lue]'
    assert words(tab, note) == "Date notée : 1er janvier 2019"
    tab.fill("#c-date_ouverture-m", "mai")
    tab.fill("#c-date_ouverture-j", "14")
    assert words(tab, note) == ""


def test_signs_that_nobody_sees_are_taken_away(tab, served: str, read):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#histoire")
    tab.fill("#c-idee_fondatrice", "Un\u200b four\u202e froid\u00ad\ufeff.")
    tab.press("#c-idee_fondatrice", "Tab")
    assert tab.input_value("#c-idee_fondatrice") == "Un four froid."
    told = "Des signes que personne ne voit ont été ôtés."
    assert told in words(tab, "#histoire [data-lu]")
    assert told in words(tab, "#annonce")
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    assert 'idee_fondatrice: "Un four froid."' in text
    assert read.assessment(text)


def test_what_the_reader_would_refuse_is_told_on_its_screen(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#identite")
    for typed, told in (("…", "ne contient ni lettre ni chiffre"), ("\u3164", "(U+3164)")):
        tab.fill("#c-nom", typed)
        tab.press("#c-nom", "Tab")
        assert tab.input_value("#c-nom") == typed
        tab.click("#continuer")
        assert told in words(tab, "#erreurs")
        assert tab.get_attribute("#c-nom", "aria-invalid") == "true"


def test_nothing_told_is_not_a_total_of_zero(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#acteurs")
    total = '[data-q="structures"] .cm-q__somme'
    assert tab.is_hidden(total)
    tab.fill("#c-structures-associations", "2")
    assert "2 structures" in words(tab, total)


def test_a_published_place_comes_back_with_the_name_of_its_commune(form, served: str):
    form.goto(f"{served}{FORM}?lieu=la-filoche")
    form.click("#reprise .cm-bouton >> nth=0")
    form.goto(f"{served}{FORM}#identite")
    assert form.input_value("#c-commune").endswith(" Fumel")
