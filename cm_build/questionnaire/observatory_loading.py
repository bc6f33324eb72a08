"""From `observatoire.yaml` to what the référentiel shows: every reference must lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import CHARTS, FACET, FIGURE
from cm_build.questionnaire.observatory import Observatory
from cm_build.questionnaire.validation import read_declaration

if TYPE_CHECKING:
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.validation import Declaration


def load_observatory(content: bytes, file: str, names: Names) -> Declaration[Observatory]:
    """Read, build and check the observatory against the questionnaire; all its problems at once."""
    declared = read_declaration(Observatory, content, file)
    observatory, origin = declared.model, declared.origin
    if observatory is None or origin is None:
        return declared
    found = Findings(origin, names)
    _check(observatory, found)
    return declared.checked(found.problems)


def _check(observatory: Observatory, found: Findings) -> None:
    for c, chapter in enumerate(observatory.chapitres):
        for g, chart in enumerate(chapter.graphiques):
            path = ("chapitres", c, "graphiques", g)
            for key, fit in CHARTS.get(chart.forme, {}).items():
                value = getattr(chart, key)
                if isinstance(value, str):
                    found.fits(value, (*path, key), fit)
                for i, one in enumerate(value if isinstance(value, tuple) else ()):
                    found.fits(getattr(one, "chiffre", one), (*path, key, i), fit)
    for i, figure in enumerate(observatory.territoires.totaux):
        found.fits(figure.chiffre, ("territoires", "totaux", i), FIGURE)
    for i, value in enumerate(observatory.territoires.mesures):
        found.fits(value, ("territoires", "mesures", i), FIGURE)
    for i, value in enumerate(observatory.totaux):
        found.fits(value, ("totaux", i), FIGURE)
    laboratory = observatory.laboratoire
    for key, fit in (("mesures", FIGURE), ("facettes", FACET), ("depart", FIGURE)):
        for i, value in enumerate(getattr(laboratory, key)):
            found.fits(value, ("laboratoire", key, i), fit)
