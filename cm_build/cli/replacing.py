"""Replacing a file in one rename: a cut, or a full disk, never leaves half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from cm_build.emitting.failure import StoppedError

# What everyone may read: a file of the repository is public.
READABLE: Final = 0o644


def replace_file(path: Path, content: bytes, mode: int) -> None:
    """Write a file beside its place, then put it there.

    A temporary file is its owner's alone: `mode` gives it back the rights a file there has.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".cm-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def guard_files(paths: Iterable[Path], ours: bytes) -> None:
    """Refuse to replace a file that does not hold the words this program writes in its own.

    Raises:
        StoppedError: one is there, and is not ours.
        OSError: one cannot be read.
    """
    for path in paths:
        if os.path.lexists(path) and (path.is_symlink() or ours not in path.read_bytes()):
            raise StoppedError(
                f"« {path} » existe déjà, et cette commande ne l’a pas écrit : rien n’a été écrit. "
                "Choisissez un autre nom ou un autre dossier, ou déplacez ce fichier."
            )


def replace_files(files: Mapping[Path, bytes], mode: int) -> None:
    """Write files one by one, in their order; when one cannot be, take away those made before it.

    Raises:
        OSError: one cannot be written; no file nor folder has been added.
    """
    made: list[Path] = []
    try:
        for path, content in files.items():
            made += [parent for parent in (path, *path.parents) if not parent.exists()]
            replace_file(path, content, mode)
    except OSError:
        _take_away(made)
        raise


def _take_away(made: Iterable[Path]) -> None:
    for path in sorted(made, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
