"""The real `cm site` and the real MkDocs never erase what they did not write, nor leave half a site."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cm_build.emitting.destination import mark
from tests.support import ROOT, minimal, write_place

BIN = Path(sys.executable).parent
CM, MKDOCS = str(BIN / "cm"), str(BIN / "mkdocs")


def launched(
    *words: str, limit: int = 0, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a real command; with a limit, the system refuses to write any bigger file."""

    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        words, capture_output=True, text=True, check=False, preexec_fn=limited, cwd=cwd
    )


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def in_french(told: str) -> bool:
    return bool(told.strip()) and "Traceback" not in told and "[Errno" not in told


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lieux")
    write_place(folder, "le-moulin", minimal("Le Moulin", "35238"))
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a build needs, so that a wrong one would harm nothing of ours."""
    folder = tmp_path_factory.mktemp("depot")
    for name in ("data", "docs", "overrides"):
        ignored = shutil.ignore_patterns("places", "exemples")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    write_place(folder / "data" / "places", "le-moulin", minimal("Le Moulin", "35238"))
    (folder / "LISEZMOI.md").write_text("à garder")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("out", [".", "..", "data", "data/places", "docs", ".git", "overrides"])
def test_no_folder_of_the_project_is_ever_replaced(project: Path, out: str) -> None:
    before = snapshot(project.parent)
    for command in ([CM, "site", "--out", out], [MKDOCS, "build", "--strict", "-d", out]):
        done = launched(*command, cwd=project)
        assert done.returncode == 1, command
        assert "Traceback" not in done.stderr
        assert snapshot(project.parent) == before


def test_mkdocs_itself_is_refused_in_french(project: Path, tmp_path: Path) -> None:
    (tmp_path / "thèse.txt").write_text("trois ans")
    done = launched(MKDOCS, "build", "--strict", "-d", str(tmp_path), cwd=project)
    assert done.returncode == 1
    assert "contient des fichiers que ce programme n’a pas écrits" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thèse.txt"]


def test_a_site_is_marked_replaced_and_kept_when_the_disk_is_full(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    site = (CM, "site", "--sans-images", "--out", str(out))
    assert launched(*site, cwd=project).returncode == 0
    first = snapshot(out)
    assert (out / ".commune-mesure").is_file()
    # Someone's file, were it deep in it, is kept, named, and stops every build there.
    (out / "lieux" / "plan.txt").write_text("trois ans")
    for command in (site, (MKDOCS, "build", "--strict", "-d", str(out))):
        refused = launched(*command, cwd=project)
        assert refused.returncode == 1
        assert "dont « lieux/plan.txt »" in refused.stderr
        assert snapshot(out) == {**first, "lieux/plan.txt": b"trois ans"}
    (out / "lieux" / "plan.txt").unlink()
    full = launched(*site, cwd=project, limit=60_000)
    assert full.returncode == 1
    assert in_french(full.stderr)
    assert "la taille permise" in full.stderr
    assert snapshot(out) == first
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert launched(*site, cwd=project).returncode == 0
    assert snapshot(out) == first
    alone = launched(MKDOCS, "build", "--strict", "-d", str(out), cwd=project, limit=60_000)
    assert alone.returncode == 1
    assert in_french(alone.stderr)
    # MkDocs empties a site only once all of ours is drawn: it stands, with nothing beside it.
    assert snapshot(tmp_path) == {f"site/{name}": content for name, content in first.items()}
    again = (MKDOCS, "build", "-q", "--strict", "-d", str(out))
    assert launched("env", "CM_IMAGES=false", *again, cwd=project).returncode == 0
    # Built by MkDocs alone or by `cm site`, a finished site says the same of itself.
    assert snapshot(out).keys() == first.keys()
    assert (out / ".commune-mesure").read_bytes() == first[".commune-mesure"]


def test_places_that_cannot_be_counted_leave_the_site_to_mkdocs_itself(
    project: Path, tmp_path: Path
) -> None:
    out, questionnaire = tmp_path / "site", project / "data" / "questionnaire.yaml"
    command = ("env", "CM_IMAGES=false", MKDOCS, "build", "-q", "--strict", "-d", str(out))
    assert launched(*command, cwd=project).returncode == 0
    first, text = snapshot(out), questionnaire.read_text()
    # Checked, read and computed like any other, but the table of places already has this column.
    section = re.search(r"^        questions:\n", text, re.MULTILINE)
    assert section
    added = "          - {id: annee, type: annee, libelle: En quelle année ?}\n"
    questionnaire.write_text(text[: section.end()] + added + text[section.end() :])
    try:
        checked = launched(CM, "check", "--data", "data", cwd=project)
        failed = launched(*command, cwd=project)
    finally:
        questionnaire.write_text(text)
    assert checked.returncode == 0
    assert failed.returncode == 1
    assert in_french(failed.stderr)
    assert snapshot(tmp_path) == {f"site/{name}": content for name, content in first.items()}


def test_killed_while_it_builds_the_next_one_waits_and_ends_well(
    places: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    command = [CM, "site", "--sans-images", "--data", str(places), "--out", str(out)]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (tmp_path / ".site.chantier" / "neuf").exists():
        assert first.poll() is None
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert list(out.iterdir()) == []
    second = launched(*command)
    assert second.returncode == 0
    assert "celle-ci commencera après elle" in second.stderr
    assert (out / "lieux" / "le-moulin" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def without_rights(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as someone whom the system refuses things, were it the owner of the machine."""

    def lowered() -> None:
        if os.geteuid() == 0:
            libc = ctypes.CDLL(None)
            for capability in (1, 2):  # to read, write and go through whatever the rights say
                libc.prctl(24, capability, 0, 0, 0)

    return subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=lowered)


