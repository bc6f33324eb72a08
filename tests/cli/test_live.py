"""A place that is saved is read and drawn alone, and gives the bytes of a whole build."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from queue import SimpleQueue

import pytest

from cm_build.cli import serve, site
from cm_build.cli.serving.live import Live, Shown
from cm_build.cli.serving.server import served
from cm_build.cli.serving.watching import gathered, watched
from cm_build.emitting.failure import StoppedError
from cm_build.emitting.kept import Kept
from cm_build.pages import writing
from cm_build.pages.portrait.images import Images
from cm_build.referential.assembly import assemble
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import DataFolders, data_folders
from tests.support import DATA, files_of, minimal, write_place


def words(text: str) -> str:
    return minimal(nom="Atelier", extra=f"  accroche: {text}\n")


@pytest.fixture
def folders(tmp_path: Path) -> DataFolders:
    write_place(tmp_path / "lieux", "atelier", words("Une phrase."))
    write_place(tmp_path / "lieux", "bergerie", minimal(nom="Bergerie"))
    return data_folders(tmp_path / "lieux", DATA)


def drawn(folders: DataFolders, out: Path) -> dict[str, bytes]:
    """Draw every place as a build does."""
    referential = assemble(folders, Records()).referential
    assert referential
    images = Images(folders, Kept(), None)
    writing.PlacesJob(referential, Provenance(), out, images, Kept()).write(referential.summaries)
    return files_of(out)


def test_a_place_saved_gives_the_bytes_of_a_build(folders: DataFolders, tmp_path: Path) -> None:
    out = tmp_path / "site"
    drawn(folders, out)
    live = Live(folders, Kept(tmp_path / "garde"), out)
    live.load()
    write_place(folders.places, "atelier", words("Une autre."))
    write_place(folders.places, "chapelle", minimal(nom="Chapelle"))
    assert live.show({"atelier", "chapelle"}) == Shown(("atelier", "chapelle"), ())
    assert {
        name: data for name, data in files_of(out).items() if name != ".commune-mesure"
    } == drawn(folders, tmp_path / "neuf")
    # What was, comes back as it was: nothing is remembered of what came between.
    write_place(folders.places, "atelier", words("Une phrase."))
    live.show({"atelier"})
    assert "Une phrase." in (out / "lieux/atelier/index.html").read_text("utf-8")
    shutil.rmtree(folders.places / "chapelle")
    assert live.show({"chapelle"}) == Shown((), ())


def test_a_fault_is_told_and_nothing_is_drawn(folders: DataFolders, tmp_path: Path) -> None:
    out = tmp_path / "site"
    before = drawn(folders, out)
    live = Live(folders, Kept(), out)
    live.load()
    wrong = words("Une autre.").replace("questionnaire: 2", "questionnaire: x")
    write_place(folders.places, "atelier", wrong)
    shown = live.show({"atelier"})
    assert [problem.file for problem in shown.problems] == ["atelier/2025.yaml"]
    assert files_of(out) == before


def test_nothing_is_drawn_where_there_is_no_site(folders: DataFolders, tmp_path: Path) -> None:
    live = Live(folders, Kept(), tmp_path / "site")
    assert live.show({"atelier"}) == Shown((), ())
    live.load()
    assert live.show({"atelier"}) == Shown((), ())
    assert not (tmp_path / "site").exists()


def test_what_is_saved_is_told_and_what_we_write_is_not(tmp_path: Path) -> None:
    news: SimpleQueue[Path | None] = SimpleQueue()
    (tmp_path / "site" / "__pycache__").mkdir(parents=True)
    root = tmp_path / "site"
    with watched([root, tmp_path / "absent"], news):
        (root / "__pycache__" / "a.pyc").write_text("", "utf-8")
        (root / ".DS_Store").write_text("", "utf-8")
        (root / "fiche.yaml").write_text("un", "utf-8")
        assert gathered(news) == {root / "fiche.yaml"}


@pytest.fixture
def following(folders: DataFolders, tmp_path: Path, monkeypatch):
    """Follow with builds that are counted instead of made."""
    options = argparse.Namespace(data=folders.given, out=tmp_path / "site", sans_images=True)
    news: SimpleQueue[Path | None] = SimpleQueue()
    builds: list[str] = []

    def build(_: argparse.Namespace) -> None:
        builds.append("construction")
        drawn(folders, tmp_path / "site")
        if len(builds) == 3:
            raise StoppedError("Le site précédent est resté en place.")

    monkeypatch.setattr(site, "build", build)
    with served(options.out, 0) as server:
        yield serve.Following(options, folders, server, news), builds


def test_a_portrait_comes_at_once_and_a_build_follows(following, folders, tmp_path, capsys) -> None:
    follower, builds = following
    follower.build()
    # Saved while everything is built: drawn once it is, then built again.
    assert gathered(follower.news) == {None}
    write_place(folders.places, "atelier", words("Une autre."))
    assert follower.show([folders.places / "atelier" / "2025.yaml"])
    follower.built()
    assert "Une autre." in (tmp_path / "site/lieux/atelier/index.html").read_text("utf-8")
    assert gathered(follower.news) == {None}
    follower.built()
    assert builds == ["construction"] * 2
    assert not follower.building
    # A trusted file moves: everything is read again after the build, which here fails.
    assert follower.show([DATA.absolute() / "questionnaire.yaml"]) or follower.stale
    follower.build()
    assert gathered(follower.news) == {None}
    told = capsys.readouterr()
    assert "lieux/atelier/" in told.out
    assert "resté en place" in told.err


def test_a_fault_does_not_start_a_build(following, folders, capsys) -> None:
    follower, _ = following
    follower.build()
    assert gathered(follower.news) == {None}
    follower.built()
    wrong = words("x").replace("questionnaire: 2", "questionnaire: x")
    write_place(folders.places, "atelier", wrong)
    assert not follower.show([folders.places / "atelier" / "2025.yaml"])
    assert "atelier/2025.yaml" in capsys.readouterr().out


def test_a_program_that_was_saved_starts_again(following, monkeypatch, capsys) -> None:
    follower, _ = following
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _, arguments: started.append(arguments))
    monkeypatch.setattr("sys.argv", ["cm", "serve", "--port", "8000"])
    follower.start_again()
    assert started[0][1:] == ["-m", "cm_build.cli", "serve", "--port", "8000"]
    assert "recommence" in capsys.readouterr().out
