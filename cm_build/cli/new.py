"""`cm new`: write a commented file for a place and a year."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cm_build.cli.loading import loaded, located
from cm_build.cli.replacing import READABLE, replace_files
from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError
from cm_build.importing.answer_columns import answer_columns
from cm_build.importing.blank_sheet import blank_csv, blank_workbook
from cm_build.places.folder import slug_problem
from cm_build.questionnaire.skeleton import skeleton
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import load_tools


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "slug", nargs="?", default="", help="adresse du lieu : minuscules, chiffres et tirets"
    )
    parser.add_argument("--annee", help="année du bilan")
    parser.add_argument(
        "--tableur",
        type=Path,
        help="écrire un tableau à remplir, une ligne par lieu (.xlsx ou .csv)",
    )
    parser.add_argument(
        "--tout",
        action="store_true",
        help="tableau : toutes les questions, et non les essentielles",
    )
    parser.add_argument("--out", type=Path, default=Path("data/places"), help="dossier des lieux")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Write the file, unless it exists already."""
    if options.tableur:
        return _table(options)
    problem = slug_problem(options.slug, options.slug)
    tools, problems = load_tools(located(options.data))
    if problem or tools is None:
        raise StoppedError(text_report([*([problem] if problem else []), *problems]))
    if read_year(options.annee or "") is None:
        year = shown(options.annee or "")
        raise StoppedError(f"« {year} » n’est pas une année : quatre chiffres, comme 2025.")
    path = options.out / options.slug / f"{options.annee}.yaml"
    # A link that leads nowhere is there too: writing would follow it.
    if os.path.lexists(path):
        raise StoppedError(f"{path} existe déjà : rien n’a été écrit.")
    text = skeleton(tools.names, file=path.as_posix(), title=f"{options.slug}, {options.annee}")
    replace_files({path: text.encode()}, READABLE)
    print(f"{path} est prêt à être complété.")
    return 0


def _table(options: argparse.Namespace) -> int:
    """Write the table of many places, unless it exists already."""
    path: Path = options.tableur
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise StoppedError(f"« {shown(path.name)} » : le tableau s’écrit en .xlsx ou en .csv.")
    if os.path.lexists(path):
        raise StoppedError(f"{path} existe déjà : rien n’a été écrit.")
    _, tools = loaded(options.data)
    columns = tuple(answer_columns(tools.names, whole=options.tout))
    write = blank_csv if path.suffix.lower() == ".csv" else blank_workbook
    replace_files({path: write(columns)}, READABLE)
    print(f"{path} est prêt à être rempli : une ligne par lieu, {len(columns)} colonnes.")
    print(f"Ensuite : cm import tableur {path} --annee {tools.settings.annee_reference}")
    return 0
