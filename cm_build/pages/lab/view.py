"""The laboratory: which measures may be crossed, and a first pair, drawn and told in full."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.crossing import UNSAID, Crossing
from cm_build.drawing.scatter import clouds
from cm_build.pages.lab.facet import facet_names
from cm_build.pages.lab.measure import measure, themes
from cm_build.referential.sentence import ABSENCES
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.crossing import Located, Series
    from cm_build.computing.population import Population, Populations
    from cm_build.drawing.scatter import Cloud
    from cm_build.pages.lab.facet import FacetName
    from cm_build.pages.lab.measure import LabMeasure, Theme
    from cm_build.questionnaire.observatory import Laboratory

# Rows written in the page; a script shows the others as they are asked for.
ROWS = 50
REAL, FICTIONAL = "reels", "fictifs"


class LabWorld(NamedTuple):
    """Real places, or invented ones: they are never drawn together."""

    id: str
    title: str
    population: Population


class LabRow(NamedTuple):
    """One line of the table."""

    place: Located
    across: str
    up: str


class FirstView(NamedTuple):
    """The pair drawn before anything is asked: two widths, sentences, the first lines of its table."""

    across: LabMeasure
    up: LabMeasure
    wide: Cloud
    narrow: Cloud
    drawn: str
    sentences: tuple[str, ...]
    rows: tuple[LabRow, ...]
    more: int


class Lab(NamedTuple):
    """Everything the page of the laboratory shows."""

    fictional: bool
    places: int
    worlds: tuple[LabWorld, ...]
    themes: tuple[Theme, ...]
    facets: tuple[FacetName, ...]
    first: FirstView | None
    minimum: int


def worlds(counted: Populations) -> tuple[LabWorld, ...]:
    """List the worlds that have places, the one shown first before the other."""
    both = (
        LabWorld(REAL, "Les lieux réels", counted.real),
        LabWorld(FICTIONAL, "Les lieux inventés pour l’exemple", counted.fictional),
    )
    return tuple(one for one in both if one.population.size)


def measures(laboratory: Laboratory, population: Population) -> tuple[LabMeasure, ...]:
    """Dress what may be crossed: numbers, and nothing else."""
    crossing = Crossing(population)
    return tuple(measure(one, population) for one in laboratory.mesures if crossing.is_numeric(one))


def lab(laboratory: Laboratory, counted: Populations) -> Lab:
    """Compose the page."""
    shown = counted.shown
    known = measures(laboratory, shown)
    chosen = [one for one in known if one.id in laboratory.depart]
    chosen.sort(key=lambda one: laboratory.depart.index(one.id))
    pair = [*chosen, *(one for one in known if one not in chosen)][:2]
    first = (
        _first_view(Crossing(shown), *pair, fictional=counted.is_fictional) if shown.size else None
    )
    return Lab(
        counted.is_fictional,
        shown.size,
        worlds(counted),
        themes(known),
        facet_names(laboratory, shown.names),
        first,
        shown.minimum,
    )


def _first_view(
    crossing: Crossing, across: LabMeasure, up: LabMeasure, *, fictional: bool
) -> FirstView:
    series = (crossing.series(across.id), crossing.series(up.id))
    both = zip(crossing.places, series[0].values, series[1].values, strict=True)
    found = [(place, x, y) for place, x, y in both if x is not None and y is not None]
    drawings = clouds(
        [(x, y, _told(place, across.said(x), up.said(y))) for place, x, y in found],
        (across.unit, up.unit),
    )
    rows = tuple(
        LabRow(place, across.number(x), up.number(y)) for place, x, y in islice(found, ROWS)
    )
    drawn = drawn_of(len(found), len(crossing.places), fictional=fictional)
    told = tuple(
        _sentence(one, values, crossing.population)
        for one, values in zip((across, up), series, strict=True)
    )
    return FirstView(across, up, *drawings, drawn, told, rows, len(found) - len(rows))


def _told(place: Located, across: str, up: str) -> str:
    return f"{place.name}, {place.commune} : {across} ; {up}"


def drawn_of(drawn: int, places: int, *, fictional: bool) -> str:
    """Say how many places are seen, and why the others are not."""
    world = (" inventé", " inventés")[places > 1] if fictional else ""
    whole = f"{french.number_of(places)} {'lieux' if places > 1 else 'lieu'}{world}"
    points = f"{french.number_of(drawn)} {'points' if drawn > 1 else 'point'}"
    if drawn == places:
        return f"{points} pour {whole}."
    return f"{points} pour {whole} : il faut les deux réponses pour être dessiné."


def _sentence(one: LabMeasure, series: Series, population: Population) -> str:
    found = population.numbers(one.id)
    answers = found.coverage.answers
    said = f"médiane {one.said(found.spread.median)}" if found.spread else ""
    if not said:
        said = f"trop peu de réponses ({answers}) pour une médiane"
    return f"{one.title} : {', '.join((said, *_absences(series, len(series.values) - answers)))}."


def _absences(series: Series, missing: int) -> Iterator[str]:
    counts = {code: len(where) for code, where in series.reasons.items()}
    counts[UNSAID] = missing - sum(counts.values())
    for code, words in ABSENCES.items():
        count = counts.get(code, 0)
        if count:
            yield f"{french.number_of(count)} {words[count > 1]}"
