"""What a file would show, in a few lines: whoever reviews it sees more than YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.view import draw
from cm_build.places.answer import NOT_ASKED, Given
from cm_build.places.place import Place, published
from cm_build.referential.assembly import sources_of
from cm_build.referential.context import PlaceContext

if TYPE_CHECKING:
    from cm_build.pages.portrait.key_figures import BigNumber
    from cm_build.pages.portrait.view import Datapanorama
    from cm_build.places.assessment import Assessment
    from cm_build.questionnaire.grammar import Home
    from cm_build.referential.sources import Sources
    from cm_build.referential.toolbox import Tools

PARTS: tuple[tuple[str, tuple[Home, ...]], ...] = (
    ("Le lieu", ("section",)),
    ("Effets sociaux", ("echelle", "critere")),
    ("Environnement", ("axe",)),
)


class PartCount(NamedTuple):
    """A part of the questionnaire: how many answers, out of how many questions that arise."""

    title: str
    answered: int
    asked: int


class Overview(NamedTuple):
    """`figures` are the big numbers of the page; empty when nothing would be shown."""

    shown: bool
    departement: str
    figures: tuple[BigNumber, ...]
    parts: tuple[PartCount, ...]
    workshop: bool

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(part.answered for part in self.parts)


def overview(assessment: Assessment, tools: Tools) -> Overview:
    """Count the answers of a file, and draw its page to read its big numbers."""
    drawn = drawn_year(assessment, tools)
    return Overview(
        shown=drawn is not None,
        departement=drawn.departement if drawn else "",
        figures=drawn.key_figures if drawn else (),
        parts=tuple(_count(title, homes, assessment, tools) for title, homes in PARTS),
        workshop=assessment.workshop is not None,
    )


def drawn_year(assessment: Assessment, tools: Tools) -> Datapanorama | None:
    """Draw one year alone, as the site would; None when it would not be on the site."""
    place = Place(assessment.slug, (assessment,))
    kept = published((place,), tools.names, tools.settings)
    if not kept:
        return None
    latest = kept[0].latest
    sources = own_sources(latest, tools)
    history = ((latest.year, sources),)
    territory, settings = tools.territory, tools.settings
    return draw(PlaceContext(kept[0], latest, sources, history, territory, settings, peers=None))


def own_sources(assessment: Assessment, tools: Tools) -> Sources:
    """Compute the figures of one file, and give them with its answers."""
    return sources_of(assessment, tools.calculator.measures(assessment), tools)


def _count(title: str, homes: tuple[Home, ...], assessment: Assessment, tools: Tools) -> PartCount:
    asked = [
        one
        for one in tools.names.asked.values()
        if one.home in homes and assessment.answers.get(one.path) != NOT_ASKED
    ]
    answered = sum(isinstance(assessment.answers.get(one.path), Given) for one in asked)
    return PartCount(title, answered, len(asked))
