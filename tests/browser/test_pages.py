"""What a person meets: readable at every width, in both schemes, by keyboard, without scripts."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from benchmarks.weighing import ecoindex
from cm_build.contributing.form.page import FormTemplate, PaperTemplate
from cm_build.pages.kit.page import WholeTemplate
from cm_build.pages.portrait.page import CARD_HEIGHT
from tests.browser.sight import WINDOWS, Window, faults, fits
from tests.support import DATA, example_pages

pytestmark = pytest.mark.navigateur

FULL = "le-piano-commun"
PAGES = [
    "", "lieux/", f"lieux/{FULL}/", f"lieux/{FULL}/donnees/", f"lieux/{FULL}/2023/", f"lieux/{FULL}/2025/effets/",
    f"lieux/{FULL}/2025/evaluation/", "lieux/la-filoche/2024/evaluation/",
    f"lieux/{FULL}/carte/", "lieux/lieu-protege-1/", "methode/", "methode/lieu/",
    "methode/effets/", "methode/environnement/", "methode/indicateurs/", "methode/calculs/", "methode/choix-du-lieu/", "contribuer/", "contribuer/atelier/", "contribuer/erreurs/", "contribuer/suivi/",
    "lieux/la-voilerie-basse/fiche/annexe/", "lieux/le-tabouret-vert/fiche/immobilier/",
    "pour/", "pour/amorce/", "pour/financeurs/",
    "referentiel/territoires/", "referentiel/territoires/bretagne/", "referentiel/territoires/bretagne/morbihan/", "referentiel/territoires/mayotte/",
    "referentiel/cadre/", "referentiel/carte/", "referentiel/partager/", "referentiel/qualite/",
    "referentiel/", "referentiel/economie/", "referentiel/activites/", "referentiel/effets/", "referentiel/environnement/",
    "referentiel/evolution/", "donnees/", "donnees/dictionnaire/", "reseaux/", "mentions-legales/", "404.html",
    "format-questionnaire/", "architecture/",
    "referentiel/lab/", "referentiel/comparer/",
    "evaluer/soiree/", "evaluer/exemple/", "evaluer/criteres/", "evaluer/criteres/lien_social/", "evaluer/criteres/gouvernance_partagee/",
    "evaluer/kit/", "evaluer/kit/compte-rendu/",
]  # fmt: skip


@pytest.fixture(
    params=[pytest.param(one.values, marks=one.marks) for one in WINDOWS],
    ids=lambda values: "{}-{}".format(*values),
)
def window(request) -> Window:
    return Window(*request.param)


@pytest.fixture
def page(window: Window, sight):
    """The window of a scheme and a width, given back as it was."""
    opened = sight.window(*window)
    yield opened
    opened.set_viewport_size({"width": window.width, "height": 900})
    opened.emulate_media(media="null")


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(window: Window, sight, served: str, address: str) -> None:
    assert sight.faults(*window, served + address) == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_overflows(window: Window, sight, served: str, address: str) -> None:
    assert sight.fits(*window, served + address)


@pytest.fixture(scope="module")
def visitor(browser):
    """A plain visitor, whom the policy of the pages protects."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_no_error_and_no_foreign_request(visitor, served: str, address: str) -> None:
    said, asked = [], []
    heard = {
        "console": lambda told: said.append(told.text) if told.type == "error" else None,
        "pageerror": lambda error: said.append(str(error)),
        "request": lambda request: asked.append(request.url),
    }
    visitor.goto("about:blank")
    for event, listener in heard.items():
        visitor.on(event, listener)
    visitor.goto(served + address)
    visitor.wait_for_load_state("networkidle")
    for event, listener in heard.items():
        visitor.remove_listener(event, listener)
    assert asked[0] == served + address
    assert [text for text in said if "favicon" not in text] == []
    assert [url for url in asked if not url.startswith((served, "data:"))] == []


@pytest.mark.parametrize("width", [320, 360, 600, 768, 1000, 1280])
def test_no_text_is_small(page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served}lieux/{FULL}/")
    sizes = page.evaluate(
        """() => {
          const small = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !parent.getClientRects().length) continue;
            const svg = parent.ownerSVGElement;
            let size = parseFloat(getComputedStyle(parent).fontSize);
            if (svg) size *= svg.getScreenCTM().a;
            if (size < 12) small.push([walker.currentNode.data.trim(), size]);
          }
          return small;
        }"""
    )
    assert sizes == []


