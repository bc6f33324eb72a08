"""The pages of the régions and départements, and the table of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import dots_path
from cm_build.exporting.table import Code, csv_line, decimal, safe
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.pages.territories.areas import ROOT, Area, areas
from cm_build.pages.territories.view import AreaLine, area_lines, territory_view, whole_of
from cm_build.places.header import origin_of
from cm_build.questionnaire.observatory import Territories
from cm_build.referential.summary import World, mixed, world
from cm_build.wording.tally import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.population import Population, Populations
    from cm_build.pages.shell.page import Produced
    from cm_build.pages.territories.view import TerritoryView
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

TABLE = "lieux.csv"
IDENTITY = (
    "lieu",
    "reseau",
    "annee",
    "nom",
    "code_commune",
    "commune",
    "departement",
    "region",
    "publication",
    "etat",
    "exemple_fictif",
    "source",
    "source_adresse",
    "source_date",
    "licence",
    "compte_dans_les_chiffres",
)


class Stop(NamedTuple):
    """A territory that has a page, what it is part of, and those of the same level."""

    line: AreaLine
    parent: Area | None
    beside: tuple[AreaLine, ...]


@dataclass(frozen=True)
class TerritoriesTemplate(Template, path="pages/territories/territories.html"):
    """The map and the list of all régions."""

    view: World
    who: WhoCounts
    lines: tuple[AreaLine, ...]
    dots: str


@dataclass(frozen=True)
class AreaTemplate(Template, path="pages/territories/area.html"):
    """One territory beside the whole; `table` is the address of its file."""

    view: TerritoryView
    world: World
    who: WhoCounts
    table: str = TABLE


def territory_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the index, then each territory with its table."""
    settings = referential.tools.settings
    spoken = world(referential.summaries)
    lines = _lines(referential, spoken)
    words = "Les lieux de chaque région et de chaque département, et leurs chiffres à côté de ceux du référentiel."
    dots = dots_path((summary.commune for summary in spoken.summaries), decimals=0)
    listed = TerritoriesTemplate(spoken, counted.who, lines, dots)
    yield Page(ROOT, "Par territoire", words, listed, "referentiel")
    declared = referential.observatory.territoires if referential.observatory else Territories()
    whole = whole_of(counted.shown, declared)
    table = TerritoryTable(
        whole.population, tuple(whole.numbers), settings.licence.nom, referential.counted
    )
    for stop in _stops(lines, spoken):
        area = stop.line.area
        inside = tuple(summary for summary in spoken.summaries if area.holds(summary.commune))
        known = World(inside, spoken.fictional)
        view = territory_view(area, stop.parent, stop.beside, known, whole)
        shown = AreaTemplate(view, spoken, counted.who)
        yield Page(area.url, f"{area.name} : les lieux", _words(view), shown, "referentiel")
        if inside:
            yield Output(area.url + TABLE, table.written(mixed(inside)))


def _lines(referential: Referential, spoken: World) -> tuple[AreaLine, ...]:
    """List the régions of the map, and those off the map that have a place."""
    tools = referential.tools
    lines = area_lines(areas(tools.territory, tools.settings.perimetre), spoken.summaries)
    return tuple(line for line in lines if line.linked)


def _stops(lines: tuple[AreaLine, ...], spoken: World) -> Iterator[Stop]:
    """List the territories that have a page: régions, and départements with a place."""
    for line in lines:
        yield Stop(line, None, lines)
        inner = area_lines(line.area.departements, spoken.summaries)
        for area in inner:
            if area.linked:
                yield Stop(area, line.area, inner)


def _words(view: TerritoryView) -> str:
    words = said(view.known.telling, view.known.from_directory, view.area.inside)
    counted = f"{words}. " if view.known.places else ""
    return f"{counted}Où sont les lieux, et leurs chiffres à côté de ceux du référentiel."


class TerritoryTable:
    """Writes tables of places; the figures of all places are prepared once."""

    def __init__(
        self,
        population: Population,
        references: Sequence[str],
        licence: str,
        counted: AbstractSet[str],
    ) -> None:
        self.licence = licence
        self.counted = counted
        self.references = tuple(dict.fromkeys(references))
        columns = [population.variable(reference).name for reference in self.references]
        rows = population.frame[["lieu", *columns]].itertuples(index=False, name=None)
        self._figures: Mapping[str, tuple[float, ...]] = {row[0]: row[1:] for row in rows}

    def written(self, summaries: Iterable[Summary]) -> str:
        """Write one line per place, by address; a place that is not counted has no figure."""
        lines = [csv_line((*IDENTITY, *self.references))]
        for summary in sorted(summaries, key=lambda summary: summary.slug):
            figures = self._figures.get(summary.slug)
            cells = [
                summary.slug, summary.network, str(summary.years[-1]), safe(summary.name), Code(summary.commune.code), summary.commune.nom,
                Code(summary.commune.departement), Code(summary.commune.region), summary.publication, summary.state,
                "oui" if summary.fictional else "non", *self._origin(summary), "oui" if summary.slug in self.counted else "non",
            ]  # fmt: skip
            lines.append(csv_line((*cells, *self._cells(figures))))
        return "\ufeff" + "".join(lines)

    def _origin(self, summary: Summary) -> tuple[str, ...]:
        """Say whom a line comes from, as the great table does."""
        source, address, date, licence = origin_of(summary.source, summary.licence(self.licence))
        return safe(source), address, date.isoformat() if date else "", safe(licence)

    def _cells(self, figures: Sequence[float] | None) -> list[str]:
        if figures is None:
            return [""] * len(self.references)
        # A missing value is the only one that is not equal to itself.
        return ["" if value != value else _written(value) for value in figures]  # noqa: PLR0124


def _written(value: float) -> str:
    """Write a number as the great table does: six digits are plenty."""
    return decimal(f"{round(value, 6):f}".rstrip("0").rstrip("."))
