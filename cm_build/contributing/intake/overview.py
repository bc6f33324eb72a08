"""What a file would show, in a few lines: whoever reviews it sees more than YAML."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.contributing.intake.difference import Change, own_sources
from cm_build.contributing.intake.public_difference import public_difference
from cm_build.pages.portrait.key_figures import BigNumber
from cm_build.pages.portrait.view import Datapanorama, draw
from cm_build.places.answer import Given
from cm_build.places.assessment import Assessment, commune_of, name_of
from cm_build.places.place import Place, published
from cm_build.places.text import repeatable
from cm_build.questionnaire.grammar import Home
from cm_build.questionnaire.role import Role
from cm_build.referential.context import PlaceContext
from cm_build.referential.toolbox import Tools
from cm_build.wording import french

PARTS: tuple[tuple[str, tuple[Home, ...]], ...] = (
    ("Le lieu", ("section",)),
    ("Effets sociaux", ("echelle", "critere")),
    ("Environnement", ("axe",)),
)


class PartCount(NamedTuple):
    """A part of the questionnaire: how many answers, and how many effects they tell.

    Out of how many questions is not said: nobody is expected to answer them all.
    """

    title: str
    answered: int
    effects: int

    @property
    def told(self) -> str:
        """Say it as the place would: effects where there are some, else answers."""
        if self.effects:
            return french.how_many(self.effects, "effet raconté", "effets racontés")
        return (
            french.how_many(self.answered, "réponse", "réponses")
            if self.answered
            else "aucune réponse"
        )


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


class Glance(NamedTuple):
    """A year as its letters show it; `previous` is the year it is compared with, or 0.

    Without an overview the file is wrong, or gone.
    """

    slug: str
    year: int
    kind: str
    name: str
    about: str = ""
    commune: str = ""
    overview: Overview | None = None
    previous: int = 0
    changes: tuple[Change, ...] = ()
    contact: str = ""


def glance(
    assessment: Assessment, previous: Assessment | None, tools: Tools, kind: str, about: str
) -> Glance:
    """Gather what a reviewer wants to see at a glance, and anybody may."""
    return Glance(
        slug=assessment.slug,
        year=assessment.year,
        kind=kind,
        name=repeatable(name_of(assessment, tools.names)),
        about=about,
        commune=commune_of(assessment, tools.names).nom,
        overview=overview(assessment, tools),
        previous=previous.year if previous else 0,
        changes=public_difference(previous, assessment, tools) if previous else (),
        contact=_public_contact(previous, tools) if previous else "",
    )


def _public_contact(assessment: Assessment, tools: Tools) -> str:
    """Give the contact the place already shows: never the one the proposal brings."""
    names = tools.names
    if assessment.header.publication == "non_publiee":
        return ""
    answers = assessment.visible(names).answers
    agreed = answers.get(names.of_role(Role.CONTACT_PUBLIC) or "")
    contact = answers.get(names.of_role(Role.CONTACT) or "")
    if isinstance(agreed, Given) and agreed.value is True and isinstance(contact, Given):
        return str(contact.value)
    return ""


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
    # Alone, it is compared with nobody.
    context = PlaceContext(kept[0], latest, sources, history, territory, settings, None, None)
    return draw(context)


def _count(title: str, homes: tuple[Home, ...], assessment: Assessment, tools: Tools) -> PartCount:
    given = [
        asked
        for asked in tools.names.asked.values()
        if asked.home in homes and isinstance(assessment.answers.get(asked.path), Given)
    ]
    effects = {asked.owner for asked in given if asked.home == "critere"}
    return PartCount(title, len(given), len(effects))
