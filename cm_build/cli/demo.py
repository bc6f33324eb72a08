"""`cm demo`: write synthetic places, for measures and trials."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.cli.replacing import READABLE, guard_files, replace_files
from cm_build.demonstration.places import synthetic_places
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.importing.document import written

# What each of these files begins with, and no other does.
WORDS = "Lieu de synthèse : il n’existe pas."

# All are held in memory before the first is written: far more than France has, and no machine falls.
MOST = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--places", type=int, required=True, help="nombre de lieux")
    parser.add_argument("--seed", type=int, default=1, help="graine du tirage")
    parser.add_argument("--out", type=Path, required=True, help="dossier des lieux")


def run(options: argparse.Namespace) -> int:
    """Write the places, the same for the same seed."""
    _, tools = loaded(Path("data"))
    if options.places < 1:
        raise StoppedError("Il faut au moins un lieu : --places 200, par exemple.")
    if options.places > MOST:
        raise StoppedError("Pas plus de 100 000 lieux à la fois : --places 200, par exemple.")
    files = {
        options.out / place.slug / f"{place.year}.yaml": written(place.document, WORDS).encode()
        for place in synthetic_places(options.places, options.seed, tools)
    }
    try:
        guard_files(files, WORDS.encode())
        replace_files(files, READABLE)
    except OSError as error:
        raise StoppedError(refused_by_the_system(error, "être écrit")) from error
    print(f"{options.places} lieux de synthèse dans {options.out}.")
    return 0
