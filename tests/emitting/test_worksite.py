"""Killed at any step, or two at once: one whole folder is always there after the next command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cm_build.emitting.destination import MARK, write_folder
from cm_build.emitting.failure import StoppedError
from cm_build.emitting.worksite import exchanged, worksite

EXCHANGED = "cm_build.emitting.worksite.exchanged"
OLD = {"index.html": b"ancien", "pages/un.html": b"ancien", "pages/deux.html": b"ancien"}
NEW = {"index.html": b"neuf", "pages/un.html": b"neuf", "lieux/trois.html": b"neuf"}
# What Python tells before it asks the system for anything that changes a folder.
STEPS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir", "ctypes.dlsym")


def in_a_child(work: Callable[[], None]) -> int:
    """Do some work in a process of its own; give its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, out: Path) -> int:
    """Write the new folder in a process that the system kills before one of its steps."""
    seen = 0

    def kill(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        del arguments
        if event in STEPS:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        sys.addaudithook(kill)
        write_folder(out, NEW)

    return in_a_child(work)


def contents(out: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != MARK
    }


def next_command(out: Path) -> None:
    with worksite(out, lambda: None):
        pass


@pytest.mark.parametrize("exchanging", [True, False], ids=["échange", "deux-renommages"])
def test_killed_at_every_step_leaves_a_whole_folder(
    tmp_path: Path, monkeypatch, exchanging
) -> None:
    if not exchanging:
        monkeypatch.setattr(EXCHANGED, lambda *_: False)
    found = []
    code = -signal.SIGKILL
    for step in range(1, 400):
        out = tmp_path / str(step) / "site"
        write_folder(out, OLD)
        code = killed_at(step, out)
        if exchanging and sys.platform.startswith("linux"):
            # Nobody who looks at the folder ever sees it missing.
            assert contents(out) in (OLD, NEW)
        next_command(out)
        assert contents(out) in (OLD, NEW)
        assert [path.name for path in out.parent.iterdir()] == ["site"]
        found.append(contents(out))
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert code == 0
    # The old one until the swap, the new one from then on, and enough steps to have tried each.
    assert found == [OLD] * found.count(OLD) + [NEW] * found.count(NEW)
    assert found.count(OLD) > 10
    assert found.count(NEW) > 5


def test_a_first_folder_killed_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    for step in range(1, 400):
        out = tmp_path / str(step) / "site"
        out.parent.mkdir()
        code = killed_at(step, out)
        next_command(out)
        assert contents(out) in ({}, NEW)
        assert {path.name for path in out.parent.iterdir()} <= {"site"}
        if code == 0:
            return
    pytest.fail("jamais fini")


def test_two_at_once_each_end_well(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_folder(out, OLD)

    def often() -> None:
        for _ in range(60):
            write_folder(out, NEW)

    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                often()
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0, 0, 0]
    assert contents(out) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_goes_while_it_is_asked_for_is_asked_for_again(
    tmp_path: Path, monkeypatch
) -> None:
    """Python looks twice: there is a folder, then whether it is one; the other build ends between."""
    real = Path.mkdir
    asked: list[Path] = []

    def gone_meanwhile(path: Path, *words, **more) -> None:
        if path.name == ".site.chantier" and not asked:
            asked.append(path)
            raise FileExistsError(17, "File exists", str(path))
        real(path, *words, **more)

    monkeypatch.setattr(Path, "mkdir", gone_meanwhile)
    write_folder(tmp_path / "site", NEW)
    assert asked
    assert contents(tmp_path / "site") == NEW


def test_a_file_in_the_way_of_the_work_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".site.chantier").write_text("à quelqu’un", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "site", NEW)
    assert (tmp_path / ".site.chantier").read_text(encoding="utf-8") == "à quelqu’un"


def test_the_second_is_told_that_it_waits(tmp_path: Path) -> None:
    out, told = tmp_path / "site", tmp_path / "attente"
    with worksite(out, lambda: None) as first:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with worksite(out, told.touch):
                    code = 0 if out.exists() else 2
            finally:
                os._exit(code)
        while not told.exists():
            os.sched_yield()
        first.fresh.mkdir()
        first.deliver()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_swap_that_the_system_refuses_changes_nothing(tmp_path: Path, monkeypatch) -> None:
    out = tmp_path / "site"
    write_folder(out, OLD)
    monkeypatch.setattr(EXCHANGED, lambda *_: False)
    real = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if self.name == "neuf":
            raise OSError(16, "Device or resource busy", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OSError, match="busy"):
        write_folder(out, NEW)
    monkeypatch.undo()
    assert contents(out) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "un", tmp_path / "autre"
    for path in (one, other):
        path.mkdir()
        (path / path.name).write_text("")
    if not exchanged(one, other):
        pytest.skip("ce système n’échange pas deux dossiers")
    assert [path.name for path in one.iterdir()] == ["autre"]
    assert [path.name for path in other.iterdir()] == ["un"]
    with pytest.raises(FileNotFoundError) as refused:
        exchanged(one, tmp_path / "absent")
    assert refused.value.filename == str(tmp_path / "absent")


def test_what_an_earlier_run_left_goes_and_what_others_wrote_stays(tmp_path: Path) -> None:
    write_folder(tmp_path / "reponse", OLD)
    write_folder(tmp_path / "reponse", NEW)
    assert contents(tmp_path / "reponse") == NEW
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "liste.txt").write_text("pain")
    with pytest.raises(StoppedError, match="n’a pas écrits"):
        write_folder(tmp_path / "notes", NEW)
    assert contents(tmp_path / "notes") == {"liste.txt": b"pain"}
