"""What another site may show of the référentiel: its key figures, its map, and the code to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import dots_path
from cm_build.pages.shell.page import FrameTemplate, Page, Template
from cm_build.pages.territories.view import AreaTotal, totals, whole_of
from cm_build.questionnaire.observatory import Territories
from cm_build.referential.summary import attributions, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Attribution

SHARE, FIGURES, MAP = "referentiel/partager/", "referentiel/cadre/", "referentiel/carte/"
# Tall enough for the narrowest column: a frame has no way to grow.
FIGURES_HEIGHT, MAP_HEIGHT = 560, 600


class EmbedView(NamedTuple):
    """What both frames show; `answering` counts the places behind the figures."""

    places: int
    from_directory: int
    communes: int
    answering: int
    fictional: bool
    totals: tuple[AreaTotal, ...]
    dots: str
    attributions: tuple[Attribution, ...]

    @property
    def telling(self) -> int:
        """Places that answered."""
        return self.places - self.from_directory


class Frame(NamedTuple):
    """A frame to copy: its code is empty while the site does not know its own address."""

    title: str
    address: str
    height: int
    code: str


@dataclass(frozen=True)
class FiguresTemplate(Template, path="pages/embeds/figures.html"):
    """The figures, in a frame."""

    view: EmbedView


@dataclass(frozen=True)
class MapTemplate(Template, path="pages/embeds/map.html"):
    """The map, in a frame."""

    view: EmbedView


@dataclass(frozen=True)
class SharingTemplate(Template, path="pages/embeds/sharing.html"):
    """Both frames, and their code."""

    view: EmbedView
    frames: tuple[Frame, ...]


def embed_pages(referential: Referential, counted: Populations) -> Iterator[Page]:
    """Yield the two frames, which are not meant to be found, and the page that gives their code."""
    settings = referential.tools.settings
    view = _view(referential, counted)
    frames = []
    for url, template, words, height in (
        (FIGURES, FiguresTemplate(view), "les chiffres", FIGURES_HEIGHT),
        (MAP, MapTemplate(view), "la carte", MAP_HEIGHT),
    ):
        title = f"{settings.nom} : {words}"
        yield Page(url, title, settings.accroche, template, indexed=False)
        address = settings.address(url)
        code = FrameTemplate(title, address, height).written() if address else ""
        frames.append(Frame(title, url, height, code))
    words = (
        "Les chiffres et la carte du référentiel, à poser sur votre site sans script ni traceur."
    )
    shown = SharingTemplate(view, tuple(frames))
    yield Page(SHARE, "Montrer le référentiel sur votre site", words, shown, "referentiel")


def _view(referential: Referential, counted: Populations) -> EmbedView:
    spoken, shown = world(referential.summaries), counted.shown
    declared = referential.observatory.territoires if referential.observatory else Territories()
    return EmbedView(
        spoken.places,
        sum(one.from_directory for one in spoken.summaries),
        len({one.commune.code for one in spoken.summaries}),
        shown.size,
        spoken.fictional,
        totals(shown, whole_of(shown, declared)),
        dots_path((one.commune for one in spoken.summaries), decimals=0),
        attributions(spoken.summaries),
    )
