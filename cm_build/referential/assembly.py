"""Read, validate and compute a whole référentiel, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from cm_build.computing.peers import PeerIndex, Profile, peers_of
from cm_build.emitting.kept import Kept
from cm_build.places.federation import Portraits
from cm_build.places.protected import ProtectedPlace, area_warnings
from cm_build.places.scope import scope_warnings
from cm_build.places.twins import member_warnings
from cm_build.questionnaire.audience import Audiences
from cm_build.questionnaire.observatory import Observatory
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, has_errors, in_order, problem
from cm_build.referential.context import Peers, PlaceContext, peers_shown
from cm_build.referential.declared import read_audiences, read_observatory
from cm_build.referential.fingerprint import fingerprint
from cm_build.referential.networks import (
    NO_NETWORK,
    Away,
    Networks,
    NetworkState,
    read_networks,
)
from cm_build.referential.once import Shared, once
from cm_build.referential.place_reading import PlaceReader, PlaceReading, sources_of
from cm_build.referential.records import Record, Records
from cm_build.referential.remarks import range_warnings, shared_warnings
from cm_build.referential.sharing import in_chunks
from cm_build.referential.shelter import DepartementCounts
from cm_build.referential.sources import Sources
from cm_build.referential.summary import Summary, world
from cm_build.referential.toolbox import DataFolders, Tools, load_tools


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
    reader: PlaceReader | None = None
    """What reads places, and reads one again; a preview is given its only one."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """What each place was read from, in short; nothing when what depends on it may not be kept."""
    common: bytes = b""
    """What every result depends on, in short; nothing when nothing is kept."""
    warnings: tuple[Problem, ...] = ()
    """What a person should look at again, in files of which nothing is hidden."""
    protected: tuple[ProtectedPlace, ...] = ()
    """Places that must not be found: their own pages and their list show them, and nothing else."""
    away: Mapping[str, PlaceReader] = field(default_factory=dict)
    """What reads the places of each other network, by its code."""
    networks: tuple[NetworkState, ...] = ()
    """How the copies of the networks stand."""
    shared: tuple[Shared, ...] = ()
    """Places that another network seems to tell of as well, as far as both publish it."""

    @cached_property
    def drawn(self) -> tuple[Summary, ...]:
        """The places whose portrait is here: those of other networks have theirs on their own site."""
        return tuple(summary for summary in self.summaries if summary.elsewhere is None)

    @cached_property
    def portraits(self) -> Portraits:
        """Where the portrait of each place is."""
        away = (summary for summary in self.summaries if summary.elsewhere)
        return Portraits({summary.slug: summary.card.address for summary in away})

    @cached_property
    def departements(self) -> DepartementCounts:
        """How many places each département has, among whom a protected one may be told."""
        return DepartementCounts.of(self.summaries)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """What makes places comparable, for those that are compared."""
        return (*self.others, *(summary.profile for summary in self.summaries if summary.profile))

    @cached_property
    def counted(self) -> frozenset[str]:
        """The addresses of the places whose latest year makes the figures that pages show.

        Real places as soon as one counts; until then those invented for the example.
        """
        invented = world(self.summaries).fictional
        counting = (summary for summary in self.summaries if summary.standing.counts)
        return frozenset(summary.slug for summary in counting if summary.fictional is invented)

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

    def record(self, summary: Summary) -> Record:
        """Give everything a place said."""
        return (self.away.get(summary.network) or self.reader or self.records).record(summary.slug)

    def unchanged(self, summary: Summary) -> bool:
        """Tell whether a place's folder still holds what it was read from: what it made may be kept."""
        digest = self.digests.get(summary.slug, "")
        reader = self.away.get(summary.network) or self.reader
        return reader is not None and reader.unchanged(summary.slug, digest)

    @cached_property
    def digest(self) -> str:
        """Sum up what every place was read from; nothing when one of them may not be kept."""
        digests = [self.digests.get(summary.slug) for summary in self.summaries]
        if not (self.common and all(digests)):
            return ""
        return hashlib.sha256(repr((self.common, digests)).encode()).hexdigest()

    def peers_of(self, summary: Summary) -> Peers | None:
        """Give what a place shows of those it is compared with; None when it shows nothing."""
        if summary.profile is None or not summary.shows_peers:
            return None
        return peers_shown(summary.profile, self.peers, self.tools.names)

    def contexts(self, record: Record, summary: Summary) -> list[PlaceContext]:
        """Gather what the views of each year of a place need, oldest year first."""
        sources, peers = self.sources(record), self.peers_of(summary)
        years, names = tuple(sources), self.tools.names
        return [
            PlaceContext(
                record.place.as_of(assessment.year, names),
                assessment,
                sources[assessment.year],
                tuple((year, sources[year]) for year in years[:rank]),
                self.tools.territory,
                self.tools.settings,
                summary.profile if rank == len(years) else None,
                peers if rank == len(years) else None,
                years[rank:],
            )
            for rank, assessment in enumerate(record.place.assessments, start=1)
        ]


