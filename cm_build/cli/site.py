"""`cm site`: build the site beside the previous one, then swap: a failed build changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument("--out", type=Path, default=Path("site"), help="dossier du site")
    parser.add_argument(
        "--sans-images",
        action="store_true",
        help="ne dessine pas l’image de chaque lieu pour les réseaux sociaux",
    )


def run(options: argparse.Namespace) -> int:
    """Run MkDocs in strict mode on a data folder."""
    if not options.data.is_dir():
        print(f"Le dossier « {options.data} » n’existe pas.", file=sys.stderr)
        return 1
    out = options.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        fresh = Path(folder) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(fresh)]
        environment = {
            **os.environ,
            "CM_IMAGES": "false" if options.sans_images else os.environ.get("CM_IMAGES", "true"),
            "CM_DATA": str(options.data.resolve()),
            "SOURCE_DATE_EPOCH": _epoch(),
            # MkDocs 1.x prints an advertisement of its fork to the error stream.
            "NO_MKDOCS_2_WARNING": "1",
        }
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own command
        if done.returncode:
            print("Le site précédent est resté en place.", file=sys.stderr)
            return 1
        _swap(fresh, out, Path(folder) / "ancien")
    print(f"Le site est prêt : {options.out / 'index.html'}")
    return 0


def _swap(fresh: Path, out: Path, old: Path) -> None:
    """Replace the previous site in two renames: nobody sees half a site."""
    if out.exists():
        out.replace(old)
    fresh.replace(out)
    shutil.rmtree(old, ignore_errors=True)


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
