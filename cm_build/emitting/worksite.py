"""One build at a time to one folder, in a work folder beside it that a cut leaves, and the next takes up.

One of the two folders, the old or the new, is always there, whole.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

if sys.platform != "win32":
    import fcntl


_LOCK, _FRESH, _OLD = "verrou", "neuf", "ancien"
_HERE = -100  # AT_FDCWD: paths are taken from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE
# The system, or the disk, does not know how to exchange: two renames do it, and leave a trace.
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP})


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
    warned = False
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        except FileExistsError:
            # It was there, then gone: the build that ended took it away between two looks.
            if os.path.lexists(folder) and not folder.is_dir():
                raise
            continue
        if not _taken(lock, wait=False):
            if not warned:
                waiting()
                warned = True
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


def put_in_place(fresh: Path, out: Path, old: Path) -> None:
    """Put `fresh` where `out` is; what was there ends in `fresh` or `old`, for the caller to erase.

    Raises:
        OSError: it cannot be done; what was there is still there.
    """
    if not out.exists():
        fresh.replace(out)
    elif not exchanged(fresh, out):
        out.replace(old)
        try:
            fresh.replace(out)
        except OSError:
            old.replace(out)
            raise


def added(fresh: Path, out: Path) -> None:
    """Move everything of `fresh` into `out`, whole folders at once where `out` has none of that name.

    Raises:
        OSError: something cannot be moved.
    """
    for path in sorted(fresh.iterdir()):
        target = out / path.name
        if path.is_dir() and target.is_dir():
            added(path, target)
        else:
            path.replace(target)


def recovered(fresh: Path, out: Path, old: Path) -> None:
    """Finish what a cut left between two renames: `old` exists only once `fresh` is complete."""
    if not old.exists() or out.exists():
        return
    (fresh if fresh.exists() else old).replace(out)


def exchanged(fresh: Path, out: Path) -> bool:
    """Exchange two folders in one step of the system; False where it cannot.

    Raises:
        OSError: the system can, and refuses these two.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(fresh), os.fsencode(out)
    if rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(out))
