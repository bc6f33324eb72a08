"""What another site may show of the référentiel: its key figures, its map, and the code to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import dots_path
from cm_build.pages.shell.page import FrameTemplate, Page, Template
from cm_build.pages.territories.view import AreaTotal, totals, whole_of
from cm_build.questionnaire.observatory import Territories
from cm_build.referential.summary import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.population import Populations
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import World

SHARE, FIGURES, MAP = "referentiel/partager/", "referentiel/cadre/", "referentiel/carte/"
# Tall enough for the narrowest column: a frame has no way to grow.
FIGURES_HEIGHT, MAP_HEIGHT = 660, 600


class Frame(NamedTuple):
    """A frame to copy: its code is empty while the site does not know its own address."""

    title: str
    address: str
    height: int
    code: str


@dataclass(frozen=True)
class FiguresTemplate(Template, path="pages/embeds/figures.html"):
    """The figures, in a frame."""

    view: World
    who: WhoCounts
    totals: tuple[AreaTotal, ...]


@dataclass(frozen=True)
class MapTemplate(Template, path="pages/embeds/map.html"):
    """The map, in a frame."""

    view: World
    dots: str


@dataclass(frozen=True)
class SharingTemplate(Template, path="pages/embeds/sharing.html"):
    """Both frames, and their code."""

    view: World
    who: WhoCounts
    frames: tuple[Frame, ...]


def embed_pages(referential: Referential, counted: Populations) -> Iterator[Page]:
    """Yield the two frames, which are not meant to be found, and the page that gives their code."""
    settings, view, shown = referential.tools.settings, world(referential.summaries), counted.shown
    declared = referential.observatory.territoires if referential.observatory else Territories()
    figures = FiguresTemplate(view, counted.who, totals(shown, whole_of(shown, declared)))
    drawn = MapTemplate(
        view, dots_path((summary.commune for summary in view.summaries), decimals=0)
    )
    frames = []
    for url, template, words, height in (
        (FIGURES, figures, "les chiffres", FIGURES_HEIGHT),
        (MAP, drawn, "la carte", MAP_HEIGHT),
    ):
        title = f"{settings.nom} : {words}"
        yield Page(url, title, settings.accroche, template, indexed=False)
        address = settings.address(url)
        code = FrameTemplate(title, address, height).written() if address else ""
        frames.append(Frame(title, url, height, code))
    words = (
        "Les chiffres et la carte du référentiel, à poser sur votre site sans script ni traceur."
    )
    sharing = SharingTemplate(view, counted.who, tuple(frames))
    yield Page(SHARE, "Montrer le référentiel sur votre site", words, sharing, "referentiel")
