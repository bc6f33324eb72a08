"""Which folder may be replaced: an absent or empty one, or one that this program wrote itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# Hidden, so that MkDocs, which empties a site before it builds, leaves it there.
MARK = ".commune-mesure"
_WORDS = (
    "Ce dossier est écrit par Commune Mesure, qui l’efface et le récrit entièrement.\n"
    "N’y mettez rien à vous.\n"
)
# What every site had before sites were marked, in all versions of the program.
_SITE = ("index.html", "404.html", "assets/cm.css", "assets/icone.svg", "api/v1/lieux.json")


class Guarded(NamedTuple):
    """A folder that must never be inside what is replaced, and what it holds, in French."""

    path: Path
    words: str


def refusal(out: Path, guarded: Iterable[Guarded]) -> str:
    """Tell why a folder must not be replaced, and what to do; nothing when it may be."""
    target = out.resolve()
    for one in guarded:
        if one.path.resolve().is_relative_to(target):
            return _refused(out, f"contient {one.words}")
    if ".git" in target.parts or os.path.lexists(target / ".git"):
        return _refused(out, "fait partie d’un dépôt Git, ou en contient un")
    if not os.path.lexists(target):
        return ""
    if not target.is_dir():
        return _refused(out, "est un fichier, et non un dossier")
    if not is_ours(target):
        return _refused(out, "contient des fichiers que ce programme n’a pas écrits")
    return ""


def is_ours(folder: Path) -> bool:
    """Tell whether everything in a folder may go: it is empty, or this program made it.

    A site built before sites were marked is known by its own files, if nothing hidden is there.
    """
    names = {path.name for path in folder.iterdir()}
    if not names or _marked(folder):
        return True
    hidden = any(name.startswith(".") for name in names)
    return not hidden and all((folder / name).is_file() for name in _SITE)


def mark(folder: Path) -> None:
    """Say, in a folder, that this program wrote it and may replace it.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(_WORDS, encoding="utf-8", newline="\n")


def _marked(folder: Path) -> bool:
    path = folder / MARK
    try:
        return not path.is_symlink() and path.read_bytes() == _WORDS.encode()
    except OSError:
        return False


def _refused(out: Path, why: str) -> str:
    return (
        f"« {out} » {why} : rien n’y est effacé ni écrit. "
        "Choisissez un dossier vide, ou qui n’existe pas encore."
    )