@dataclass(frozen=True)
class Assembled:
    """A référentiel, or None when an error forbids it, and everything there is to say."""

    referential: Referential | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Assembler:
    """Everything but the places, read once: what reads them, and puts them together again and again."""

    folders: DataFolders
    tools: Tools
    reader: PlaceReader
    observatory: Observatory | None
    audiences: Audiences | None
    problems: tuple[Problem, ...]
    """What is wrong in the files that are no place's."""
    networks: Networks = NO_NETWORK
    """The copies of the places of other networks."""

    @cached_property
    def away(self) -> Away:
        """What those copies hold, and what reads it again."""
        return self.networks.read(self.folders, self.reader)

    def listed(self) -> list[Path]:
        """List the folders to read, in their order."""
        return self.folders.listed(examples=self.tools.settings.exemples)

    def read(self) -> list[PlaceReading]:
        """Read every folder of places, or take up what reading it gave, in their order."""
        chunks = in_chunks(self.reader.read, self.listed())
        return [reading for chunk in chunks for reading in chunk]

    def gathered(self, own: Sequence[PlaceReading]) -> Assembled:
        """Put places together, in their order, and those of other networks after ours."""
        readings = (*own, *self.away.readings)
        problems = self.problems
        problems += tuple(problem for reading in readings for problem in reading.problems)
        # Told to whoever checks, never shown: one of the two places may not be published.
        members = [member for reading in readings for member in reading.members]
        problems += tuple(member_warnings(members))
        if self.tools.settings.exemples:
            problems += tuple(_replacements(self.folders))
        if has_errors(problems):
            return Assembled(None, in_order(problems))
        everyone = tuple(summary for reading in readings for summary in reading.summaries)
        summaries, shared = once(everyone, self.networks.same)
        problems += tuple(shared_warnings(shared, self.networks.file))
        problems += tuple(_scope_warnings(readings, len(summaries), self.tools))
        referential = Referential(
            self.tools,
            summaries,
            self.reader.records,
            observatory=self.observatory,
            audiences=self.audiences,
            reader=self.reader,
            common=self.reader.common,
            protected=tuple(place for reading in readings for place in reading.protected),
            away=self.away.readers,
            networks=self.networks.states(self.tools.names.questionnaire.version),
            shared=shared,
            digests={
                summary.slug: reading.digest
                for reading in readings
                for summary in reading.summaries
            },
        )
        enough = partial(referential.departements.enough, names=self.tools.names)
        problems += tuple(area_warnings(referential.protected, enough, self.tools.territory))
        files = {summary.slug: summary.file for summary in referential.drawn}
        indicators = self.tools.names.indicators
        unusual = tuple(range_warnings(files, referential.profiles, indicators))
        warnings = (warning for reading in readings for warning in reading.warnings)
        referential = replace(referential, warnings=in_order((*warnings, *unusual)))
        return Assembled(referential, in_order((*problems, *unusual)))


def load_assembler(
    folders: DataFolders, records: Records, kept: Kept | None = None
) -> tuple[Assembler | None, tuple[Problem, ...]]:
    """Read the trusted files: what puts places together, or every problem they have."""
    tools, problems = load_tools(folders)
    if tools is None:
        return None, problems
    networks = read_networks(folders, tools.settings)
    tools = replace(tools, settings=networks.applied(tools.settings))
    # Prepared before the work is shared, so that every process starts with them.
    _ = tools.reader, tools.calculator
    observed = read_observatory(folders, tools.names)
    audiences = read_audiences(folders, tools.names, observed.model)
    chosen = (tools.settings, networks.states(0), networks.same)
    common = fingerprint(folders, *chosen) if kept and kept.folder else b""
    reader = PlaceReader(tools, folders, records, kept or Kept(), common)
    problems = (*problems, *observed.problems, *audiences.problems, *networks.problems)
    shown = observed.model, audiences.model
    return Assembler(folders, tools, reader, *shown, problems, networks), problems


def assemble(folders: DataFolders, records: Records, kept: Kept | None = None) -> Assembled:
    """Read, check and compute everything; the site is not touched, so a wrong file harms nothing.

    `kept` holds what earlier builds read: places whose folder is the same are not read again.
    """
    assembler, problems = load_assembler(folders, records, kept)
    if assembler is None:
        return Assembled(None, problems)
    return assembler.gathered(assembler.read())


def _replacements(folders: DataFolders) -> Iterator[Problem]:
    for place in folders.replaced_examples():
        yield problem("CM-530", folders.shown(place), Mark(1, 1), lu=place.name)


def _scope_warnings(
    readings: Sequence[PlaceReading], shown: int, tools: Tools
) -> Iterable[Problem]:
    places = sum(reading.places for reading in readings)
    beyond = [slug for reading in readings for slug in reading.beyond]
    return scope_warnings(shown, places, beyond, tools.declared) if tools.declared else ()
