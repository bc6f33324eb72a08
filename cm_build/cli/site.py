"""`cm site`: build the site beside the previous one, then swap: a failed build changes nothing."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from cm_build.emitting.destination import Guarded, refusal
from cm_build.emitting.failure import StoppedError
from cm_build.emitting.worksite import Worksite, worksite
from cm_build.places.settings import is_site_address
from cm_build.reading.home import home
from cm_build.reading.problem import shown

CONFIGURATION, WRITTEN_BY_HAND = "mkdocs.yml", "docs"
ADDRESS = "CM_ADRESSE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument("--out", type=Path, default=Path("site"), help="dossier du site")
    parser.add_argument(
        "--adresse",
        default=os.environ.get(ADDRESS, ""),
        help="adresse publique du site, si la configuration ne la dit pas",
    )
    parser.add_argument(
        "--sans-images",
        action="store_true",
        help="ne dessine pas l’image de chaque lieu pour les réseaux sociaux",
    )


def run(options: argparse.Namespace) -> int:
    """Run MkDocs in strict mode on a data folder."""
    words = refused(options)
    if words:
        raise StoppedError(words)
    build(options)
    print(f"Le site est prêt : {options.out / 'index.html'}")
    return 0


def build(options: argparse.Namespace) -> None:
    """Build beside the previous site, then take its place.

    Raises:
        StoppedError: something is wrong, which was told; the previous site is still there.
    """
    with worksite(options.out.resolve(), lambda: _waiting(options.out)) as site:
        if not _built(options, site):
            raise StoppedError("Le site précédent est resté en place.")
        site.deliver()


def refused(options: argparse.Namespace) -> str:
    """Tell what forbids building here, before anything is written."""
    if not options.data.is_dir():
        return f"Le dossier « {options.data} » n’existe pas."
    if not Path(CONFIGURATION).is_file():
        return (
            f"« {CONFIGURATION} » n’est pas ici. "
            "Lancez cette commande dans le dossier du dépôt, celui qui contient ce fichier."
        )
    if options.adresse and not is_site_address(options.adresse):
        return (
            f"« {shown(options.adresse)} » n’est pas l’adresse d’un site. "
            "Écrivez-la entière : --adresse https://reseau.fr/."
        )
    if options.out.resolve().is_relative_to(Path(WRITTEN_BY_HAND).resolve()):
        return f"« {options.out} » est parmi les pages écrites à la main : choisissez un autre dossier."
    guarded = (
        Guarded(Path(), "le dossier où vous êtes"),
        Guarded(options.data, "les données des lieux"),
    )
    return refusal(options.out, guarded)


def _waiting(out: Path) -> None:
    words = "Une autre construction écrit dans « {} » : celle-ci commencera après elle."
    print(words.format(out), file=sys.stderr, flush=True)


def _built(options: argparse.Namespace, site: Worksite) -> bool:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["-d", str(site.fresh)]
    environment = {
        **os.environ,
        "CM_IMAGES": "false" if options.sans_images else os.environ.get("CM_IMAGES", "true"),
        "CM_DATA": str(options.data.resolve()),
        **({ADDRESS: options.adresse} if options.adresse else {}),
        # A light network takes from the project its configuration, its pages and its looks.
        "CM_PROJET": str(home() / CONFIGURATION),
        "CM_PAGES": str(home() / WRITTEN_BY_HAND),
        "CM_HABILLAGE": str(home() / "overrides"),
        "SOURCE_DATE_EPOCH": _epoch(),
        # MkDocs 1.x prints an advertisement of its fork to the error stream.
        "NO_MKDOCS_2_WARNING": "1",
    }
    # MkDocs holds the lock too: should this process be killed, the next waits for that one to end.
    held = () if sys.platform == "win32" else (site.lock,)
    done = subprocess.run(command, env=environment, check=False, pass_fds=held)  # noqa: S603 - our own command
    return done.returncode == 0


def _epoch() -> str:
    """Date the build by its commit: the same commit gives the same bytes."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return os.environ["SOURCE_DATE_EPOCH"]
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "0"
    return done.stdout.strip() or "0"
