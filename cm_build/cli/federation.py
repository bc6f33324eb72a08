"""`cm federation`: copy what other networks publish, and tell how these copies stand."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cm_build.cli.federating.branch import BRANCH, write_branch
from cm_build.cli.federating.pull import Puller, forget, read_manifest
from cm_build.cli.federating.status import status_lines
from cm_build.cli.loading import loaded
from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.places.federation import FederatedNetwork, Federation, load_federation
from cm_build.reading.nearest import nearest
from cm_build.referential.toolbox import DataFolders, trusted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("action", choices=("pull", "status"), help="copier, ou dire où l’on en est")
    parser.add_argument("--reseau", default="", help="code d’un seul réseau")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument("--copies", type=Path, help="dossier des copies (.cache/federation)")
    parser.add_argument(
        "--branche",
        action="store_true",
        help=f"écrit aussi les copies dans la branche « {BRANCH} »",
    )


def run(options: argparse.Namespace) -> int:
    """Copy networks, or tell how their copies stand; 1 when one of them could not be read."""
    folders, tools = loaded(options.data)
    federation = _federation(folders)
    out = options.copies or folders.copies
    networks = _chosen(federation, options.reseau)
    version, today = tools.names.questionnaire.version, dt.datetime.now(tz=dt.UTC).date()
    if options.action == "pull":
        puller = Puller(folders, tools, federation, out, today)
        try:
            for network in networks:
                puller.pull(network)
            for code in forget(out, (network.code for network in federation.reseaux)):
                print(f"{code} – ce réseau n’est plus dans la liste : sa copie est effacée.")
        except OSError as error:
            raise StoppedError(refused_by_the_system(error, "être écrit")) from error
    broken = False
    for network in networks:
        copy = read_manifest(out / network.code)
        broken = broken or copy is None or copy.erreur is not None
        for line in status_lines(network, copy, out / network.code, version, today):
            print(line)
    if options.branche:
        _write_branch(folders.given, out, federation)
    return 1 if broken else 0


def _federation(folders: DataFolders) -> Federation:
    if not folders.federation.is_file():
        raise StoppedError(
            "Aucun réseau à réunir : le fichier data/federation.yaml n’existe pas. "
            "La page « Revenir au national » dit comment l’écrire."
        )
    content, missing = trusted(folders.federation)
    declared = load_federation(content, folders.shown(folders.federation))
    if declared.model is None:
        raise StoppedError(text_report([*missing, *declared.problems]))
    return declared.model


def _chosen(federation: Federation, code: str) -> Sequence[FederatedNetwork]:
    chosen = [one for one in federation.reseaux if code in ("", one.code)]
    if code and not chosen:
        near = nearest(code, [one.code for one in federation.reseaux])
        hint = f" Vouliez-vous dire « {near} » ?" if near else ""
        raise StoppedError(f"Le réseau « {code} » n’est pas dans data/federation.yaml.{hint}")
    return chosen


def _write_branch(repository: Path, out: Path, federation: Federation) -> None:
    codes = [network.code for network in federation.reseaux]
    copies = [copy for code in codes if (copy := read_manifest(out / code))]
    days = [copy.date for copy in copies if copy.date]
    days += [copy.erreur.depuis for copy in copies if copy.erreur]
    day = max(days).isoformat() if days else "2000-01-01"
    changed = write_branch(repository, out, codes, day)
    print(f"Branche « {BRANCH} » : {'récrite' if changed else 'déjà à jour'}.")
