"""`cm import`: carry over another system's file, and tell what became of each field."""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cm_build.cli import import_list, import_sheet
from cm_build.cli.loading import loaded
from cm_build.cli.replacing import (
    READABLE,
    guard_files,
    replace_file,
    replace_files,
)
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.exporting.table import safe
from cm_build.importing import commune_mesure, stored
from cm_build.importing.acceptance import accepted
from cm_build.importing.document import written
from cm_build.importing.listing import LISTED
from cm_build.importing.outcome import WHOLE, Outcome, ReportLine, State, WrongFileError
from cm_build.importing.presence import Presence, presence
from cm_build.referential.toolbox import DataFolders, Tools

SHOWN_LINES = 40
# `cget` is a short name: a list, with the mapping of that name.
SYSTEMS = ("liste", "tableur", "cget", "commune-mesure")
PLACES = Path("data/places")
YEARS = range(1900, 2201)
# What a report begins with: an import replaces no other file.
REPORT_HEAD = "ou;etat;champ;raison".encode("utf-8-sig")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("systeme", choices=SYSTEMS, help="ce qu’est le fichier")
    parser.add_argument("fichier", type=Path, help="fichier à reprendre")
    parser.add_argument("--carte", help="carte de la liste : un fichier, ou cget, ou bretagne")
    parser.add_argument(
        "--proposer", type=Path, help="écrire une première carte de la liste dans ce fichier"
    )
    parser.add_argument("--out", type=Path, help="dossier où écrire (data/places, ou brouillons)")
    parser.add_argument("--annee", type=int, help="année du bilan (tableur, commune-mesure)")
    parser.add_argument("--rapport", type=Path, help="écrire le rapport entier dans ce fichier CSV")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Import, write what can be written, report the rest."""
    folders, tools = loaded(options.data)
    try:
        if options.proposer:
            return import_list.propose(options, tools)
        if options.systeme == "tableur":
            return import_sheet.run(options, folders, tools)
        options.out = options.out or PLACES
        outcome = accepted(_read(options, folders, tools), tools.reader)
    except OSError as error:
        raise StoppedError(refused_by_the_system(error, "être ouvert")) from error
    except WrongFileError as error:
        raise StoppedError(f"{options.fichier} : {error}") from error
    try:
        _write(outcome, options)
    except OSError as error:
        raise StoppedError(refused_by_the_system(error, "être écrit")) from error
    _print_report(outcome, options.out)
    return 0 if outcome.places else 1


def plural(state: State, count: int) -> str:
    """Agree a state with a count; "repris" already ends with an s, and a verb stays as it is."""
    invariable = state in (State.TO_CHECK, State.BEYOND) or state.endswith("s")
    return state if count < 2 or invariable else f"{state}s"  # noqa: PLR2004


def _read(options: argparse.Namespace, folders: DataFolders, tools: Tools) -> Outcome:
    if options.systeme == "commune-mesure":
        return _place(options, tools)
    mapping = options.carte or (options.systeme if options.systeme != "liste" else "")
    if not mapping:
        raise StoppedError(
            "Il manque la carte de la liste : --carte CARTE.yaml. Pour en écrire une première : --proposer CARTE.yaml."
        )
    return _with_unread(*import_list.imported(options, mapping, folders, tools))


def _place(options: argparse.Namespace, tools: Tools) -> Outcome:
    place = stored.read_place(options.fichier.read_bytes())
    year = tools.settings.annee_reference if options.annee is None else options.annee
    if year not in YEARS:
        raise WrongFileError(f"{year} n’est pas l’année d’un bilan.")
    there = presence(options.out, tools.reader, lambda _: False)
    return _with_unread(commune_mesure.import_place(place, year, tools.territory, there), there)


def _with_unread(outcome: Outcome, there: Presence) -> Outcome:
    """Tell the folders that could not be compared: one of them may hold a place of the file."""
    reason = "aucun lieu ne se lit ici : rien ne lui a été comparé"
    lines = [ReportLine(WHOLE, State.TO_CHECK, name, reason) for name in there.unread]
    return Outcome(outcome.places, (*lines, *outcome.report))


def _write(outcome: Outcome, options: argparse.Namespace) -> None:
    """Write all or nothing: a place that answered since then keeps its own file."""
    files = {
        options.out / place.slug / f"{place.year}.yaml": written(place.document).encode()
        for place in outcome.places
    }
    guard_files(files, LISTED)
    if options.rapport:
        guard_files([options.rapport], REPORT_HEAD)
    replace_files(files, READABLE)
    if options.rapport:
        replace_file(options.rapport, _report(outcome.report), READABLE)


def _report(lines: Sequence[ReportLine]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["ou", "etat", "champ", "raison"])
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def _print_report(outcome: Outcome, out: Path) -> None:
    """Print every field of one place; of a directory, only what a person must look at."""
    if len({line.where for line in outcome.report} - {WHOLE}) > 1:
        wanted = (State.REFUSED, State.TO_CHECK)
        lines = [line for line in outcome.report if line.state in wanted or line.where == WHOLE]
        shown, more = lines[:SHOWN_LINES], len(lines) - SHOWN_LINES
    else:
        shown, more = list(outcome.report), 0
    for line in shown:
        print(line.text)
    if more > 0:
        print(f"… et {more} autres lignes à lire (--rapport les donne toutes)")
    counts = Counter(line.state for line in outcome.report)
    summary = ", ".join(
        f"{counts[state]} {plural(state, counts[state])}" for state in State if counts[state]
    )
    places = len(outcome.places)
    print(f"{places} {'lieux écrits' if places > 1 else 'lieu écrit'} dans {out} ({summary}).")
