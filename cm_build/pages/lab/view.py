"""The laboratory: which measures may be crossed, and a first pair, drawn and told in full."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.crossing import UNSAID, Crossing
from cm_build.drawing.scatter import clouds
from cm_build.pages.lab.facet import facet_names
from cm_build.places.federation import ALL_HERE, Portraits
from cm_build.referential.card import PARTS
from cm_build.referential.sentence import ABSENCES
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cm_build.computing.crossing import Located, Series
    from cm_build.computing.population import Population, Populations
    from cm_build.drawing.scatter import Cloud
    from cm_build.pages.lab.facet import FacetName
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.observatory import Laboratory

# Rows written in the page; a script shows the others as they are asked for.
ROWS = 50
REAL, FICTIONAL = "reels", "fictifs"


class LabMeasure(NamedTuple):
    """A number that every place may give."""

    id: str
    title: str
    unit: str
    decimals: int
    theme: str

    @property
    def heading(self) -> str:
        """Name it with its unit, for an axis or a column."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def number(self, value: float) -> str:
        """Write one of its values under a heading that tells its unit."""
        return french.amount(Decimal(str(value)), self.unit, self.decimals)

    def said(self, value: float) -> str:
        """Write one of its values."""
        return french.quantity(Decimal(str(value)), self.unit, self.decimals)


class Theme(NamedTuple):
    """Measures of one part of the questionnaire."""

    title: str
    measures: tuple[LabMeasure, ...]


def measure(reference: str, population: Population) -> LabMeasure:
    """Dress a reference."""
    names, variable = population.names, population.variable(reference)
    target = names.resolve(reference)
    asked = names.asked.get(target.path) if target and not target.part else None
    title = asked.question.short if asked else variable.title
    return LabMeasure(
        reference, title, variable.unit, variable.decimals, _theme(reference, names, set())
    )


def themes(measures: Iterable[LabMeasure]) -> tuple[Theme, ...]:
    """Group measures by theme, in the order they are declared."""
    groups: dict[str, list[LabMeasure]] = {}
    for measured in measures:
        groups.setdefault(measured.theme, []).append(measured)
    return tuple(Theme(title, tuple(group)) for title, group in groups.items())


def _theme(reference: str, names: Names, seen: set[str]) -> str:
    """Find the section a figure is about: its own theme's, else that of what it is made of."""
    target = names.resolve(reference)
    if target is None or reference in seen:
        return ""
    indicator = names.indicators.get(target.path)
    if indicator is None:
        asked = names.asked.get(target.path)
        section = names.sections.get(asked.owner) if asked else None
        return section.titre if section else PARTS[2]
    if indicator.theme in names.sections:
        return names.sections[indicator.theme].titre
    operands = indicator.operation.references()
    return next((_theme(operand, names, {*seen, reference}) for operand in operands), "")


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
    address: str


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
    return tuple(world for world in both if world.population.size)


def measures(laboratory: Laboratory, population: Population) -> tuple[LabMeasure, ...]:
    """Dress what may be crossed: numbers, and nothing else."""
    crossing = Crossing(population)
    return tuple(
        measure(reference, population)
        for reference in laboratory.mesures
        if crossing.is_numeric(reference)
    )


def lab(laboratory: Laboratory, counted: Populations, portraits: Portraits = ALL_HERE) -> Lab:
    """Compose the page; `portraits` tells where that of each place is."""
    shown = counted.shown
    known = measures(laboratory, shown)
    chosen = [facet for facet in known if facet.id in laboratory.depart]
    chosen.sort(key=lambda measured: laboratory.depart.index(measured.id))
    pair = [*chosen, *(facet for facet in known if facet not in chosen)][:2]
    first = None
    if shown.size:
        fictional = counted.is_fictional
        first = _first_view(Crossing(shown), *pair, portraits=portraits, fictional=fictional)
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
    crossing: Crossing,
    across: LabMeasure,
    up: LabMeasure,
    *,
    portraits: Portraits,
    fictional: bool,
) -> FirstView:
    series = (crossing.series(across.id), crossing.series(up.id))
    both = zip(crossing.places, series[0].values, series[1].values, strict=True)
    points = [(place, x, y) for place, x, y in both if x is not None and y is not None]
    drawings = clouds(
        [(x, y, _told(place, across.said(x), up.said(y))) for place, x, y in points],
        (across.unit, up.unit),
    )
    rows = tuple(
        LabRow(place, across.number(x), up.number(y), portraits.of(place.slug))
        for place, x, y in islice(points, ROWS)
    )
    drawn = drawn_of(len(points), len(crossing.places), fictional=fictional)
    words = tuple(
        _sentence(shown, values, crossing.population)
        for shown, values in zip((across, up), series, strict=True)
    )
    return FirstView(across, up, *drawings, drawn, words, rows, len(points) - len(rows))


def _told(place: Located, across: str, up: str) -> str:
    return f"{place.name}, {place.commune} : {across} ; {up}"


def drawn_of(drawn: int, places: int, *, fictional: bool) -> str:
    """Say how many places are seen, and why the others are not."""
    world = (" inventé", " inventés")[places > 1] if fictional else ""
    whole = french.how_many(places, "lieu", "lieux") + world
    points = french.how_many(drawn, "point", "points")
    if drawn == places:
        return f"{points} pour {whole}."
    return f"{points} pour {whole} : il faut les deux réponses pour être dessiné."


def _sentence(measured: LabMeasure, series: Series, population: Population) -> str:
    numbers = population.numbers(measured.id)
    answers = numbers.coverage.answers
    said = f"médiane {measured.said(numbers.spread.median)}" if numbers.spread else ""
    if not said:
        said = f"trop peu de réponses ({answers}) pour une médiane"
    return (
        f"{measured.title} : {', '.join((said, *_absences(series, len(series.values) - answers)))}."
    )


def _absences(series: Series, missing: int) -> Iterator[str]:
    counts = {code: len(where) for code, where in series.reasons.items()}
    counts[UNSAID] = missing - sum(counts.values())
    for code, words in ABSENCES.items():
        count = counts.get(code, 0)
        if count:
            yield f"{french.number_of(count)} {words[count > 1]}"
