"""The questionnaire as a whole, and the page it declares."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cm_build.questionnaire.block import Block, KeyFigure
from cm_build.questionnaire.condition import Coherence, Condition, Offer
from cm_build.questionnaire.criterion import Criterion, CriterionModel, Scale
from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo
from cm_build.questionnaire.dossier import HandedFile
from cm_build.questionnaire.edition import Retired
from cm_build.questionnaire.indicator import Bounds, Indicator
from cm_build.questionnaire.protection import Protection
from cm_build.questionnaire.question import Question
from cm_build.questionnaire.suggestion import SuggestedCriterion, SuggestedMeasure


class PanoramaSection(Declared):
    """A section of the datapanorama; absent from the page when none of its blocks has anything."""

    id: Identifier
    titre: Sentence
    court: str | None = None
    couleur: Literal["brique", "ocre", "sarcelle", "prune", "foret", "nuit"] = "sarcelle"
    blocs: Annotated[tuple[Block, ...], Field(min_length=1)]


class BuildingRules(Declared):
    """Which answers draw the illustrated building."""

    pieces: str
    largeur: str
    toit: str
    jardin: str | None = None
    personnes: str | None = None


class PortraitHeader(Declared):
    """What stands at the top of a datapanorama."""

    etiquettes: tuple[str, ...] = ()
    batiment: BuildingRules


class Section(Declared):
    """Questions asked together."""

    id: Identifier
    titre: Sentence
    pourquoi: Sentence
    prive_par_defaut: YesNo = False
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class FormPart(Declared):
    """One of the three parts of the questionnaire; `duree` is in minutes."""

    id: Identifier
    titre: Sentence
    duree: int
    presentation: Sentence
    sections: tuple[Section, ...] = ()


class AxisLevel(Declared):
    """What is said of an axis up to a share of its score."""

    jusqu_a: Decimal | None = None
    texte: Sentence


class SubAxis(Declared):
    """A group of scored practices."""

    id: Identifier
    titre: Sentence
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Axis(Declared):
    """One of the axes of environmental engagement."""

    id: Identifier
    titre: Sentence
    court: Annotated[str, Field(min_length=1, max_length=20)]
    presentation: str | None = None
    niveaux: Annotated[tuple[AxisLevel, ...], Field(min_length=1)]
    questions: tuple[Question, ...] = ()
    sous_axes: tuple[SubAxis, ...] = ()

    @model_validator(mode="after")
    def _levels_in_order(self) -> Axis:
        bounds = [level.jusqu_a for level in self.niveaux]
        rising = [bound for bound in bounds if bound is not None]
        if bounds[-1] is not None or None in bounds[:-1] or rising != sorted(rising):
            raise ValueError
        return self


class College(Declared):
    """A group of people who vote together in a workshop."""

    id: Identifier
    libelle: Sentence


class Facet(Declared):
    """A filter of the directory: a choice question or a class indicator."""

    question: str | None = None
    indicateur: str | None = None
    libelle: Sentence

    @model_validator(mode="after")
    def _one_source(self) -> Facet:
        if (self.question is None) == (self.indicateur is None):
            raise ValueError
        return self


class DirectorySettings(Declared):
    """How the directory can be filtered."""

    facettes: tuple[Facet, ...] = ()


class Similarity(Declared):
    """What makes two places comparable: main type, class of surface, density of the commune.

    `densite` gives classes of inhabitants per square kilometre. `sans_reperes` names the figures on
    which no page tells where a place stands among others: they would rank places by how they are used.
    """

    type: str
    types: str
    surface: str
    densite: Bounds
    sans_reperes: tuple[str, ...] = ()


class HomeSettings(Declared):
    """Totals shown on the home page."""

    totaux: tuple[KeyFigure, ...] = ()


class Discretion(Declared):
    """What a published file merges when people are so few that they would be recognised.

    While `si` holds, the `parts` of a distribution are added to the part `vers`; `pourquoi` is told,
    and the part is then called `mention` wherever it is shown.
    """

    si: Condition
    repartition: str
    parts: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    vers: Identifier
    pourquoi: Sentence
    mention: Sentence


class CrossCheck(Declared):
    """What would say again an answer, or a line of one, that a place keeps for itself.

    While one of `garder` is kept, or a line of it, `garde_aussi` is kept too; `pourquoi` is told.
    """

    garder: Annotated[tuple[str, ...], Field(min_length=1)]
    garde_aussi: Annotated[tuple[str, ...], Field(min_length=1)]
    pourquoi: Sentence


class Questionnaire(Declared):
    """Everything `data/questionnaire.yaml` declares; `idees_…` are what a network proposes to follow."""

    version: int
    parties: Annotated[tuple[FormPart, ...], Field(min_length=1)]
    echelles: tuple[Scale, ...] = ()
    modele_critere: CriterionModel | None = None
    criteres: tuple[Criterion, ...] = ()
    axes: tuple[Axis, ...] = ()
    indicateurs: tuple[Indicator, ...] = ()
    colleges: tuple[College, ...] = ()
    coherences: tuple[Coherence, ...] = ()
    propositions: tuple[Offer, ...] = ()
    discretion: tuple[Discretion, ...] = ()
    recoupements: tuple[CrossCheck, ...] = ()
    retires: tuple[Retired, ...] = ()
    protection: Protection | None = None
    annuaire: DirectorySettings = DirectorySettings()
    accueil: HomeSettings = HomeSettings()
    semblables: Similarity | None = None
    entete: PortraitHeader
    panorama: tuple[PanoramaSection, ...] = ()
    fiches: tuple[HandedFile, ...] = ()
    idees_de_criteres: tuple[SuggestedCriterion, ...] = ()
    idees_de_mesures: tuple[SuggestedMeasure, ...] = ()

    def sections(self) -> tuple[Section, ...]:
        """Give the sections of every part, in order."""
        return tuple(section for part in self.parties for section in part.sections)
