"""Building again: nothing moved, one answer moved, no place at all; and a file saved under `cm serve`."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import yaml

from benchmarks.running import CM, ROOT, Row, build_command, demo, medians, run

RUNS, SAVINGS, PATIENCE = 3, 7, 0.01
HERE = "127.0.0.1"
READY = "Le site est à jour"
# What a rebuild cannot do without: starting, and the hand-written pages.
IMPORTS = "import mkdocs.commands.build, cm_build.plugin, pyarrow.parquet, pandas"
BUDGETS = {1_000: (1 / 5, "≤ 1/5"), 10_000: (1 / 25, "≤ 1/25")}


def measure(work: Path, places: int) -> list[Row]:
    """Time builds that take up what an earlier one kept, beside the first of them."""
    data, site = work / "lieux", work / "site"
    demo(places, data)
    kept = work / "garde"
    os.environ |= {"CM_CACHE": str(kept), "CM_REPRISE": "true"}
    try:
        rows = _again(data, site, work)
        serving = _served(data, site)
        plain = _served_by_mkdocs(data)
        empty = _empty(work)
    finally:
        del os.environ["CM_CACHE"]
        os.environ["CM_REPRISE"] = "false"
    rows += [
        Row(
            f"cm serve, {places} lieux : d’une fiche enregistrée à son portrait",
            serving, "s", "≤ 1 s", serving <= 1,
        ),
        Row(f"mkdocs serve, {places} lieux : la même chose", plain, "s", "≤ 3 s", plain <= 3),
        empty,
    ]  # fmt: skip
    return rows


def _again(data: Path, site: Path, work: Path) -> list[Row]:
    places = len(list(data.iterdir()))
    command = build_command(data, site)
    cold = run(command)
    handwritten = _handwritten(work / "pages")

    def changed() -> float:
        _change(data)
        return run(command)

    same, moved, pages, imports = medians(
        RUNS,
        lambda: run(command),
        changed,
        lambda: run(handwritten),
        lambda: run([sys.executable, "-c", IMPORTS]),
    )
    size = sum(path.stat().st_size for path in (work / "garde").iterdir()) / 1024 / places
    share, words = BUDGETS.get(places, (None, ""))
    least = pages + imports
    return [
        Row(f"première construction, {places} lieux, en gardant", cold, "s"),
        Row("rien n’a changé", same, "s"),
        Row(
            "  contre nos importations et MkDocs sur les mêmes pages",
            same / least, "×", "≤ 2 × à 1 000", same <= 2 * least if places <= 1_000 else None,
        ),
        Row("une réponse a changé", moved, "s"),
        Row(
            f"  contre la première construction, à {places}",
            moved / cold, "×", words, None if share is None else moved <= share * cold,
        ),
        Row("gardé d’une construction à l’autre, par lieu", size, "Ko"),
    ]  # fmt: skip


def _change(data: Path) -> None:
    """Change a figure that statistics count, in one file."""
    path = max(data.glob("*/*.yaml"))
    text = path.read_text(encoding="utf-8")
    found = re.search(r"loyer: (\d+)", text)
    rent = int(found[1]) + 1 if found else 0
    path.write_text(re.sub(r"loyer: \d+", f"loyer: {rent}", text, count=1), encoding="utf-8")


def _handwritten(work: Path) -> list[str]:
    """Lay out the hand-written pages with the same theme and extensions, and nothing of ours."""
    work.mkdir(parents=True)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    extensions = yaml.load(text, _Loader)["markdown_extensions"]  # noqa: S506 - our own file, scalars alone
    settings = {
        "site_name": "essai",
        "docs_dir": str(ROOT / "docs"),
        "site_dir": str(work / "site"),
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "markdown_extensions": extensions,
    }
    configuration = work / "mkdocs.yml"
    configuration.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(configuration)]


class _Loader(yaml.SafeLoader):
    """Reads a configuration whose values come from the environment: they do not matter here."""


_Loader.add_multi_constructor("!", lambda *_: None)


def _empty(work: Path) -> Row:
    """Build a référentiel that has no place yet."""
    data = work / "vide"
    data.mkdir()
    seconds = statistics.median(run(build_command(data, work / "site-vide")) for _ in range(RUNS))
    return Row("un référentiel vide", seconds, "s", "≤ 1 s", seconds <= 1)


def _served(data: Path, site: Path) -> float:
    """Save a file several times under `cm serve`; give the median seconds until its page shows it."""
    path = max(data.glob("*/*.yaml"))
    text, page = path.read_text(encoding="utf-8"), site / "lieux" / path.parent.name / "index.html"
    seconds = []
    with _serving(data, site) as lines:
        _heard(lines)
        # The first saving meets a program that has drawn nothing yet: it counts with the others.
        for turn in range(SAVINGS):
            sign = f"Une phrase enregistrée {turn} fois."
            saved = re.sub(r"accroche: .*", f"accroche: {sign}", text, count=1)
            start = time.perf_counter()
            path.write_text(saved, encoding="utf-8")
            while sign not in page.read_text(encoding="utf-8"):
                time.sleep(PATIENCE)
            seconds.append(time.perf_counter() - start)
            _heard(lines)
    path.write_text(text, encoding="utf-8")
    shutil.rmtree(site)
    return statistics.median(seconds)


@contextmanager
def _serving(data: Path, site: Path) -> Iterator[Iterator[str]]:
    command = [*CM, "serve", "--sans-images", "--port", "0", "--data", str(data)]
    with subprocess.Popen(
        [*command, "--out", str(site)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield iter(process.stdout or ())
        finally:
            process.terminate()


def _heard(lines: Iterator[str]) -> None:
    """Wait until the whole site is up to date."""
    for line in lines:
        if READY in line:
            return
    raise RuntimeError("« cm serve » s’est arrêté")


def _served_by_mkdocs(data: Path) -> float:
    """Save a file under `mkdocs serve`; give the seconds until its page shows it."""
    path = max(data.glob("*/*.yaml"))
    text, sign = path.read_text(encoding="utf-8"), "Une phrase vue par MkDocs."
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    address = f"http://{HERE}:{port}"
    environment = {**os.environ, "CM_DATA": str(data), "CM_IMAGES": "false"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"{HERE}:{port}"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            page = f"{address}/lieux/{path.parent.name}/"
            while not _holds(page, "</html>"):
                time.sleep(1)
            start = time.perf_counter()
            saved = re.sub(r"accroche: .*", f"accroche: {sign}", text, count=1)
            path.write_text(saved, encoding="utf-8")
            while not _holds(page, sign):
                time.sleep(PATIENCE)
            return time.perf_counter() - start
        finally:
            process.terminate()
            path.write_text(text, encoding="utf-8")


def _holds(address: str, words: str) -> bool:
    try:
        with urlopen(address) as answer:  # noqa: S310 - our own server
            return words in answer.read().decode()
    except OSError:
        return False
