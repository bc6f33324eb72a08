"""Making, or keeping, the last good copy of each network."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cm_build.cli.federating.network import (
    NO_COMMIT,
    later_of,
    places_of,
    rules_of,
    version_of,
)
from cm_build.cli.federating.remote import Remote, UnreachableError, remote
from cm_build.emitting.destination import write_folder
from cm_build.importing.document import PlainWord, Value, written
from cm_build.importing.federated.copying import CopiedPlaces, NetworkRules, copied, gathered
from cm_build.importing.federated.withdrawals import NOTHING_LATER, Later
from cm_build.places.federation import FederatedNetwork, Federation
from cm_build.places.last_good import (
    MANIFEST,
    MOST_DAYS,
    PLACES,
    CopyFault,
    LastGood,
    load_last_good,
)
from cm_build.places.settings import Scope
from cm_build.referential.toolbox import DataFolders, Tools

WORDS = "Copie faite par « cm federation pull » : ce que ce réseau publie, et rien d’autre. Ne la changez pas à la main."


class Pulled(NamedTuple):
    """What became of the copy of a network."""

    network: FederatedNetwork
    copy: LastGood
    places: int


class Puller(NamedTuple):
    """Where copies are kept, what reads them, and the day it is."""

    folders: DataFolders
    tools: Tools
    federation: Federation
    out: Path
    today: dt.date

    def pull(self, network: FederatedNetwork) -> Pulled:
        """Copy a network anew, or keep what there was, less what was withdrawn."""
        before, kept = self._before(network)
        later, release = NOTHING_LATER, before.releve
        with remote() as opened:
            try:
                release, later = later_of(opened, network)
                made, copy = self._anew(opened, network, later)
            except UnreachableError as error:
                made, copy = self._again(before, kept, later, str(error))
        copy = copy.model_copy(update={"releve": release})
        files = {MANIFEST: _manifest(copy), **made.files}
        write_folder(self.out / network.code, files)
        return Pulled(network, copy, made.places)

    def _anew(
        self, opened: Remote, network: FederatedNetwork, later: Later
    ) -> tuple[CopiedPlaces, LastGood]:
        commit = opened.fetched(network.depot, network.commit, NO_COMMIT)
        rules = rules_of(opened, commit, self.folders)
        files = places_of(opened, commit)
        found = gathered(files.by_year, rules.reader)
        removed = self.federation.removed_from(network.code)
        made = copied(found, later, rules, self.tools.reader, removed)
        refused = dict(made.refused)
        if files.too_large:
            refused["CM-101"] = refused.get("CM-101", 0) + len(files.too_large)
        version = max(version_of(opened, commit), made.version)
        settings = rules.settings
        copy = LastGood(
            code=network.code,
            commit=commit,
            date=dt.date.fromisoformat(opened.day(commit)),
            questionnaire=version,
            groupe_minimum=settings.groupe_minimum,
            licence=settings.licence,
            refus=dict(sorted(refused.items())),
        )
        return made, copy

    def _again(
        self, before: LastGood, kept: Mapping[tuple[str, int], bytes], later: Later, cause: str
    ) -> tuple[CopiedPlaces, LastGood]:
        """Keep the last good copy while it is recent enough, less what was taken back since."""
        since = before.erreur.depuis if before.erreur else self.today
        copy = before.model_copy(update={"erreur": CopyFault(depuis=since, cause=cause)})
        if (self.today - since).days > MOST_DAYS:
            return CopiedPlaces({}, 0, {}, 0), copy
        # What is in the copy was within the network's own scope.
        everywhere = self.tools.settings.model_copy(update={"perimetre": Scope()})
        rules = NetworkRules(self.tools.reader, everywhere)
        found = gathered(kept, self.tools.reader)
        removed = self.federation.removed_from(before.code)
        return copied(found, later, rules, self.tools.reader, removed), copy

    def _before(self, network: FederatedNetwork) -> tuple[LastGood, dict[tuple[str, int], bytes]]:
        folder = self.out / network.code
        copy = read_manifest(folder) or LastGood(code=network.code)
        files = sorted((folder / PLACES).glob("*/[0-9][0-9][0-9][0-9].yaml"))
        return copy, {
            (path.parent.name, int(path.stem)): path.read_bytes()
            for path in files
            if path.is_file() and not path.is_symlink()
        }


def read_manifest(folder: Path) -> LastGood | None:
    """Read what a copy says of itself; None where there is none that can be read."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        return None
    return load_last_good(content, MANIFEST).model


def forget(out: Path, codes: Iterable[str]) -> list[str]:
    """Erase the copies of networks that are not listed any more."""
    kept, gone = set(codes), []
    for folder in sorted(out.iterdir()) if out.is_dir() else ():
        if folder.name not in kept and (folder / MANIFEST).is_file() and not folder.is_symlink():
            shutil.rmtree(folder)
            gone.append(folder.name)
    return gone


def _manifest(copy: LastGood) -> bytes:
    document: dict[str, Value] = {"code": copy.code}
    if copy.commit:
        document |= {"commit": copy.commit}
    if copy.date:
        document |= {"date": PlainWord(copy.date.isoformat())}
    if copy.releve:
        document |= {"releve": copy.releve}
    document |= {
        "questionnaire": PlainWord(copy.questionnaire),
        "groupe_minimum": PlainWord(copy.groupe_minimum),
    }
    if copy.licence:
        document |= {"licence": {"nom": copy.licence.nom, "url": copy.licence.url}}
    if copy.refus:
        document |= {"refus": {code: PlainWord(count) for code, count in copy.refus.items()}}
    if copy.erreur:
        since = PlainWord(copy.erreur.depuis.isoformat())
        document |= {"erreur": {"depuis": since, "cause": copy.erreur.cause}}
    return written(document, WORDS).encode()
