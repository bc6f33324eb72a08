"""What git says of the copy we are in: whose repository it is, and its branch; nothing without git."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from cm_build.forges.remote import Deduced, repository_of
from cm_build.places.layers import MAIN
from cm_build.referential.toolbox import DataFolders

_BRANCHES = "refs/remotes/origin/"


def with_checkout(folders: DataFolders, address: str = "") -> DataFolders:
    """Add what git says of the folder where the identity is written, and the address of the site.

    `address` is the one that the forge gives to the site, when it publishes it.
    """
    where = folders.local.parent
    repository = repository_of(git(where, "config", "--get", "remote.origin.url"))
    branch = _branch(where) if repository else ""
    return replace(folders, deduced=Deduced(repository, branch, address.strip()))


def git(folder: Path, *words: str) -> str:
    """Give what a git command answers; nothing when there is no git, or when it refuses."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands, no shell
            ["git", *words],  # noqa: S607
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()


def _branch(folder: Path) -> str:
    """Name the main branch of the origin: the one it shows, else the usual one, else its only one."""
    told = git(folder, "for-each-ref", "--format=%(refname) %(symref)", _BRANCHES.rstrip("/"))
    known = {
        name: target for name, _, target in (line.partition(" ") for line in told.splitlines())
    }
    shown = known.pop(f"{_BRANCHES}HEAD", "").removeprefix(_BRANCHES)
    names = [name.removeprefix(_BRANCHES) for name in known]
    if shown or MAIN in names:
        return shown or MAIN
    return names[0] if len(names) == 1 else ""
