"""Where each file comes from: one pass through the Git history, nothing without Git."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cm_build.places.settings import Settings
from cm_build.referential.toolbox import DataFolders
from cm_build.wording import french

MARK = "\x1e"


class FileProvenance(NamedTuple):
    """The last commit of a file, its day, and the file's address on the forge."""

    commit: str
    date: str
    url: str


@dataclass(frozen=True)
class Provenance:
    """Where files come from: revision and date by file, and the address of a file on the forge."""

    revisions: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    base_url: str = ""
    elsewhere: str = ""
    """The folder whose files this repository does not hold: the project brings them."""
    shallow: bool = False
    """Whether the history was cut: it would give every file the date of its last commit."""

    def of(self, file: str) -> FileProvenance:
        """Tell the provenance of one file; empty without Git."""
        return FileProvenance(
            commit=self.revisions.get(file, "")[:10],
            date=self.dates.get(file, ""),
            url=f"{self.base_url}/{file}" if self.base_url and self._here(file) else "",
        )

    def _here(self, file: str) -> bool:
        return not self.elsewhere or not file.startswith(f"{self.elsewhere}/")


def read_provenance(folders: DataFolders, settings: Settings) -> Provenance:
    """Give the last revision and date of every file of places."""
    addresses, base_url = settings.depot.addresses, ""
    if addresses and folders.base != folders.given:
        base_url = addresses.file
    elsewhere = folders.shown(folders.examples) if folders.examples and folders.carried else ""
    try:
        if _git(folders.places, "rev-parse", "--is-shallow-repository").strip() == "true":
            return Provenance(base_url=base_url, elsewhere=elsewhere, shallow=True)
        here = (folders.places, None if folders.carried else folders.examples)
        found = [_history(folder, folders) for folder in here if folder]
    except (OSError, subprocess.CalledProcessError):
        return Provenance(base_url=base_url, elsewhere=elsewhere)
    revisions: dict[str, str] = {}
    dates: dict[str, str] = {}
    for files in found:
        revisions |= files.revisions
        dates |= files.dates
    return Provenance(revisions, dates, base_url, elsewhere)


def _history(folder: Path, folders: DataFolders) -> Provenance:
    """Read what Git says of the files of a folder of places."""
    log = _git(folder, "log", f"--format={MARK}%H %cs", "--name-only", "--relative", "--", ".")
    prefix = ""
    if folder.is_relative_to(folders.base):
        prefix = folder.relative_to(folders.base).as_posix().rstrip(".")
    return _parsed(log, f"{prefix}/" if prefix else "")


def tracked(folder: Path) -> str:
    """Tell why a folder of kept results is not to be believed: a proposal may bring what Git follows."""
    try:
        files = _git(folder, "ls-files", ".") if folder.is_dir() else ""
    except (OSError, subprocess.CalledProcessError):
        return ""
    if not files:
        return ""
    return (
        f"Git suit des fichiers de « {folder.name} », où sont gardés des résultats : ils pourraient "
        f"venir d’une proposition. Retirez-les du dépôt : git rm -r --cached {folder.name}"
    )


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed commands, no shell
        ["git", *words],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _parsed(log: str, prefix: str) -> Provenance:
    revisions: dict[str, str] = {}
    dates: dict[str, str] = {}
    for entry in log.split(MARK)[1:]:
        head, *files = entry.strip().splitlines()
        revision, _, day = head.partition(" ")
        for file in filter(None, files):
            # Newest first: what comes later in the log is older.
            revisions.setdefault(prefix + file, revision)
            dates.setdefault(prefix + file, french.day(date.fromisoformat(day)))
    return Provenance(revisions, dates)
