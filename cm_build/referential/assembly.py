"""Read, validate and compute a whole référentiel, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from cm_build.computing.outliers import outliers
from cm_build.computing.peers import PeerIndex, Profile, peers_of
from cm_build.places.folder import place_folders, read_place
from cm_build.places.identity import Member, member_warnings, members_of
from cm_build.places.place import beyond_scope, published
from cm_build.places.scope import scope_warnings
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, has_errors, in_order, problem
from cm_build.referential.context import Peers, PlaceContext
from cm_build.referential.records import Record, Records
from cm_build.referential.sharing import in_chunks
from cm_build.referential.sources import Sources
from cm_build.referential.summary import Summary, summarise
from cm_build.referential.toolbox import load_tools, read_audiences, read_observatory
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cm_build.questionnaire.audience import Audiences
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.observatory import Observatory
    from cm_build.referential.census import Census, Enumerator
    from cm_build.referential.toolbox import DataFolders, Tools


@dataclass(frozen=True)
class Referential:
    """A référentiel ready to be drawn.

    Places are kept as light summaries; everything a place said comes back from `records`, one
    place at a time, so that ten thousand places do not stand in memory together.
    """

    tools: Tools
    summaries: tuple[Summary, ...]
    records: Records
    others: tuple[Profile, ...] = ()
    """Places known only by what makes them comparable: a preview holds no other."""
    observatory: Observatory | None = None
    """What is shown of all places together; a preview shows one place and has none."""
    audiences: Audiences | None = None
    """What each audience is answered."""
    warnings: tuple[Problem, ...] = ()
    """What a person should look at again, in files of which nothing is hidden."""

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """What makes places comparable, for those that are compared."""
        return (*self.others, *(one.profile for one in self.summaries if one.profile))

    @cached_property
    def peers(self) -> PeerIndex:
        """Groups of similar places."""
        return peers_of(self.profiles, self.tools.settings.groupe_minimum)

    def sources(self, record: Record) -> Mapping[int, Sources]:
        """Put the answers and figures of a place behind one look-up, year by year."""
        groups = self.tools.calculator.groups
        return {
            one.year: Sources(
                self.tools.names, groups, one.answers, record.measures[one.year], one.estimates
            )
            for one in record.place.assessments
        }

    def contexts(self, record: Record, summary: Summary) -> list[PlaceContext]:
        """Gather what the views of each year of a place need, oldest year first."""
        sources = self.sources(record)
        history = tuple(sources.items())
        peers = None
        if summary.profile:
            peers = Peers(summary.profile, self.peers.group(summary.profile), self.peers)
        return [
            PlaceContext(
                record.place,
                assessment,
                sources[assessment.year],
                history,
                self.tools.territory,
                self.tools.settings,
                peers if assessment is record.place.latest else None,
            )
            for assessment in record.place.assessments
        ]


@dataclass(frozen=True)
class Assembled:
    """A référentiel, or None when an error forbids it, and everything there is to say."""

    referential: Referential | None
    problems: tuple[Problem, ...]
    census: Census | None = None
    """What all places say together; None unless it was asked for, and when there is no référentiel."""


def assemble(
    folders: DataFolders,
    records: Records,
    counting: Callable[[Tools], Enumerator] | None = None,
) -> Assembled:
    """Read, check and compute everything; the site is not touched, so a wrong file harms nothing.

    `counting` makes what counts places too, from what reads them.
    """
    tools, problems = load_tools(folders)
    if tools is None:
        return Assembled(None, problems)
    # Prepared before the work is shared, so that every process starts with them.
    _ = tools.reader, tools.calculator
    observed = read_observatory(folders, tools.names)
    audiences = read_audiences(folders, tools.names, observed.observatory)
    found = [*problems, *observed.problems, *audiences.problems]
    told: list[Problem] = []
    summaries: list[Summary] = []
    members: list[Member] = []
    beyond: list[str] = []
    packs: list[bytes] = []
    places = 0
    enumerator = counting(tools) if counting else None
    job = ReadingJob(tools, folders, records, enumerator)
    for read in in_chunks(job.read, place_folders(folders.places)):
        found += read.problems
        told += read.told
        summaries += read.summaries
        members += read.members
        beyond += read.beyond
        packs.append(read.pack)
        places += read.places
    # Told to whoever checks, never shown: one of the two places may not be published.
    found += member_warnings(members)
    if has_errors(found):
        return Assembled(None, in_order(found))
    file = folders.shown(folders.settings)
    found += scope_warnings(len(summaries), places, beyond, file, tools.declared)
    referential = Referential(
        tools,
        tuple(summaries),
        records,
        observatory=observed.observatory,
        audiences=audiences.audiences,
    )
    unusual = tuple(range_warnings(referential))
    referential = replace(referential, warnings=in_order((*told, *unusual)))
    census = enumerator.census(packs) if enumerator else None
    return Assembled(referential, in_order((*found, *unusual)), census)


@dataclass(frozen=True)
class ReadChunk:
    """What comes back from reading some folders; `told` are the warnings of published places."""

    summaries: tuple[Summary, ...]
    problems: tuple[Problem, ...]
    told: tuple[Problem, ...]
    members: tuple[Member, ...]
    beyond: tuple[str, ...]
    places: int
    pack: bytes
    """The typed rows of published places; nothing when they are not counted."""


@dataclass(frozen=True)
class ReadingJob:
    """Reads, checks and computes folders of places; one place never depends on another."""

    tools: Tools
    folders: DataFolders
    records: Records
    enumerator: Enumerator | None = None

    def read(self, chunk: Sequence[Path]) -> ReadChunk:
        """Read some folders, keep what they hold, give back what is light."""
        problems: list[Problem] = []
        told: list[Problem] = []
        members: list[Member] = []
        beyond: list[str] = []
        records: list[Record] = []
        places = 0
        tools = self.tools
        for folder in chunk:
            read = read_place(folder, tools.reader, self.folders.base)
            problems += read.problems
            members += (one for place in read.places for one in members_of(place, tools.names))
            places += len(read.places)
            beyond += beyond_scope(read.places, tools.names, tools.settings)
            shown = published(read.places, tools.names, tools.settings)
            for place in shown:
                told += place.warnings
                measures = {a.year: tools.calculator.measures(a) for a in place.assessments}
                record = Record(place, measures)
                self.records.put(record)
                records.append(record)
        return ReadChunk(
            tuple(self.summary(one) for one in records),
            tuple(problems),
            tuple(told),
            tuple(members),
            tuple(beyond),
            places,
            self.enumerator.rows(records) if self.enumerator else b"",
        )

    def summary(self, record: Record) -> Summary:
        """Keep of a place what the pages about all places show."""
        tools, place = self.tools, record.place
        latest = record.measures[place.latest.year]
        groups = tools.calculator.groups
        sources = Sources(tools.names, groups, place.latest.answers, latest, place.latest.estimates)
        return summarise(place, sources, tools.settings, tools.territory)


def range_warnings(referential: Referential) -> Iterator[Problem]:
    """Warn of figures far from what other places declare."""
    files = {one.slug: one.file for one in referential.summaries}
    indicators = referential.tools.names.indicators
    for found in outliers(referential.profiles):
        if found.slug not in files:
            continue
        indicator = indicators[found.figure]

        def said(value: Decimal, indicator: Indicator = indicator) -> str:
            return french.quantity(value, indicator.unite, indicator.decimales)

        yield problem(
            "CM-403",
            files[found.slug],
            Mark(1, 1),
            lu=f"{indicator.titre} : {said(found.value)}",
            attendu=f"entre {said(max(found.low, Decimal(0)))} et {said(found.high)}",
        )
