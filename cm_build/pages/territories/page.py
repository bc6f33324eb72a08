"""The pages of the régions and départements, and the table of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import dots_path
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.pages.territories.areas import ROOT, Area, areas
from cm_build.pages.territories.table import TerritoryTable
from cm_build.pages.territories.view import AreaLine, area_lines, territory_view, whole_of
from cm_build.questionnaire.observatory import Territories
from cm_build.referential.summary import World, attributions, world
from cm_build.wording.tally import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.shell.page import Produced
    from cm_build.pages.territories.view import TerritoryView
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Attribution

TABLE = "lieux.csv"


class Told(NamedTuple):
    """Of whom a page speaks, as every page of the référentiel says it."""

    places: int
    fictional: bool


class Index(NamedTuple):
    """The map and the list of all régions; `telling` places answered, the others are only listed."""

    lines: tuple[AreaLine, ...]
    dots: str
    places: int
    fictional: bool
    from_directory: int
    attributions: tuple[Attribution, ...]

    @property
    def telling(self) -> int:
        """Places that answered."""
        return self.places - self.from_directory


class Stop(NamedTuple):
    """A territory that has a page, what it is part of, and those of the same level."""

    line: AreaLine
    parent: Area | None
    beside: tuple[AreaLine, ...]


@dataclass(frozen=True)
class TerritoriesTemplate(Template, path="pages/territories/territories.html"):
    """All régions."""

    view: Index


@dataclass(frozen=True)
class AreaTemplate(Template, path="pages/territories/area.html"):
    """One territory beside the whole; `table` is the address of its file."""

    view: TerritoryView
    world: Told
    table: str = TABLE


def territory_pages(referential: Referential, counted: Populations) -> Iterator[Produced]:
    """Yield the index, then each territory with its table."""
    settings = referential.tools.settings
    spoken = world(referential.summaries)
    lines = _lines(referential, spoken)
    words = "Les lieux de chaque région et de chaque département, et leurs chiffres à côté de ceux du référentiel."
    yield Page(ROOT, "Par territoire", words, _index(lines, spoken), "referentiel")
    declared = referential.observatory.territoires if referential.observatory else Territories()
    whole = whole_of(counted.shown, declared)
    table = TerritoryTable(whole.population, tuple(whole.numbers), settings.licence.nom)
    told = Told(len(spoken.summaries), spoken.fictional)
    for stop in _stops(lines, referential):
        area = stop.line.area
        inside = [one for one in spoken.summaries if area.holds(one.commune)]
        view = territory_view(area, stop.parent, stop.beside, inside, whole)
        shown = AreaTemplate(view, told)
        yield Page(area.url, f"{area.name} : les lieux", _words(view), shown, "referentiel")
        if inside:
            yield Output(area.url + TABLE, table.written(inside))


def _lines(referential: Referential, spoken: World) -> tuple[AreaLine, ...]:
    """List the régions of the map, and those off the map that have a place."""
    tools = referential.tools
    found = area_lines(areas(tools.territory, tools.settings.perimetre), spoken.summaries)
    return tuple(line for line in found if line.linked)


def _stops(lines: tuple[AreaLine, ...], referential: Referential) -> Iterator[Stop]:
    """List the territories that have a page: régions, and départements with a place."""
    summaries = world(referential.summaries).summaries
    for line in lines:
        yield Stop(line, None, lines)
        inner = area_lines(line.area.departements, summaries)
        for one in inner:
            if one.linked:
                yield Stop(one, line.area, inner)


def _index(lines: tuple[AreaLine, ...], spoken: World) -> TerritoriesTemplate:
    return TerritoriesTemplate(
        Index(
            lines,
            dots_path((one.commune for one in spoken.summaries), decimals=0),
            len(spoken.summaries),
            spoken.fictional,
            sum(one.from_directory for one in spoken.summaries),
            attributions(spoken.summaries),
        )
    )


def _words(view: TerritoryView) -> str:
    counted = (
        said(view.telling, view.from_directory, view.area.inside) + ". " if view.places else ""
    )
    return f"{counted}Où sont les lieux, et leurs chiffres à côté de ceux du référentiel."
