"""Drawings that cost time and never change: kept from one build to the next, by what made them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """A folder of results, each under the digest of everything it was made from.

    It only saves time: a folder that cannot be read or written changes nothing to the site.
    """

    folder: Path | None = None

    def get(self, recipe: bytes, suffix: str, make: Callable[[], bytes]) -> bytes:
        """Give back what this recipe made before, or make it now and keep it."""
        if self.folder is None:
            return make()
        path = self.folder / (hashlib.sha256(recipe).hexdigest() + suffix)
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        # A full disk may have left an empty file.
        if content:
            return content
        made = make()
        self._keep(path, made)
        return made

    def _keep(self, path: Path, made: bytes) -> None:
        """Write beside, then rename: another build, or a cut, never leaves half a file."""
        beside = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(made)
            Path(beside).replace(path)
        except OSError:
            if beside:
                Path(beside).unlink(missing_ok=True)
