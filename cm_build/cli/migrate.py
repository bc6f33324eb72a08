"""`cm migrate`: rewrite files of an older version, comments and order kept, and say what changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.cli.replacing import READABLE, replace_files
from cm_build.places.migration import Migration, migrate
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import shown
from cm_build.wording.french import how_many


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("chemins", nargs="+", type=Path, help="fichiers ou dossiers de lieux")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument("--essai", action="store_true", help="dit ce qui changerait, sans écrire")


def run(options: argparse.Namespace) -> int:
    """Rewrite what is named; what cannot be is told, and left as it is."""
    _, tools = loaded(options.data)
    written: dict[Path, bytes] = {}
    refused = 0
    for path in _files(options.chemins):
        year = read_year(path.stem) or 0
        slug, file = path.resolve().parent.name, path.as_posix()
        done = migrate(path.read_bytes(), tools.reader, file=file, slug=slug, year=year)
        print("\n".join(_told(shown(file), done)))
        refused += bool(done.refused)
        if done.content is not None:
            written[path] = done.content
    if not options.essai:
        replace_files(written, READABLE)
    one, several = ("à réécrire",) * 2 if options.essai else ("réécrit", "réécrits")
    print(f"{how_many(len(written), f'fichier {one}', f'fichiers {several}')}.")
    return 1 if refused else 0


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("[0-9]*.yaml")) if path.is_dir() else [path]


def _told(file: str, done: Migration) -> Iterator[str]:
    if done.refused:
        yield f"{file} : laissé tel quel, car {done.refused}."
    elif done.content is None and not done.new:
        yield f"{file} : déjà à la version d’aujourd’hui."
    else:
        yield f"{file}"
        if done.new:
            yield "    garde son numéro de version, car « complet: oui » n’a rien dit de lignes nouvelles :"
            yield from (f"        ligne {change.line} : {change.words}" for change in done.new)
        yield from (f"    ligne {change.line} : {change.words}" for change in done.changes)
        if done.left:
            yield "    gardées telles quelles, car elles ne se demandent plus :"
            yield from (f"        ligne {change.line} : {change.words}" for change in done.left)
