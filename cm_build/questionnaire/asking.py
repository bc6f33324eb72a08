"""What any question declares, whatever it asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo
from cm_build.questionnaire.edition import Dated
from cm_build.questionnaire.role import Role


class Correspondence(Declared):
    """What another survey asks about the same thing: a variable that was read there, or only its theme.

    A variable is named as in that survey's files (several are separated by commas), and says how close
    it is. A theme says that something near may be asked: nothing is compared before it was checked.
    """

    source: Literal["recensement_ftl_2023"]
    variable: Annotated[str, Field(pattern=r"^\w+(, \w+)*$")] | None = None
    niveau: Literal["identique", "regroupable", "proche"] | None = None
    theme: Annotated[str, Field(pattern=r"^[\w ]+$")] | None = None

    @model_validator(mode="after")
    def _a_variable_with_its_level_or_a_theme(self) -> Correspondence:
        told = (self.variable is not None, self.niveau is not None, self.theme is not None)
        if told not in ((True, True, False), (False, False, True)):
            raise ValueError
        return self


class Asking(Dated):
    """What any question declares.

    `essentiel` is its step of the essential path: questions of one step are asked together. With
    `une_fois_ouvert`, that path leaves it out for a place that is not open yet. With
    `prive_par_defaut`, the answer is shown only by a file that names it in `reponses_publiees`.
    `reprend` names the question whose answer of the year before the form puts here: nothing is
    asked while there is none.
    """

    called: ClassVar[str]
    """What readers call this kind of answer."""
    blank: ClassVar[str] = "#"
    """What holds the place of an answer in a file to complete."""

    id: Identifier
    libelle: Sentence
    court: str | None = None
    aide: str | None = None
    exemple: str | None = None
    pourquoi: str | None = None
    role: Role | None = None
    obligatoire: YesNo = False
    essentiel: Annotated[int, Field(ge=1)] | None = None
    une_fois_ouvert: YesNo = False
    annuel: YesNo = False
    prive_par_defaut: YesNo = False
    reprend: Identifier | None = None
    si: Condition | None = None
    sans_objet: YesNo = False
    correspond: Correspondence | None = None
    poids: Annotated[Decimal, Field(gt=0)] | None = None

    @property
    def short(self) -> str:
        """Give the shortest label there is, for drawings and lists."""
        return self.court or self.libelle