def test_every_card_stands_in_its_frame(browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": CARD_HEIGHT})
    page = context.new_page()
    tallest = 0
    for folder in sorted((DATA / "exemples").iterdir()):
        answer = page.goto(f"{served}lieux/{folder.name}/carte/")
        if answer is not None and answer.status == 200:
            tallest = max(tallest, page.evaluate("document.documentElement.scrollHeight"))
    context.close()
    assert 0 < tallest <= CARD_HEIGHT


@pytest.mark.parametrize("width", [320, 480, 768])
def test_both_frames_stand_in_their_height(browser, served: str, width: int) -> None:
    """The page that gives the code says how tall a frame is: nothing may be cut."""
    context = browser.new_context(viewport={"width": width, "height": 300})
    page = context.new_page()
    page.goto(f"{served}referentiel/partager/")
    heights = {
        frame.get_attribute("src").removeprefix("../../"): int(frame.get_attribute("height"))
        for frame in page.locator("iframe").all()
    }
    assert len(heights) == 2
    for address, height in heights.items():
        page.goto(served + address)
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollHeight") <= height, address
    context.close()


def test_folded_questions_open_and_pass_axe(page, served: str) -> None:
    page.goto(f"{served}referentiel/qualite/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert fits(page)
    assert faults(page) == []


def test_effects_too_few_for_a_wheel_are_printed(page, served: str) -> None:
    page.goto(f"{served}lieux/le-banc-d-essai/")
    page.emulate_media(media="print")
    effects = page.locator("#effets")
    assert effects.locator(".cm-bloc--roue").count() == 0
    assert effects.locator(".cm-critere p").first.is_visible()
    assert effects.bounding_box()["height"] > 40


def test_everything_is_readable_without_scripts(browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{served}lieux/")
    assert opened.locator("#cartes > li:visible").count() >= 20
    assert not opened.locator("#filtres").is_visible()
    opened.goto(f"{served}lieux/{FULL}/")
    assert opened.locator("h1").inner_text()
    assert opened.locator(".cm-section").count() >= 8
    context.close()


def test_the_directory_filters_and_remembers(browser, served: str) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{served}lieux/")
    opened.wait_for_selector(".cm-carte--vive")
    whole = opened.locator("#cartes > li:visible").count()
    opened.get_by_label("Nom, commune ou mot").fill("piano")
    assert opened.locator("#cartes > li:visible").count() == 1
    assert opened.locator("#compte").inner_text() == "1 exemple fictif sur 22"
    opened.wait_for_url("**q=piano")
    opened.reload()
    opened.wait_for_selector(".cm-carte--vive")
    assert opened.locator("#cartes > li:visible").count() == 1
    opened.get_by_role("link", name="Tout effacer").click()
    assert opened.locator("#cartes > li:visible").count() == whole
    opened.get_by_label("Région").select_option(index=1)
    assert 0 < opened.locator("#cartes > li:visible").count() < whole
    opened.get_by_label("Nom, commune ou mot").fill("zzzz introuvable")
    assert opened.locator("#aucun").is_visible()
    context.close()


def test_the_keyboard_reaches_the_content(browser, served: str) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{served}lieux/{FULL}/")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Aller au contenu"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "contenu"
    context.close()


def test_a_full_page_is_light(example_site: Path) -> None:
    page = (example_site / f"lieux/{FULL}/index.html").read_bytes()
    assets = [
        example_site / "assets" / name
        for name in (
            "cm.css",
            "france.svg",
            "icone.svg",
            "pictos.svg",
        )
    ]
    weight = sum(
        len(gzip.compress(content)) for content in [page, *[asset.read_bytes() for asset in assets]]
    )
    assert weight <= 110 * 1024
    font = example_site / "assets/bricolage.woff2"
    if font.is_file():
        assert weight + font.stat().st_size <= 150 * 1024
    requests = len(set(re.findall(r'(?:src|href)="([^"#]+assets/[^"#]+)', page.decode())))
    # The page itself, and the pictograms that the style sheet names.
    assert requests + 2 <= 9


def test_every_portrait_has_the_best_ecoindex(browser, served: str) -> None:
    """Count what a real browser holds; the formula is published with the calculator (benchmarks/weighing.py)."""
    context = browser.new_context()
    page = context.new_page()
    scores = {}
    for folder in sorted((DATA / "exemples").iterdir()):
        loaded: list[str] = []
        page.on("requestfinished", lambda request, seen=loaded: seen.append(request.url))
        answer = page.goto(f"{served}lieux/{folder.name}/")
        page.wait_for_load_state("networkidle")
        if answer is not None and answer.status == 200:
            elements = page.evaluate(
                "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
            )
            # 80 KB is what the fullest page weighs with its typeface; the score hardly depends on it.
            scores[folder.name] = ecoindex(elements, len(set(loaded)), 80)
    context.close()
    assert len(scores) > 20
    assert {name: score for name, score in scores.items() if score <= 80} == {}


# test_form.py opens the first two for itself, test_kit.py the last.
ELSEWHERE = {FormTemplate, PaperTemplate, WholeTemplate}


def test_every_kind_of_page_is_looked_at() -> None:
    """A page added to the site is looked at here too: one of each template at least."""
    shown = {example_page.url: type(example_page.template) for example_page in example_pages()}
    assert {shown[address] for address in PAGES if address in shown} == {
        *shown.values()
    } - ELSEWHERE
