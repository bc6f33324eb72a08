"""The kinds of questions, as a discriminated union on `type`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cm_build.questionnaire.asking import Asking
from cm_build.questionnaire.declared import Declared, Identifier, YesNo
from cm_build.questionnaire.option import Option, Part, PartGroup, Points

# A place is rarely older than this, and announces a few years ahead.
FIRST_YEAR, YEARS_AHEAD = 1800, 5


class ShortText(Asking):
    """A line of text."""

    called = "texte court"
    blank = '""'
    type: Literal["texte_court"]
    longueur: Annotated[int, Field(ge=1, le=500)] = 200


class LongText(Asking):
    """Plain paragraphs."""

    called = "texte"
    blank = '""'
    type: Literal["texte_long"]
    longueur: Annotated[int, Field(ge=1, le=10_000)] = 2000


class Number(Asking):
    """A quantity with its unit; beyond `vraisemblable` it is read, with a warning."""

    called = "nombre"
    type: Literal["nombre"]
    unite: str = ""
    min: Decimal = Decimal(0)
    max: Decimal | None = None
    vraisemblable: Decimal | None = None
    decimales: Annotated[int, Field(ge=0, le=6)] = 0


class Amount(Asking):
    """Whole euros; beyond `vraisemblable`, either way, they are read with a warning.

    With `par_mois`, the form also takes what is paid each month; a file always holds the year.
    """

    called = "montant en euros"
    blank = "# en euros"
    type: Literal["montant"]
    min: Decimal = Decimal(0)
    max: Decimal | None = None
    vraisemblable: Decimal | None = Decimal(20_000_000)
    par_mois: YesNo = False

    @model_validator(mode="after")
    def _a_month_is_of_a_year(self) -> Amount:
        if self.par_mois and not self.annuel:
            raise ValueError
        return self

    @property
    def unite(self) -> str:
        """Amounts are always in euros."""
        return "€"

    @property
    def decimales(self) -> int:
        """Nobody counts cents here."""
        return 0


class YesNoPoints(Declared):
    """What yes and no score when the usual 1 and 0 do not fit."""

    oui: Points = Decimal(1)
    non: Points = Decimal(0)


class YesNoQuestion(Asking):
    """Yes or no."""

    called = "oui ou non"
    blank = "# oui, non"
    type: Literal["oui_non"]
    points: YesNoPoints = YesNoPoints()


class _Choice(Asking):
    """Options to choose from: its own, or with `options_de` those of another question."""

    options_de: Identifier | None = None
    options: Annotated[tuple[Option, ...], Field(min_length=2)] = ()

    @model_validator(mode="after")
    def _options_of_its_own_or_of_another(self) -> Self:
        if bool(self.options) == bool(self.options_de):
            raise ValueError
        return self


class SingleChoice(_Choice):
    """One option; with `parmi`, one of those chosen at another question."""

    called = "un choix"
    type: Literal["choix_unique"]
    parmi: Identifier | None = None


class MultipleChoice(_Choice):
    """Any number of options, up to `max`."""

    called = "plusieurs choix"
    type: Literal["choix_multiple"]
    max: Annotated[int, Field(ge=1)] | None = None
    details: YesNo = False
    bareme: Literal["moitie", "part"] | None = None


class DateQuestion(Asking):
    """A day.

    `borne` says which day stands for a month or a year known alone: the first of a beginning, the
    last of an end. The form completes what is typed; a file always holds a whole date. Before the
    year `des`, or more than `ans_apres` years after that of the file, it is read with a warning.
    """

    called = "date"
    blank = "# AAAA-MM-JJ"
    type: Literal["date"]
    borne: Literal["debut", "fin"] = "debut"
    des: int = FIRST_YEAR
    ans_apres: Annotated[int, Field(ge=0)] = YEARS_AHEAD


class YearQuestion(Asking):
    """A year; more than `ans_apres` years after that of the file, it is read with a warning."""

    called = "année"
    blank = "# AAAA"
    type: Literal["annee"]
    min: int = 1000
    max: int = 2200
    ans_apres: Annotated[int, Field(ge=0)] = YEARS_AHEAD


class Url(Asking):
    """A web address."""

    called = "adresse web"
    blank = "# https://…"
    type: Literal["url"]


class CommuneQuestion(Asking):
    """A commune, by INSEE code or postal code and name."""

    called = "commune"
    blank = '"" # code Insee, ou code postal et nom : "35000 Rennes"'
    type: Literal["commune"]


class Distribution(Asking):
    """Named parts of a whole; a part beyond `vraisemblable` is read, with a warning.

    `indique` and `indique_pluriel` name, after the number, what was given of a whole that is not told.
    """

    called = "répartition"
    type: Literal["repartition"]
    unite: str
    decimales: Annotated[int, Field(ge=0, le=6)] = 0
    vraisemblable: Decimal | None = None
    total: str | None = None
    indique: str | None = None
    indique_pluriel: str | None = None
    groupes: tuple[PartGroup, ...] = ()
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]

    def beside(self, whole: Part) -> tuple[Part, ...]:
        """Give the other lines of a part's group: what it may hold when it is told without detail."""
        return tuple(p for p in self.parts if p.groupe == whole.groupe and p is not whole)


class ShortList(Asking):
    """Short texts, one per item."""

    called = "liste"
    blank = "[]"
    type: Literal["liste"]
    max: Annotated[int, Field(ge=1, le=100)] = 20
    longueur: Annotated[int, Field(ge=1, le=500)] = 120


_Cell = (
    ShortText
    | LongText
    | Number
    | Amount
    | YesNoQuestion
    | SingleChoice
    | DateQuestion
    | YearQuestion
    | Url
)
Column = Annotated[_Cell, Field(discriminator="type")]


class Table(Asking):
    """Rows with the same columns."""

    called = "tableau"
    type: Literal["tableau"]
    colonnes: Annotated[tuple[Column, ...], Field(min_length=1)]
    max_lignes: Annotated[int, Field(ge=1, le=200)] = 20


class Photos(Asking):
    """Pictures of the place."""

    called = "photos"
    blank = "[] # {fichier: …, texte: …, credit: …}"
    type: Literal["photos"]
    max: Annotated[int, Field(ge=1, le=30)] = 8


AnyQuestion = _Cell | MultipleChoice | CommuneQuestion | Distribution | ShortList | Table | Photos
Question = Annotated[AnyQuestion, Field(discriminator="type")]
