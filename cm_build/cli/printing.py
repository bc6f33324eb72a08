"""Printing a page of ours to PDF with the Chromium of the machine: nothing is installed for that."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from cm_build.emitting.failure import StoppedError

# The lightest first; the last are those of Windows and macOS.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "chrome",
    "msedge",
)
USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PATIENCE = 300
# Readers of PDF ignore a comment after the end: by it we know a file that we wrote.
MARK = b"% Commune Mesure\n"
NONE_FOUND = (
    "Aucun navigateur n’a été trouvé pour écrire le PDF : il faut Chromium, Chrome ou Edge. "
    "Installez-en un (« apt-get install chromium »), ou dites où il est : --navigateur PROGRAMME. "
    "Sans lui, ouvrez la page /evaluer/kit/tout/ du site dans votre navigateur, et imprimez-la en PDF."
)


def printed(page: str, browser: str | None = None) -> bytes:
    """Print a whole page, which asks for no other file; give the bytes of the PDF.

    Raises:
        StoppedError: there is no browser, or it did not print.
        OSError: the page cannot be laid down for the browser to read.
    """
    program = _program(browser)
    with tempfile.TemporaryDirectory(prefix="commune-mesure-kit-") as folder:
        source, target = Path(folder, "kit.html"), Path(folder, "kit.pdf")
        source.write_text(page, encoding="utf-8")
        command = [program, *_options(Path(folder)), f"--print-to-pdf={target}", source.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - the browser that was asked for
        except subprocess.TimeoutExpired:
            raise StoppedError(
                f"« {program} » n’a pas fini d’écrire le PDF en {PATIENCE // 60} minutes. Recommencez, ou choisissez-en un autre : --navigateur PROGRAMME."
            ) from None
        except OSError as error:
            raise StoppedError(f"« {program} » ne se lance pas. {NONE_FOUND}") from error
        content = target.read_bytes() if target.is_file() else b""
    if done.returncode or not content.startswith(b"%PDF-"):
        raise StoppedError(
            f"« {program} » n’a pas écrit le PDF. Essayez un autre navigateur : --navigateur PROGRAMME."
        )
    return content + MARK


def _program(browser: str | None) -> str:
    if browser is not None:
        found = shutil.which(browser)
        if found is None:
            raise StoppedError(
                f"« {browser} » n’est pas un programme que l’on peut lancer. {NONE_FOUND}"
            )
        return found
    named = (shutil.which(name) for name in (*NAMES, *USUAL))
    found = next(filter(None, named), None)
    if found is None:
        raise StoppedError(NONE_FOUND)
    return found


def _options(folder: Path) -> list[str]:
    """A profile of its own, so that an open window of the person is left alone."""
    options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    options.append(f"--user-data-dir={folder / 'profil'}")
    # Chromium refuses to run as root inside its sandbox, as containers do.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*options, "--no-sandbox"] if root else options
