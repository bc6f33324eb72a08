"""Pages that grow with places, questions or messages stay light: what counts is counted, never timed.

EcoIndex is computed from three counts (elements outside drawings, requests, compressed kilobytes), so a
ceiling of each says all there is to say, and says it the same on every machine.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from benchmarks.weighing import ecoindex
from tests.browser.forms import visiting
from tests.browser.sight import faults, fits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.navigateur

GRADES = {"A": 80, "B": 70}
COUNTED = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
WAITING = "document.querySelectorAll('details > noscript').length"
OPENED = "all => all.forEach((one) => { one.open = true })"
WORDS = """(() => {
  const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll(":not(details) > noscript").forEach((one) => one.remove());
  const found = [];
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(walker.currentNode.data);
  return found.join(" ");
})()"""
SETTLED = "document.querySelectorAll('details[open] > noscript').length === 0"


class Ceiling(NamedTuple):
    """What every page of a family may hold once it is loaded, and the grade that it must have."""

    family: str
    elements: int
    requests: int
    kilobytes: int
    grade: str = "B"


# A page belongs to the first family whose pattern is its whole address.
CEILINGS = (
    Ceiling(r"lieux/(page/\d+/)?", 300, 9, 80, "A"),
    Ceiling(r"lieux/[^/]+/donnees/", 260, 5, 85, "A"),
    Ceiling(r"referentiel/comparer/", 330, 6, 85, "A"),
    Ceiling(r"referentiel/qualite/", 260, 6, 75, "A"),
    Ceiling(r"referentiel/lab/", 420, 7, 75),
    Ceiling(r"referentiel/territoires/.*", 220, 6, 75, "A"),
    Ceiling(r"referentiel/([a-z]+/)?", 620, 9, 80),
    Ceiling(r"pour/.*", 260, 5, 75, "A"),
    Ceiling(r"donnees/", 160, 4, 65, "A"),
    Ceiling(r"donnees/dictionnaire/", 190, 5, 75, "A"),
    Ceiling(r"methode/", 80, 4, 60, "A"),
    Ceiling(r"methode/indicateurs/", 648, 4, 65),
    Ceiling(r"methode/[a-z]+/", 420, 5, 80),
    Ceiling(r"contribuer/erreurs/", 510, 5, 75),
    Ceiling(r"evaluer/criteres/.*", 200, 5, 70, "A"),
)
# Pages whose parts are folded: what is asked, explained, compared.
FOLDED = (
    "donnees/dictionnaire/", "methode/lieu/", "methode/effets/", "methode/environnement/", "contribuer/erreurs/",
    "referentiel/comparer/", "referentiel/qualite/", "referentiel/activites/", "lieux/le-piano-commun/donnees/",
)  # fmt: skip


class Measured(NamedTuple):
    """What a browser holds and was sent for one page."""

    address: str
    elements: int
    requests: int
    kilobytes: float

    @property
    def score(self) -> float:
        return ecoindex(self.elements, self.requests, self.kilobytes)


def family_of(address: str) -> Ceiling | None:
    return next((one for one in CEILINGS if re.fullmatch(one.family, address)), None)


def weight(site: Path, served: str, loaded: set[str]) -> float:
    """Weigh what was sent as a server that compresses would send it."""
    total = 0
    for url in loaded:
        path = site / re.sub(r"[?#].*", "", url).removeprefix(served)
        content = (path / "index.html" if path.is_dir() else path).read_bytes()
        total += min(len(content), len(gzip.compress(content)))
    return total / 1024


def measured(context: BrowserContext, site: Path, served: str, address: str) -> Measured:
    """Open one page in a window of its own: what another still loads is not counted with it."""
    page = context.new_page()
    loaded: set[str] = set()

    def note(request) -> None:
        loaded.add(request.url)

    page.on("requestfinished", note)
    page.goto(served + address)
    if address == "lieux/":
        # The directory goes on after its page: it asks for its file, and draws its map.
        page.wait_for_selector(".cm-carte--vive")
    elements = page.evaluate(COUNTED)
    page.close()
    return Measured(address, elements, len(loaded), weight(site, served, loaded))


@pytest.fixture(scope="module")
def light(browser: Browser, example_site: Path, served: str) -> list[Measured]:
    """Open every page of the families above once, in one window."""
    pages = sorted(path.relative_to(example_site) for path in example_site.rglob("index.html"))
    addresses = [path.as_posix().removesuffix("index.html") for path in pages]
    with visiting(browser) as context:
        return [
            measured(context, example_site, served, address)
            for address in addresses
            if family_of(address)
        ]


def test_every_family_is_met(light: list[Measured]) -> None:
    met = {one.family for page in light if (one := family_of(page.address))}
    assert met == {one.family for one in CEILINGS}


def test_pages_hold_no_more_than_their_family_may(light: list[Measured]) -> None:
    heavy = [
        (page, one)
        for page in light
        if (one := family_of(page.address))
        and (
            page.elements > one.elements
            or page.requests > one.requests
            or page.kilobytes > one.kilobytes
        )
    ]
    assert heavy == []


def test_pages_have_the_grade_of_their_family(light: list[Measured]) -> None:
    poor = [
        (page, round(page.score, 1), one.grade)
        for page in light
        if (one := family_of(page.address)) and page.score <= GRADES[one.grade]
    ]
    assert poor == []


@pytest.mark.parametrize("ceiling", CEILINGS, ids=lambda one: one.family)
def test_a_page_at_its_ceiling_would_still_have_its_grade(ceiling: Ceiling) -> None:
    """A ceiling that were raised too much would say nothing of the grade."""
    score = ecoindex(ceiling.elements, ceiling.requests, ceiling.kilobytes)
    assert score > GRADES[ceiling.grade]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visiting(browser) as context:
        yield context.new_page()


def unfold(page: Page) -> None:
    """Ask for everything, as a reader who searches the whole page does."""
    page.get_by_role("button", name="Tout ouvrir").click()
    page.wait_for_function(f"() => {SETTLED}")


def words(page: Page) -> Counter[str]:
    """Count the words of a page, what only speaks of scripts apart."""
    return Counter(page.evaluate(WORDS).split())


@pytest.mark.parametrize("address", FOLDED)
def test_unfolded_a_page_says_what_it_says_without_scripts(
    browser: Browser, served: str, page: Page, address: str
) -> None:
    """Nothing is lost either way, and no script goes past the security policy."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.goto(served + address)
    assert page.evaluate(WAITING) > 0
    page.locator("details:has(> noscript)").evaluate_all(OPENED)
    page.wait_for_function(f"() => {SETTLED}")
    with visiting(browser, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(served + address)
        assert plain.locator("main details > noscript").count() > 0
        told = words(plain)
    assert told.total() > 300
    # A script adds its own controls; it takes nothing away.
    assert told - words(page) == Counter()
    assert said == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", FOLDED)
def test_unfolded_a_page_fits_and_passes_axe(sight, served: str, address: str, width: int) -> None:
    page = sight.window("light", width)
    page.goto(served + address)
    if page.locator("#plis").count():
        unfold(page)
    assert fits(page)
    assert faults(page) == []


def test_an_address_opens_the_fold_it_leads_to(page: Page, served: str) -> None:
    """A question's own address, and that of its section, lead where they did."""
    page.goto(f"{served}methode/lieu/#moyens")
    assert page.locator("#moyens ~ details").first.get_attribute("open") == ""
    page.goto(f"{served}contribuer/erreurs/#CM-303")
    assert page.locator("#CM-303 .cm-source").is_visible()
    page.goto(f"{served}lieux/le-piano-commun/donnees/#chiffres")
    assert page.get_by_role("region", name="Chiffres calculés").is_visible()
    target = page.locator("[id^=chiffre-]").first.get_attribute("id")
    # The same page, closed again, then one of its lines.
    page.goto("about:blank")
    page.goto(f"{served}lieux/le-piano-commun/donnees/#{target}")
    assert page.locator(f"[id='{target}']").is_visible()
    page.wait_for_function("() => scrollY > 0")


def test_an_address_badly_copied_leads_nowhere(page: Page, served: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{served}referentiel/comparer/#%E0%A4%A")
    page.get_by_role("searchbox").fill("piano")
    page.wait_for_selector("#trouves button")
    assert said == []


def test_the_keyboard_opens_a_fold(page: Page, served: str) -> None:
    page.goto(f"{served}donnees/dictionnaire/")
    before = page.evaluate(WAITING)
    page.locator("details > summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {WAITING} === {before - 1}")
    assert page.locator("details table").first.is_visible()
    page.keyboard.press("Enter")
    assert not page.locator("details table").first.is_visible()


def printed_pages(page: Page) -> int:
    return max(int(n) for n in re.findall(rb"/Type /Pages\s*/Count (\d+)", page.pdf()))


def test_paper_carries_what_is_folded(browser: Browser, page: Page, served: str) -> None:
    """As many sheets as without scripts; afterwards, the page is folded as it was."""
    page.goto(f"{served}methode/lieu/")
    with visiting(browser, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{served}methode/lieu/")
        assert printed_pages(page) == printed_pages(plain) > 3
    assert page.evaluate(WAITING) == 0
    assert page.locator("main details[open]").count() == 0
