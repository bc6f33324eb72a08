"""The open data: the files that are not one place's, and the pages that explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.open_data.aggregates import aggregate_files, facet_file, facets_of
from cm_build.pages.open_data.datapackage import datapackage
from cm_build.pages.open_data.dictionary import dictionary_csv, entries
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render
from cm_build.referential.attribution import attributions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.pages.open_data.dictionary import Entry
    from cm_build.referential.assembly import Referential
    from cm_build.referential.census import Census

ROOT = "donnees/"
DICTIONARY = f"{ROOT}dictionnaire/"


def open_data_urls() -> tuple[str, ...]:
    """List the addresses of these pages, for the site map."""
    return (ROOT, DICTIONARY)


def open_data_outputs(referential: Referential, census: Census) -> Iterator[Output]:
    """Write the dictionary, the description, the aggregates, and their pages."""
    tools, variables, counted = referential.tools, census.variables, census.populations
    found = entries(variables, tools.names)
    version = tools.names.questionnaire.version
    yield Output(f"{ROOT}dictionnaire.csv", dictionary_csv(found))
    directories = [source for one in referential.summaries for source in one.sources]
    package = datapackage(found, tools.settings, version, directories)
    yield Output(f"{ROOT}datapackage.json", package)
    observatory = referential.observatory
    declared = observatory.laboratoire.facettes if observatory else ()
    facets = facets_of(variables, declared)
    summed = tuple(
        counted.real.variable(one).name for one in (observatory.totaux if observatory else ())
    )
    for path, content in aggregate_files(counted, variables, facets, summed, tools.settings):
        yield Output(path, content)
    told: dict[str, object] = {
        "bilans": len(counted.history),
        "recenses": sum(one.from_directory for one in referential.summaries),
        "colonnes": sum("csv" in one.files for one in found),
        "facettes": [(facet, facet_file(facet)) for facet in facets],
        "provenances": attributions(referential.summaries),
        "exemple": next((one.slug for one in referential.summaries), ""),
    }
    words = "Les données ouvertes du référentiel : tableau, dictionnaire, carte, documents, et comment les lire."
    page = Page(ROOT, "pages/open_data/open_data.html", "Données ouvertes", words, told, "donnees")
    yield Output(page.file, render(page, tools.settings))
    words = "Chaque colonne des fichiers ouverts : ce qu’elle contient, son unité, ses codes."
    told = {"rubriques": _rubrics(found)}
    page = Page(
        DICTIONARY,
        "pages/open_data/dictionary.html",
        "Le dictionnaire des données",
        words,
        told,
        "donnees",
    )
    yield Output(page.file, render(page, tools.settings))


def _rubrics(found: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Gather columns by rubric; those that say why others are empty are explained once."""
    groups: dict[str, list[Entry]] = {}
    for one in found:
        if not one.is_reason:
            groups.setdefault(one.rubric, []).append(one)
    return list(groups.items())
