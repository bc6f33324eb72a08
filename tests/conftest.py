"""What tests share: the real questionnaire, builders of places, real sites built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.places.assessment import Assessment
from cm_build.places.assessment_reading import ReadAssessment
from cm_build.places.territory import Territory
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.referential.toolbox import DataFolders, Tools, data_folders, load_tools
from tests.federated import build_federated
from tests.mixed import write_mixed
from tests.support import DATA, PROJECT, build_here, made_once


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
def _read_once() -> Iterator[None]:
    """Keep a questionnaire and a territory that were read: hundreds of commands here read the same."""
    with pytest.MonkeyPatch.context() as monkey:
        for name, read in (("load_questionnaire", load_questionnaire), ("Territory", Territory)):
            monkey.setattr(f"cm_build.referential.toolbox.{name}", lru_cache(maxsize=8)(read))
        yield


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
    """Build the site of the shipped examples, once for all tests and all workers."""
    return (
        made_once(tmp_path_factory, "exemples", lambda folder: build_here(DATA, folder / "site"))
        / "site"
    )


def _synthetic(folder: Path, places: int) -> None:
    """Build a site of synthetic places, real to the program, several years for some."""
    demo = ["demo", "--places", str(places), "--seed", "7", "--out", str(folder / "lieux")]
    assert main(demo) == 0
    with pytest.MonkeyPatch.context() as monkey:
        monkey.setenv("CM_IMAGES", "false")
        build_here(folder / "lieux", folder / "site")


@pytest.fixture(scope="session")
def synthetic_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty synthetic places: enough for every kind of figure."""
    made = made_once(tmp_path_factory, "quatre-vingts", lambda folder: _synthetic(folder, 80))
    return made / "site"


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred synthetic places: enough for medians in most territories."""
    made = made_once(tmp_path_factory, "trois-cents", lambda folder: _synthetic(folder, 300))
    return made / "site"


@pytest.fixture(scope="session")
def mixed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four hundred places of every sort, real, invented, old, closed, to come and only listed."""

    def make(folder: Path) -> None:
        write_mixed(folder / "lieux")
        with pytest.MonkeyPatch.context() as monkey:
            monkey.setenv("CM_IMAGES", "false")
            build_here(folder / "lieux", folder / "site")

    return made_once(tmp_path_factory, "quatre-cents", make) / "site"


@pytest.fixture(scope="session")
def federated_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a référentiel that shows the places of a network."""
    return made_once(tmp_path_factory, "federation", build_federated) / "site"


@pytest.fixture
def copied_data(tmp_path: Path) -> Path:
    """Copy the data folder without its places, for a référentiel of one's own."""
    target = tmp_path / "data"
    target.mkdir()
    for name in ("questionnaire.yaml", "referentiel.yaml"):
        shutil.copyfile(DATA / name, target / name)
    (target / "places").mkdir()
    return target
