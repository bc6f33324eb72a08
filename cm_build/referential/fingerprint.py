"""What a result was made from, in a few bytes: our code, its packages, the trusted files, a folder.

Two inputs of the same fingerprint give the same result: everything that enters one is in it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from cm_build.places.leftovers import is_leftover
from cm_build.reading.home import packages
from cm_build.referential.toolbox import DataFolders

_HOME = Path(__file__).parents[1]
# What npm says it installed: the typeface, the bundler, the drawing library.
_INSTALLED = packages() / ".package-lock.json"


def fingerprint(folders: DataFolders, *options: object) -> bytes:
    """Sum up what every result depends on, whatever the places say.

    `options` is what else was chosen for this build; what it holds is told by its `repr`.
    """
    digest = hashlib.sha256(_program())
    trusted = (folders.questionnaire, folders.network, folders.settings, folders.local)
    for path in (*trusted, folders.observatory, folders.audiences):
        _add(digest, path.name, path.read_bytes() if path.is_file() else b"")
    for path in sorted(path for path in folders.geo.glob("*") if path.is_file()):
        _add(digest, path.name, path.read_bytes())
    _add(digest, "options", repr(options).encode())
    return digest.digest()


@cache
def _program() -> bytes:
    """Sum up our own files and the version of every package: read once, as Python does."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_own_files()):
        _add(digest, path.relative_to(_HOME).as_posix(), path.read_bytes())
    for name in sorted(f"{package.name} {package.version}" for package in distributions()):
        _add(digest, name, b"")
    _add(digest, "npm", _INSTALLED.read_bytes() if _INSTALLED.is_file() else b"")
    return digest.digest()


def _own_files() -> Iterator[Path]:
    for folder, folders, names in os.walk(_HOME):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(folder, name) for name in names)


def folder_digest(folder: Path) -> bytes | None:
    """Sum up everything in a place's folder, names and bytes; None when it is not plain files.

    A link, or anything that cannot be read, may become something else without its folder changing:
    what depends on it is never kept.
    """
    digest = hashlib.sha256()
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return None
        for name, content in _contents(folder, ""):
            _add(digest, name, content)
    except (OSError, _NotPlainError):
        return None
    return digest.digest()


class _NotPlainError(Exception):
    """Something of a folder is neither a file nor a folder."""


def _contents(folder: Path, within: str) -> Iterator[tuple[str, bytes]]:
    """Give what a folder holds, in a stable order; a folder counts even when it is empty."""
    for path in sorted(folder.iterdir()):
        if is_leftover(path.name):
            continue
        kind, name = path.lstat().st_mode, within + path.name
        if stat.S_ISREG(kind):
            yield name, path.read_bytes()
        elif stat.S_ISDIR(kind):
            yield f"{name}/", b""
            yield from _contents(path, f"{name}/")
        else:
            raise _NotPlainError


def _add(digest: hashlib._Hash, name: str, content: bytes) -> None:
    """Add one named content, so that no two lists of contents read alike."""
    named = os.fsencode(name)
    digest.update(b"%d %s %d " % (len(named), named, len(content)))
    digest.update(content)
