"""One build at a time to one folder, in a work folder beside it that a cut leaves, and the next takes up."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.emitting.exchange import added, put_in_place, recovered

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOCK, _FRESH, _OLD = "verrou", "neuf", "ancien"


class Worksite(NamedTuple):
    """Where a folder is prepared before it takes its place; `lock` keeps others waiting."""

    out: Path
    folder: Path
    lock: int

    @property
    def fresh(self) -> Path:
        """The folder to fill."""
        return self.folder / _FRESH

    def deliver(self) -> None:
        """Put the filled folder in its place.

        Raises:
            OSError: it cannot be done; what was there is still there.
        """
        put_in_place(self.fresh, self.out, self.folder / _OLD)

    def add(self) -> None:
        """Put what was filled beside what is in its place, file by file where both have a folder.

        Raises:
            OSError: something cannot be moved.
        """
        added(self.fresh, self.out)


@contextmanager
def worksite(out: Path, waiting: Callable[[], None]) -> Iterator[Worksite]:
    """Hold a folder alone, recover what a cut left, and clear everything at the end.

    `waiting` is called once if another build holds it; then its end is waited for.

    Raises:
        OSError: the work folder cannot be written beside it.
    """
    folder = out.with_name(f".{out.name}.chantier")
    lock = _locked(folder, waiting)
    try:
        recovered(folder / _FRESH, out, folder / _OLD)
        _cleared(folder)
        yield Worksite(out, folder, lock)
    finally:
        recovered(folder / _FRESH, out, folder / _OLD)
        _cleared(folder)
        with suppress(OSError):
            (folder / _LOCK).unlink()
            folder.rmdir()
        _given_back(lock)


def _locked(folder: Path, waiting: Callable[[], None]) -> int:
    """Open the lock and hold it; its file may vanish with the build that is waited for."""
    told = False
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        if not _taken(lock, wait=False):
            if not told:
                waiting()
                told = True
            _taken(lock, wait=True)
        if _still_there(folder / _LOCK, lock):
            return lock
        os.close(lock)


def _taken(lock: int, *, wait: bool) -> bool:
    """Take the lock, which the system gives back by itself if the process is killed."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        # Some network disks know no lock: building goes on, as it did before there was one.
        return True
    return True


def _given_back(lock: int) -> None:
    """Let others in at once, even if a process that was started meanwhile has the lock too."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)


def _still_there(path: Path, lock: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(lock))
    except FileNotFoundError:
        return False


def _cleared(folder: Path) -> None:
    """Erase what a build leaves, but the lock that is held."""
    for name in (_FRESH, f".{_FRESH}.chantier", _OLD):
        shutil.rmtree(folder / name, ignore_errors=True)
