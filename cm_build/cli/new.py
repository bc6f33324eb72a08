"""`cm new`: write a commented file for a place and a year."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cm_build.cli.replacing import READABLE, replace_files
from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError
from cm_build.places.folder import slug_problem
from cm_build.questionnaire.skeleton import skeleton
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import data_folders, load_tools


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("slug", help="adresse du lieu : minuscules, chiffres et tirets")
    parser.add_argument("--annee", required=True, help="année du bilan")
    parser.add_argument("--out", type=Path, default=Path("data/places"), help="dossier des lieux")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Write the file, unless it exists already."""
    problem = slug_problem(options.slug, options.slug)
    tools, problems = load_tools(data_folders(options.data, Path("data")))
    if problem or tools is None:
        raise StoppedError(text_report([*([problem] if problem else []), *problems]))
    if read_year(options.annee) is None:
        year = shown(options.annee)
        raise StoppedError(f"« {year} » n’est pas une année : quatre chiffres, comme 2025.")
    path = options.out / options.slug / f"{options.annee}.yaml"
    # A link that leads nowhere is there too: writing would follow it.
    if os.path.lexists(path):
        raise StoppedError(f"{path} existe déjà : rien n’a été écrit.")
    text = skeleton(tools.names, file=path.as_posix(), title=f"{options.slug}, {options.annee}")
    replace_files({path: text.encode()}, READABLE)
    print(f"{path} est prêt à être complété.")
    return 0
