"""A real Chromium, driven on a site served from this machine only."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.forms import fresh
from tests.browser.sight import Sight
from tests.support import DATA, build, made_once

# The one without a window first: it opens, draws and closes for two thirds of what the others take.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
# The address bar of a window nobody sees is a page of its own, started anew for each visitor: more
# than half of what a visit costs. A second list of features replaces the first: Playwright's is
# said again.
FEATURES = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay",
    "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
ARGUMENTS = [
    f"--disable-features={','.join(FEATURES)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests speak."""

    def copyfile(self, source, outputfile) -> None:
        try:
            super().copyfile(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            # The browser left the page before the end: its right.
            return


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        # A browser that leaves while a file comes cuts the line: nobody needs to read about it.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def browser():
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        words = "Chromium manque : apt-get install chromium-headless-shell (ou chromium)"
        if os.environ.get("CM_NAVIGATEUR") == "obligatoire":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        opened: Browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sight(browser: Browser) -> Iterator[Sight]:
    """Windows kept open for all the pages that are only looked at."""
    opened = Sight(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def served(example_site: Path):
    with serving(example_site) as address:
        yield address


@pytest.fixture(scope="session")
def served_with_address(tmp_path_factory: pytest.TempPathFactory):
    """The examples in a site that knows its public address: it prints it, with its QR code."""

    def make(folder: Path) -> None:
        shutil.copytree(DATA, folder / "data")
        settings = folder / "data/referentiel.yaml"
        told = settings.read_text(encoding="utf-8")
        address = "https://commune-mesure.exemple.test/"
        settings.write_text(told.replace('url: ""', f'url: "{address}"', 1), encoding="utf-8")
        assert build(folder / "data", folder / "site") == 0

    with serving(made_once(tmp_path_factory, "adresse", make) / "site") as served:
        yield served


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab on nothing, for what opens the form on a draft of its own."""
    with fresh(browser) as opened:
        yield opened


@contextmanager
def serving(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
