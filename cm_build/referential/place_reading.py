"""One folder read, checked and computed: what of it is light, and kept from one build to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from cm_build.computing.measures import Measures
from cm_build.emitting.kept import Kept
from cm_build.places.assessment import Assessment
from cm_build.places.federation import Elsewhere
from cm_build.places.folder import ReadPlaces, read_place
from cm_build.places.identity import Member, members_of
from cm_build.places.place import PublishedPlace, beyond_scope, published
from cm_build.places.protected import ProtectedPlace, published_protected
from cm_build.reading.problem import FIRST_LINE, Problem, Severity, has_errors, problem
from cm_build.referential.fingerprint import folder_digest
from cm_build.referential.records import Record, Records
from cm_build.referential.sources import Sources
from cm_build.referential.summary import Summary, summarise
from cm_build.referential.toolbox import DataFolders, Tools

SUFFIX = ".lecture"


class PlaceReading(NamedTuple):
    """What a folder says of itself, without its answers; `warnings` are those of a published place.

    `digest` sums up everything it was made from, in hexadecimal; nothing when it may not be kept.
    """

    digest: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    members: tuple[Member, ...]
    beyond: tuple[str, ...]
    places: int
    summaries: tuple[Summary, ...]
    protected: tuple[ProtectedPlace, ...] = ()


@cache
def _safe_form() -> TypeAdapter[PlaceReading]:
    """Read and write it as JSON, checked as it comes back: a kept file is never run."""
    return TypeAdapter(PlaceReading)


@dataclass(frozen=True)
class PlaceReader:
    """Reads, checks and computes folders of places; one place never depends on another.

    `common` sums up what every reading depends on, `kept` holds those of earlier builds. Folders that
    are the copy of a network's say `elsewhere`: their places are known by the network's code as well,
    and what is wrong in them is the network's to mend.
    """

    tools: Tools
    folders: DataFolders
    records: Records
    kept: Kept = field(default_factory=Kept)
    common: bytes = b""
    elsewhere: Elsewhere | None = None

    def read(self, chunk: Sequence[Path]) -> list[PlaceReading]:
        """Read some folders, or find what reading them gave."""
        return [self._one(folder, self._digest(folder)) for folder in chunk]

    def record(self, slug: str) -> Record:
        """Give everything a published place said, read again when it is not at hand.

        Raises:
            KeyError: its folder no longer holds a published place.
        """
        found = self.records.find(slug)
        if found is not None:
            return found
        for place in self._published(self._read(self._folder(slug))):
            return record_of(place, self.tools)
        raise KeyError(slug)

    def unchanged(self, slug: str, digest: str) -> bool:
        """Tell whether a folder still holds what it was read with."""
        return bool(digest) and digest == self._digest(self._folder(slug))

    def _folder(self, slug: str) -> Path:
        name = self.elsewhere.slug(slug) if self.elsewhere else slug
        return self.folders.place(name)

    def _one(self, folder: Path, digest: str) -> PlaceReading:
        content = self.kept.find(digest.encode(), SUFFIX) if digest else None
        if content is not None:
            return _safe_form().validate_json(content)
        reading = self._anew(folder, digest)
        # A file saved meanwhile would be kept under what it was before.
        if digest and digest == self._digest(folder):
            self.kept.put(digest.encode(), SUFFIX, _safe_form().dump_json(reading))
        return reading

    def _anew(self, folder: Path, digest: str) -> PlaceReading:
        names, settings, read = self.tools.names, self.tools.settings, self._read(folder)
        shown = self._published(read)
        records = [record_of(place, self.tools) for place in shown]
        for record in records:
            self.records.put(record)
        summaries = tuple(summary_of(record, self.tools, self.elsewhere) for record in records)
        if self.elsewhere:
            return PlaceReading(digest, self._unreadable(read, folder), (), (), (), 0, summaries)
        return PlaceReading(
            digest,
            read.problems,
            tuple(warning for place in shown for warning in place.warnings),
            tuple(member for place in read.places for member in members_of(place, names)),
            beyond_scope(read.places, names, settings),
            len(read.places),
            summaries,
            published_protected(read.protected, self.tools.territory, settings),
        )

    def _unreadable(self, read: ReadPlaces, folder: Path) -> tuple[Problem, ...]:
        """Tell once a place of a copy that cannot be read here: the site is built without it."""
        if not has_errors(read.problems):
            return ()
        code = next(one.code for one in read.problems if one.severity is Severity.ERROR)
        return (
            problem("CM-715", self.folders.shown(folder), FIRST_LINE, lu=folder.name, attendu=code),
        )

    def _read(self, folder: Path) -> ReadPlaces:
        return read_place(folder, self.tools.reader, self.folders.base_of(folder))

    def _published(self, read: ReadPlaces) -> tuple[PublishedPlace, ...]:
        shown = published(read.places, self.tools.names, self.tools.settings)
        if self.elsewhere is None:
            return shown
        if has_errors(read.problems):
            return ()
        return tuple(replace(place, slug=self.elsewhere.key(place.slug)) for place in shown)

    def _digest(self, folder: Path) -> str:
        """Sum up everything that reading a folder depends on: its name is told in problems."""
        content = folder_digest(folder) if self.kept.folder is not None else None
        if content is None:
            return ""
        named = self.folders.shown(folder).encode()
        return hashlib.sha256(self.common + content + named).hexdigest()


def sources_of(assessment: Assessment, measures: Measures, tools: Tools) -> Sources:
    """Put the answers and figures of one file behind one look-up."""
    state = assessment.header.etat
    return Sources(tools.names, assessment.answers, measures, assessment.estimates, state)


def record_of(place: PublishedPlace, tools: Tools) -> Record:
    """Compute every figure of a place, year by year."""
    measures = tools.calculator.measures
    return Record(place, {year.year: measures(year) for year in place.assessments})


def summary_of(record: Record, tools: Tools, elsewhere: Elsewhere | None = None) -> Summary:
    """Keep of a place what the pages about all places show."""
    latest = record.place.latest
    sources = sources_of(latest, record.measures[latest.year], tools)
    return summarise(record.place, sources, tools.settings, tools.territory, elsewhere)
