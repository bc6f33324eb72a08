"""What a schema cannot see in what a network proposes: an id given twice, a title that is taken."""

from __future__ import annotations

from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.grammar import beside
from cm_build.reading.nearest import folded

_KINDS = {"idees_de_criteres": "critères", "idees_de_mesures": "mesures"}


def check_suggestions(findings: Findings) -> None:
    """Refuse what the file of a place would be refused for, once it takes the idea up."""
    questionnaire = findings.names.questionnaire
    taken = {folded(title) for one in questionnaire.criteres for title in (one.titre, one.court)}
    for key, kind in _KINDS.items():
        every = getattr(questionnaire, key)
        findings.repeated([(one.id, (key, rank)) for rank, one in enumerate(every)])
        for rank, one in enumerate(every):
            if beside(one.id) != one.id:
                findings.add("CM-611", (key, rank, "id"), lu=one.id)
            if folded(one.titre) in taken:
                findings.add("CM-361", (key, rank, "titre"), lu=one.titre, attendu=kind)
