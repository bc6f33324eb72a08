"""`cm import`: carry over another system's file, and tell what became of each field."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.assembly import data_folders
from cm_build.exporting.table import safe
from cm_build.importing import cget, commune_mesure
from cm_build.importing.document import written
from cm_build.importing.outcome import Line, Outcome, State
from cm_build.places.territory import load_territory

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

SHOWN_LINES = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("systeme", choices=("cget", "commune-mesure"), help="d’où vient le fichier")
    parser.add_argument("fichier", type=Path, help="fichier à reprendre")
    parser.add_argument("--out", type=Path, default=Path("data/places"), help="dossier des lieux")
    parser.add_argument("--annee", type=int, help="année du bilan (commune-mesure)")
    parser.add_argument("--rapport", type=Path, help="écrire le rapport entier dans ce fichier CSV")


def run(options: argparse.Namespace) -> int:
    """Import, write what can be written, report the rest."""
    try:
        outcome = _read(options)
    except OSError:
        print(f"« {options.fichier} » ne peut pas être ouvert.", file=sys.stderr)
        return 1
    except cget.WrongFileError as error:
        print(f"{options.fichier} : {error}", file=sys.stderr)
        return 1
    for place in outcome.places:
        path = options.out / place.slug / f"{place.year}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(place.document), encoding="utf-8", newline="\n")
    if options.rapport:
        _write_report(outcome.report, options.rapport)
    _print_report(outcome, options.out)
    return 0 if outcome.places else 1


def plural(state: State, count: int) -> str:
    """Agree a state with a count; "repris" already ends with an s."""
    return state if count < 2 or state.endswith("s") else f"{state}s"  # noqa: PLR2004


def _read(options: argparse.Namespace) -> Outcome:
    content = options.fichier.read_bytes()
    territory = load_territory(data_folders(Path("data"), Path("data")).geo)
    if options.systeme == "cget":
        return cget.import_directory(cget.read_rows(content), territory)
    place = commune_mesure.read_place(content)
    taken = {one.name for one in options.out.iterdir()} if options.out.is_dir() else set()
    year = options.annee or datetime.now(tz=UTC).year - 1
    return commune_mesure.import_place(place, year, territory, taken)


def _write_report(lines: Sequence[Line], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["ou", "etat", "champ", "raison"])
        writer.writerows([safe(cell) for cell in line] for line in lines)


def _print_report(outcome: Outcome, out: Path) -> None:
    told = [line for line in outcome.report if line.state in (State.REFUSED, State.LEFT)]
    shown = (
        told if len(outcome.places) <= 1 else [one for one in told if one.state is State.REFUSED]
    )
    if len(outcome.places) <= 1:
        shown = list(outcome.report)
    for line in shown[:SHOWN_LINES] if len(outcome.places) > 1 else shown:
        print(line.text)
    if len(outcome.places) > 1 and len(shown) > SHOWN_LINES:
        print(f"… et {len(shown) - SHOWN_LINES} autres lignes (--rapport les donne toutes)")
    counts = Counter(line.state for line in outcome.report)
    summary = ", ".join(
        f"{counts[state]} {plural(state, counts[state])}" for state in State if counts[state]
    )
    places = len(outcome.places)
    print(f"{places} {'lieux écrits' if places > 1 else 'lieu écrit'} dans {out} ({summary}).")
