"""A région or a département: its places, and its figures beside those of the référentiel as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.counting import INHABITANTS, Standing
from cm_build.computing.population import narrowed
from cm_build.computing.statistic_value import shown_unit
from cm_build.drawing.outline import Box, dots_path, frame
from cm_build.pages.audiences.statement import exact
from cm_build.pages.method.link import MethodLink, method_link
from cm_build.reading.nearest import folded
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cm_build.computing.population import Population
    from cm_build.computing.statistics import Numbers
    from cm_build.pages.territories.areas import Area
    from cm_build.questionnaire.block import KeyFigure
    from cm_build.questionnaire.observatory import Territories
    from cm_build.referential.summary import Summary, World

# Places listed on a territory's page; the directory has them all.
LISTED = 60


class ShownAreas(NamedTuple):
    """A number as it is read, not rounded for programs, and how many answered."""

    text: str
    exact: str
    answers: int


class AreaTotal(NamedTuple):
    """A sum inside a territory, beside that of the whole."""

    declared: KeyFigure
    label: str
    own: ShownAreas
    whole: ShownAreas


class Median(NamedTuple):
    """A median inside a territory, beside that of the whole; None when too few answered."""

    reference: str
    method: MethodLink
    unit: str
    own: ShownAreas | None
    own_answers: int
    whole: ShownAreas | None
    whole_answers: int


class PlaceLine(NamedTuple):
    """A place of the list."""

    name: str
    commune: str
    address: str
    closed: bool
    from_directory: bool
    network: str


class MapView(NamedTuple):
    """The frame of a territory alone, and a dot per commune with a place."""

    frame: Box
    dots: str


class AreaLine(NamedTuple):
    """A territory in a list: its places, those only listed; `linked` says that it has a page."""

    area: Area
    places: int
    from_directory: int
    density: ShownAreas | None
    linked: bool

    @property
    def telling(self) -> int:
        """Places that answered."""
        return self.places - self.from_directory


class TerritoryView(NamedTuple):
    """Everything a territory's page shows."""

    area: Area
    parent: Area | None
    known: World
    closed: int
    coming: int
    answering: int
    density: ShownAreas | None
    map: MapView | None
    totals: tuple[AreaTotal, ...]
    medians: tuple[Median, ...]
    listed: tuple[PlaceLine, ...]
    inside: tuple[AreaLine, ...]
    beside: tuple[AreaLine, ...]


def density(area: Area, places: int) -> ShownAreas | None:
    """Count the places that are there for a hundred thousand inhabitants."""
    if not area.population or not places:
        return None
    value = places * INHABITANTS / area.population
    return ShownAreas(french.number(Decimal(str(value)), 2), exact(value), places)


def area_lines(areas: Iterable[Area], summaries: Sequence[Summary]) -> tuple[AreaLine, ...]:
    """Count the places of each territory; without any, only a région of the map has a page."""
    lines = []
    for area in areas:
        inside = [summary for summary in summaries if area.holds(summary.commune)]
        places, listed = len(inside), sum(summary.from_directory for summary in inside)
        linked = bool(places) or (area.level == "region" and bool(area.outline))
        there = sum(summary.is_there for summary in inside)
        lines.append(AreaLine(area, places, listed, density(area, there), linked))
    return tuple(lines)


class Whole(NamedTuple):
    """The référentiel every territory is put beside: its figures are computed once for all pages."""

    declared: Territories
    population: Population
    numbers: Mapping[str, Numbers]


def whole_of(population: Population, declared: Territories) -> Whole:
    """Keep of the places what the declared figures need."""
    references = (*(figure.chiffre for figure in declared.totaux), *declared.mesures)
    light = narrowed(population, references)
    return Whole(declared, light, {reference: light.numbers(reference) for reference in references})


def totals(own: Population, whole: Whole) -> tuple[AreaTotal, ...]:
    """Sum the declared figures; one that nobody inside answered is absent."""
    lines = []
    for figure in whole.declared.totaux:
        inside, everywhere = own.numbers(figure.chiffre), whole.numbers[figure.chiffre]
        if not inside.coverage.answers:
            continue
        number = Decimal(str(inside.total))
        label = french.plural(number, figure.libelle, figure.pluriel or figure.libelle)
        decimals = whole.population.variable(figure.chiffre).decimals
        lines.append(AreaTotal(figure, label, *(_total(n, decimals) for n in (inside, everywhere))))
    return tuple(lines)


def _total(numbers: Numbers, decimals: int) -> ShownAreas:
    text = french.number(Decimal(str(numbers.total)), decimals)
    return ShownAreas(text, exact(numbers.total), numbers.coverage.answers)


def medians(own: Population, whole: Whole) -> tuple[Median, ...]:
    """Compare medians; only from the minimum number of answers."""
    lines = []
    for reference in whole.declared.mesures:
        inside, everywhere = own.numbers(reference), whole.numbers[reference]
        if not everywhere.coverage.answers:
            continue
        variable = own.variable(reference)
        link = method_link(variable.path or reference, own.names)
        said = variable.unit if not shown_unit(variable.unit) else ""
        lines.append(
            Median(
                reference, link, said,
                _median(inside, variable.unit, variable.decimals), inside.coverage.answers,
                _median(everywhere, variable.unit, variable.decimals), everywhere.coverage.answers,
            )
        )  # fmt: skip
    return tuple(lines)


def _median(numbers: Numbers, unit: str, decimals: int) -> ShownAreas | None:
    if numbers.spread is None:
        return None
    value = numbers.spread.median
    text = french.quantity(Decimal(str(value)), shown_unit(unit), decimals)
    return ShownAreas(text, exact(value), numbers.coverage.answers)


def map_view(area: Area, inside: Iterable[Summary]) -> MapView | None:
    """Frame a territory with its dots; None when the map does not show it."""
    if not area.outline:
        return None
    return MapView(frame([area.outline]), dots_path(summary.commune for summary in inside))


def place_lines(summaries: Iterable[Summary]) -> tuple[PlaceLine, ...]:
    """List places by name."""
    ordered = sorted(summaries, key=lambda summary: (folded(summary.name), summary.slug))
    return tuple(
        PlaceLine(
            one.name,
            one.commune.nom,
            one.card.address,
            one.card.closed,
            one.from_directory,
            one.card.network,
        )
        for one in ordered[:LISTED]
    )


def territory_view(
    area: Area,
    parent: Area | None,
    beside: Iterable[AreaLine],
    known: World,
    whole: Whole,
) -> TerritoryView:
    """Gather what a territory's page shows, from what is known of its places."""
    inside, own = known.summaries, whole.population.where(area.level, area.code)
    return TerritoryView(
        area=area,
        parent=parent,
        known=known,
        closed=sum(summary.standing is Standing.CLOSED for summary in inside),
        coming=sum(summary.standing is Standing.COMING for summary in inside),
        answering=own.size,
        density=density(area, sum(summary.is_there for summary in inside)),
        map=map_view(area, inside),
        totals=totals(own, whole),
        medians=medians(own, whole) if own.size else (),
        listed=place_lines(inside),
        inside=area_lines(area.departements, inside),
        beside=tuple(line for line in beside if line.area.url != area.url and line.linked),
    )
