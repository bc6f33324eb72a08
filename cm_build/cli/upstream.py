"""The common project as this copy knows it: its remote, its main branch, what we took from it."""

from __future__ import annotations

from pathlib import Path

from cm_build.places.layers import MAIN
from cm_build.referential.checkout import git
from cm_build.referential.toolbox import DataFolders

# What people call the repository theirs was copied from.
REMOTES = ("amont", "upstream")


def upstream_branch(folder: Path) -> str:
    """Name the branch of the common project that was last fetched; nothing without its remote."""
    remotes = git(folder, "remote").split()
    for remote in (name for name in REMOTES if name in remotes):
        shown = git(folder, "symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
        branch = shown or f"{remote}/{MAIN}"
        if git(folder, "rev-parse", "--verify", "--quiet", f"refs/remotes/{branch}"):
            return branch
    return ""


def common_commit(folder: Path) -> str:
    """Find the last commit that this copy shares with the project: by its remote, else by its last tag."""
    branch = upstream_branch(folder)
    if branch:
        return git(folder, "merge-base", "HEAD", branch)
    tag = git(folder, "describe", "--tags", "--abbrev=0")
    return git(folder, "rev-parse", "--verify", "--quiet", f"{tag}^{{commit}}") if tag else ""


def file_at(folder: Path, commit: str, name: str) -> bytes:
    """Give a file of a folder as a commit holds it; nothing when it does not."""
    text = git(folder, "show", f"{commit}:./{name}") if commit else ""
    return f"{text}\n".encode() if text else b""


def reference_settings(folders: DataFolders) -> bytes:
    """Give the project's own configuration as this copy received it; nothing when git does not know."""
    folder = folders.settings.parent
    return file_at(folder, common_commit(folder), folders.settings.name)
