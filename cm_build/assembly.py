"""Read, validate and compute a whole référentiel, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.computing.measures import Calculator
from cm_build.computing.outliers import outliers
from cm_build.computing.peers import PeerIndex, Profile, peers_of
from cm_build.places.assessment import AssessmentReader
from cm_build.places.folder import read_places
from cm_build.places.place import PublishedPlace, published
from cm_build.places.settings import Settings, load_settings
from cm_build.places.territory import Territory, load_territory
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.question import Role
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, has_errors, in_order, problem
from cm_build.viewing import french
from cm_build.viewing.context import Peers, PlaceContext
from cm_build.viewing.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cm_build.places.assessment import Assessment
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names

QUESTIONNAIRE, SETTINGS, PLACES, GEO = (
    "questionnaire.yaml",
    "referentiel.yaml",
    "places",
    "geo",
)


@dataclass(frozen=True)
class DataFolders:
    """Where the data is: a folder may hold only places, and take the rest from the default one."""

    places: Path
    questionnaire: Path
    settings: Path
    geo: Path
    base: Path


def data_folders(folder: Path, default: Path) -> DataFolders:
    """Find each part of the data in `folder`, else in the default data folder."""

    def found(name: str) -> Path:
        return folder / name if (folder / name).exists() else default / name

    holds_places = (folder / PLACES).is_dir() or folder.resolve() == default.resolve()
    places = folder / PLACES if holds_places else folder
    base = default.parent if folder.resolve() == default.resolve() else folder
    return DataFolders(places, found(QUESTIONNAIRE), found(SETTINGS), found(GEO), base)


@dataclass(frozen=True)
class Tools:
    """What is needed to read any place: the questionnaire, the territory, the configuration."""

    names: Names
    settings: Settings
    territory: Territory

    @cached_property
    def reader(self) -> AssessmentReader:
        """Reads the files of places."""
        return AssessmentReader(self.names, self.territory)

    @cached_property
    def calculator(self) -> Calculator:
        """Computes their figures."""
        return Calculator(self.names)


def load_tools(folders: DataFolders) -> tuple[Tools | None, tuple[Problem, ...]]:
    """Load the trusted files; either everything, or every problem they have."""
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    for path in (folders.questionnaire, folders.settings):
        try:
            contents[path.name] = path.read_bytes()
        except OSError:
            problems.append(problem("CM-509", path.as_posix(), Mark(1, 1), lu=path.name))
    if problems:
        return None, tuple(problems)
    questionnaire = load_questionnaire(
        contents[QUESTIONNAIRE], _shown(folders.questionnaire, folders)
    )
    settings = load_settings(contents[SETTINGS], _shown(folders.settings, folders))
    problems = [*questionnaire.problems, *settings.problems]
    if questionnaire.names is None or settings.settings is None:
        return None, in_order(problems)
    territory = load_territory(folders.geo)
    return Tools(questionnaire.names, settings.settings, territory), in_order(problems)


def _shown(path: Path, folders: DataFolders) -> str:
    try:
        return path.relative_to(folders.base).as_posix()
    except ValueError:
        return path.name


@dataclass(frozen=True)
class Referential:
    """A référentiel ready to be drawn: published places, their figures, their peers."""

    tools: Tools
    places: tuple[PublishedPlace, ...]

    @cached_property
    def sources(self) -> Mapping[tuple[str, int], Sources]:
        """Answers and figures of every published assessment."""
        return {
            (place.slug, assessment.year): self._sources(assessment)
            for place in self.places
            for assessment in place.assessments
        }

    def _sources(self, assessment: Assessment) -> Sources:
        calculator = self.tools.calculator
        measures = calculator.measures(assessment)
        return Sources(self.tools.names, calculator.groups, assessment.answers, measures)

    def latest(self) -> list[tuple[PublishedPlace, Sources]]:
        """Give every place with the sources of its latest year."""
        return [(place, self.sources[place.slug, place.latest.year]) for place in self.places]

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What makes each place comparable; directory entries and old files are left out."""
        settings = self.tools.settings
        oldest = settings.annee_reference - settings.age_maximum
        return {
            place.slug: self._profile(place, sources)
            for place, sources in self.latest()
            if not place.from_directory and place.latest.year >= oldest
        }

    def _profile(self, place: PublishedPlace, sources: Sources) -> Profile:
        names = self.tools.names
        similar = names.questionnaire.semblables
        figures: dict[str, Decimal] = {
            name: figure.number
            for name, figure in sources.measures.items()
            if name in names.indicators and figure.number is not None
        }
        main = sources.chosen(names.of_role(Role.TYPE_PRINCIPAL))
        types = frozenset(option.id for option in sources.chosen(names.of_role(Role.TYPES)))
        surface = sources.measures[similar.surface].value if similar else None
        return Profile(
            place.slug,
            main[0].id if main else None,
            types,
            str(surface) if surface is not None else None,
            _density_class(place.commune.density, names),
            place.fictional,
            figures,
        )

    @cached_property
    def peers(self) -> PeerIndex:
        """Groups of similar places."""
        return peers_of(self.profiles.values())

    def context(self, place: PublishedPlace, assessment: Assessment) -> PlaceContext:
        """Gather what the views of one place and one year need."""
        history = tuple((one.year, self.sources[place.slug, one.year]) for one in place.assessments)
        profile = self.profiles.get(place.slug)
        latest = assessment is place.latest
        peers = (
            Peers(profile, self.peers.group(profile), self.peers) if profile and latest else None
        )
        return PlaceContext(
            place,
            assessment,
            self.sources[place.slug, assessment.year],
            history,
            self.tools.territory,
            self.tools.settings,
            peers,
        )


def _density_class(density: float | None, names: Names) -> str | None:
    similar = names.questionnaire.semblables
    if density is None or similar is None:
        return None
    for bound in similar.densite:
        if bound.jusqu_a is None or density < bound.jusqu_a:
            return bound.libelle
    return None


@dataclass(frozen=True)
class Assembled:
    """A référentiel, or None when an error forbids it, and everything there is to say."""

    referential: Referential | None
    problems: tuple[Problem, ...]


def assemble(folders: DataFolders) -> Assembled:
    """Read and check everything; nothing is written, so a wrong file harms no site."""
    tools, problems = load_tools(folders)
    if tools is None:
        return Assembled(None, problems)
    read = read_places(folders.places, tools.reader, folders.base)
    problems = in_order((*problems, *read.problems))
    if has_errors(problems):
        return Assembled(None, problems)
    places = published(read.places, tools.names, tools.settings)
    referential = Referential(tools, places)
    return Assembled(referential, in_order((*problems, *range_warnings(referential))))


def range_warnings(referential: Referential) -> Iterator[Problem]:
    """Warn of figures far from what other places declare."""
    files = {place.slug: place.latest.file for place in referential.places}
    indicators = referential.tools.names.indicators
    for found in outliers(referential.profiles.values()):
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
