"""What the preview costs: what a browser loads, and how long an update takes beside reading the file."""

from __future__ import annotations

import functools
import http.server
import shutil
import statistics
import threading
from typing import TYPE_CHECKING, Any

from benchmarks.running import ROOT, Row, build

if TYPE_CHECKING:
    from pathlib import Path

BUDGET_MB, BUDGET_RATIO = 9, 30
UPDATES = 9
FULLEST = "data/exemples/la-filoche/2025.yaml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def measure(work: Path) -> list[Row]:
    """Weigh the engine, then time updates in a real browser, each against its own reading."""
    site = work / "exemples"
    build(ROOT / "data", site)
    rows = [_weight(site)]
    browser = next((executable for name in BROWSERS if (executable := shutil.which(name))), None)
    return rows if browser is None else [*rows, *_updates(site, browser)]


def compressed(site: Path, quality: int = 11) -> int:
    """Weigh what asking for the preview loads, each file compressed by brotli, in bytes.

    The best quality, which servers keep, takes almost a minute; the ninth, three seconds.
    """
    import brotli  # noqa: PLC0415 - measured only when asked for

    assets = site / "assets"
    loaded = [*(assets / "moteur").rglob("*"), assets / "apercu.js", assets / "voisins.json"]
    return sum(
        len(brotli.compress(path.read_bytes(), quality=quality))
        for path in loaded
        if path.is_file()
    )


def _weight(site: Path) -> Row:
    weight = compressed(site) / 1_000_000
    what = "aperçu : ce que charge le navigateur, une fois (brotli)"
    return Row(what, weight, "Mo", f"≤ {BUDGET_MB} Mo", weight <= BUDGET_MB)


def _updates(site: Path, browser: str) -> list[Row]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright, served(site) as address:
        opened = playwright.chromium.launch(executable_path=browser, args=OPTIONS)
        page = opened.new_page()
        page.goto(f"{address}contribuer/questionnaire/")
        measured = page.evaluate(
            SCRIPT, [(ROOT / FULLEST).read_text(encoding="utf-8"), address, UPDATES]
        )
        opened.close()
    ratios = [update["total_ms"] / update["lecture_ms"] for update in measured["mises_a_jour"]]
    median = statistics.median(ratios)
    return [
        Row("aperçu : prêt, la première fois", measured["pret_ms"] / 1000, "s"),
        Row(
            "aperçu : une mise à jour contre lire la même fiche", median, "×",
            f"≤ {BUDGET_RATIO} ×", median <= BUDGET_RATIO,
        ),
    ]  # fmt: skip


class served:  # noqa: N801 - reads as a word in `with`
    """Serve a folder on this machine only."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the table speaks."""


# The worker is asked exactly what the form asks; its own clock times it.
SCRIPT = """
async ([texte, address, updates]) => {
  const engine = JSON.parse(document.getElementById("formulaire-donnees").textContent).moteur;
  const moteur = {voisins: `${address}assets/voisins.json`};
  for (const [name, path] of Object.entries(engine)) moteur[name] = `${address}assets/${path}`;
  const worker = new Worker(`${address}assets/apercu.js`, {type: "module"});
  const ask = (id) => new Promise((resolve) => {
    worker.onmessage = ({data}) => { if (data.id === id) resolve(data); };
    worker.postMessage({id, texte, annee: "2025", lieu: "la-filoche", anciens: {}, photos: {}, moteur});
  });
  const start = performance.now();
  await ask(1);
  const pret_ms = performance.now() - start;
  const mises_a_jour = [];
  for (let id = 2; id < updates + 2; id += 1) {
    const {lecture_ms, total_ms} = await ask(id);
    mises_a_jour.push({lecture_ms, total_ms});
  }
  return {pret_ms, mises_a_jour};
}
"""
