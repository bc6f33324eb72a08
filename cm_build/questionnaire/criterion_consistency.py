"""What a schema cannot see in a criterion: what its patterns and condition read, its kinds of evidence."""

from __future__ import annotations

from cm_build.questionnaire.evidence import evidence_kinds
from cm_build.questionnaire.findings import Findings


def check_criteria(findings: Findings) -> None:
    """Check each criterion, what a network added to it included."""
    for c, criterion in enumerate(findings.names.questionnaire.criteres):
        findings.patterns(("criteres", c, "phrases"), criterion.phrases, criterion.id)
        if criterion.si:
            findings.condition(("criteres", c, "si"), criterion.si, criterion.id)
        known = [kind.id for kind in evidence_kinds(findings.names, criterion.id)]
        for p, proof in enumerate(criterion.preuves):
            if proof.nature not in known:
                path = ("criteres", c, "preuves", p, "nature")
                findings.unknown(proof.nature, path, known)
