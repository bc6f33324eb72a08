"""Text drawn in SVG does not flow: no word may leave its drawing, however long or wide."""

from __future__ import annotations

import pytest

from tests.browser.conftest import serving
from tests.pictures import photo
from tests.support import build, minimal, write_place

NAMES = (
    ("CONSEIL DÉPARTEMENTAL DE LA HAUTE-GARONNE", "projets"),
    ("COMMUNAUTÉ D’AGGLOMÉRATION DU PAYS DE L’OR", "nature"),
    ("Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "argent"),
    ("La commune", "argent"),
    ("Anticonstitutionnellementanticonstitutionnellement", "autre"),
)
OUTSIDE = """
() => [...document.querySelectorAll('svg.cm-noeuds, svg.cm-courbe, svg.cm-repere, svg.cm-sousaxes, svg.cm-roue__liste')]
  .flatMap(svg => {
    svg.style.display = 'block';
    const room = svg.viewBox.baseVal;
    return [...svg.querySelectorAll('text')].filter(text => {
      const box = text.getBBox();
      return box.width && (box.x < room.x - 8 || box.x + box.width > room.x + room.width + 8);
    }).map(text => text.textContent);
  })
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dessins")
    rows = "\n".join(
        f'    - {{partenaire: "{name}", nature: public, soutien: {support}}}'
        for name, support in NAMES
    )
    text = minimal(
        nom="COMMUNAUTÉ DES ATELIERS",
        extra=f"""\
histoire:
  photos: [{{fichier: salle.jpg, texte: "La salle", credit: "{"W" * 80}"}}]
acteurs:
  partenaires_publics: oui
  partenaires:
{rows}
""",
    )
    write_place(folder / "lieux", "une-halle", text)
    (folder / "lieux" / "une-halle" / "photos").mkdir()
    (folder / "lieux" / "une-halle" / "photos" / "salle.jpg").write_bytes(photo(900, 500))
    assert build(folder / "lieux", folder / "site", "--sans-images") == 0
    with serving(folder / "site") as address:
        yield address


def outside(browser, address: str) -> list[str]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    found: list[str] = page.evaluate(OUTSIDE)
    context.close()
    return found


def test_wide_names_stay_inside(browser, hostile: str) -> None:
    assert outside(browser, f"{hostile}lieux/une-halle/") == []


@pytest.mark.parametrize("slug", ["la-filoche", "la-salle-des-pas-gagnes", "la-clede"])
def test_the_examples_stay_inside(browser, served: str, slug: str) -> None:
    assert outside(browser, f"{served}lieux/{slug}/") == []


@pytest.mark.parametrize("width", [320, 1280])
def test_photos_and_long_words_overflow_nothing(browser, hostile: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{hostile}lieux/une-halle/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("img").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('img').naturalWidth > 0")
    # A phone takes the small copy, in the light format.
    assert page.evaluate("document.querySelector('img').currentSrc").endswith("-640.webp")
    context.close()
