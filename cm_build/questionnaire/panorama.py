"""Which drawings stand where: the page is declared, not coded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cm_build.questionnaire.block import Block
from cm_build.questionnaire.declared import Declared, Identifier, Sentence


class PaperPlace(Declared):
    """Where a section stands on the two printed pages: the page, the row, the side."""

    page: Annotated[int, Field(ge=1, le=2)]
    rang: Annotated[int, Field(ge=1, le=4)]
    cote: Literal["pleine", "gauche", "droite"] = "pleine"


class PanoramaSection(Declared):
    """A section of the datapanorama; absent from the page when none of its blocks has anything."""

    id: Identifier
    titre: Sentence
    couleur: Literal["brique", "ocre", "sarcelle", "prune", "foret", "nuit"] = "sarcelle"
    papier: PaperPlace | None = None
    blocs: Annotated[tuple[Block, ...], Field(min_length=1)]


class Building(Declared):
    """Which answers draw the illustrated building."""

    pieces: str
    largeur: str
    toit: str
    jardin: str | None = None
    personnes: str | None = None


class Header(Declared):
    """What stands at the top of a datapanorama."""

    etiquettes: tuple[str, ...] = ()
    batiment: Building
