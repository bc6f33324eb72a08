"""Which drawings stand where: the page is declared, not coded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cm_build.questionnaire.block import Block
from cm_build.questionnaire.declared import Declared, Identifier, Sentence


class PanoramaSection(Declared):
    """A section of the datapanorama; absent from the page when none of its blocks has anything."""

    id: Identifier
    titre: Sentence
    couleur: Literal["brique", "ocre", "sarcelle", "prune", "foret", "nuit"] = "sarcelle"
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
