"""What the national directory and its map weigh, and the scripting a filter change takes."""

from __future__ import annotations

import gzip
import random
import re
import shutil
import statistics
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.previewing import BROWSERS, OPTIONS, served
from benchmarks.running import ROOT, Row, demo
from cm_build.pages.directory.page import directory_pages
from cm_build.pages.shell.environment import stylesheet
from cm_build.pages.shell.maps import FRANCE, france
from cm_build.pages.shell.page import Output
from cm_build.pages.writing import write_outputs
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.shell.page import Produced

PLACES, BUDGET_KB, FRAME_MS = 3500, 250, 16
LOADED = (
    "lieux/index.html", "assets/annuaire.json", "assets/annuaire.js", "assets/lieux.js",
    "assets/recherche.js", "assets/annuaire.css", "assets/cm.css", FRANCE,
)  # fmt: skip
NAME_WORDS, TAGLINE_WORDS = 3, 12


def measure(work: Path, places: int) -> list[Row]:
    """Weigh the page as the demonstration fills it, then with texts that never repeat; then time it."""
    demo(places, work / "lieux")
    folders = data_folders(work / "lieux", ROOT / "data")
    referential = assemble(folders, Records(work)).referential
    if referential is None:
        raise RuntimeError("les lieux de synthèse ne passent pas la vérification")
    site, varied = work / "site", work / "varies"
    settings = referential.tools.settings
    write_outputs(_produced(referential), settings, site)
    write_outputs(_produced(_varied(referential)), settings, varied)
    plain, most = weight(site), weight(varied)
    budget = f"≤ {BUDGET_KB} Ko à {PLACES}"
    rows = [
        Row(
            f"annuaire et carte, {places} lieux, tout compris sauf la police", plain, "Ko",
            budget, plain <= BUDGET_KB if places >= PLACES else None,
        ),
        Row("  si chaque nom et chaque phrase étaient des mots au hasard", most, "Ko"),
    ]  # fmt: skip
    browser = next((executable for name in BROWSERS if (executable := shutil.which(name))), None)
    return rows if browser is None else [*rows, *_changes(site, browser)]


def weight(site: Path) -> float:
    """Weigh everything a first visit of the directory loads, but the typeface and pictograms."""
    return sum(len(gzip.compress((site / name).read_bytes())) for name in LOADED) / 1024


def _produced(referential: Referential) -> Iterator[Produced]:
    yield Output("assets/cm.css", stylesheet())
    yield Output(FRANCE, france(referential.tools.territory))
    yield from directory_pages(referential)


def _varied(referential: Referential) -> Referential:
    """Give every place its own name and phrase: more varied than people's, hence an upper bound."""
    draw = random.Random(1)  # noqa: S311 - nothing is secret here
    text = (ROOT / "data/questionnaire.yaml").read_text(encoding="utf-8")
    words = sorted(set(re.findall(r"[a-zà-ÿ]{3,}", text)))

    def phrase(count: int) -> str:
        return " ".join(draw.choice(words) for _ in range(count)).capitalize()

    summaries = tuple(
        summary._replace(
            card=summary.card._replace(name=phrase(NAME_WORDS), tagline=phrase(TAGLINE_WORDS))
        )
        for summary in referential.summaries
    )
    return replace(referential, summaries=summaries)


def _changes(site: Path, browser: str) -> list[Row]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only when there is a browser

    with sync_playwright() as playwright, served(site) as address:
        opened = playwright.chromium.launch(executable_path=browser, args=OPTIONS)
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}lieux/")
        page.wait_for_selector(".cm-carte--vive")
        measured = page.evaluate(SCRIPT)
        opened.close()
    median = statistics.median(measured["changements"])
    return [
        Row("  un changement de filtre, script seul, médiane", median, "ms", f"≤ {FRAME_MS} ms", median <= FRAME_MS),
        Row("  le plus long", max(measured["changements"]), "ms"),
        Row("  éléments de l’annuaire hors SVG", measured["elements"], ""),
        Row("  éléments de la carte", measured["carte"], ""),
    ]  # fmt: skip


# Every filter chosen then left, and a word typed letter by letter; the page rests between two.
SCRIPT = """async () => {
  const form = document.getElementById("filtres");
  form.q.focus();
  const times = [];
  const set = async (field, value) => {
    field.value = value;
    const before = performance.now();
    field.dispatchEvent(new Event(field.type === "search" ? "input" : "change", { bubbles: true }));
    times.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const text of ["a", "at", "ate", "ateli", "atelier", ""]) await set(form.q, text);
  for (const select of form.querySelectorAll("select")) {
    await set(select, select.options[1].value);
    await set(select, "");
  }
  const all = document.querySelectorAll("*").length;
  const drawn = document.querySelectorAll("svg *").length;
  return { changements: times, elements: all - drawn, carte: drawn };
}"""
