"""The laboratory's page, its data by columns, its script, and the library that it loads on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.crossing import Crossing
from cm_build.exporting.documents import VERSION, written
from cm_build.pages.lab.columns import facet_column, measure_column, places_columns
from cm_build.pages.lab.facet import facets
from cm_build.pages.lab.figure import config, model
from cm_build.pages.lab.palette import palette
from cm_build.pages.lab.view import lab, measures, worlds
from cm_build.pages.shell.bundle import minified, script
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cm_build.computing.population import Populations
    from cm_build.pages.lab.view import World
    from cm_build.referential.assembly import Referential

LAB = "referentiel/lab/"
LIBRARY = "plotly.js-basic-dist-min/plotly-basic.min.js"


def lab_outputs(referential: Referential, counted: Populations) -> Iterator[Output]:
    """Write the page and what its script asks for, world by world."""
    if referential.observatory is None:
        return
    laboratory, tools = referential.observatory.laboratoire, referential.tools
    words = "Deux mesures, un point par lieu : de quoi chercher par soi-même, et garder ce que l’on voit."
    told = {"vue": lab(laboratory, counted)}
    page = Page(LAB, "pages/lab/lab.html", "Le laboratoire", words, told, "referentiel")
    yield Output(page.file, render(page, tools.settings))
    yield Output("assets/lab.js", script("pages/lab/lab.js"))
    yield Output("assets/plotly.css", minified(joined("pages/lab/plotly.css")))
    light, dark = palette()
    models = {"version": VERSION, "clair": model(light), "sombre": model(dark), "config": config()}
    yield Output(f"{LAB}modele.json", written(models))
    for world in worlds(counted):
        yield from _columns(world, referential)


def _columns(world: World, referential: Referential) -> Iterator[Output]:
    assert referential.observatory is not None  # noqa: S101 - the caller has just looked
    laboratory = referential.observatory.laboratoire
    crossing, root = Crossing(world.population), f"{LAB}{world.id}/"
    yield Output(f"{root}lieux.json", places_columns(crossing.places))
    for one in measures(laboratory, world.population):
        column = measure_column(one.id, crossing.series(one.id))
        yield Output(f"{root}mesures/{one.id}.json", column)
    for facet in facets(crossing, laboratory, referential.tools.territory):
        yield Output(f"{root}facettes/{facet.id}.json", facet_column(facet))


def lab_urls(referential: Referential) -> list[str]:
    """List the addresses for the site map."""
    return [LAB] if referential.observatory else []


def library_outputs(packages: Path) -> Iterator[Output]:
    """Copy the library that draws on demand; without it, the page keeps its drawing and its table."""
    path = packages / LIBRARY
    if path.is_file():
        yield Output("assets/plotly.js", path.read_bytes())
