"""What a place that must not be found may say of itself: a declared list, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.indicator import Bounds


class BroadType(Declared):
    """A kind of place in broad terms; `types` are the precise ones it stands for."""

    id: Identifier
    libelle: Sentence
    dans_phrase: Sentence
    types: tuple[Identifier, ...] = ()


class BroadFigure(Declared):
    """A quantity told by its class alone: `de` is never published, `bornes` are wide on purpose."""

    id: Identifier
    titre: Sentence
    de: str
    bornes: Bounds


class Exposure(Declared):
    """The answers that make us propose the protection, and why, in words for the place."""

    si: Condition
    pourquoi: Sentence


class Protection(Declared):
    """The allow-list of protected places.

    `types` and `classes` are what describes the place, `textes` the answers that it may choose one by
    one besides its effects. A département is named from `lieux_minimum` places on, the région below.
    """

    proposer: Exposure
    types: Annotated[tuple[BroadType, ...], Field(min_length=1)]
    classes: tuple[BroadFigure, ...] = ()
    textes: tuple[str, ...] = ()
    lieux_minimum: Annotated[int, Field(ge=2)] = 5
