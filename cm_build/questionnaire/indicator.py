"""Indicators, and the closed set of operations they may be made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo

References = Annotated[tuple[str, ...], Field(min_length=1)]


class Sum(Declared):
    """A sum; `ignorer` counts what is given, and says how much was."""

    de: References
    si_absent: Literal["manquer", "ignorer"] = "manquer"


class Difference(Declared):
    """What remains of `de` once `moins` is taken away."""

    de: References
    moins: References


class Ratio(Declared):
    """A quotient, times `facteur` (100 when the unit is a percentage)."""

    de: References
    sur: References
    facteur: Decimal | None = None


class Product(Declared):
    """A product of quantities, divided by a number when there is one."""

    de: References
    diviseur: Annotated[Decimal, Field(gt=0)] = Decimal(1)


class Balance(Declared):
    """How even two quantities are: 1 when equal, 0 when one is alone."""

    a: str
    b: str


class Duration(Declared):
    """Time between two dates; `fin_annee` is the last day of the assessment's year."""

    de: str
    a: str
    en: Literal["mois", "annees"]


class Bound(Declared):
    """One class; the last one has no upper bound."""

    jusqu_a: Decimal | None = None
    inclus: YesNo = False
    libelle: Sentence


Bounds = Annotated[tuple[Bound, ...], Field(min_length=2)]


class Classes(Declared):
    """The class a quantity falls in."""

    de: str
    bornes: Bounds


class Operation(Declared):
    """Exactly one operation of the closed set."""

    reponse: str | None = None
    premier_connu: References | None = None
    somme: Sum | References | None = None
    difference: Difference | None = None
    ratio: Ratio | None = None
    produit: Product | None = None
    part_max: str | None = None
    equilibre: Balance | None = None
    diversite: str | None = None
    duree: Duration | None = None
    compte: str | None = None
    score: References | None = None
    niveau: str | None = None
    moyenne: References | None = None
    classe: Classes | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Operation:
        if len(self.model_fields_set) != 1:
            raise ValueError
        return self

    @property
    def name(self) -> str:
        """Name the operation used."""
        return next(iter(self.model_fields_set))

    @property
    def declared(self) -> Any:
        """Give what it works on, in the shape of its kind."""
        return getattr(self, self.name)

    def references(self) -> tuple[str, ...]:
        """Give every reference the operation reads, `fin_annee` apart."""
        value = self.declared
        named = ("de", "moins", "sur", "a", "b") if isinstance(value, Declared) else ()
        groups = [getattr(value, key, ()) for key in named] or [value or ()]
        references = (
            reference
            for group in groups
            for reference in ((group,) if isinstance(group, str) else group)
        )
        return tuple(reference for reference in references if reference != "fin_annee")


class Indicator(Declared):
    """A figure computed from answers, with its meaning in plain French.

    Where `sans_objet_si` holds, the figure would mean something else: the place has none.
    """

    id: Identifier
    titre: Sentence
    definition: Sentence
    lecture: str | None = None
    unite: str = ""
    decimales: Annotated[int, Field(ge=0, le=4)] = 0
    theme: Identifier
    sans_objet_si: Condition | None = None
    operation: Operation
