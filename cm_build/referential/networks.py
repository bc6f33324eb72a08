"""The networks whose places are shown here, read from their copies: the build asks nothing of anyone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from cm_build.places.federation import (
    Elsewhere,
    FederatedNetwork,
    Federation,
    SamePlace,
    load_federation,
)
from cm_build.places.last_good import MANIFEST, PLACES, LastGood, load_last_good
from cm_build.places.leftovers import listed
from cm_build.places.settings import Settings
from cm_build.questionnaire.origin import Noted, Origin
from cm_build.reading.problem import Problem
from cm_build.referential.place_reading import PlaceReader, PlaceReading
from cm_build.referential.sharing import in_chunks
from cm_build.referential.toolbox import DataFolders, trusted


class NetworkState(NamedTuple):
    """A network, as its copy stands: how many places it brings, from when, and since when it is lost."""

    code: str
    name: str
    url: str
    date: dt.date | None
    since: dt.date | None
    cause: str
    ahead: int
    """By how many versions of the questionnaire it is ahead of this référentiel, or behind."""


@dataclass(frozen=True)
class NetworkCopy:
    """The copy of one network, and where its places are."""

    network: FederatedNetwork
    copy: LastGood
    places: Path
    removed: frozenset[str]

    @property
    def elsewhere(self) -> Elsewhere:
        """Where the portraits of its places are."""
        licence = self.copy.licence.nom if self.copy.licence else ""
        return Elsewhere(self.network.code, self.network.nom, self.network.url, licence)

    def folders(self) -> list[Path]:
        """List the folders of its places, but for those that this référentiel removed by itself."""
        return [path for path in listed(self.places) if path.name not in self.removed]

    def reader(self, folders: DataFolders, own: PlaceReader) -> PlaceReader:
        """Read its places as ours are, each known by its network as well."""
        told = repr((self.elsewhere, self.copy)).encode()
        common = hashlib.sha256(own.common + told).digest() if own.common else b""
        there = replace(folders, places=self.places, base=self.places.parents[2], examples=None)
        return PlaceReader(own.tools, there, own.records, own.kept, common, self.elsewhere)

    def state(self, version: int) -> NetworkState:
        """Say how it stands; `version` is that of our questionnaire."""
        fault, network = self.copy.erreur, self.network
        return NetworkState(
            network.code,
            network.nom,
            network.url,
            self.copy.date,
            fault.depuis if fault else None,
            fault.cause if fault else "",
            self.copy.questionnaire - version if self.copy.questionnaire else 0,
        )


class Away(NamedTuple):
    """What was read of places whose portrait is elsewhere, and what reads them again, by network."""

    readings: tuple[PlaceReading, ...]
    readers: Mapping[str, PlaceReader]


@dataclass(frozen=True)
class Networks:
    """Every network that has a copy, and what is to be told of them."""

    copies: tuple[NetworkCopy, ...] = ()
    same: tuple[SamePlace, ...] = ()
    problems: tuple[Problem, ...] = ()
    file: str = ""

    def applied(self, settings: Settings) -> Settings:
        """Hold the smallest group of every network: what it does not show alone, nobody shows of it."""
        least = max((one.copy.groupe_minimum for one in self.copies), default=0)
        if least <= settings.groupe_minimum:
            return settings
        return settings.model_copy(update={"groupe_minimum": least})

    def read(self, folders: DataFolders, own: PlaceReader) -> Away:
        """Read every place of every network."""
        readers = {one.network.code: one.reader(folders, own) for one in self.copies}
        readings: list[PlaceReading] = []
        for one in self.copies:
            for chunk in in_chunks(readers[one.network.code].read, one.folders()):
                readings += chunk
        return Away(tuple(readings), readers)

    def states(self, version: int) -> tuple[NetworkState, ...]:
        """Say how each stands."""
        return tuple(one.state(version) for one in self.copies)


NO_NETWORK = Networks()


@dataclass
class _CopiesRead:
    """The copies found so far, and what is missing."""

    folders: DataFolders
    federation: Federation
    noted: Noted
    copies: list[NetworkCopy] = field(default_factory=list)

    def read(self, rank: int, network: FederatedNetwork) -> None:
        folder, path = self.folders.copies / network.code, ("reseaux", rank, "code")
        copy = self._manifest(folder / MANIFEST, network.code)
        if copy is None:
            self.noted.add("CM-711", path, lu=network.nom, attendu=network.code)
            return
        if copy.erreur:
            since = copy.erreur.depuis.isoformat()
            self.noted.add("CM-712", path, lu=network.nom, attendu=f"{since} : {copy.erreur.cause}")
        elif copy.commit != network.commit:
            self.noted.add("CM-713", path, lu=network.nom, attendu=network.code)
        removed = self.federation.removed_from(network.code)
        self.copies.append(NetworkCopy(network, copy, folder / PLACES, removed))

    def _manifest(self, path: Path, code: str) -> LastGood | None:
        if not path.is_file() or path.is_symlink():
            return None
        copy = load_last_good(path.read_bytes(), self.folders.shown(path)).model
        return copy if copy and copy.code == code else None


def read_networks(folders: DataFolders, settings: Settings) -> Networks:
    """Read the copies of the networks listed; nothing when this référentiel is one of them.

    A network copies the project, list included: it does not show the others for that.
    """
    if not folders.federation.is_file():
        return NO_NETWORK
    content, missing = trusted(folders.federation)
    file = folders.shown(folders.federation)
    if missing:
        return Networks(problems=missing)
    declared = load_federation(content, file)
    if declared.model is None or declared.origin is None:
        return Networks(problems=declared.problems)
    return _copies(declared.model, declared.origin, folders, settings)


def _copies(
    federation: Federation, origin: Origin, folders: DataFolders, settings: Settings
) -> Networks:
    own = settings.depot.url
    if own and own in {_address(network.depot) for network in federation.reseaux}:
        return NO_NETWORK
    reading = _CopiesRead(folders, federation, Noted(origin))
    for rank, network in enumerate(federation.reseaux):
        reading.read(rank, network)
    return Networks(
        tuple(reading.copies), federation.memes_lieux, reading.noted.problems, origin.file
    )


def _address(depot: str) -> str:
    return depot.rstrip("/").removesuffix(".git")
