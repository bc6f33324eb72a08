"""Read, validate and compute a whole référentiel, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from cm_build.computing.peers import PeerIndex, Profile, outliers, peers_of
from cm_build.places.folder import read_place
from cm_build.places.identity import Member, member_warnings, members_of
from cm_build.places.leftovers import listed
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

    from cm_build.computing.measures import Measures
    from cm_build.places.assessment import Assessment
    from cm_build.places.place import PublishedPlace
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
        return (*self.others, *(summary.profile for summary in self.summaries if summary.profile))

    @cached_property
    def peers(self) -> PeerIndex:
        """Groups of similar places."""
        return peers_of(self.profiles, self.tools.settings.groupe_minimum)

    def sources(self, record: Record) -> Mapping[int, Sources]:
        """Put the answers and figures of a place behind one look-up, year by year."""
        return {
            assessment.year: sources_of(assessment, record.measures[assessment.year], self.tools)
            for assessment in record.place.assessments
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
    audiences = read_audiences(folders, tools.names, observed.model)
    read = Read(problems=[*problems, *observed.problems, *audiences.problems])
    enumerator = counting(tools) if counting else None
    job = ReadingJob(tools, folders, records, enumerator)
    for chunk in in_chunks(job.read, listed(folders.places)):
        read.add(chunk)
    wrong = read.problems
    # Told to whoever checks, never shown: one of the two places may not be published.
    wrong += member_warnings(read.members)
    if has_errors(wrong):
        return Assembled(None, in_order(wrong))
    file = folders.shown(folders.settings)
    wrong += scope_warnings(len(read.summaries), read.places, read.beyond, file, tools.declared)
    referential = Referential(
        tools,
        tuple(read.summaries),
        records,
        observatory=observed.model,
        audiences=audiences.model,
    )
    unusual = tuple(range_warnings(referential))
    referential = replace(referential, warnings=in_order((*read.told, *unusual)))
    census = enumerator.census(read.packs) if enumerator else None
    return Assembled(referential, in_order((*wrong, *unusual)), census)


@dataclass
class Read:
    """What comes back from reading some folders; `told` are the warnings of published places.

    `packs` are their typed rows, when places are counted.
    """

    summaries: list[Summary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    packs: list[bytes] = field(default_factory=list)
    places: int = 0

    def add(self, other: Read) -> None:
        """Take what was read next."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True)
class ReadingJob:
    """Reads, checks and computes folders of places; one place never depends on another."""

    tools: Tools
    folders: DataFolders
    records: Records
    enumerator: Enumerator | None = None

    def read(self, chunk: Sequence[Path]) -> Read:
        """Read some folders, keep what they hold, give back what is light."""
        read, records, tools = Read(), list[Record](), self.tools
        for folder in chunk:
            reading = read_place(folder, tools.reader, self.folders.base)
            read.problems += reading.problems
            for place in reading.places:
                read.members += members_of(place, tools.names)
            read.places += len(reading.places)
            read.beyond += beyond_scope(reading.places, tools.names, tools.settings)
            for shown in published(reading.places, tools.names, tools.settings):
                read.told += shown.warnings
                record = record_of(shown, tools)
                self.records.put(record)
                read.summaries.append(summary_of(record, tools))
                records.append(record)
        if self.enumerator:
            read.packs.append(self.enumerator.rows(records))
        return read


def sources_of(assessment: Assessment, measures: Measures, tools: Tools) -> Sources:
    """Put the answers and figures of one file behind one look-up."""
    return Sources(tools.names, assessment.answers, measures, assessment.estimates)


def record_of(place: PublishedPlace, tools: Tools) -> Record:
    """Compute every figure of a place, year by year."""
    return Record(
        place,
        {
            assessment.year: tools.calculator.measures(assessment)
            for assessment in place.assessments
        },
    )


def summary_of(record: Record, tools: Tools) -> Summary:
    """Keep of a place what the pages about all places show."""
    latest = record.place.latest
    sources = sources_of(latest, record.measures[latest.year], tools)
    return summarise(record.place, sources, tools.settings, tools.territory)


def range_warnings(referential: Referential) -> Iterator[Problem]:
    """Warn of figures far from what other places declare."""
    files = {summary.slug: summary.file for summary in referential.summaries}
    indicators = referential.tools.names.indicators
    for outlier in outliers(referential.profiles):
        if outlier.slug not in files:
            continue
        indicator = indicators[outlier.figure]

        def said(value: Decimal, indicator: Indicator = indicator) -> str:
            return french.quantity(value, indicator.unite, indicator.decimales)

        yield problem(
            "CM-403",
            files[outlier.slug],
            Mark(1, 1),
            lu=f"{indicator.titre} : {said(outlier.value)}",
            attendu=f"entre {said(max(outlier.low, Decimal(0)))} et {said(outlier.high)}",
        )
