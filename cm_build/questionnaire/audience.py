"""Who reads the référentiel: the questions each audience asks, and the sentences that answer them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.observatory import Colour


class ConcernedPlaces(Declared):
    """Which places an answer points to: those that gave an answer, or whose figure is within bounds.

    `libelle` says who they are, after their number: « 8 lieux possèdent leurs murs ».
    """

    libelle: Sentence
    pluriel: Sentence
    question: str | None = None
    contient: tuple[str, ...] = ()
    mesure: str | None = None
    au_moins: Decimal | None = None
    au_plus: Decimal | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> ConcernedPlaces:
        bounded = self.au_moins is not None or self.au_plus is not None
        chosen = bool(self.question and self.contient) and not self.mesure and not bounded
        if not chosen and not (self.mesure and bounded and not self.question and not self.contient):
            raise ValueError
        return self


class Way(Declared):
    """A page of this site that says more; its address is from the root."""

    texte: Sentence
    adresse: Annotated[str, Field(pattern=r"^[a-z0-9/_.-]*(#[a-z0-9_.-]+)?$")]


class AudienceQuestion(Declared):
    """A question an audience asks; the first sentence that can be said answers it."""

    id: Identifier
    question: Sentence
    phrases: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    note: str | None = None
    graphiques: tuple[str, ...] = ()
    lieux: ConcernedPlaces | None = None
    liens: tuple[Way, ...] = ()


class Audience(Declared):
    """A page `/pour/<id>/`; `court` stands for it in lists of links."""

    id: Identifier
    court: Sentence
    titre: Sentence
    couleur: Colour = "sarcelle"
    chapeau: Sentence
    questions: Annotated[tuple[AudienceQuestion, ...], Field(min_length=1, max_length=8)]
    liens: tuple[Way, ...] = ()


class Audiences(Declared):
    """Everything `data/publics.yaml` declares."""

    publics: Annotated[tuple[Audience, ...], Field(min_length=1)]
