"""`cm reseau init --leger`: write the repository of a network that takes the project as a package."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from cm_build.cli.light.repository import repository
from cm_build.cli.light.wheel import read_wheel
from cm_build.cli.network_raise import fetched
from cm_build.emitting.failure import StoppedError
from cm_build.reading.problem import shown

_PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
# Where a package that came as a file is kept in the repository: whoever clones it installs the same.
KEPT = "roue"
NEXT = "Le dépôt est prêt dans « {} ». Son README.md dit comment voir le site."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what a light network adds to the questions of any network."""
    parser.add_argument(
        "--leger",
        type=Path,
        metavar="DOSSIER",
        help="écrit là un dépôt sans code, qui prend le projet comme un paquet",
    )
    parser.add_argument(
        "--roue",
        metavar="FICHIER",
        help="avec --leger : le paquet du projet, ou son adresse https://",
    )
    parser.add_argument(
        "--projet",
        metavar="ORGANISATION/DEPOT",
        default="",
        help="avec --leger : le projet commun sur GitHub, dont les automatismes sont appelés",
    )


def refused(options: argparse.Namespace) -> str:
    """Tell what forbids writing there, before anything is asked or written."""
    if not options.roue:
        return (
            "Dites où est le paquet du projet : --roue, suivi d’un fichier ou d’une adresse https://. "
            "« make roue » le fabrique, et chaque version publiée le donne."
        )
    if options.projet and not _PROJECT.fullmatch(options.projet):
        return (
            f"« {shown(options.projet)} » n’est pas un dépôt : écrivez --projet organisation/depot."
        )
    if options.leger.exists() and (not options.leger.is_dir() or any(options.leger.iterdir())):
        return f"« {options.leger} » n’est pas vide : choisissez un dossier à créer."
    return ""


def prepared(options: argparse.Namespace) -> dict[Path, bytes]:
    """Give every file but the configuration, which the questions make; nothing is written.

    Raises:
        StoppedError: something forbids writing there.
    """
    words = refused(options)
    if words:
        raise StoppedError(words)
    files: dict[str, bytes] = {}
    if options.roue.startswith("https://"):
        wheel = read_wheel(fetched(options.roue), options.roue)
    else:
        path = Path(options.roue)
        if not path.is_file():
            raise StoppedError(f"« {path} » n’existe pas.")
        content = path.read_bytes()
        wheel = read_wheel(content, f"./{KEPT}/{path.name}")
        files[f"{KEPT}/{path.name}"] = content
    files |= {name: text.encode() for name, text in repository(wheel, options.projet).items()}
    return {options.leger / name: content for name, content in files.items()}
