"""Why there is nothing to show, in words: never a zero, never a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.figure import Reason
from cm_build.referential.sources import why_missing

if TYPE_CHECKING:
    from cm_build.places.answer import Answer

# The four codes of the exports, for one place and for several.
ABSENCES = {
    "non_repondu": ("sans réponse", "sans réponse"),
    "ne_sait_pas": ("ne sait pas", "ne savent pas"),
    "sans_objet": ("sans objet", "sans objet"),
    "non_publie": ("non publié", "non publiés"),
}
UNSAID = ABSENCES["non_repondu"][0]
_FIGURES = {
    Reason.NOT_CONCERNED: ABSENCES["sans_objet"][0],
    Reason.ZERO_DENOMINATOR: ABSENCES["sans_objet"][0],
    Reason.INCOMPLETE: "réponse incomplète",
    Reason.LOW_COVERAGE: "trop peu de réponses",
}


def absent_answer(answer: Answer, *, private: bool) -> str:
    """Say why a place did not answer; what it keeps for itself is not published."""
    code = "non_publie" if private else why_missing(answer)
    return ABSENCES.get(code, ABSENCES["non_repondu"])[0]


def absent_figure(reason: Reason) -> str:
    """Say why a figure could not be computed."""
    return _FIGURES.get(reason, UNSAID)
