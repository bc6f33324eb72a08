"""`cm serve` shows what is saved as soon as it is, and the rest of the site follows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from cm_build.cli.main import main
from cm_build.cli.serving.server import served
from tests.support import build, files_of, minimal, write_place

PATIENCE_SECONDS = 90


class Followed:
    """A real `cm serve`: its address, and what it says line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: Queue[str] = Queue()
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()
        [self.address] = re.findall(r"http://\S+", self.said("Le site est à jour"))

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def said(self, words: str) -> str:
        """Wait until it says some words."""
        end, told = time.monotonic() + PATIENCE_SECONDS, []
        while time.monotonic() < end:
            try:
                told.append(self.lines.get(timeout=1))
            except Empty:
                continue
            if words in told[-1]:
                return told[-1]
        raise AssertionError(f"Rien ne dit « {words} » : {told}")

    def page(self, path: str) -> str:
        with urlopen(self.address + path) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())


@contextmanager
def serving(data: Path, out: Path, cache: Path) -> Iterator[Followed]:
    command = [sys.executable, "-m", "cm_build.cli", "serve", "--sans-images", "--port", "0"]
    environment = {
        **os.environ,
        "CM_REPRISE": "true",
        "CM_CACHE": str(cache),
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    with subprocess.Popen(
        [*command, "--data", str(data), "--out", str(out)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        followed = Followed(process)
        try:
            yield followed
        finally:
            process.terminate()
            process.wait()
            followed.listening.join()


def words(text: str) -> str:
    return minimal(nom="Atelier", extra=f"  accroche: {text}\n")


def test_what_is_saved_is_seen_and_the_rest_follows(tmp_path: Path, monkeypatch) -> None:
    places, site = tmp_path / "lieux", tmp_path / "site"
    write_place(places, "atelier", words("Une phrase."))
    write_place(places, "bergerie", minimal(nom="Bergerie"))
    with serving(places, site, tmp_path / "cache") as here:
        assert "Une phrase." in here.page("lieux/atelier/")
        # A portrait alone, at once, then every page that shows it.
        write_place(places, "atelier", words("Une autre."))
        here.said("lieux/atelier/")
        assert "Une autre." in here.page("lieux/atelier/")
        here.said("Le site est à jour")
        assert "Une autre." in here.page("lieux/")
        # A fault is told, and what was right is still shown.
        write_place(
            places, "atelier", words("Une autre.").replace("questionnaire: 2", "questionnaire: x")
        )
        here.said("atelier/2025.yaml")
        assert "Une autre." in here.page("lieux/atelier/")
        # Mended, with a new place, and one that goes.
        write_place(places, "atelier", words("Une troisième."))
        write_place(places, "chapelle", minimal(nom="Chapelle"))
        shutil.rmtree(places / "bergerie")
        here.said("lieux/chapelle/")
        here.said("Le site est à jour")
        for _ in range(2):
            if not (site / "lieux/bergerie").exists():
                break
            here.said("Le site est à jour")
        assert "Une troisième." in here.page("lieux/atelier/")
        assert "Chapelle" in here.page("lieux/chapelle/")
        with pytest.raises(HTTPError, match="404"):
            here.page("lieux/bergerie/")
    followed = files_of(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build(places, tmp_path / "neuf", "--sans-images") == 0
    assert followed == files_of(tmp_path / "neuf")


def test_a_page_is_told_when_its_own_file_changes(tmp_path: Path) -> None:
    """And only then: a form half filled is not read again for another page."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("<body>avant</body>", encoding="utf-8")
    with served(tmp_path, 0) as server:
        with urlopen(f"{server.address}a/") as answer:  # noqa: S310
            html = answer.read().decode()
        [seen] = re.findall(r'data-empreinte="(\w+)"', html)
        told: list[int] = []

        def wait() -> None:
            with urlopen(f"{server.address}.changement?page=/a/&empreinte={seen}") as answer:  # noqa: S310
                told.append(answer.status)

        waiting = threading.Thread(target=wait)
        waiting.start()
        (tmp_path / "b/index.html").write_text("<body>après</body>", encoding="utf-8")
        server.tell()
        waiting.join(0.3)
        assert told == []
        (tmp_path / "a/index.html").write_text("<body>après</body>", encoding="utf-8")
        server.tell()
        waiting.join(PATIENCE_SECONDS)
        assert told == [205]
        with urlopen(f"{server.address}.relire.js") as answer:  # noqa: S310
            assert b"location.reload" in answer.read()
        # What is on the disk is what will be published.
        assert (tmp_path / "a/index.html").read_text("utf-8") == "<body>après</body>"


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys) -> None:
    write_place(tmp_path / "lieux", "atelier", minimal(nom="Atelier"))
    with served(tmp_path, 0) as other:
        port = str(other.server_port)
        folders = ["--data", str(tmp_path / "lieux"), "--out", str(tmp_path / "site")]
        assert main(["serve", "--port", port, *folders]) == 1
    assert f"Le port {port} ne peut pas être employé" in capsys.readouterr().err
