"""Where the data is, and what reads it: the questionnaire, the configuration, the territory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cm_build.computing.measures import Calculator
from cm_build.forges.remote import NOTHING, Deduced
from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.leftovers import listed_places
from cm_build.places.scope import settings_warnings
from cm_build.places.settings import Settings, load_settings
from cm_build.places.territory import Territory
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.origin import Origin
from cm_build.reading.home import home, installed
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, has_errors, in_order, problem

(
    QUESTIONNAIRE,
    NETWORK,
    SETTINGS,
    LOCAL,
    OBSERVATORY,
    AUDIENCES,
    PLACES,
    EXAMPLES,
    GEO,
    FEDERATION,
) = (
    "questionnaire.yaml",
    "reseau.yaml",
    "referentiel.yaml",
    "local.yaml",
    "observatoire.yaml",
    "publics.yaml",
    "places",
    "exemples",
    "geo",
    "federation.yaml",
)
# Beside the data, out of what git follows: the copies of the places of other networks.
COPIES = Path(".cache/federation")


@dataclass(frozen=True)
class DataFolders:
    """Where the data is: a folder may hold only places, and take the rest from the default one."""

    places: Path
    questionnaire: Path
    network: Path
    settings: Path
    local: Path
    """What a network lays over `settings`, wherever it is: beside its places, else beside them."""
    observatory: Path
    audiences: Path
    geo: Path
    base: Path
    given: Path
    """The folder that was asked for, whatever it holds."""
    federation: Path
    """The networks whose places are shown here; a folder of places alone has none."""
    copies: Path
    """The last good copy of each of them."""
    deduced: Deduced = NOTHING
    """What git and the forge say of the repository and of the site."""
    examples: Path | None = None
    """Places invented to show what a portrait is; a folder of places alone has none."""

    def listed(self, *, examples: bool) -> list[Path]:
        """List the folders of places by address, those of examples among them when they are shown."""
        own = listed_places(self.places)
        replaced = {path.name for path in own}
        shown = listed_places(self.examples) if self.examples and examples else []
        kept = (path for path in shown if path.name not in replaced)
        return sorted((*own, *kept), key=lambda path: path.name)

    def replaced_examples(self) -> list[Path]:
        """List the places whose address is that of an example: they are shown in its stead."""
        if self.examples is None:
            return []
        invented = {path.name for path in listed_places(self.examples)}
        return [path for path in listed_places(self.places) if path.name in invented]

    def place(self, slug: str) -> Path:
        """Find the folder of a place: a place's own, before the example of the same address."""
        own = self.places / slug
        if self.examples is None or own.is_symlink() or own.exists():
            return own
        example = self.examples / slug
        return example if example.exists() else own

    def base_of(self, place: Path) -> Path:
        """Give the folder that a place's files are named from."""
        if self.carried and self.examples and place.is_relative_to(self.examples):
            return home()
        return self.base

    @property
    def carried(self) -> bool:
        """Tell whether the examples are those that a wheel brings: no history, no file to link to."""
        return self.examples is not None and self.examples.is_relative_to(home()) and installed()

    def shown(self, path: Path) -> str:
        """Name a file the way people know it; what the project brings has the name it has there."""
        for base in (self.base, home()):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.name


def data_folders(folder: Path, default: Path) -> DataFolders:
    """Find each part of the data in `folder`, else in the default data folder, else in the project's."""
    brought = home() / "data"

    def found(name: str) -> Path:
        folders = (one for one in (folder, default) if (one / name).exists())
        return next(folders, brought if installed() else default) / name

    whole = folder.resolve() == default.resolve()
    holds_places = (folder / PLACES).is_dir() or whole
    places = folder / PLACES if holds_places else folder
    questionnaire = found(QUESTIONNAIRE)
    settings = found(SETTINGS)

    def own(name: str, beside: Path) -> Path:
        """Find what a network writes: in `folder`, else beside what it completes, never in a package."""
        around = default if installed() and beside.parent == brought else beside.parent
        return folder / name if (folder / name).exists() else around / name

    base = default.parent if whole else folder
    examples = folder / EXAMPLES
    if whole and installed() and not examples.is_dir():
        examples = brought / EXAMPLES
    return DataFolders(
        places,
        questionnaire,
        own(NETWORK, questionnaire),
        settings,
        own(LOCAL, settings),
        found(OBSERVATORY),
        found(AUDIENCES),
        found(GEO),
        base,
        folder,
        folder / FEDERATION,
        folder.parent / COPIES,
        examples=examples if holds_places and examples.is_dir() else None,
    )


@dataclass(frozen=True)
class Tools:
    """What is needed to read any place: the questionnaire, the territory, the configuration."""

    names: Names
    settings: Settings
    territory: Territory
    declared: Origin | None = None
    """The configuration as it was written, to tell where a value of it stands."""

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
    if not folders.given.is_dir():
        given = folders.given.as_posix()
        return None, (problem("CM-524", given, Mark(1, 1), lu=given),)
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    # Absent from the project itself, so that a network's copy never meets a conflict there.
    network, local = ([path] if path.exists() else [] for path in (folders.network, folders.local))
    for path in (folders.questionnaire, *network, folders.settings, *local):
        contents[path.name], missing = trusted(path)
        problems += missing
    if problems:
        return None, tuple(problems)
    questionnaire = load_questionnaire(
        contents[QUESTIONNAIRE],
        folders.shown(folders.questionnaire),
        (contents[NETWORK], folders.shown(folders.network)) if network else None,
    )
    settings = load_settings(
        contents[SETTINGS],
        folders.shown(folders.settings),
        (contents[LOCAL], folders.shown(folders.local)) if local else None,
        folders.deduced,
    )
    problems = [*questionnaire.problems, *settings.problems]
    if questionnaire.names is None or settings.model is None or settings.origin is None:
        return None, in_order(problems)
    territory = Territory(folders.geo)
    problems += settings_warnings(settings.model, territory, settings.origin)
    if has_errors(problems):
        return None, in_order(problems)
    tools = Tools(questionnaire.names, settings.model, territory, settings.origin)
    return tools, in_order(problems)


def trusted(path: Path) -> tuple[bytes, tuple[Problem, ...]]:
    """Read a file that the référentiel needs, or tell that it is not there."""
    try:
        return path.read_bytes(), ()
    except OSError:
        return b"", (problem("CM-509", path.as_posix(), Mark(1, 1), lu=path.name),)
