"""`cm reseau monter`: take another version of the project, and touch nothing else."""

from __future__ import annotations

import argparse
import re
import urllib.request
from pathlib import Path

from cm_build.cli.light.repository import WORKFLOWS, raised
from cm_build.cli.light.requirements import FILE, address_of, installed_by, requirements
from cm_build.cli.light.wheel import LARGEST, Released, named, read_wheel
from cm_build.cli.replacing import READABLE, replace_files
from cm_build.emitting.failure import StoppedError
from cm_build.reading.problem import shown

_TAG = re.compile(r"v(\d+\.\d+\.\d+[0-9a-z.]*)")
SECONDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("version", help="version du projet à prendre, comme v0.2.0")
    parser.add_argument(
        "--roue",
        type=Path,
        metavar="FICHIER",
        help="le paquet de cette version, déjà sur cette machine",
    )


def run(options: argparse.Namespace) -> int:
    """Rewrite the version, the digests and the workflows called; all of them or none."""
    match = _TAG.fullmatch(options.version)
    if match is None:
        raise StoppedError(
            f"« {shown(options.version)} » n’est pas une version : écrivez par exemple v0.2.0."
        )
    version, path = match[1], Path(FILE)
    if not path.is_file():
        raise StoppedError(
            f"« {FILE} » n’est pas ici. Lancez cette commande dans le dossier d’un réseau léger."
        )
    before = path.read_text(encoding="utf-8")
    today = installed_by(before)
    wheel = _wheel(version, options.roue, address_of(version, today))
    if wheel.version != version:
        raise StoppedError(f"Ce paquet est la version {wheel.tag}, et non {options.version}.")
    texts = {path: (before, requirements(wheel))}
    for workflow in sorted(Path(WORKFLOWS).glob("*.y*ml")):
        text = workflow.read_text(encoding="utf-8")
        texts[workflow] = (text, raised(text, wheel.tag))
    changed = {path: after.encode() for path, (text, after) in texts.items() if after != text}
    replace_files(changed, READABLE)
    for name in changed:
        print(f"{name} : {today.version} → {wheel.version}")
    print(_next(today.version) if changed else f"Ce dépôt est déjà à la version {wheel.tag}.")
    return 0


def _next(before: str) -> str:
    return (
        "Installez-la : .venv/bin/pip install --require-hashes -r requirements.txt\n"
        f"Puis lisez ce qui change depuis v{before} dans le journal du projet, et lancez « cm check »."
    )


def _wheel(version: str, given: Path | None, address: str) -> Released:
    if given is not None:
        return given_wheel(given, Path())
    if not address:
        raise StoppedError(
            f"Ce dépôt installe un fichier : donnez celui de la nouvelle version, --roue {named(version)}."
        )
    return read_wheel(fetched(address), address)


def given_wheel(given: Path, root: Path) -> Released:
    """Read a package that stands in the repository: what installs it must find it there.

    Raises:
        StoppedError: it is not there, or is not one.
    """
    try:
        source = given.resolve(strict=True).relative_to(root.resolve()).as_posix()
    except FileNotFoundError as error:
        raise StoppedError(f"« {given} » n’existe pas.") from error
    except ValueError as error:
        raise StoppedError(
            f"« {given} » n’est pas dans le dossier du réseau : copiez-le d’abord dedans, "
            "pour que toute personne qui reprend le dépôt puisse l’installer."
        ) from error
    return read_wheel(given.read_bytes(), f"./{source}")


def fetched(address: str) -> bytes:
    """Fetch a package from where its version is published.

    Raises:
        StoppedError: the address is not a safe one, or nothing of ours is there.
    """
    if not address.startswith("https://"):
        raise StoppedError(
            f"« {shown(address)} » n’est pas une adresse sûre : elle commence par https://."
        )
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - https only, said just above
            content: bytes = answer.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise StoppedError(
            f"« {shown(address)} » ne répond pas, ou cette version n’y est pas. "
            "Téléchargez son paquet vous-même, et donnez-le avec --roue."
        ) from error
    if len(content) > LARGEST:
        raise StoppedError(f"« {shown(address)} » est trop lourd pour être le paquet du projet.")
    return content
