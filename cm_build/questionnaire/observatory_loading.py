"""From `observatoire.yaml` to what the référentiel shows: every reference must lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import CHARTS, FACET, FIGURE
from cm_build.questionnaire.observatory import Observatory
from cm_build.questionnaire.origin import Origin
from cm_build.questionnaire.validation import build
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

if TYPE_CHECKING:
    from cm_build.questionnaire.names import Names
    from cm_build.reading.problem import Problem


@dataclass(frozen=True, slots=True)
class LoadedObservatory:
    """What the référentiel shows (None when it cannot be used) and what is wrong with it."""

    observatory: Observatory | None
    problems: tuple[Problem, ...]


def load_observatory(content: bytes, file: str, names: Names) -> LoadedObservatory:
    """Read, build and check the observatory against the questionnaire; all its problems at once."""
    source = read_source(content, file, TRUSTED)
    if source.root is None:
        return LoadedObservatory(None, source.problems)
    observatory = build(Observatory, source.root, source.ledger)
    problems = source.problems
    if observatory is None or problems:
        return LoadedObservatory(None, problems)
    found = Findings(Origin(file, source.root), names)
    _check(observatory, found)
    problems = found.problems
    return LoadedObservatory(None if problems else observatory, problems)


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
