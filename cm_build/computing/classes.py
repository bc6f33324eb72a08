"""Which declared class a quantity falls in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.questionnaire.indicator import Bound
    from cm_build.questionnaire.names import Names


def class_label(number: Decimal, bounds: Sequence[Bound]) -> str:
    """Give the label of the class a number falls in; the last class has no upper bound."""
    for bound in bounds:
        if bound.jusqu_a is None or number < bound.jusqu_a:
            return bound.libelle
        if bound.inclus and number == bound.jusqu_a:
            return bound.libelle
    return bounds[-1].libelle


def density_class(density: float | None, names: Names) -> str | None:
    """Name the declared class of a number of inhabitants per km²; None where the area is unknown.

    It does not come from an answer: the commune tells it.
    """
    similar = names.questionnaire.semblables
    if density is None or similar is None:
        return None
    return class_label(Decimal(str(density)), similar.densite)
