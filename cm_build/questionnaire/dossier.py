"""The files a place hands over to open doors: which answers each tells, in which order.

They are declared, not coded: what a funder or an owner reads changes here, and nowhere else.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo


class FileLine(Declared):
    """A label, and what is told beside it: answers and figures, or a number of a register.

    Without a label, the first of `de` gives its own. A line says nothing, and is not missed, unless
    `si` holds. With `source`, nothing is told before the place says where it comes from.
    """

    libelle: Sentence | None = None
    de: tuple[str, ...] = ()
    identifiant: Literal["siret", "rna"] | None = None
    si: Condition | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> FileLine:
        if bool(self.de) == bool(self.identifiant) or not (self.de or self.libelle):
            raise ValueError
        return self


class FileYears(Declared):
    """A figure over three years; `avant` are the answers of this year that tell those before."""

    chiffre: str
    libelle: Sentence | None = None
    avant: Annotated[tuple[str, ...], Field(max_length=2)] = ()


class _Part(Declared):
    titre: Sentence
    note: Sentence | None = None


class FigureLines(_Part):
    """Labels and what is told of each; as `chiffres`, larger."""

    forme: Literal["lignes", "chiffres"]
    lignes: Annotated[tuple[FileLine, ...], Field(min_length=1)]


class YearsPart(_Part):
    """Figures over three years, side by side."""

    forme: Literal["annees"]
    chiffres: Annotated[tuple[FileYears, ...], Field(min_length=1)]


class FamiliesPart(_Part):
    """A distribution told by its groups, or line by line: amounts and shares."""

    forme: Literal["familles"]
    repartition: str
    detail: YesNo = False


class TablePart(_Part):
    """The rows of a table."""

    forme: Literal["tableau"]
    tableau: str


class WordsPart(_Part):
    """The place's own words."""

    forme: Literal["texte"]
    reponse: str


class EffectsPart(_Part):
    """A few effects among those a place told; those of a scale come first."""

    forme: Literal["effets"]
    nombre: Annotated[int, Field(ge=1, le=5)] = 3
    echelle: Identifier | None = None


class EvaluationPart(_Part):
    """Who answered, who took part in a workshop, where they differ."""

    forme: Literal["evaluation"]


class ChecklistPart(_Part):
    """What is to be gathered, and is never attached."""

    forme: Literal["pieces"]
    pieces: Annotated[tuple[Sentence, ...], Field(min_length=1)]


FilePart = Annotated[
    FigureLines
    | YearsPart
    | FamiliesPart
    | TablePart
    | WordsPart
    | EffectsPart
    | EvaluationPart
    | ChecklistPart,
    Field(discriminator="forme"),
]


class FileSide(Declared):
    """One of the two pages: activity, or money."""

    titre: Sentence
    parties: Annotated[tuple[FilePart, ...], Field(min_length=1)]


class HandedFile(Declared):
    """A file for some readers; `annexe` is only in what the place hands over itself."""

    id: Identifier
    titre: Sentence
    court: Sentence
    lecteurs: Sentence
    pages: Annotated[tuple[FileSide, ...], Field(min_length=1, max_length=2)]
    annexe: tuple[FilePart, ...] = ()


def references_of(part: FilePart) -> tuple[str, ...]:
    """Name every answer and figure that a part tells."""
    match part:
        case FigureLines():
            return tuple(name for line in part.lignes for name in line.de)
        case YearsPart():
            return tuple(row.chiffre for row in part.chiffres)
        case FamiliesPart():
            return (part.repartition,)
        case TablePart():
            return (part.tableau,)
        case WordsPart():
            return (part.reponse,)
        case _:
            return ()
