"""What leaves the site: the card on other pages, the code to copy, the QR code, linked data."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import segno

from cm_build.drawing.qr import QUIET, qr_code
from cm_build.pages.shell.page import FrameTemplate
from tests.support import build, files_of, minimal, write_place

ADDRESS = "https://exemple.test/lieux/une-halle/"
HOSTILE = "Halle \"'&;=() onload=alert(1)"


def shared(data: Path, out: Path, text: str) -> dict[str, bytes]:
    settings = data / "referentiel.yaml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(
        told.replace('url: ""', 'url: "https://exemple.test/"', 1), encoding="utf-8"
    )
    write_place(data / "places", "une-halle", text)
    assert build(data, out) == 0
    return files_of(out)


def first(tree: Element, tag: str) -> str:
    return next(tree.iter(tag)).text or ""


def test_cards_are_light_and_without_script(example_site: Path) -> None:
    # The weight is what travels, compressed, like the other budgets of pages.
    style = (example_site / "assets/carte.css").read_bytes()
    cards = sorted(example_site.glob("lieux/*/carte/index.html"))
    assert len(cards) > 20
    for card in cards:
        content = card.read_bytes()
        assert len(gzip.compress(content)) + len(gzip.compress(style)) <= 15_000, card
        assert b"<script" not in content
        assert re.findall(rb'(?:src|href)="([^"]+)', content)[0] == b"../../../assets/carte.css"
    assert b"@font-face" not in style
    assert "carte/" not in (example_site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_hostile_name_stays_a_name_everywhere(copied_data: Path, tmp_path: Path) -> None:
    files = shared(copied_data, tmp_path / "site", minimal(nom=json.dumps(HOSTILE)[1:-1]))
    page = html5lib.parse(files["lieux/une-halle/index.html"], namespaceHTMLElements=False)
    data = next(e for e in page.iter("script") if e.get("type") == "application/ld+json")
    told = json.loads(data.text or "")
    assert told["name"] == HOSTILE
    # The copied code is a page's source in its turn: read it as a browser would.
    frame = html5lib.parse(first(page, "textarea"), namespaceHTMLElements=False)
    (iframe,) = frame.iter("iframe")
    assert dict(iframe.attrib) == {
        "src": f"{ADDRESS}carte/", "title": HOSTILE, "width": "100%", "height": "720",
        "loading": "lazy", "style": "border:0",
    }  # fmt: skip
    card = html5lib.parse(files["lieux/une-halle/carte/index.html"], namespaceHTMLElements=False)
    assert first(card, "h1") == HOSTILE
    assert list(card.iter("script")) == []


def test_linked_data_says_where_and_never_lies(copied_data: Path, tmp_path: Path) -> None:
    fictional = minimal().replace("\nidentite:", "\nexemple_fictif: oui\nidentite:", 1)
    write_place(copied_data / "places", "une-fable", fictional)
    files = shared(copied_data, tmp_path / "site", minimal())
    page = files["lieux/une-halle/index.html"].decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(unescape(text))
    assert told["@type"] == "Place"
    assert told["url"] == ADDRESS
    assert told["address"] == {
        "@type": "PostalAddress", "addressLocality": "Rennes", "addressRegion": "Ille-et-Vilaine",
        "addressCountry": "FR",
    }  # fmt: skip
    assert told["name"] == "La Halle"
    assert told["description"] == "Le datapanorama de La Halle, à Rennes."
    assert "sameAs" not in told
    # Rennes stands at 48.11 N, 1.68 W: the commune's point is within a few kilometres.
    assert abs(told["geo"]["latitude"] - 48.11) < 0.05
    assert abs(told["geo"]["longitude"] + 1.68) < 0.05
    # A fictional place is shown to people who are told so, not announced to engines.
    assert "ld+json" not in files["lieux/une-fable/index.html"].decode()


def test_without_an_address_nothing_absolute_is_written(example_site: Path) -> None:
    page = (example_site / "lieux/la-filoche/index.html").read_text(encoding="utf-8")
    assert "cm-qr" not in page
    assert "iframe" not in page


def test_the_qr_code_draws_each_dark_module() -> None:
    drawn = qr_code(ADDRESS)
    squares = {
        (int(x) + step - QUIET, int(y) - QUIET)
        for x, y, run, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawn.path)
        for step in range(int(run))
        if run == back
    }
    expected = segno.make(ADDRESS, error="q", micro=False, boost_error=False)
    dark = {
        (x, y) for y, row in enumerate(expected.matrix) for x, module in enumerate(row) if module
    }
    assert squares == dark
    assert drawn.size == expected.symbol_size(border=QUIET)[0]
    # The three corners every reader looks for: a dark ring, a light one, a dark heart.
    assert {(0, 0), (6, 0), (0, 6), (3, 3)} <= squares
    assert (1, 1) not in squares


def test_the_frame_escapes_the_name() -> None:
    assert 'title="&#34;&gt;&lt;b"' in FrameTemplate('"><b', ADDRESS, 700).written()


def test_a_place_of_a_directory_has_a_modest_card(copied_data: Path, tmp_path: Path) -> None:
    text = minimal().replace("publication: publique", "publication: annuaire", 1)
    text = text.replace("licence_acceptee: oui\n", "", 1).replace(
        "\nidentite:",
        "\nsource: {nom: Recensement, licence: Licence Ouverte 2.0, date: 2019-06-01, "
        'url: "https://exemple.test/"}\nidentite:',
        1,
    )
    files = shared(copied_data, tmp_path / "site", text)
    card = files["lieux/une-halle/carte/index.html"].decode()
    assert "cm-batiment" not in card
    assert "Ce lieu n’a pas encore raconté ce qu’il fait." in card
    assert "Voir sa page" in card


def test_every_year_of_a_place_prints_its_lasting_address(
    copied_data: Path, tmp_path: Path
) -> None:
    write_place(copied_data / "places", "une-halle", minimal(), 2023)
    files = shared(copied_data, tmp_path / "site", minimal())
    for page in ("", "2023/", "2025/"):
        assert f"</svg>{ADDRESS}</p>" in files[f"lieux/une-halle/{page}index.html"].decode()
