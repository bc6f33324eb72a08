"""Whether what is asked twice can be offered from one answer to the other."""

from __future__ import annotations

from cm_build.questionnaire.condition import Offer
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.names import Names, options_of
from cm_build.questionnaire.origin import Path

_QUANTITIES = ("nombre", "montant")


def quantity_unit(names: Names, text: str) -> str | None:
    """Give the unit of what can be taken over as it is: a number, an amount, a line of a whole."""
    reference = names.resolve(text)
    asked = names.asked.get(reference.path) if reference else None
    if reference is None or asked is None or reference.group:
        return None
    return asked.unit if reference.part or asked.question.type in _QUANTITIES else None


def check_offers(findings: Findings) -> None:
    """Note what could never be offered: nothing of that name, no such option, another unit."""
    names = findings.names
    for i, rule in enumerate(names.questionnaire.propositions):
        path: Path = ("propositions", i)
        unknown = [key for key in ("de", "vers") if not names.names_an_answer(getattr(rule, key))]
        for key in unknown:
            findings.unknown(getattr(rule, key), (*path, key), names.asked)
        if rule.si:
            findings.condition((*path, "si"), rule.si, None)
        if unknown:
            continue
        if rule.valeurs is None:
            _check_units(findings, path, rule)
        else:
            _check_options(findings, path, rule.vers, rule.valeurs)


def _check_units(findings: Findings, path: Path, rule: Offer) -> None:
    first, second = (quantity_unit(findings.names, text) for text in (rule.de, rule.vers))
    if second is None or first != second:
        expected = "deux quantités de la même unité"
        findings.add("CM-612", (*path, "vers"), lu=f"{rule.de}, {rule.vers}", attendu=expected)


def _check_options(findings: Findings, path: Path, name: str, wanted: tuple[str, ...]) -> None:
    asked = findings.names.asked.get(name)
    known = options_of(asked.question) if asked else frozenset()
    if asked is None or asked.question.type not in ("choix_unique", "oui_non"):
        findings.add("CM-612", (*path, "vers"), lu=name, attendu="un choix unique, ou oui ou non")
        return
    for j, option in enumerate(wanted):
        if option not in known:
            findings.unknown(option, (*path, "valeurs", j), known)
