"""The form as a new person meets it: from the first question to the file in her downloads."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image

from cm_build.cli.main import main
from cm_build.contributing.form.page import OFFLINE, PAPER
from cm_build.contributing.intake.attachment import fingerprint
from cm_build.places.address import address_of
from tests.browser.conftest import serving
from tests.browser.forms import (
    FORM,
    READY,
    STORE,
    as_taken_up,
    choose,
    press,
    tick,
    type_in,
    visiting,
    whole_file,
    with_draft,
    words,
)
from tests.browser.sight import faults, fits
from tests.support import DATA, build_here

pytestmark = pytest.mark.navigateur

IDENTITY: dict[str, dict[str, object]] = {"identite": {"nom": "La Halle", "commune": "35238"}}
PREVIEW_SHOWN = "#apercu-page:not([hidden])"


@pytest.fixture
def context(browser):
    with visiting(browser) as opened:
        yield opened


@pytest.fixture
def form(context, served: str):
    page = context.new_page()
    page.goto(served + FORM)
    return page


def answer_the_identity(page) -> None:
    """Say who answers, and what the place is, by keyboard."""
    press(page, "#commencer-tout")
    press(page, 'a[href="#fiche"]')
    choose(page, "fiche.etat", "ouvert")
    choose(page, "fiche.mode", "equipe")
    type_in(page, '[id="c-fiche.personnes"]', "3")
    press(page, "#continuer")
    type_in(page, "#c-nom", "Le Four du Bas")
    type_in(page, "#c-commune", "35238 Nulleville")
    type_in(page, "#c-adresse", "3 place du Puits")
    type_in(page, "#c-accroche", "Un ancien fournil où l’on cuit, répare et se parle.")
    tick(page, "types_de_lieu", "cafe_associatif", "cuisine_partagee")
    choose(page, "type_principal", "cafe_associatif")
    choose(page, "statut_juridique", "association")
    for part, text in (("j", "18"), ("m", "5"), ("a", "2019")):
        type_in(page, f"#c-date_ouverture-{part}", text)
    choose(page, "milieu", "bourg")
    choose(page, "projet_urbain", "non")
    press(page, "#continuer")


def answer_the_first_part(page) -> int:
    """Answer the identity, the space and the team by keyboard; count the answers given."""
    answer_the_identity(page)
    type_in(page, "#c-idee_fondatrice", "Le four était froid.")
    press(page, '[data-q="frise"] [data-ajouter]')
    type_in(page, "input[id^=ligne-][id$=-annee]", "2019")
    type_in(page, "input[id^=ligne-][id$=-evenement]", "La première fournée")
    press(page, "#continuer")
    type_in(page, "#c-surface_interieure", "240")
    type_in(page, "#c-surface_exterieure", "120")
    type_in(page, "#c-surfaces-cafe", "90")
    press(page, "#c-surfaces-complet", "Space")
    press(page, "#continuer")
    choose(page, "ouverture", "plusieurs_jours")
    type_in(page, "#c-heures_ouverture", "30")
    type_in(page, "#c-heures_tout_public", "22")
    choose(page, "acces_fauteuil", "en_partie")
    press(page, "#continuer")
    tick(page, "activites", "restauration", "reparation")
    choose(page, "evenements_publics", "oui")
    type_in(page, "#c-evenements_publics_nombre", "18")
    tick(page, "publics", "voisins")
    type_in(page, "#c-personnes_accueillies", "1 900")
    press(page, "#continuer")
    type_in(page, "#c-structures-associations", "2")
    press(page, "#continuer")
    # Other lines are empty: it is asked once, and going on leaves it so.
    assert "Est-ce tout ?" in words(page, "#erreurs")
    press(page, "#continuer")
    type_in(page, "#c-emplois-cdi", "1,5")
    press(page, "#c-emplois-complet", "Space")
    type_in(page, "#c-benevoles", "22")
    press(page, "#continuer")
    type_in(page, "#c-ressources-restauration", "38 500")
    press(page, "#c-ressources-complet", "Space")
    press(page, "#continuer")
    page.wait_for_selector("#financement:not([hidden])")
    return 32


def answer_the_other_parts(page) -> int:
    """Answer two effects and a theme of the environment by keyboard; count the answers given."""
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    press(page, '#taches a[href="#lien_social"]')
    choose(page, "lien_social.presence", "reguliere")
    choose(page, "lien_social.effet_non_voulu", "non")
    type_in(page, '[id="c-lien_social.exemple"]', "Le vendredi, la table s’allonge.")
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    press(page, '#taches a[href="#solidarite"]')
    choose(page, "solidarite.presence", "ponctuelle")
    choose(page, "solidarite.sans_le_lieu", "en_partie")
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    press(page, '#taches a[href="#emissions"]')
    choose(page, "emissions.restauration", "oui")
    choose(page, "emissions.soutien_vegetarien", "oui")
    choose(page, "emissions.dpe", "classe_c")
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    return 8


def body_of(html: str) -> str:
    found = re.search(r"<body.*</body>", html, re.DOTALL)
    assert found
    return found[0]


def publish_by_keyboard(page):
    """Read the answers again, say yes, and download the file to publish."""
    press(page, '#apercu > .cm-actions a[href="#sommaire"]')
    press(page, '#sommaire a[href="#relire"]')
    page.wait_for_selector("#reponses dd")
    press(page, '#relire > .cm-actions a[href="#choisir"]')
    press(page, '#choisir a[href="#publier"]')
    choose(page, "fiche.reperes", "oui")
    press(page, "#licence", "Space")
    press(page, "#preparer-envoi")
    page.wait_for_selector("#envoi:not([hidden])")
    with page.expect_download() as waiting:
        press(page, "#telecharger-publier")
    return waiting


def test_from_the_first_question_to_the_page_by_keyboard_only(
    context, served: str, example_site: Path, tmp_path: Path
):
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served + FORM)
    assert answer_the_first_part(page) + answer_the_other_parts(page) == 40
    page.close()
    assert [url for url in asked if "moteur" in url or url.endswith("apercu.js")] == []

    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served + FORM)
    assert "Le Four du Bas, 2025" in page.inner_text("#brouillon-texte")
    press(page, "#brouillon-continuer")
    page.wait_for_selector("#emissions:not([hidden])")
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    press(page, '#sommaire a[href="#apercu"]')
    press(page, "#lancer-apercu")
    page.wait_for_selector("#problemes:not([hidden])", timeout=READY)
    assert "À corriger avant de publier (1)" in page.inner_text("#problemes")
    assert page.is_hidden("#apercu-page")
    assert "à corriger" in page.inner_text("#annonce")

    press(page, "#problemes a")
    page.wait_for_selector("#c-commune:focus")
    page.keyboard.press("Control+A")
    page.keyboard.type("35000 Rennes")
    press(page, '.cm-suivant a[href="#sommaire"]:not(#precedent)')
    press(page, '#sommaire a[href="#apercu"]')
    page.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
    shown = page.get_attribute("#cadre", "srcdoc")
    assert "Le Four du Bas" in page.frame_locator("#cadre").locator("h1").inner_text()

    waiting = publish_by_keyboard(page)
    mark = page.inner_text("#empreinte")
    assert waiting.value.suggested_filename == "commune-mesure_le-four-du-bas_2025_a-publier.yml"
    assert [url for url in asked if not url.startswith((served, "blob:", "data:"))] == []
    assert [url for url in asked if url.endswith("programme.zip")] != []

    data = tmp_path / "data"
    shutil.copytree(DATA / "exemples", data / "places")
    file = data / "places" / "le-four-du-bas" / "2025.yaml"
    file.parent.mkdir()
    shutil.copyfile(waiting.value.path(), file)
    assert main(["check", str(file)]) == 0
    assert mark == fingerprint(file.read_bytes())
    build_here(data, tmp_path / "site")
    built = (tmp_path / "site/lieux/le-four-du-bas/index.html").read_text(encoding="utf-8")
    assert shown is not None
    # Before the place said yes to benchmarks in public, its preview already shows them to it.

    assert body_of(built) == body_of(shown)


def test_a_fault_is_told_at_once_beside_its_field(form):
    form.click("#commencer-tout")
    form.goto(form.url.split("#")[0] + "#espace")
    form.fill("#c-surface_interieure", "1.200")
    form.click("#continuer")
    assert form.title().startswith("Erreur : ")
    assert form.evaluate("document.activeElement.id") == "erreurs"
    assert "se lire de deux façons" in form.inner_text("#erreurs")
    assert form.get_attribute("#c-surface_interieure", "aria-invalid") == "true"
    described = form.get_attribute("#c-surface_interieure", "aria-describedby")
    assert "e-surface_interieure" in described.split()
    form.click("#erreurs a")
    assert form.evaluate("document.activeElement.id") == "c-surface_interieure"
    form.fill("#c-surface_interieure", "1 200")
    form.click("#continuer")
    form.wait_for_selector("#acces:not([hidden])")
    assert not form.title().startswith("Erreur")


def test_a_condition_hides_a_question_and_keeps_its_answer(form):
    form.click("#commencer-tout")
    form.goto(form.url.split("#")[0] + "#programmation")
    assert form.is_hidden("#c-evenements_publics_nombre")
    form.check('[id="q-evenements_publics--oui"]')
    form.fill("#c-evenements_publics_nombre", "12")
    form.check('[id="q-evenements_publics--non"]')
    assert form.is_hidden("#c-evenements_publics_nombre")
    form.goto(form.url.split("#")[0] + "#garder")
    assert "evenements_publics_nombre" not in whole_file(form)
    form.goto(form.url.split("#")[0] + "#programmation")
    form.check('[id="q-evenements_publics--oui"]')
    assert form.input_value("#c-evenements_publics_nombre") == "12"


def test_what_stays_home_is_not_in_the_file_to_publish(tab, served: str):
    private = {
        "annee": "2025",
        "masquees": ["equipe"],
        "document": {
            **IDENTITY,
            "equipe": {"effectif": "2", "benevoles": "7"},
            "moyens": {
                "depenses": {"salaires": "41000", "loyer": "9000", "autres_depenses": "500"}
            },
            "financement": {"dettes": "12345"},
            "evaluation_collective": {
                "participants": {"equipe": "2", "voisins": "5"},
                "votes": {
                    "lien_social": {"equipe": {"reguliere": "2"}, "voisins": {"ponctuelle": "5"}}
                },
            },
        },
    }
    with_draft(tab, served, private)
    whole = whole_file(tab)
    for kept in ("12345", "41000", "benevoles: 7", "equipe:"):
        assert kept in whole
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    assert "trois personnes salariées" in tab.inner_text("#retire")
    with tab.expect_download() as waiting:
        tab.click("#telecharger-publier")
    sent = waiting.value.path().read_text(encoding="utf-8")
    for hidden in ("12345", "41000", "benevoles", "financement", "effectif"):
        assert hidden not in sent
    assert "autres_depenses: 41500" in sent
    # Two votes are too few even merged, and a group that agrees is told in words: nobody’s vote is sent.
    assert "reguliere" not in sent
    assert "voisins:\n        accord: toutes_presentes\n        reponses: [ponctuelle]" in sent
    assert "participants:\n    autres: 2" in sent
    assert "moins de trois personnes" in tab.inner_text("#retire")
    assert "publication: publique" in sent


def test_publishing_asks_for_consent(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#publier")
    tab.click("#preparer-envoi")
    assert "Cochez cette case" in tab.inner_text("#erreurs")
    assert tab.is_hidden("#envoi")


def test_last_year_empties_what_changes_and_says_so(form, served: str):
    form.set_input_files("#fichier", DATA / "exemples/la-filoche/2024.yaml")
    form.wait_for_selector("#reprise:not([hidden])")
    seen = "document.getElementById('reprise').getBoundingClientRect()"
    assert 0 <= form.evaluate(f"{seen}.top") < form.evaluate("innerHeight")
    form.click("text=Préparer la fiche de 2025")
    form.wait_for_selector("#sommaire:not([hidden])")
    assert "réponses qui changent chaque année ont été vidées" in form.inner_text("#bilan")
    form.goto(f"{served}{FORM}#garder")
    text = whole_file(form)
    assert "surface_interieure: 6000" in text
    assert "personnes_accueillies" not in text
    assert "evaluation_collective" not in text
    draft = json.loads(form.evaluate("Object.values(localStorage)[0]"))
    assert draft["annee"] == "2025"
    assert list(draft["anciens"]) == ["2024"]


def test_a_published_place_is_taken_up_again(form, served: str, read, tools):
    form.focus("#publie")
    form.wait_for_selector("#publie option[value=la-filoche]", state="attached")
    form.select_option("#publie", "la-filoche")
    form.click("#reprendre-publie")
    form.wait_for_selector("#reprise:not([hidden])")
    form.click("#reprise .cm-bouton >> nth=0")
    form.wait_for_selector("#sommaire:not([hidden])")
    form.goto(f"{served}{FORM}#garder")
    published = read.assessment(
        (DATA / "exemples/la-filoche/2025.yaml").read_text(encoding="utf-8")
    )
    again = read.assessment(whole_file(form))
    assert again.answers == published.visible(tools.names).answers
    assert len(again.answers) > 300


def test_two_people_answer_and_their_answers_meet(browser, served: str, tmp_path: Path):
    document = {**IDENTITY, "equipe": {"benevoles": "20", "effectif": "4"}}
    with visiting(browser) as mine, visiting(browser) as theirs:
        page = mine.new_page()
        with_draft(page, served, {"annee": "2025", "document": document})
        page.goto(f"{served}{FORM}#sommaire")
        page.click("text=Mettre à l’abri")
        page.select_option("#section-a-confier", "equipe")
        with page.expect_download() as waiting:
            page.click("#confier")
        section = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(section)

        other = theirs.new_page()
        other.goto(served + FORM)
        other.set_input_files("#fichier", section)
        other.click("#reprise .cm-bouton >> nth=0")
        other.wait_for_selector("#sommaire:not([hidden])")
        other.goto(f"{served}{FORM}#equipe")
        other.fill("#c-benevoles", "25")
        other.fill("#c-heures_benevoles", "900")
        other.goto(f"{served}{FORM}#garder")
        back = tmp_path / "equipe.yml"
        back.write_text(whole_file(other), encoding="utf-8")

        page.set_input_files("#ajout", back)
        page.wait_for_selector("#fusion:not([hidden])")
        told = words(page, "#fusion")
        assert "1 réponse diffère de la vôtre" in told
        assert "La mienne : 20" in told
        page.check("#fusion-0-autre")
        page.goto(f"{served}{FORM}#garder")
        text = whole_file(page)
        assert "benevoles: 25" in text
        assert "heures_benevoles: 900" in text


def photo(path: Path, orientation: int = 6) -> Path:
    """Make a photo as a phone does: on its side, with a position."""
    picture = Image.new("RGB", (3000, 2000), (180, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 6.0, 0.0)})
    picture.save(path, "JPEG", exif=exif)
    return path


def test_a_photo_is_reduced_stripped_packed_and_received(
    tab, served: str, tmp_path: Path, copied_data: Path
):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#histoire")
    tab.set_input_files("#c-photos", photo(tmp_path / "La Cour été.jpg"))
    tab.wait_for_selector(".cm-photo img[src^=blob]")
    tab.fill(".cm-photo input[data-cle=texte]", "La cour un jour de marché.")
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    with tab.expect_download() as waiting:
        tab.click("#telecharger-publier")
    archive = zipfile.ZipFile(waiting.value.path())
    assert archive.namelist() == [
        "commune-mesure_la-halle_2025_a-publier.yml", "photos/la-cour-ete.jpg",
    ]  # fmt: skip
    content = archive.read("photos/la-cour-ete.jpg")
    with Image.open(BytesIO(content)) as image:
        assert image.size == (1333, 2000)
        assert dict(image.getexif()) == {}
    sent = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(sent)
    assert main(["receive", str(sent), "--data", str(copied_data)]) == 0
    place = copied_data / "places" / "la-halle"
    assert (place / "photos" / "la-cour-ete.jpg").read_bytes() == content
    assert main(["check", str(place)]) == 0


def test_the_page_to_keep_is_whole_in_one_file(browser, tab, served: str):
    document = {**IDENTITY, "financement": {"dettes": "12345"}, "equipe": {"benevoles": "7"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    # By default what the place keeps to itself is not in a page it may hand to anyone.
    with tab.expect_download(timeout=READY) as waiting:
        tab.click("#telecharger-page")
    public = waiting.value.path().read_text(encoding="utf-8")
    assert "12 345" not in public.replace("\u202f", " ").replace("\u00a0", " ")
    tab.check("#garder-prive")
    with tab.expect_download(timeout=READY) as waiting:
        tab.click("#telecharger-page")
    page = waiting.value.path().read_text(encoding="utf-8")
    assert "Document remis par le lieu, non publié" in page
    assert "12 345" in page.replace("\u202f", " ").replace("\u00a0", " ")
    with visiting(browser, offline=True) as alone:
        opened = alone.new_page()
        missing: list[str] = []
        opened.on("requestfailed", lambda request: missing.append(request.url))
        opened.set_content(page)
        assert opened.inner_text("h1") == "La Halle"
        assert [url for url in missing if not url.startswith("data:")] == []
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_offline_form_works_from_a_folder(browser, example_site: Path, tmp_path: Path, read):
    file = tmp_path / "formulaire.html"
    shutil.copyfile(example_site / OFFLINE, file)
    with visiting(browser, offline=True) as alone:
        page = alone.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.set_input_files("#fichier", DATA / "exemples/la-paillasse/2025.yaml")
        page.click("#reprise .cm-bouton >> nth=0")
        page.wait_for_selector("#sommaire:not([hidden])")
        page.reload()
        assert page.is_visible("#sommaire")
        page.goto(file.as_uri() + "#garder")
        text = whole_file(page)
        assert said == []
        assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    original = (DATA / "exemples/la-paillasse/2025.yaml").read_text(encoding="utf-8")
    assert read.assessment(text).answers == read.assessment(as_taken_up(original)).answers


def test_without_scripts_it_is_a_questionnaire_to_print(browser, served: str):
    with visiting(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served + FORM)
        assert page.is_visible("#c-nom")
        assert page.is_visible("noscript")
        assert page.locator("[data-ecran]:visible").count() > 30
        page.goto(served + PAPER)
        assert page.is_visible("#c-nom")


def test_erasing_leaves_nothing_on_the_device(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(served + FORM)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.click("#brouillon [data-effacer]")
    tab.wait_for_timeout(600)
    assert tab.evaluate("localStorage.length") == 0
    assert tab.input_value("#c-nom") == ""


def test_an_engine_that_cannot_start_leaves_the_answers_and_says_so(browser, served: str):
    with visiting(browser) as context:
        page = context.new_page()
        context.route("**/*.wasm", lambda route: route.abort())
        with_draft(page, served, {"annee": "2025", "document": IDENTITY})
        page.goto(f"{served}{FORM}#apercu")
        page.click("#lancer-apercu")
        page.wait_for_selector("#apercu-echec:not([hidden])", timeout=READY)
        assert "Vos réponses sont intactes" in page.inner_text("#apercu-echec")
        page.goto(f"{served}{FORM}#garder")
        assert "La Halle" in whole_file(page)


FILLED = {
    "annee": "2025",
    "document": {
        **IDENTITY,
        "histoire": {
            "frise": [{"annee": "2019", "evenement": "Ouverture"}],
            "valeurs": ["partage"],
        },
        "financement": {"dettes": "1000"},
        "equipe": {"benevoles": "4"},
        "inconnu": {"a": "b"},
    },
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_every_step_is_accessible_and_fits(browser, served: str, scheme: str, width: int):
    size = {"width": width, "height": 900}
    with visiting(browser, viewport=size, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        with_draft(page, served, FILLED)
        for screen in page.evaluate(
            "[...document.querySelectorAll('.cm-ecran')].map(one => one.id)"
        ):
            page.evaluate("hash => { location.hash = hash }", screen)
            page.wait_for_selector(f"#{screen}:not([hidden])")
            if screen == "debut":
                page.set_input_files("#fichier", DATA / "exemples/la-filoche/2024.yaml")
                page.wait_for_selector("#reprise:not([hidden])")
            if screen == "sommaire":
                page.set_input_files("#ajout", DATA / "exemples/la-filoche/2024.yaml")
                page.wait_for_selector("#fusion:not([hidden])", state="attached")
                page.evaluate(
                    "document.querySelectorAll('#sommaire details').forEach(d => d.open = true)"
                )
            if screen == "espace":
                page.fill("#c-surface_interieure", "douze")
                page.click("#continuer")
            if screen == "apercu":
                page.click("#lancer-apercu")
                page.wait_for_selector(f"{PREVIEW_SHOWN}, #problemes:not([hidden])", timeout=READY)
            if screen == "publier":
                page.check("#licence")
                page.click("#preparer-envoi")
                page.wait_for_selector("#envoi:not([hidden])")
                page.evaluate(
                    "document.querySelectorAll('#envoi details').forEach(d => d.open = true)"
                )
            # Once with all the screens that hide: then the one that is seen, ten times faster.
            aside = "" if screen == "debut" else ".cm-ecran[hidden]"
            assert (screen, faults(page, aside)) == (screen, [])
            assert (screen, fits(page)) == (screen, True)
            if screen == "espace":
                page.fill("#c-surface_interieure", "180")
            if screen == "relire":
                # The whole check, once it is there, refuses what the questionnaire does not know.
                page.click("#inconnus button")


def test_a_site_without_the_engine_says_it_plainly(browser, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sys.prefix", str(tmp_path / "ailleurs"))
    build_here(DATA, tmp_path / "site")
    with serving(tmp_path / "site") as address, visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{address}{FORM}#apercu")
        assert "pas installé sur cette copie" in page.inner_text("#apercu")
        assert page.locator("#lancer-apercu").count() == 0
    assert not (tmp_path / "site/assets/moteur").exists()


def configured(data: Path, site: Path) -> None:
    """Build a site whose référentiel says where files live and whom to write to."""
    settings = data / "referentiel.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace(
        'forge: github\n  url: ""', "forge: github\n  url: https://github.com/exemple/tiers-lieux"
    )
    text = text.replace('adresse: ""', "adresse: contact@example.org").replace(
        "referents: []", 'referents: ["Odile Exemple"]'
    )
    settings.write_text(text, encoding="utf-8")
    build_here(data, site)


def prepared(page, address: str, document: Mapping[str, object]) -> str:
    """Prepare a file to publish; give its text."""
    with_draft(page, address, {"annee": "2025", "document": document})
    page.goto(f"{address}{FORM}#publier")
    page.check("#licence")
    page.click("#preparer-envoi")
    page.wait_for_selector("#envoi:not([hidden])")
    with page.expect_download() as waiting:
        page.click("#telecharger-publier")
    text: str = waiting.value.path().read_text(encoding="utf-8")
    return text


def opened_ticket(page) -> dict[str, str]:
    """Open the page of the forge, without leaving: give what its address holds."""
    page.evaluate("window.open = address => { window.ouverte = address }")
    with page.expect_download():
        page.click("#ouvrir-ticket")
    page.wait_for_selector("#envoi-etat:not(:empty)")
    address = page.evaluate("window.ouverte")
    assert len(address) <= 4800
    parts = urlsplit(str(address))
    assert (parts.netloc, parts.path) == ("github.com", "/exemple/tiers-lieux/issues/new")
    return dict(parse_qsl(parts.query))


def test_the_ways_to_send(browser, copied_data: Path, tmp_path: Path):
    configured(copied_data, tmp_path / "site")
    with serving(tmp_path / "site") as address, visiting(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        text = prepared(page, address, IDENTITY)
        assert "Odile Exemple" in page.inner_text("#envoi")
        page.evaluate("document.querySelectorAll('#envoi details').forEach(d => d.open = true)")
        told = opened_ticket(page)
        assert told == {
            "template": "fiche.yml", "title": "Fiche : La Halle (2025)", "annee": "2025", "fiche": text,
        }  # fmt: skip
        assert page.evaluate("navigator.clipboard.readText()") == text

        mail = urlsplit(str(page.get_attribute("#courriel", "href")))
        assert (mail.scheme, mail.path) == ("mailto", "contact@example.org")
        assert page.inner_text("#empreinte") in dict(parse_qsl(mail.query))["body"]

        new = urlsplit(str(page.get_attribute("#ouvrir-git", "href")))
        assert new.path == "/exemple/tiers-lieux/new/main"
        assert dict(parse_qsl(new.query)) == {
            "filename": "data/places/la-halle/2025.yaml", "value": text,
        }  # fmt: skip

        # Each within what its question accepts: what is too long is told, and does not leave.
        long = {**IDENTITY, "histoire": {"idee_fondatrice": "é" * 1000}}
        text = prepared(page, address, long)
        page.evaluate("document.querySelectorAll('#envoi details').forEach(d => d.open = true)")
        assert "fiche" not in opened_ticket(page)
        assert page.evaluate("navigator.clipboard.readText()") == text
        new = urlsplit(str(page.get_attribute("#ouvrir-git", "href")))
        assert new.path == "/exemple/tiers-lieux/upload/main/data/places/la-halle"


def test_a_link_opens_the_form_at_its_question(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY, "essentiel": True})
    for keys, field in (
        ("identite.commune", "c-commune"),
        ("effets_sociaux.criteres.lien_social.exemple", "c-lien_social.exemple"),
        ("moyens.ressources.locations", "c-ressources-locations"),
    ):
        tab.goto("about:blank")
        tab.goto(f"{served}{FORM}#champ={keys}")
        box = field.removeprefix("c-").split("-")[0]
        tab.wait_for_selector(f'[id="q-{box}"]')
        assert tab.evaluate("document.activeElement.closest('[data-q]').dataset.q") == box


def test_what_the_form_does_not_know_is_listed_and_kept(tab, served: str):
    document = {
        **IDENTITY,
        "ancienne_section": {"cle": "valeur"},
        "espace": {"etat_batiment": "inconnu_au_bataillon"},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    text = whole_file(tab)
    assert "ancienne_section:\n  cle: valeur" in text
    assert "etat_batiment: inconnu_au_bataillon" in text
    tab.goto(f"{served}{FORM}#relire")
    told = tab.inner_text("#inconnus")
    assert "ancienne_section" in told
    assert "espace.etat_batiment" in told
    tab.click("text=Retirer ancienne_section")
    tab.goto(f"{served}{FORM}#garder")
    assert "ancienne_section" not in whole_file(tab)


def test_the_commune_is_suggested_from_its_postal_code(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#identite")
    form.type("#c-commune", "33220 sainte-f")
    form.click("[data-communes] button")
    assert form.input_value("#c-commune") == "33220 Sainte-Foy-la-Grande"
    assert words(form, "[data-commune]") == "Commune reconnue : Sainte-Foy-la-Grande (33220)"


def test_the_commune_is_found_by_its_name_alone_however_it_is_written(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#identite")
    form.type("#c-commune", "st Amand en puisaye")
    form.press("#c-commune", "Tab")
    form.wait_for_selector("text=Commune reconnue")
    assert form.input_value("#c-commune") == "58310 Saint-Amand-en-Puisaye"


def test_a_name_that_several_communes_bear_is_chosen_among_them(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#identite")
    form.type("#c-commune", "Mirepoix")
    form.wait_for_selector("[data-communes] button")
    told = form.evaluate(
        "[...document.querySelectorAll('[data-communes] button')].map(b => b.innerText)"
    )
    assert told == ["09500 Mirepoix", "32390 Mirepoix"]


@pytest.mark.parametrize(
    "address",
    [
        "#%",
        "#champ=<img src=x onerror=alert(1)>",
        "#__proto__",
        "#etat",
        "?lieu=../../x",
        "?lieu=%00",
    ],
)
def test_a_hostile_address_only_opens_the_form(context, served: str, address: str):
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(served + FORM + address)
    page.wait_for_selector(".cm-ecran:not([hidden]) :is(h1, h2)")
    assert said == []
    assert page.locator(".cm-ecran:visible").count() == 1


def test_a_hostile_draft_stays_text(context, served: str):
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    payload = "<img src=x onerror=alert(1)>"
    document = {
        "identite": {"nom": payload, "commune": "35238", payload: payload},
        "histoire": {
            "photos": [{"fichier": payload, "texte": payload}],
            "frise": [{"annee": payload}],
        },
        "__proto__": {"polluted": "yes"},
        payload: {payload: [payload]},
    }
    with_draft(page, served, {"annee": payload, "document": document, "masquees": [payload]})
    for screen in ("sommaire", "histoire", "relire", "publier", "garder"):
        page.evaluate("hash => { location.hash = hash }", screen)
        page.wait_for_selector(f"#{screen}:not([hidden])")
    assert page.evaluate("({}).polluted === undefined")
    assert page.locator("img[src=x]").count() == 0
    assert said == []


def test_the_page_to_keep_prints_on_three_pages(form, context, served: str):
    form.set_input_files("#fichier", DATA / "exemples/la-filoche/2025.yaml")
    form.click("#reprise .cm-bouton >> nth=0")
    form.wait_for_selector("#sommaire:not([hidden])")
    form.goto(f"{served}{FORM}#financement")
    form.fill("#c-dettes", "12345")
    form.goto(f"{served}{FORM}#garder")
    form.check("#garder-prive")
    with form.expect_download(timeout=READY) as waiting:
        form.click("#telecharger-page")
    page = context.new_page()
    page.set_content(waiting.value.path().read_text(encoding="utf-8"))
    sheets = page.pdf(prefer_css_page_size=True)
    # Two pages left out its activities, its events and the words of its people.
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 3
    assert page.locator(".cm-retenue").count() >= 1


def test_a_commune_without_its_code_and_a_month_in_words(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": {"identite": {"nom": "Le Lavoir"}}})
    tab.goto(f"{served}{FORM}#identite")
    tab.fill("#c-commune", "Aubusson")
    for part, text in (("j", "12"), ("m", "Juin"), ("a", "2021")):
        tab.fill(f"#c-date_ouverture-{part}", text)
    tab.click("#continuer")
    assert "Ajoutez le code postal" in tab.inner_text("#erreurs")
    tab.fill("#c-commune", "23200 Aubusson")
    tab.click("#continuer")
    tab.wait_for_selector("#histoire:not([hidden])")
    tab.goto(f"{served}{FORM}#garder")
    assert "date_ouverture: 2021-06-12" in whole_file(tab)


def test_coming_back_to_the_list_finds_ones_place_and_what_was_done(tab, served: str):
    essential = {
        "identite": {
            "nom": "La Halle",
            "commune": "35238",
            "accroche": "x",
            "types_de_lieu": ["fablab"],
            "statut_juridique": "scic",
            "date_ouverture": "2019-05-18",
        }
    }
    with_draft(tab, served, {"annee": "2025", "document": essential})
    tab.goto(f"{served}{FORM}#sommaire")
    task = tab.locator('#taches a[href="#identite"] + .cm-statut')
    assert re.fullmatch(r"Essentiel complet, 6 sur \d+", task.inner_text())
    tab.click('#taches a[href="#identite"]')
    assert tab.is_visible("#identite")
    tab.click("#suivant >> text=Revenir au sommaire")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#identite"
    part = tab.locator(".cm-partie", has=tab.locator('a[href="#identite"]'))
    assert "1 section commencée" in part.locator("summary").inner_text()
    part.locator("summary").click()
    tab.click("#sommaire >> text=Relire mes réponses")
    tab.go_back()
    assert not part.evaluate("details => details.open")


def test_only_the_types_ticked_are_offered_for_the_main_one(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#identite")
    form.check('[id="q-types_de_lieu--fablab"]')
    form.check('[id="q-types_de_lieu--culturel"]')
    offered = form.evaluate(
        "[...document.querySelectorAll('[name=type_principal]')].filter(i => i.checkVisibility()).map(i => i.value)"
    )
    assert offered == ["fablab", "culturel", "ne_sait_pas"]
    form.check('[id="q-type_principal--culturel"]')
    form.uncheck('[id="q-types_de_lieu--culturel"]')
    assert form.is_visible('[id="q-type_principal--culturel"]')


def test_a_degree_is_chosen_not_typed(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#individuelle")
    form.check('[id="q-individuelle.intensite--4"]')
    form.goto(f"{served}{FORM}#garder")
    text = whole_file(form)
    assert "intensite: 4" in text
    form.goto(f"{served}{FORM}#relire")
    assert "4" in form.inner_text("#reponses")


def test_a_sum_is_kept_home_where_it_is_written(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#moyens")
    form.fill("#c-ressources-aides_privees", "900")
    form.check("#retenir-ressources")
    form.goto(f"{served}{FORM}#relire")
    assert form.is_checked("#garder-ressources")
    form.uncheck("#garder-ressources")
    form.goto(f"{served}{FORM}#moyens")
    assert not form.is_checked("#retenir-ressources")
    assert form.locator("#retenir-resultat_annee").count() == 0


def test_an_estimate_is_told_and_leaves_with_its_answer(form, served: str):
    form.click("#commencer-tout")
    form.goto(f"{served}{FORM}#espace")
    form.fill("#c-surface_interieure", "environ 180")
    form.fill("#c-surface_exterieure", "60")
    form.check('[id="q-surface_exterieure--estimation"]')
    assert form.is_checked('[id="q-surface_interieure--estimation"]')
    form.goto(f"{served}{FORM}#garder")
    assert "estimations: [surface_interieure, surface_exterieure]" in whole_file(form)
    form.goto(f"{served}{FORM}#relire")
    assert "180 m² (estimation)" in form.inner_text("#reponses")
    form.goto(f"{served}{FORM}#espace")
    form.check('[id="q-surface_exterieure--ne_sait_pas"]')
    form.fill("#c-surface_interieure", "")
    form.goto(f"{served}{FORM}#garder")
    assert "estimations" not in whole_file(form)


def test_an_estimate_kept_home_does_not_leave(tab, served: str):
    document = {
        "identite": {"nom": "Le Lavoir", "commune": "35238"},
        "espace": {"surface_interieure": "180", "surface_exterieure": "60"},
        "estimations": ["surface_interieure", "surface_exterieure"],
    }
    draft = {"annee": "2025", "document": document, "retenues": ["surface_exterieure"]}
    with_draft(tab, served, draft)
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    sent = tab.text_content("#texte-envoye")
    assert "estimations: [surface_interieure]" in sent
    assert "surface_exterieure" not in sent


def test_a_salary_that_would_be_read_stays_home(tab, served: str):
    document = {
        **IDENTITY,
        "moyens": {"depenses": {"salaires": "12500", "achats": "4900", "complet": "oui"}},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    assert "salaires" in tab.inner_text("#retire")
    sent = tab.text_content("#texte-envoye")
    assert "12500" not in sent
    assert "achats: 4900" in sent
    assert "complet" not in sent


@pytest.mark.parametrize(
    "name",
    [
        "La Halle",
        "L’Œuf à la coque",
        "Ça & là !",
        "L’@telier",
        "Straße n° 3",
        "La très très longue et très belle maison des initiatives partagées du quartier",
        "x" * 80,
    ],
    ids=range(7),
)
def test_the_form_gives_a_place_the_address_the_program_gives(tab, served: str, name: str):
    document = {"identite": {"nom": name, "commune": "35238"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    with tab.expect_download() as waiting:
        tab.click("#telecharger-complet")
    assert waiting.value.suggested_filename == f"commune-mesure_{address_of(name)}_2025_complet.yml"


def test_what_can_be_understood_is_not_refused(tab, served: str):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#espace")
    tab.fill("#c-surface_interieure", "environ 1 180 m²")
    tab.press("#c-surface_interieure", "Tab")
    assert tab.input_value("#c-surface_interieure") == "1 180"
    tab.goto(f"{served}{FORM}#garder")
    assert 'surface_interieure: "1 180"' in whole_file(tab)


def test_after_the_essential_the_rest_is_offered(form):
    form.click("#commencer-essentiel")
    form.goto(form.url.split("#")[0] + "#sommaire")
    assert form.locator('#taches a[href="#lien_social"]').count() == 0
    form.click("#tout-montrer")
    assert form.is_visible('#taches a[href="#lien_social"]')
    assert form.is_hidden("#tout-montrer")
    titles = form.locator("#taches h3").all_inner_texts()
    assert len(titles) == len(set(titles)) == 4


def test_an_earlier_year_kept_at_home_shows_in_the_evolution(form, served: str, tmp_path: Path):
    kept = tmp_path / "commune-mesure_la-halle_2024_complet.yml"
    text = (DATA / "exemples/la-filoche/2024.yaml").read_text(encoding="utf-8")
    kept.write_text(
        text.replace("publication: publique", "publication: non_publiee"), encoding="utf-8"
    )
    form.set_input_files("#fichier", kept)
    form.click("text=Préparer la fiche de 2025")
    form.wait_for_selector("#sommaire:not([hidden])")
    form.goto(f"{served}{FORM}#equipe")
    form.fill("#c-benevoles", "60")
    form.goto(f"{served}{FORM}#apercu")
    form.click("#lancer-apercu")
    form.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
    assert form.frame_locator("#cadre").locator("#evolution").count() == 1
    assert form.frame_locator("#cadre").locator("header.cm-entete:visible").count() == 0


def test_one_answer_alone_can_stay_home(tab, served: str):
    document = {**IDENTITY, "equipe": {"benevoles": "7", "effectif": "12"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    assert tab.locator('[id="garder-nom"]').count() == 0
    tab.check('[id="garder-effectif"]')
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    sent = tab.text_content("#texte-envoye")
    assert "benevoles: 7" in sent
    assert "effectif" not in sent
    assert "reste chez vous" in tab.inner_text("#retire")
    tab.goto(f"{served}{FORM}#garder")
    assert "effectif: 12" in whole_file(tab)


def drafted(page) -> dict[str, dict[str, str]]:
    """Read the draft back, once it is saved."""
    page.wait_for_timeout(700)
    text = page.evaluate("key => localStorage.getItem(key)", STORE)
    document: dict[str, dict[str, str]] = json.loads(text)["document"]
    return document


def test_the_end_of_a_lease_known_by_its_year_is_its_last_day(tab, served: str):
    document = {**IDENTITY, "espace": {"regime_occupation": "locataire"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#espace")
    tab.fill("#c-occupation_fin-a", "2029")
    assert drafted(tab)["espace"]["occupation_fin"] == "2029-12-31"
    tab.fill("#c-occupation_fin-m", "février")
    assert drafted(tab)["espace"]["occupation_fin"] == "2029-02-28"
    tab.goto(f"{served}{FORM}#identite")
    tab.fill("#c-date_ouverture-a", "2019")
    assert drafted(tab)["identite"]["date_ouverture"] == "2019-01-01"


def test_what_is_private_is_said_to_stay(tab, served: str):
    document = {**IDENTITY, "financement": {"dettes": "12345"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    row = tab.locator("#reponses section", has_text="section privée")
    assert "Privé\u00a0: ne partira pas" in row.inner_text()
    assert row.get_by_role("checkbox").count() == 0


def test_what_leaves_is_read_in_words_before_the_file(tab, served: str):
    document = {**IDENTITY, "espace": {"regime_occupation": "locataire_modere"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    told = tab.locator("#reponses-envoyees").text_content() or ""
    assert "Locataire à un prix réduit" in told
    assert "locataire_modere" not in told
    assert "locataire_modere" in (tab.locator("#texte-envoye").text_content() or "")
