"""What another site may show of the référentiel: its key figures, its map, and the code to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import dots_path
from cm_build.pages.shell.environment import environment
from cm_build.pages.shell.output import Output
from cm_build.pages.shell.page import Page, render
from cm_build.pages.territories.view import Total, totals, whole_of
from cm_build.questionnaire.observatory import Territories
from cm_build.referential.attribution import attributions
from cm_build.referential.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.referential.assembly import Referential
    from cm_build.referential.attribution import Attribution

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
    totals: tuple[Total, ...]
    dots: str
    provenances: tuple[Attribution, ...]

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


def embed_urls() -> list[str]:
    """List the address to find; the frames themselves are not meant to be found."""
    return [SHARE]


def embed_outputs(referential: Referential, counted: Populations) -> Iterator[Output]:
    """Write the two frames, and the page that gives their code."""
    settings = referential.tools.settings
    spoken = world(referential.summaries)
    shown = counted.shown
    declared = referential.observatory.territoires if referential.observatory else Territories()
    view = EmbedView(
        len(spoken.summaries),
        sum(one.from_directory for one in spoken.summaries),
        len({one.commune.code for one in spoken.summaries}),
        shown.size,
        spoken.fictional,
        totals(shown, whole_of(shown, declared)),
        dots_path((one.commune for one in spoken.summaries), decimals=0),
        attributions(spoken.summaries),
    )
    told: dict[str, object] = {"vue": view}
    frames = []
    for url, template, words, height in (
        (FIGURES, "pages/embeds/figures.html", "les chiffres", FIGURES_HEIGHT),
        (MAP, "pages/embeds/map.html", "la carte", MAP_HEIGHT),
    ):
        title = f"{settings.nom} : {words}"
        page = Page(url, template, title, settings.accroche, told, indexed=False)
        yield Output(page.file, render(page, settings))
        address = settings.address(url)
        code = environment().get_template("pages/embeds/frame.html")
        copied = code.render(nom=title, adresse=address, hauteur=height) if address else ""
        frames.append(Frame(title, url, height, copied))
    words = (
        "Les chiffres et la carte du référentiel, à poser sur votre site sans script ni traceur."
    )
    told = {"vue": view, "cadres": frames}
    title = "Montrer le référentiel sur votre site"
    page = Page(SHARE, "pages/embeds/sharing.html", title, words, told, "referentiel")
    yield Output(page.file, render(page, settings))
