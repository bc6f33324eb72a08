"""The datapanorama: header, sections in the declared order, nothing where nothing was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from cm_build.pages.portrait import (
    benchmarks,
    block,
    budget,
    charts,
    criteria,
    environment,
    evolution,
    facts,
    locating,
    own,
    partners,
    wheel,
)
from cm_build.pages.portrait.emblem import building_of
from cm_build.pages.portrait.grouping import grouping
from cm_build.pages.portrait.introduction import contact_of, description, labels_of, opened_on
from cm_build.pages.portrait.key_figures import key_figures
from cm_build.places.territory import around
from cm_build.questionnaire import block as declared
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.drawing.building import Building
    from cm_build.pages.portrait.block import Block
    from cm_build.pages.portrait.key_figures import BigNumber
    from cm_build.questionnaire.model import PanoramaSection
    from cm_build.referential.context import PlaceContext

CONTENTS_FROM = 4
# As many lines as the drawing beside them is tall.
LINES_BESIDE = 5
# Drawings that share a row of a wide screen two by two (portrait.css says the same).
HALF_WIDTH = frozenset(
    {"surfaces", "mots", "texte", "phrases", "gaufre", "carres", "pictos", "barre", "partenaires"}
)


class SectionView(NamedTuple):
    """A section that has something to show."""

    id: str
    title: str
    short: str
    colour: str
    blocks: tuple[Block, ...]

    @property
    def rows(self) -> frozenset[int]:
        """The ranks of the blocks that take a whole row, though half would do.

        Lines so many that they would stand beside a void, and the half left without a neighbour.
        """
        halves = [rank for rank, block in enumerate(self.blocks) if block.form in HALF_WIDTH]
        long = {rank for rank in halves if self._is_long(rank)}
        paired = [rank for rank in halves if rank not in long]
        return frozenset(long | set(paired[-1:] if len(paired) % 2 else ()))

    def _is_long(self, rank: int) -> bool:
        drawn = self.blocks[rank]
        beside_a_plan = rank > 0 and self.blocks[rank - 1].form == "surfaces"
        lines = cast("tuple[object, ...]", drawn.data)
        return drawn.form == "phrases" and len(lines) > LINES_BESIDE and not beside_a_plan


class YearLink(NamedTuple):
    """Another year of the same place."""

    year: int
    current: bool


class Datapanorama(NamedTuple):
    """One place, one year, ready to be drawn."""

    slug: str
    name: str
    tagline: str
    description: str
    commune: str
    departement: str
    labels: tuple[str, ...]
    state: str
    closed_on: str
    opened: str
    fictional: bool
    directory_source: tuple[str, str, str, str] | None
    building: Building | None
    sections: tuple[SectionView, ...]
    year: int
    years: tuple[YearLink, ...]
    website: str
    contact: str
    composition: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every drawing and text, in the order of the page."""
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def contents(self) -> tuple[SectionView, ...]:
        """The sections that a table names: none on a page that is seen at once."""
        return self.sections if len(self.sections) >= CONTENTS_FROM else ()

    @property
    def across(self) -> int:
        """How many sections take the whole width of a printed page: big numbers that come first, alone."""
        first = self.sections[0].blocks if self.sections else ()
        return int([drawn.form for drawn in first] == ["chiffres"])

    @property
    def key_figures(self) -> tuple[BigNumber, ...]:
        """The first big numbers of the page, for those who see only a card."""
        first = next((drawn.data for drawn in self.blocks if drawn.form == "chiffres"), ())
        return cast("tuple[BigNumber, ...]", first)


def draw(context: PlaceContext) -> Datapanorama:
    """Draw one year of a place."""
    place, assessment, names = context.place, context.assessment, context.names
    header = assessment.header
    sections = _sections(context) if not place.from_directory else _identity(context)
    tagline = context.sources.text(names.of_role(Role.ACCROCHE))
    commune = place.commune
    years = tuple(YearLink(year, current=year == assessment.year) for year in context.years)
    source = header.source
    return Datapanorama(
        slug=place.slug,
        name=place.name,
        tagline=tagline,
        description=description(place.name, tagline, commune.nom),
        commune=commune.nom,
        departement=around(commune, context.territory),
        labels=labels_of(context),
        state=header.etat,
        closed_on=french.day(header.date_fermeture) if header.date_fermeture else "",
        opened=opened_on(context),
        fictional=place.fictional,
        directory_source=(source.nom, source.licence, french.day(source.date), source.url)
        if source
        else None,
        building=None if place.from_directory else building_of(context),
        sections=sections,
        year=assessment.year,
        years=years if len(years) > 1 else (),
        website=context.sources.text(names.of_role(Role.SITE_WEB)),
        contact=contact_of(context),
        composition=_composition(sections),
    )


def _composition(sections: tuple[SectionView, ...]) -> str:
    """Choose between three compositions: a dozen answers, the place alone, everything."""
    blocks = sum(len(section.blocks) for section in sections)
    few, some = 9, 16
    return "breve" if blocks <= few else "moyenne" if blocks <= some else "complete"


def _sections(context: PlaceContext) -> tuple[SectionView, ...]:
    views = []
    shown: set[str] = set()
    for section in context.names.questionnaire.panorama:
        drawn = (_drawn(asked, context, shown) for asked in section.blocs)
        blocks = tuple(block for block in drawn if block is not None)
        if blocks:
            views.append(_section(section, blocks))
    return tuple(views)


def _section(section: PanoramaSection, blocks: tuple[Block, ...]) -> SectionView:
    short = section.court or section.titre
    return SectionView(section.id, section.titre, short, section.couleur, blocks)


def _drawn(asked: declared.Block, context: PlaceContext, shown: set[str]) -> Block | None:
    """Draw a block; a big number is told once, or a page of few answers would repeat itself."""
    if not isinstance(asked, declared.KeyFigures):
        drawn = _DRAWINGS[type(asked)](asked, context)
        if drawn is None:
            return None
        return drawn._replace(
            estimates=context.sources.estimated(asked.quantities),
            grouping=grouping(asked, context) if drawn.title else "",
        )
    numbers = key_figures(asked, context.sources, shown)
    shown.update(number.reference for number in numbers)
    return block.Block("chiffres", block.titled(asked, context), numbers) if numbers else None


def _identity(context: PlaceContext) -> tuple[SectionView, ...]:
    """Show only where it is: the rest was not said by the place."""
    for section in context.names.questionnaire.panorama:
        for asked in section.blocs:
            if isinstance(asked, declared.Locator):
                located = locating.situation(asked, context)
                return (_section(section, (located,)),)
    return ()


_DRAWINGS = cast(
    "Mapping[type, Callable[[declared.Block, PlaceContext], Block | None]]",
    {
        declared.Story: block.story,
        declared.Words: block.words,
        declared.Pictograms: block.pictograms,
        declared.Sheet: block.sheet,
        declared.Timeline: block.timeline,
        declared.Treemap: charts.surfaces,
        declared.Waffle: charts.waffle,
        declared.FacingBars: budget.facing_bars,
        declared.Squares: charts.squares,
        declared.Bar: charts.bar,
        declared.Partners: partners.partners,
        declared.Sentences: facts.sentences,
        declared.Locator: locating.situation,
        declared.PhotoStrip: block.photos,
        declared.Wheel: wheel.wheel,
        declared.CriteriaBlocks: criteria.criteria_blocks,
        declared.OwnBlocks: own.own_blocks,
        declared.Radar: environment.radar,
        declared.Practices: environment.practices,
        declared.Evolution: evolution.evolution,
        declared.Benchmarks: benchmarks.benchmarks,
    },
)
