"""A figure: a value or the reason there is none, with what it was made of."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why a figure has no value; the words are in the templates."""

    NONE = ""
    UNANSWERED = "reponse_manquante"
    UNSETTLED = "prealable_inconnu"
    NOT_CONCERNED = "sans_objet"
    INCOMPLETE = "repartition_incomplete"
    ZERO_DENOMINATOR = "denominateur_nul"
    LOW_COVERAGE = "couverture_insuffisante"
    TOO_FEW_PARTS = "trop_peu_de_parts"
    NOT_OBSERVED = "non_observe"
    INCONSISTENT = "reponses_incoherentes"


class Input(NamedTuple):
    """One operand: its reference as the questionnaire writes it, and its value if known."""

    reference: str
    value: Decimal | str | None


class Figure(NamedTuple):
    """One computed figure.

    `value` is a number in `unit`, or the label of a class; None with a `reason`. `coverage` is the
    share (0 to 1) of the weights or operands that were known, None where it has no meaning.
    """

    id: str
    value: Decimal | str | None
    reason: Reason
    unit: str
    decimals: int
    inputs: tuple[Input, ...]
    coverage: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        """The value when it is a number."""
        return self.value if isinstance(self.value, Decimal) else None
