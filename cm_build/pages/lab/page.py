"""The laboratory's page, its data by columns, its script, and the library that it loads on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.computing.crossing import Crossing
from cm_build.exporting.documents import VERSION
from cm_build.exporting.plain import written
from cm_build.pages.lab.facet import facets
from cm_build.pages.lab.figure import model
from cm_build.pages.lab.view import lab, measures, worlds
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import joined, palette
from cm_build.pages.shell.explorable import config
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.places.federation import network_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cm_build.computing.crossing import Located, Series
    from cm_build.computing.population import Populations
    from cm_build.pages.lab.facet import LabFacet
    from cm_build.pages.lab.view import Lab, LabWorld
    from cm_build.pages.shell.page import Produced
    from cm_build.places.federation import Portraits
    from cm_build.referential.assembly import Referential

LAB = "referentiel/lab/"
LIBRARY = "plotly.js-basic-dist-min/plotly-basic.min.js"


@dataclass(frozen=True)
class LabTemplate(Template, path="pages/lab/lab.html"):
    """What can be crossed, and a first crossing."""

    view: Lab


def lab_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the page and what its script asks for, world by world."""
    if referential.observatory is None:
        return
    laboratory = referential.observatory.laboratoire
    words = "Deux mesures, un point par lieu : de quoi chercher par soi-même, et garder ce que l’on voit."
    shown = LabTemplate(lab(laboratory, counted, referential.portraits))
    yield Page(LAB, "Le laboratoire", words, shown, "referentiel")
    yield Output("assets/lab.js", script("pages/lab/lab.js"))
    yield Output("assets/plotly.css", minified(joined("pages/lab/plotly.css")))
    light, dark = palette()
    models = {"version": VERSION, "clair": model(light), "sombre": model(dark), "config": config()}
    yield Output(f"{LAB}modele.json", written(models))
    for world in worlds(counted):
        yield from _columns(world, referential)


def _columns(world: LabWorld, referential: Referential) -> Iterator[Output]:
    assert referential.observatory is not None  # noqa: S101 - the caller has just looked
    laboratory = referential.observatory.laboratoire
    crossing, root = Crossing(world.population), f"{LAB}{world.id}/"
    yield Output(f"{root}lieux.json", places_columns(crossing.places, referential.portraits))
    for measure in measures(laboratory, world.population):
        column = measure_column(measure.id, crossing.series(measure.id))
        yield Output(f"{root}mesures/{measure.id}.json", column)
    for facet in facets(crossing, laboratory, referential.tools.territory):
        yield Output(f"{root}facettes/{facet.id}.json", facet_column(facet))


def library_outputs(packages: Path) -> Iterator[Output]:
    """Copy the library that draws on demand; without it, the page keeps its drawing and its table."""
    path = packages / LIBRARY
    if path.is_file():
        yield Output("assets/plotly.js", path.read_bytes())


def places_columns(places: Iterable[Located], portraits: Portraits) -> str:
    """Name the places, in the order of every other file; by rank, the pages that are on another site."""
    slugs, names, communes = zip(*places, strict=True)
    away = {str(rank): portraits.of(slug) for rank, slug in enumerate(slugs) if network_of(slug)}
    document = {"version": VERSION, "lieux": slugs, "noms": names, "communes": communes}
    return written(document | ({"pages": away} if away else {}))


def measure_column(reference: str, series: Series) -> str:
    """Write the values of a measure; null is not answered, unless `manque` says why."""
    values = [_plain(value) for value in series.values]
    document = {
        "version": VERSION,
        "mesure": reference,
        "colonne": values,
        "manque": series.reasons,
    }
    return written(document)


def facet_column(facet: LabFacet) -> str:
    """Write the classes of a facet, and each place's own by its rank."""
    return written({"version": VERSION, "classes": facet.classes, "colonne": facet.values})


def _plain(value: float | None) -> float | int | None:
    """Spare a point and a zero where a number is whole."""
    return int(value) if value is not None and value.is_integer() else value
