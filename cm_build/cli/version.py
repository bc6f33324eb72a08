"""`cm version`: which version of the project this is, and what reads its files with it."""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import version
from pathlib import Path

from cm_build.exporting.documents import VERSION
from cm_build.reading.home import installed
from cm_build.reading.node import plain
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED
from cm_build.referential.toolbox import data_folders

PACKAGE = "commune-mesure"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Tell it in lines that a person can copy into a message."""
    print(f"Commune Mesure {version(PACKAGE)}")
    print(f"Questionnaire : version {_questionnaire(options.data)}")
    print(f"Modèle de données : {VERSION}")
    print(
        f"Programme : {'paquet installé' if installed() else 'copie du dépôt'}, Python {platform.python_version()}"
    )
    return 0


def _questionnaire(data: Path) -> str:
    path = data_folders(data, Path("data")).questionnaire
    root = read_source(path.read_bytes(), path.name, TRUSTED).root if path.is_file() else None
    declared = plain(root) if root is not None else {}
    return str(declared.get("version", "inconnue")) if isinstance(declared, dict) else "inconnue"
