"""`cm kit`: print the sheets for evaluating together in one PDF, with the Chromium of the machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.cli.printing import MARK, printed
from cm_build.cli.replacing import READABLE, guard_files, replace_file
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.pages.kit.page import bound_kit
from cm_build.pages.kit.sheets import sheets
from cm_build.pages.kit.view import kit_view
from cm_build.pages.shell.environment import display_font
from cm_build.questionnaire.names import Names
from cm_build.reading.home import packages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--out", type=Path, required=True, help="fichier PDF à écrire")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument(
        "--feuille",
        action="append",
        default=[],
        metavar="NOM",
        help="une feuille seulement, par la fin de son adresse : bulletins, presence… ; plusieurs fois au besoin",
    )
    parser.add_argument(
        "--navigateur", metavar="PROGRAMME", help="le Chromium, Chrome ou Edge à employer"
    )


def run(options: argparse.Namespace) -> int:
    """Print the sheets; nothing is written unless all of them are."""
    _, tools = loaded(options.data)
    _refuse_unknown(options.feuille, tools.names)
    try:
        guard_files([options.out], MARK)
        page = bound_kit(tools, display_font(packages()), options.feuille)
        replace_file(options.out, printed(page, options.navigateur), READABLE)
    except OSError as error:
        raise StoppedError(refused_by_the_system(error, "être écrit")) from error
    print(f"Le kit est prêt : {options.out}")
    return 0


def _refuse_unknown(wanted: list[str], names: Names) -> None:
    known = [sheet.slug for sheet in sheets(kit_view(names))]
    unknown = [f"« {name} »" for name in wanted if name not in known]
    if unknown:
        listed = ", ".join(known)
        raise StoppedError(
            f"Aucune feuille ne s’appelle {' ni '.join(unknown)}. Il y a : {listed}."
        )
