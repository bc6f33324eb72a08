"""Which folder may be replaced: an absent or empty one, or one that this program wrote itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cm_build.emitting.failure import StoppedError
from cm_build.emitting.worksite import worksite
from cm_build.places.leftovers import is_leftover
from cm_build.reading.problem import shown

# Hidden, so that MkDocs, which empties a site before it builds, leaves it there.
MARK = ".commune-mesure"
_FRESH = f"{MARK}.neuf"
_WORDS = (
    "Ce dossier est écrit par Commune Mesure, qui l’efface et le récrit entièrement.\n"
    "N’y mettez rien à vous : un fichier qui n’est pas dans cette liste l’empêche de le récrire.\n\n"
)
_CLAIM = (
    "Ce dossier est en train d’être écrit par Commune Mesure, qui l’a vidé (dossier n° {}).\n"
    "N’y mettez rien à vous.\n"
)
# What every site had before sites said what they hold, and all that could stand beside it.
_OLD_SITE = ("index.html", "404.html", "assets/cm.css", "assets/icone.svg", "api/v1/lieux.json")
_OLD_NAMES = frozenset(
    {
        "404.html", "accessibilite", "api", "architecture", "assets", "confidentialite", "contribuer", "dependances",
        "donnees", "format-publics", "format-questionnaire", "glossaire", "images", "index.html", "lieux",
        "mentions-legales", "methode", "performances", "pour", "referentiel", "reseaux", "schema", "sitemap.xml",
        "sitemap.xml.gz",
    }
)  # fmt: skip


class Guarded(NamedTuple):
    """A folder that must never be inside what is replaced, and what it holds, in French."""

    path: Path
    words: str


def refusal(out: Path, guarded: Iterable[Guarded]) -> str:
    """Tell why a folder must not be replaced, and what to do; nothing when it may be."""
    target = out.resolve()
    for guard in guarded:
        if guard.path.resolve().is_relative_to(target):
            return _refused(out, f"contient {guard.words}")
    if ".git" in target.parts or os.path.lexists(target / ".git"):
        return _refused(out, "fait partie d’un dépôt Git, ou en contient un")
    if not os.path.lexists(target):
        return ""
    if not target.is_dir():
        return _refused(out, "est un fichier, et non un dossier")
    stranger = foreign(target)
    return _not_ours(out, stranger) if stranger else ""


def foreign(folder: Path) -> str:
    """Name the first thing in a folder that this program did not write there; nothing if it wrote all.

    Raises:
        OSError: the folder, or one inside it, cannot be read.
    """
    claim_read = _told(folder)
    if claim_read == _claim(folder) or (not claim_read and _is_old_site(folder)):
        return ""
    written = (
        frozenset(claim_read.removeprefix(_WORDS).splitlines())
        if claim_read.startswith(_WORDS)
        else ()
    )
    ours = {*written, MARK, _FRESH} if written else ()
    return next((name for name in _leaves(folder) if name not in ours), "")


def _is_old_site(folder: Path) -> bool:
    """Know, once, a site built before sites were marked: its own files are there, and no other name."""
    names = {path.name for path in folder.iterdir() if not is_leftover(path.name)}
    return names <= _OLD_NAMES and all((folder / name).is_file() for name in _OLD_SITE)


def claim(folder: Path) -> None:
    """Say, in a folder that is about to be emptied and filled, that a cut leaves it ours.

    The claim names this very folder: carried along by a copy, it says nothing of the copy.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder, _claim(folder))


def mark(folder: Path) -> None:
    """Say, in a finished folder, which files this program wrote: it may replace these, and no other.

    Raises:
        OSError: it cannot be written; the claim, if there was one, stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = {*_leaves(folder), MARK} - {_FRESH}
    _put(folder, _WORDS + "".join(f"{name}\n" for name in sorted(names)))


def _put(folder: Path, words: str) -> None:
    fresh = folder / _FRESH
    fresh.write_text(words, encoding="utf-8", newline="\n")
    fresh.replace(folder / MARK)


def _claim(folder: Path) -> str:
    return _CLAIM.format(folder.stat().st_ino)


def _told(folder: Path) -> str:
    path = folder / MARK
    try:
        return "" if path.is_symlink() else path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _leaves(folder: Path) -> Iterator[str]:
    """Give the path of every file, link and empty folder, the nearest first, in a constant order."""
    for place, folders, files in os.walk(folder, onerror=_raised):
        folders.sort()
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        names = sorted(name for name in {*links, *files} if not is_leftover(name))
        yield from ((here / name).relative_to(folder).as_posix() for name in names)
        if not folders and not files and here != folder:
            yield here.relative_to(folder).as_posix()


def _raised(error: OSError) -> None:
    """Stop at a folder that cannot be read: `os.walk` would pass over what is in it."""
    raise error


def _not_ours(out: Path, stranger: str) -> str:
    return (
        f"« {out} » contient des fichiers que ce programme n’a pas écrits, dont « {shown(stranger)} » : "
        "rien n’y est effacé ni écrit. Déplacez-les, effacez vous-même ce dossier s’il ne contient "
        "rien à garder, ou choisissez un dossier vide, ou qui n’existe pas encore."
    )


def _refused(out: Path, why: str) -> str:
    return (
        f"« {out} » {why} : rien n’y est effacé ni écrit. "
        "Choisissez un dossier vide, ou qui n’existe pas encore."
    )


def write_folder(out: Path, contents: Mapping[str, bytes]) -> None:
    """Replace a folder of ours by these files, by path inside it; what an earlier run left is gone.

    Raises:
        StoppedError: the folder is not ours to replace.
        OSError: something cannot be written; what was there is still there.
    """
    refused = refusal(out, (Guarded(Path(), "le dossier où vous êtes"),))
    if refused:
        raise StoppedError(refused)
    # Two runs never prepare the same folder on purpose: the second waits without a word.
    with worksite(out.resolve(), lambda: None) as site:
        for name, content in contents.items():
            path = site.fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        mark(site.fresh)
        site.deliver()
