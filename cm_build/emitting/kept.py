"""Results that cost time: kept from one build to the next, each under everything it was made from."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_SUM = hashlib.sha256().digest_size
# What stands in the folder under a name of ours: the rest is somebody's, wherever it was put.
_BESIDE = ".a-garder-"
_OURS = re.compile(rf"[0-9a-f]{{64}}\.[a-z]+|{re.escape(_BESIDE)}\w+")


@dataclass(frozen=True)
class Kept:
    """A folder of results, each under the digest of its recipe: all that it was made from.

    It only saves time: a folder that cannot be read or written, a file that was cut or written by
    another hand, change nothing to the site. Without a folder, nothing is kept.
    """

    folder: Path | None = None
    since: int = field(default_factory=time.time_ns)
    """When this build began, in nanoseconds: what it used is younger."""

    def get(self, recipe: bytes, suffix: str, make: Callable[[], bytes]) -> bytes:
        """Give back what this recipe made before, or make it now and keep it."""
        content = self.find(recipe, suffix)
        if content is None:
            content = make()
            self.put(recipe, suffix, content)
        return content

    def find(self, recipe: bytes, suffix: str) -> bytes | None:
        """Give back what this recipe made before; None when it is not there whole."""
        path = self._path(recipe, suffix)
        if path is None:
            return None
        try:
            found = path.read_bytes()
        except OSError:
            return None
        # What is kept for everybody may be read, and not touched.
        with suppress(OSError):
            _used(path)
        content = found[_SUM:]
        return content if hashlib.sha256(content).digest() == found[:_SUM] else None

    def put(self, recipe: bytes, suffix: str, content: bytes) -> None:
        """Write beside, then rename: another build, or a cut, never leaves half a file."""
        path = self._path(recipe, suffix)
        if path is not None:
            head = hashlib.sha256(content).digest()
            self._write(path, head, lambda file: file.write(content))

    def _write(self, path: Path, head: bytes, fill: Callable[[BinaryIO], object]) -> None:
        beside = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=_BESIDE)
            with os.fdopen(handle, "wb") as file:
                file.write(head)
                fill(file)
            _used(Path(beside))
            Path(beside).replace(path)
        except OSError:
            if beside:
                Path(beside).unlink(missing_ok=True)

    def copy(self, recipe: bytes, suffix: str, source: Path) -> None:
        """Keep a file that is too large to stand in memory."""
        path = self._path(recipe, suffix)
        if path is not None:
            with suppress(OSError), source.open("rb") as content:
                head = hashlib.file_digest(content, "sha256").digest()
                content.seek(0)
                self._write(path, head, lambda file: shutil.copyfileobj(content, file))

    def copied(self, recipe: bytes, suffix: str, target: Path) -> bool:
        """Write a kept file where it is wanted; tell whether it was there whole."""
        path = self._path(recipe, suffix)
        if path is None:
            return False
        try:
            with path.open("rb") as content:
                head = content.read(_SUM)
                if hashlib.file_digest(content, "sha256").digest() != head:
                    return False
                content.seek(_SUM)
                with target.open("wb") as file:
                    shutil.copyfileobj(content, file)
            _used(path)
        except OSError:
            return False
        return True

    def holds(self, recipe: bytes, suffix: str) -> bool:
        """Tell whether something is there under this recipe, whole or not."""
        path = self._path(recipe, suffix)
        return path is not None and path.is_file()

    def hold(self, recipe: bytes, suffix: str) -> None:
        """Say that what this recipe made still serves, though this build did not need it."""
        path = self._path(recipe, suffix)
        if path is not None:
            with suppress(OSError):
                _used(path)

    def prune(self) -> None:
        """Erase what this build did not use: what a place withdrew stays nowhere."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            try:
                ours = _OURS.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode)
                if ours and path.lstat().st_mtime_ns < self.since:
                    path.unlink()
            except OSError:
                # Another build erased it first, or the disk is read only.
                continue

    def _path(self, recipe: bytes, suffix: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / (hashlib.sha256(recipe).hexdigest() + suffix)


def _used(path: Path) -> None:
    """Say by its age that a file serves: to whoever prunes, in whichever process."""
    now = time.time_ns()
    os.utime(path, ns=(now, now))
