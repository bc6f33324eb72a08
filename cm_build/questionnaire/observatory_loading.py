"""From `observatoire.yaml` to what the référentiel shows: every reference must lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.questionnaire.findings import Findings
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
            for key in ("mesure", "question", "repartition"):
                value = getattr(chart, key, None)
                if value:
                    found.reference(value, None, (*path, key))
            for value in getattr(chart, "mesures", ()):
                found.reference(value, None, (*path, "mesures"))
            for figure in getattr(chart, "chiffres", ()):
                found.reference(getattr(figure, "chiffre", figure), None, (*path, "chiffres"))
    for figure in observatory.territoires.totaux:
        found.reference(figure.chiffre, None, ("territoires", "totaux"))
    for value in observatory.territoires.mesures:
        found.reference(value, None, ("territoires", "mesures"))
    for i, value in enumerate(observatory.totaux):
        found.reference(value, None, ("totaux", i))
    laboratory = observatory.laboratoire
    for value in (*laboratory.mesures, *laboratory.facettes, *laboratory.depart):
        found.reference(value, None, ("laboratoire",))
