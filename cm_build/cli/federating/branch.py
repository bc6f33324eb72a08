"""The orphan branch that carries the copies: one commit, rewritten each time, so that nothing stays behind it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from cm_build.emitting.destination import MARK
from cm_build.emitting.failure import StoppedError
from cm_build.places.last_good import MANIFEST, PLACES

BRANCH = "federation"
README = """\
# Copies des réseaux

Cette branche est écrite par « cm federation pull --branche ». Elle contient, pour chaque réseau, ce que ses lieux
publient, et rien d’autre. Elle n’a qu’un commit, récrit à chaque fois : ce qui est retiré n’y reste pas.
Ne la fusionnez jamais, et ne la changez pas à la main.
"""
Git: TypeAlias = Callable[..., str]
_WHO = ("-c", "user.name=Commune Mesure", "-c", "user.email=federation@commune-mesure.invalid")


def write_branch(repository: Path, out: Path, codes: Iterable[str], day: str) -> bool:
    """Make the branch of a repository hold these copies and nothing before them; tell whether it changed.

    `repository` is a folder of it. The commit is of `day`, not of now: the same copies make the same
    commit.

    Raises:
        StoppedError: git refuses, or this folder is in no repository.
    """
    git = partial(_git, repository)
    try:
        with tempfile.TemporaryDirectory(prefix="commune-mesure-branche-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            entries = "".join(_entries(git, out, codes))
            git("update-index", "--index-info", given=entries.encode(), more=index)
            tree = git("write-tree", more=index)
        moment = f"{day}T12:00:00+0000"
        when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        words = ("-m", "data: ce que publient les réseaux")
        commit = git(*_WHO, "commit-tree", tree, *words, more=when)
        if commit == git("rev-parse", "--quiet", "--verify", f"refs/heads/{BRANCH}", check=False):
            return False
        # No journal of what the branch was: what was taken back would still be named there.
        git("-c", "core.logAllRefUpdates=false", "update-ref", f"refs/heads/{BRANCH}", commit)
    except (OSError, subprocess.SubprocessError) as error:
        raise StoppedError(
            f"La branche « {BRANCH} » n’a pas pu être écrite : cette commande se lance dans un dépôt git. "
            "Les copies, elles, sont faites."
        ) from error
    return True


def _entries(git: Git, out: Path, codes: Iterable[str]) -> Iterator[str]:
    readme = git("hash-object", "-w", "--no-filters", "--stdin", given=README.encode())
    yield f"100644 {readme}\tLISEZMOI.md\n"
    paths: list[Path] = []
    for code in sorted(codes):
        folder = out / code
        # What says that a folder is ours to replace travels with it.
        paths += [folder / MARK, folder / MANIFEST, *sorted((folder / PLACES).glob("*/*.yaml"))]
    kept = [path for path in paths if path.is_file() and not path.is_symlink()]
    given = "".join(f"{path.resolve()}\n" for path in kept).encode()
    names = git("hash-object", "-w", "--no-filters", "--stdin-paths", given=given).split()
    for path, name in zip(kept, names, strict=True):
        yield f"100644 {name}\t{path.relative_to(out).as_posix()}\n"


def _git(
    folder: Path,
    *words: str,
    given: bytes = b"",
    more: dict[str, str] | None = None,
    check: bool = True,
) -> str:
    done = subprocess.run(  # noqa: S603 - fixed commands, no shell
        ["git", *words],  # noqa: S607
        cwd=folder,
        input=given,
        capture_output=True,
        check=check,
        env=os.environ | (more or {}),
    )
    return done.stdout.decode().strip()