CLOSED = (
    ("check", "--data", "{closed}"),
    ("check", "{closed}"),
    ("check", "{closed}/places/ici/2024.yaml"),
    ("new", "le-preau", "--annee", "2024", "--out", "{closed}"),
    ("schema", "--data", "{closed}"),
    ("site", "--data", "{closed}", "--out", "{open}/site"),
    ("site", "--out", "{closed}/site"),
    ("import", "cget", "{closed}/liste.csv"),
    ("import", "cget", "{open}/liste.csv", "--out", "{closed}/lieux"),
    ("photo", "{closed}/cour.jpg"),
    ("intake", "--event", "{closed}/e.json", "--out", "{open}/x"),
    ("receive", "{closed}/fiche.yml"),
    ("summary", "--base", "HEAD", "--data", "{closed}"),
    ("demo", "--places", "2", "--out", "{closed}/lieux"),
)


@pytest.mark.parametrize("words", CLOSED, ids=" ".join)
def test_what_the_system_refuses_is_told_in_french(tmp_path: Path, words: Sequence[str]) -> None:
    free, closed = tmp_path / "open", tmp_path / "closed"
    free.mkdir()
    (free / "liste.csv").write_text("x\n")
    closed.mkdir(mode=0o000)
    done = without_rights(CM, *(word.format(open=free, closed=closed) for word in words))
    closed.chmod(0o700)
    assert done.returncode == 1
    assert in_french(done.stdout + done.stderr)
    assert list(closed.iterdir()) == []
    assert [path.name for path in free.iterdir()] == ["liste.csv"]


LONG = "n" * 300
SHAPES = (
    ("check", "--data", LONG),
    ("check", LONG),
    ("new", "le-preau", "--annee", "2024", "--out", LONG),
    ("schema", "--data", LONG),
    ("site", "--data", LONG),
    ("site", "--out", f"{{folder}}/{LONG}"),
    ("site", "--out", f"{{folder}}/{LONG[:250]}"),
    ("site", "--out", "{folder}/fichier"),
    ("site", "--out", "{folder}/fichier/site"),
    ("check", "--data", "{folder}/fichier"),
    ("schema", "--data", "{folder}/absent"),
    ("demo", "--places", "2", "--out", "{folder}/fichier"),
    ("import", "cget", "{folder}"),
    ("receive", "{folder}"),
    ("intake", "--event", "{folder}", "--out", "{folder}/x"),
    ("photo", "{folder}"),
    ("photo", LONG),
)


@pytest.mark.parametrize("words", SHAPES, ids=lambda words: " ".join(words)[:40])
def test_a_wrong_name_or_shape_is_told_in_french(tmp_path: Path, words: Sequence[str]) -> None:
    (tmp_path / "fichier").write_text("x")
    done = launched(CM, *(word.format(folder=tmp_path) for word in words))
    assert done.returncode == 1
    assert in_french(done.stdout + done.stderr)
    assert snapshot(tmp_path) == {"fichier": b"x"}


@pytest.mark.parametrize("words", [("schema",), ("explain", "CM-101"), ("check", "data/places/0")])
def test_a_full_disk_where_it_prints_is_told_in_french(words: Sequence[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [CM, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert in_french(done.stderr)
    assert "le disque est plein" in done.stderr


def test_a_fault_of_ours_is_told_without_a_traceback(monkeypatch, capsys) -> None:
    from cm_build.cli import explain, main  # noqa: PLC0415

    monkeypatch.setattr(explain, "catalogue", lambda: 1 / 0)
    assert main.main(["explain", "CM-101"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError (" in told
    assert in_french(told)


def test_cleaning_leaves_a_site_that_is_not_ours(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    for name in ("cm_build", "tests", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "site" / "plan.txt").write_text("x")
    done = launched("make", "clean", cwd=tmp_path)
    assert done.returncode == 0
    assert "ne l’a pas écrit" in done.stdout
    assert (tmp_path / "site" / "plan.txt").is_file()
    mark(tmp_path / "site")
    (tmp_path / "site" / "thèse.txt").write_text("x")
    assert "ne l’a pas écrit" in launched("make", "clean", cwd=tmp_path).stdout
    assert (tmp_path / "site" / "thèse.txt").is_file()
    (tmp_path / "site" / "thèse.txt").unlink()
    assert launched("make", "clean", cwd=tmp_path).returncode == 0
    assert not (tmp_path / "site").exists()
