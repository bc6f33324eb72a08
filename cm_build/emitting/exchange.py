"""Putting a folder in the place of another so that one of the two is always there, whole."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are taken from the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE
# The system, or the disk, does not know how to exchange: two renames do it, and leave a trace.
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP})


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


def exchanged(one: Path, other: Path) -> bool:
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
    paths = os.fsencode(one), os.fsencode(other)
    if rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(other))
