"""What a person picks from or fills: the options of a choice, the parts of a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo
from cm_build.questionnaire.edition import Dated
from cm_build.questionnaire.label import initial_folded

Points = Annotated[Decimal, Field(ge=0, le=1)]


class _Named(Dated):
    id: Identifier
    libelle: Sentence
    dans_phrase: str | None = None
    dessin: Identifier | None = None
    aide: str | None = None

    @property
    def in_sentence(self) -> str:
        """Give its form inside a sentence."""
        return self.dans_phrase or initial_folded(self.libelle)


class Option(_Named):
    """One possible answer of a choice."""

    exclusif: YesNo = False
    precision: YesNo = False
    points: Points | None = None
    projet: YesNo = False
    signe: Literal["positif", "neutre", "negatif"] | None = None
    groupe: str | None = None


class Part(_Named):
    """One named part of a whole.

    With `sans_detail`, it holds what its group counts without telling the lines apart; with
    `essentiel`, the essential path asks it.
    """

    groupe: Identifier | None = None
    sans_detail: YesNo = False
    essentiel: YesNo = False


class PartGroup(Declared):
    """Parts that are counted together, such as a place's own revenue."""

    id: Identifier
    libelle: Sentence
