"""The laboratory in a real browser: what the link restores, what is saved, what is never asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from tests.browser.conftest import serving
from tests.browser.forms import visiting
from tests.browser.sight import WINDOWS, faults, fits
from tests.referentials import write_named
from tests.support import build

pytestmark = pytest.mark.navigateur

LAB = "referentiel/lab/"
CROSSED = (
    f"{LAB}?x=part_recettes_propres&y=benevoles&couleur=statut_juridique&taille=total_ressources"
)
READY = "#etat:has-text('Dessiné')"
DRAWN = "#dessin .main-svg"


def explored(page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def listening(page) -> tuple[list[str], list[str]]:
    said: list[str] = []
    asked: list[str] = []
    page.on(
        "console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked


def test_nothing_heavy_is_asked_for_before_it_is_wanted(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        said, asked = listening(page)
        page.goto(served + LAB)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "plotly.js" in url or url.endswith(".json")]
        assert page.locator("#fixe svg:visible").count() == 1
        page.get_by_label("De bas en haut", exact=True).select_option("heures_ouverture")
        page.wait_for_selector(DRAWN)
        page.wait_for_load_state("networkidle")
        assert len([url for url in asked if url.endswith("assets/plotly.js")]) == 1
        # Its own requests only, and nothing the page's policy had to stop.
        assert [url for url in asked if not url.startswith((served, "data:", "blob:"))] == []
        assert said == []


def test_the_page_says_the_same_before_and_after(browser, served: str) -> None:
    """Python wrote the first view, the script redraws it: same title, same words, same table."""
    parts = ["#t-vue", "#dit", "#axe-x", "#axe-y", "#table"]
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(served + LAB)
        before = [page.locator(part).inner_text() for part in parts]
        page.get_by_role("button", name="Explorer").click()
        page.wait_for_selector(DRAWN)
        assert [page.locator(part).inner_text() for part in parts] == before
        assert "personnes_accueillies" in page.url


def test_a_link_restores_the_view(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        explored(page, served + CROSSED)
        chosen = page.evaluate(
            "[...document.querySelectorAll('#choix select')].map((s) => s.value)"
        )
        assert chosen == [
            "part_recettes_propres",
            "benevoles",
            "statut_juridique",
            "total_ressources",
        ]
        title = page.locator("#t-vue").inner_text()
        assert title == "Bénévoles réguliers et part de recettes propres"
        assert "points pour 20 lieux inventés" in page.locator("#dit").inner_text()
        assert page.locator("#legende li").count() >= 3
        figure = page.evaluate("({data: dessin.data, layout: dessin.layout})")
        go.Figure(json.loads(json.dumps(figure)))
        # A measure that no longer exists leaves its place to the one of the start.
        explored(page, f"{served}{LAB}?x=disparue&y=benevoles")
        assert page.input_value("#x") == "personnes_accueillies"


def test_one_measure_alone_is_counted(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        explored(page, f"{served}{LAB}?x=part_recettes_propres&y=")
        assert page.locator("#axe-y").inner_text().endswith("Nombre de lieux")
        figure = page.evaluate("({data: dessin.data, layout: dessin.layout})")
        go.Figure(json.loads(json.dumps(figure)))
        (bars,) = figure["data"]
        assert sum(bars["y"]) == page.locator("#table tbody tr").count() == 17


def test_what_is_saved_is_what_is_seen(
    browser, served: str, tmp_path: Path, example_site: Path
) -> None:
    with visiting(browser, color_scheme="dark") as context:
        page = context.new_page()
        said, _ = listening(page)
        explored(page, served + CROSSED)
        saved = {}
        for kind in ("svg", "png", "csv"):
            with page.expect_download() as waiting:
                page.click(f"[data-garder={kind}]")
            assert waiting.value.suggested_filename == (
                f"commune-mesure_part-recettes-propres_benevoles.{kind}"
            )
            saved[kind] = waiting.value.path().read_bytes()
        drawn = page.locator("#table tbody tr").count()
        assert said == []
    assert saved["png"].startswith(b"\x89PNG")
    svg = saved["svg"].decode()
    assert svg.startswith("<svg")
    assert "lieux inventés" in svg
    assert "Source" in svg
    rows = list(csv.reader(io.StringIO(saved["csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        "lieu", "nom", "commune", "exemple_fictif", "Part de recettes propres (%)",
        "Bénévoles réguliers (personnes)", "Statut", "Ressources de l’année (€)",
    ]  # fmt: skip
    assert len(rows) - 1 == drawn
    root = example_site / "referentiel/lab/fictifs"
    slugs = json.loads((root / "lieux.json").read_bytes())["lieux"]
    column = json.loads((root / "mesures/part_recettes_propres.json").read_bytes())["colonne"]
    known = dict(zip(slugs, column, strict=True))
    assert {row[0]: float(row[4]) for row in rows[1:]} == {
        slug: value for slug, value in known.items() if value is not None
    }


def test_the_keyboard_goes_from_place_to_place(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(served + LAB)
        page.locator("#y").focus()
        page.keyboard.type("Heures")
        page.wait_for_selector(DRAWN)
        page.wait_for_selector(READY)
        page.locator("#dessin").focus()
        names = page.locator("#table tbody a").all_inner_texts()
        page.keyboard.press("ArrowRight")
        assert names[0] in page.locator("#fiche").inner_text()
        page.keyboard.press("ArrowRight")
        assert names[1] in page.locator("#fiche").inner_text()
        page.keyboard.press("End")
        assert names[-1] in page.locator("#fiche").inner_text()
        page.keyboard.press("Escape")
        assert not page.locator("#fiche").is_visible()
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/lieux/"))


@pytest.mark.parametrize(("scheme", "width"), WINDOWS)
@pytest.mark.parametrize("address", [LAB, CROSSED, f"{LAB}?x=benevoles&y=&couleur=region"])
def test_everyone_reads_it(sight, served: str, scheme: str, width: int, address: str) -> None:
    page = sight.window(scheme, width)
    if address == LAB:
        page.goto(served + address)
    else:
        explored(page, served + address)
    assert fits(page)
    assert faults(page) == []


def test_without_a_script_the_first_view_is_whole(browser, served: str) -> None:
    with visiting(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served + LAB)
        assert not page.locator("#choix").is_visible()
        assert not page.locator("#garder").is_visible()
        assert page.locator("#fixe svg:visible circle").count() == 18
        assert page.locator("#table tbody tr").count() == 18
        assert "18 points pour 20 lieux inventés" in page.locator("#dit").inner_text()
        assert page.get_by_text("lieux inventés pour l’exemple").is_visible()


@pytest.fixture(scope="module")
def two_worlds(tmp_path_factory: pytest.TempPathFactory):
    """Real places with names that would be code, sixty of them, beside two invented ones."""
    folder = tmp_path_factory.mktemp("mondes")
    hostile = "&lt;b&gt;Gras&lt;/b&gt; \\\"'&;=() javascript:alert(1)"
    write_named(folder / "lieux", "hostile", hostile, measures(7, 70))
    write_named(folder / "lieux", "formule", "=1+1;cmd", measures(8, 80))
    for index in range(58):
        write_named(
            folder / "lieux", f"lieu-{index:02}", f"Lieu {index:02}", measures(index, index)
        )
    write_named(folder / "lieux", "faux-a", "Faux A", measures(900, 900), fictional=True)
    write_named(folder / "lieux", "faux-b", "Faux B", measures(901, 901), fictional=True)
    assert build(folder / "lieux", folder / "site", "--sans-images") == 0
    with serving(folder / "site") as address:
        yield address


def measures(people: int, volunteers: int) -> str:
    return (
        f"programmation: {{personnes_accueillies: {people}}}\nequipe: {{benevoles: {volunteers}}}\n"
    )


def test_real_and_invented_places_are_never_drawn_together(browser, two_worlds: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(two_worlds + LAB)
        assert not page.get_by_text("lieux inventés pour l’exemple :").is_visible()
        assert "60 lieux" in page.locator("#dit").inner_text()
        page.get_by_label("Les lieux inventés pour l’exemple").check()
        page.wait_for_selector(READY)
        assert page.locator("#table tbody a").all_inner_texts() == ["Faux A", "Faux B"]
        assert page.locator("[data-avis=fictifs]").is_visible()
        assert "monde=fictifs" in page.url
        explored(page, page.url)
        assert page.locator("#table tbody tr").count() == 2


def test_a_long_table_comes_by_fifties(browser, two_worlds: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(two_worlds + LAB)
        assert page.locator("#table tbody tr").count() == 50
        page.get_by_role("button", name="Explorer").click()
        page.wait_for_selector(DRAWN)
        assert page.locator("#table tbody tr").count() == 50
        page.get_by_role("button", name="Montrer la suite (10 lieux)").click()
        assert page.locator("#table tbody tr").count() == 60
        assert not page.locator("#suite").is_visible()
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == page.locator("#table tbody a").nth(50).inner_text()


def test_a_hostile_name_stays_a_name(browser, two_worlds: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        said, _ = listening(page)
        page.on("dialog", lambda dialog: said.append(dialog.message))
        explored(page, f"{two_worlds}{LAB}?x=personnes_accueillies&y=benevoles")
        name = "&lt;b&gt;Gras&lt;/b&gt; \"'&;=() javascript:alert(1)"
        rank = page.evaluate("name => [...document.querySelectorAll('#table a')].findIndex((a) => a.textContent === name)", name)  # fmt: skip
        assert rank >= 0
        page.locator("#dessin").focus()
        for _ in range(rank + 1):
            page.keyboard.press("ArrowRight")
        assert name in page.locator("#fiche").inner_text()
        page.wait_for_selector(".hoverlayer text")
        assert name in (page.locator(".hoverlayer").text_content() or "")
        with page.expect_download() as waiting:
            page.click("[data-garder=csv]")
        rows = list(
            csv.reader(io.StringIO(waiting.value.path().read_text("utf-8-sig")), delimiter=";")
        )
        assert {row[0]: row[1] for row in rows}["formule"] == "'=1+1;cmd"
        assert {row[0]: row[1] for row in rows}["hostile"] == name
        with page.expect_download() as waiting:
            page.click("[data-garder=svg]")
        assert waiting.value.path().read_text("utf-8").startswith("<svg")
        assert said == []
