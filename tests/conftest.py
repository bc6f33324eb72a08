"""What tests share: the real questionnaire, builders of places, real sites built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cm_build.places.assessment import Assessment
from cm_build.places.assessment_reading import ReadAssessment
from cm_build.referential.toolbox import DataFolders, Tools, data_folders, load_tools
from tests.support import DATA, PROJECT, build_here


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

    def __call__(self, text: str, *, year: int = 2025, slug: str = "essai") -> ReadAssessment:
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


@pytest.fixture(scope="session", autouse=True)
def _from_project() -> Iterator[None]:
    """Start from there, for what is built once for many tests."""
    with pytest.MonkeyPatch.context() as monkey:
        monkey.chdir(PROJECT)
        yield


@pytest.fixture(autouse=True)
def _in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of the shipped examples, once for all tests."""
    out = tmp_path_factory.mktemp("exemples") / "site"
    monkey = pytest.MonkeyPatch()
    monkey.chdir(PROJECT)
    build_here(DATA, out)
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
