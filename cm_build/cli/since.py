"""`cm check --depuis`: what a version of the project changed, for whoever has just received it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from cm_build.emitting.failure import StoppedError
from cm_build.questionnaire.revision import revision
from cm_build.reading.node import Plain, plain
from cm_build.reading.problem import shown
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED
from cm_build.referential.toolbox import DataFolders

HEADER = "questionnaire"


def since(tag: str, folders: DataFolders, *, examples: bool) -> Iterator[str]:
    """Tell, line by line, what is new, reworded, retired, and which files answer an older version.

    Raises:
        StoppedError: Git does not know that version here.
    """
    before, after = _then(tag, folders.questionnaire), _now(folders.questionnaire)
    changed = revision(before, after)
    yield f"Depuis {shown(tag)} :"
    yield from _listed("Questions et options nouvelles", changed.new)
    yield from _listed("Questions dites autrement", changed.reworded)
    yield from _listed("Questions et options retirées", changed.retired)
    yield from _listed("Retirées sans que rien dise ce qu’elles deviennent", changed.lost)
    yield from _listed("D’un autre type, sous le même nom", changed.retyped)
    then, now = _then(tag, folders.settings), _now(folders.settings)
    yield from _listed("Réglages d’origine changés", _different(then, now), none="aucun")
    version = str(after.get("version", "")) if isinstance(after, dict) else ""
    old = [folders.shown(path) for path in _behind(folders.listed(examples=examples), version)]
    yield from _listed(f"Fiches d’une version avant la {version}", old)
    if old:
        yield "    Elles restent valables. « cm migrate » les réécrit si vous le voulez."


def _listed(title: str, names: Iterable[str], none: str = "aucune") -> Iterator[str]:
    found = list(names)
    yield f"  {title} : {len(found) or none}"
    yield from (f"    {name}" for name in found)


def _different(then: Plain, now: Plain) -> list[str]:
    if not (isinstance(then, dict) and isinstance(now, dict)):
        return []
    return sorted(key for key in {*then, *now} if then.get(key) != now.get(key))


def _behind(places: Iterable[Path], version: str) -> Iterator[Path]:
    for place in places:
        for path in sorted(place.glob("[0-9]*.yaml")):
            head = _tree(path.read_bytes())
            if isinstance(head, dict) and head.get(HEADER) not in {None, version}:
                yield path


def _now(path: Path) -> Plain:
    return _tree(path.read_bytes())


def _then(tag: str, path: Path) -> Plain:
    """Read a file as a version of the repository holds it."""
    command = ["git", "show", "--end-of-options", f"{tag}:./{path.name}"]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, check=True)  # noqa: S603 - no shell
    except (OSError, subprocess.CalledProcessError) as error:
        raise StoppedError(
            f"Git n’a pas trouvé « {path.name} » à la version « {shown(tag)} ». "
            "« git tag » liste les versions connues ici ; « git fetch amont --tags » en apporte."
        ) from error
    return _tree(done.stdout)


def _tree(content: bytes) -> Plain:
    root = read_source(content, "", TRUSTED).root
    return plain(root) if root is not None else {}
