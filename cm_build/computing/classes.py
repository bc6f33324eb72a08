"""Classes that do not come from an answer: how dense the commune is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.questionnaire.names import Names


def density_class(density: float | None, names: Names) -> str | None:
    """Name the declared class of a number of inhabitants per km²; None where the area is unknown."""
    similar = names.questionnaire.semblables
    if density is None or similar is None:
        return None
    exact = Decimal(str(density))
    for bound in similar.densite:
        if bound.jusqu_a is None or exact < bound.jusqu_a:
            return bound.libelle
    return None
