"""Take the pictures of the documentation: `python -m tools.captures`, after `make site`."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "datapanorama": ("lieux/la-filoche/", 1280, 1900),
    "premiere-partie": ("lieux/le-metier-a-pattes/", 1280, 1900),
    "peu-de-reponses": ("lieux/le-tabouret-vert/", 1280, 1500),
    "telephone": ("lieux/la-marmite-a-sept/", 360, 720),
}
# Written over a draft made of a shipped example: the form as someone has it half-way.
FORM = "contribuer/questionnaire/"
EXAMPLE = ROOT / "data/exemples/la-marmite-a-sept/2025.yaml"
FORM_PICTURES = {
    "formulaire-sommaire": ("sommaire", 900, 1000),
    "formulaire-section": ("espace", 360, 720),
    "formulaire-apercu": ("apercu", 900, 1000),
    "formulaire-portes": ("choisir", 900, 560),
}
READY = 60_000
# Enough for flat colours: a picture of a page weighs a third.
COLOURS = 64
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def main() -> None:
    """Serve the built site on this machine and photograph a few pages."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(ROOT / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for name, (address, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
            page.screenshot(path=folder / f"{name}.png")
        _form(browser, f"http://127.0.0.1:{server.server_port}/", folder)
        browser.close()
    server.shutdown()


def _form(browser: Browser, address: str, folder: Path) -> None:
    """Photograph the form, filled with a shipped example."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(address + FORM)
    page.set_input_files("#fichier", EXAMPLE)
    page.click("#reprise .cm-bouton >> nth=0")
    page.wait_for_selector("#sommaire:not([hidden])")
    for name, (screen, width, height) in FORM_PICTURES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}{FORM}#{screen}")
        if screen == "apercu":
            page.click("#lancer-apercu")
            page.wait_for_selector("#apercu-page:not([hidden])", timeout=READY)
        page.evaluate("scrollTo(0, 0)")
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    context.close()


if __name__ == "__main__":
    main()
