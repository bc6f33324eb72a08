"""What tests share: the real questionnaire, builders of places, real sites built once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from cm_build.assembly import DataFolders, Tools, data_folders, load_tools
from cm_build.cli.main import main
from cm_build.places.assessment import Assessment

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"

MINIMAL = """\
questionnaire: 1
publication: publique
licence_acceptee: oui
identite:
  nom: "{nom}"
  commune: "{commune}"
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="écrit de nouveau les rapports attendus"
    )


@pytest.fixture(scope="session")
def folders() -> DataFolders:
    return data_folders(DATA, DATA)


@pytest.fixture(scope="session")
def tools(folders: DataFolders) -> Tools:
    loaded, problems = load_tools(folders)
    assert loaded, problems
    return loaded


@dataclass
class Reading:
    """Reads texts as files of a place."""

    tools: Tools

    def __call__(self, text: str, *, year: int = 2025, slug: str = "essai"):
        return self.tools.reader.read(
            text.encode(), file=f"{slug}/{year}.yaml", slug=slug, year=year
        )

    def assessment(self, text: str, **values) -> Assessment:
        read = self(text, **values)
        assert read.assessment, [(p.line, p.code, p.message) for p in read.problems]
        return read.assessment

    def codes(self, text: str) -> list[str]:
        return sorted({problem.code for problem in self(text).problems})


@pytest.fixture(scope="session")
def read(tools: Tools) -> Reading:
    return Reading(tools)


def minimal(nom: str = "La Halle", commune: str = "35238", extra: str = "") -> str:
    """Write the shortest valid public file, and what a test adds to it."""
    return MINIMAL.format(nom=nom, commune=commune) + extra


def write_place(root: Path, slug: str, text: str, year: int = 2025) -> Path:
    """Write one file of a place in a folder of places."""
    path = root / slug / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def build(data: Path, out: Path) -> int:
    """Build a real site with MkDocs in strict mode, from the repository's own configuration."""
    return main(["site", "--data", str(data), "--out", str(out)])


def files_of(site: Path) -> dict[str, bytes]:
    """Read every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def _at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of the shipped examples, once for all tests."""
    out = tmp_path_factory.mktemp("exemples") / "site"
    monkey = pytest.MonkeyPatch()
    monkey.chdir(ROOT)
    assert build(DATA, out) == 0
    monkey.undo()
    return out


@pytest.fixture
def copied_data(tmp_path: Path) -> Path:
    """Copy the data folder without its places, for a référentiel of one's own."""
    target = tmp_path / "data"
    target.mkdir()
    for name in ("questionnaire.yaml", "referentiel.yaml"):
        shutil.copyfile(DATA / name, target / name)
    (target / "places").mkdir()
    return target
