"""Which class a density falls in, by the bounds the questionnaire declares."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cm_build.computing.rating import density_class
from cm_build.questionnaire.indicator import Bound
from cm_build.questionnaire.names import Names

if TYPE_CHECKING:
    from cm_build.referential.toolbox import Tools


@pytest.fixture
def names(tools: Tools) -> Names:
    """Three classes: below 100, up to 500 included, and the rest."""
    questionnaire = tools.names.questionnaire
    assert questionnaire.semblables
    bounds = (
        Bound(jusqu_a=Decimal(100), libelle="rural"),
        Bound(jusqu_a=Decimal(500), inclus=True, libelle="bourg"),
        Bound(libelle="ville"),
    )
    similar = questionnaire.semblables.model_copy(update={"densite": bounds})
    changed = questionnaire.model_copy(update={"semblables": similar})
    return Names(changed)


@pytest.mark.parametrize(
    ("density", "label"),
    [
        (None, None),
        (0, "rural"),
        (99.9, "rural"),
        (100, "bourg"),
        (500, "bourg"),
        (500.1, "ville"),
    ],
)
def test_a_density_falls_in_the_class_its_bounds_declare(names, density, label):
    assert density_class(density, names) == label
