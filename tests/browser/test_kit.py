"""The kit as it comes out of a printer: whole pages, nothing cut, nothing small, nothing told by a colour."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cm_build.cli.main import main
from cm_build.pages.kit.page import ROOT, WHOLE, bound_kit
from cm_build.pages.kit.sheets import sheets
from cm_build.pages.kit.view import kit_view
from cm_build.pages.shell.environment import display_font
from cm_build.referential.toolbox import Tools, data_folders, load_tools
from tests.pdf import A4, Printed
from tests.support import DATA, PROJECT

pytestmark = pytest.mark.navigateur

SMALLEST = 9.0
# The margin that every printer leaves blank, in pixels of Chromium: five millimetres.
MARGIN = 5 * 96 / 25.4
# What is seen of each sheet: texts under the smallest size, what goes past the margin of the page, what
# stands on the foot of the page, colours that are not greys, and texts too pale in greys.
LOOK = """
([smallest, margin]) => [...document.querySelectorAll('.cm-feuille')].map((sheet) => {
  const page = sheet.getBoundingClientRect();
  const foot = sheet.querySelector('.cm-feuille__pied').getBoundingClientRect().top;
  const found = { height: page.height, small: [], cut: [], footed: [], coloured: [], pale: [] };
  const told = (one) => `${one.getAttribute('class') ?? one.tagName} ${one.textContent.trim().slice(0, 40)}`;
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  for (const one of sheet.querySelectorAll('*')) {
    if (one.closest('.cm-cache') || !one.checkVisibility()) continue;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (box.left < page.left + margin || box.right > page.right - margin || box.top < page.top + margin
      || box.bottom > page.bottom - margin) found.cut.push(told(one));
    if (!one.closest('.cm-feuille__pied') && box.bottom > foot + 0.5) found.footed.push(told(one));
    if (!one.closest('svg') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth && style.display !== 'inline') found.cut.push(told(one));
    const [red, green, blue] = channels(style.color);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 2) found.coloured.push(told(one));
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const scale = one.ownerSVGElement ? Math.hypot(one.getScreenCTM().a, one.getScreenCTM().b) : 1;
    if (parseFloat(style.fontSize) * scale * 0.75 < smallest - 0.01) found.small.push(told(one));
    const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    if (grey > 100) found.pale.push(told(one));
  }
  return found;
})
"""
Seen = dict[str, Any]
TALKATIVE = """\
code: bzh
questions:
  - dans: lien_social
    questions:
{questions}
criteres:
  - critere: lien_social
    observer:
{notes}
"""


def looked_at(browser, source: str, folder: Path) -> list[Seen]:
    """Look at a bound kit as Chromium lays it out for paper."""
    path = folder / "kit.html"
    path.write_text(source, encoding="utf-8")
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    found: list[Seen] = page.evaluate(LOOK, [SMALLEST, MARGIN])
    page.close()
    return found


def faulty(found: list[Seen]) -> list[tuple[int, str, list[str]]]:
    """Name what is wrong, page by page; the cover is the first."""
    kinds = ("small", "cut", "footed", "pale")
    return [(rank, kind, one[kind][:4]) for rank, one in enumerate(found, 1) for kind in kinds if one[kind]]  # fmt: skip


@pytest.mark.parametrize("font", [True, False], ids=["our font", "any font"])
def test_every_sheet_stands_in_its_page(browser, tools, tmp_path: Path, font: bool) -> None:  # noqa: FBT001
    """With our typeface, or with what the machine has: nothing is cut, small, or pale in greys."""
    packages = PROJECT / "node_modules"
    found = looked_at(browser, bound_kit(tools, display_font(packages) if font else b""), tmp_path)
    assert len(found) == 1 + sum(sheet.pages for sheet in sheets(kit_view(tools.names)))
    assert {round(one["height"]) for one in found} == {1122}
    assert faulty(found) == []
    # The one colour is that of a scale, which its own words name.
    assert {told.split()[0] for one in found for told in one["coloured"]} == {"cm-k-carte__echelle"}


def test_every_sheet_is_read_on_a_phone(sight, served: str) -> None:
    address = f"{served}{WHOLE}"
    assert sight.fits("light", 320, address)
    assert sight.faults("light", 320, address) == []


def test_every_address_prints_the_pages_it_says(browser, tools, served: str) -> None:
    """From the site, as a person does: neither header nor foot of the site, and no page too many."""
    page = browser.new_page()
    printed = {}
    kit = sheets(kit_view(tools.names))
    for sheet in kit:
        page.goto(f"{served}{ROOT}{sheet.slug}/")
        content = page.pdf(prefer_css_page_size=True, print_background=True)
        printed[sheet.slug] = len(Printed(content).pages)
    page.emulate_media(media="print")
    assert not page.locator("header.cm-entete, footer.cm-pied, .cm-k-ecran").first.is_visible()
    page.close()
    assert printed == {sheet.slug: sheet.pages for sheet in kit}


def network_said(code: str, folder: Path) -> Tools:
    """Read the questionnaire with what a network adds to it."""
    shutil.copytree(DATA / "geo", folder / "geo")
    (folder / "reseau.yaml").write_text(code, encoding="utf-8")
    tools, problems = load_tools(data_folders(folder, DATA))
    assert tools, problems
    return tools


def one_note_each(tools: Tools) -> str:
    note = '  - {{critere: {}, notes: ["Chez nous, demandez-le aussi le soir, quand il y a du monde."]}}\n'
    return "code: bzh\ncriteres:\n" + "".join(note.format(one) for one in tools.names.criteria)


def much_for_one(_: Tools) -> str:
    notes = "".join(f'      - "Regardez {"encore un peu plus longtemps " * 5}({i})."\n' for i in range(5))  # fmt: skip
    question = '      - {{id: bzh__q{0}, type: oui_non, libelle: "Y danse-t-on ensemble, sans se connaître, la semaine comme le samedi ({0}) ?"}}\n'
    return TALKATIVE.format(notes=notes, questions="".join(question.format(i) for i in range(4)))


@pytest.mark.parametrize("said", [one_note_each, much_for_one])
def test_what_a_network_says_at_length_is_not_cut(
    browser, tools, copied_data: Path, tmp_path: Path, said: Callable[[Tools], str]
) -> None:
    added = network_said(said(tools), copied_data)
    found = looked_at(browser, bound_kit(added, b"", ["cartes-des-criteres"]), tmp_path)
    assert faulty(found) == []
    assert len(found) == 1 + len(kit_view(added.names).pages)


def test_the_command_prints_the_pages_it_says(browser, tmp_path: Path, capsys) -> None:
    """By the real Chromium of the machine; what it wrote, it writes again; anything else stays."""
    out = tmp_path / "a remettre" / "kit.pdf"
    wanted = ["--feuille", "bulletins", "--feuille", "compte-rendu"]
    assert main(["kit", "--out", str(out), *wanted]) == 0
    assert f"Le kit est prêt : {out}" in capsys.readouterr().out
    printed = Printed(out.read_bytes())
    assert len(printed.pages) == 1 + 16 + 2
    assert all(b"594.95" in page or b"595" in page for page in printed.pages)
    assert max(span.bottom for page in printed.pages for span in printed.ink(page)) < A4
    assert main(["kit", "--out", str(out), "--feuille", "presence"]) == 0
    assert len(Printed(out.read_bytes()).pages) == 2
    out.write_bytes(b"%PDF-1.4 le bilan de la tresoriere")
    assert main(["kit", "--out", str(out), "--feuille", "presence"]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert out.read_bytes() == b"%PDF-1.4 le bilan de la tresoriere"
