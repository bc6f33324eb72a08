"""The open data: the files that are not one place's, and the pages that explain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.computing.variables import ABSENCE_CODES
from cm_build.exporting import documents, plain
from cm_build.pages.open_data.aggregates import aggregate_files, facet_file, facets_of
from cm_build.pages.open_data.apart import apart_files
from cm_build.pages.open_data.datapackage import Origins, datapackage
from cm_build.pages.open_data.dictionary import dictionary_csv, entries
from cm_build.pages.open_data.own import own_exports, own_files
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.places.file_models import file_models
from cm_build.referential.summary import attributions, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.computing.population import Populations
    from cm_build.pages.open_data.apart import ApartFile
    from cm_build.pages.open_data.dictionary import DictionaryEntry
    from cm_build.pages.open_data.own import OwnFile
    from cm_build.pages.shell.page import Produced
    from cm_build.questionnaire.names import Names
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Attribution

ROOT = "donnees/"


@dataclass(frozen=True)
class OpenDataTemplate(Template, path="pages/open_data/open_data.html"):
    """The files and how to read them; `example` is the address of a place, or nothing.

    `absences` are the codes of what is missing.
    """

    assessments: int
    listed: int
    columns: int
    facets: tuple[tuple[str, str], ...]
    attributions: tuple[Attribution, ...]
    example: str
    apart: tuple[ApartFile, ...]
    own: tuple[OwnFile, ...]
    absences: tuple[str, ...] = ABSENCE_CODES


@dataclass(frozen=True)
class DictionaryTemplate(Template, path="pages/open_data/dictionary.html"):
    """Every column, rubric by rubric."""

    rubrics: tuple[tuple[str, list[DictionaryEntry]], ...]
    own: tuple[OwnFile, ...]


def open_data_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the dictionary, the description, and the pages that explain them."""
    tools, summaries = referential.tools, mixed(referential.summaries)
    apart = apart_files(referential.summaries)
    licence, said = tools.settings.licence.nom, referential.counted
    listed = documents.places_json(summaries, licence=licence, counted=said)
    yield Output("api/v1/lieux.json", listed)
    located = documents.places_geojson(summaries, licence=licence, counted=said)
    yield Output(f"{ROOT}lieux.geojson", located)
    variables = counted.real.variables
    dictionary = entries(variables, tools.names)
    version = tools.names.questionnaire.version
    yield Output(f"{ROOT}dictionnaire.csv", dictionary_csv(dictionary))
    for name, content in own_exports(referential):
        yield Output(f"{ROOT}{name}", content)
    for one in apart:
        for name, content in one.outputs(licence):
            yield Output(f"{ROOT}{name}", content)
    directories = [source for summary in summaries for source in summary.sources]
    networks = sorted({one.elsewhere for one in summaries if one.elsewhere})
    origins = Origins(directories, networks)
    package = datapackage(dictionary, tools.settings, version, origins, tools.names, apart)
    yield Output(f"{ROOT}datapackage.json", package)
    facets = _facets(referential, counted)
    shown = OpenDataTemplate(
        assessments=len(counted.history),
        listed=sum(summary.from_directory for summary in summaries),
        columns=sum("csv" in entry.files for entry in dictionary),
        facets=tuple((facet, facet_file(facet)) for facet in facets),
        attributions=attributions(referential.summaries),
        example=next((summary.slug for summary in referential.drawn), ""),
        apart=apart,
        own=own_files(tools.names, summaries),
    )
    words = "Les données ouvertes du référentiel : tableau, dictionnaire, carte, documents, et comment les lire."
    yield Page(ROOT, "Données ouvertes", words, shown, "donnees")
    words = "Chaque colonne des fichiers ouverts : ce qu’elle contient, son unité, ses codes."
    explained = DictionaryTemplate(_rubrics(dictionary), own_files(tools.names, summaries))
    yield Page(f"{ROOT}dictionnaire/", "Le dictionnaire des données", words, explained, "donnees")


def aggregate_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield what all places say together: the whole, then each facet."""
    observatory, settings = referential.observatory, referential.tools.settings
    summed = tuple(
        counted.real.variable(figure).name for figure in (observatory.totaux if observatory else ())
    )
    facets, variables = _facets(referential, counted), counted.real.variables
    for path, content in aggregate_files(counted, variables, facets, summed, settings):
        yield Output(path, content)


def _facets(referential: Referential, counted: Populations) -> tuple[str, ...]:
    observatory = referential.observatory
    declared = observatory.laboratoire.facettes if observatory else ()
    return facets_of(counted.real.variables, declared)


def schema_file(names: Names) -> Output:
    """Give what an editor checks a file against as it is written."""
    return Output("schema/bilan.schema.json", plain.written(file_models(names).schema()))


def _rubrics(
    dictionary: Sequence[DictionaryEntry],
) -> tuple[tuple[str, list[DictionaryEntry]], ...]:
    """Gather columns by rubric; those that say why others are empty are explained once."""
    groups: dict[str, list[DictionaryEntry]] = {}
    for entry in dictionary:
        if not entry.is_reason:
            groups.setdefault(entry.rubric, []).append(entry)
    return tuple(groups.items())
