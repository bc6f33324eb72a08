"""What the form's script knows of two answers at once: what contradicts, what is asked twice."""

from __future__ import annotations

from cm_build.contributing.form.rules import plain_condition
from cm_build.places.coherence import words_of
from cm_build.questionnaire.condition import STATE_NAME, Condition
from cm_build.questionnaire.names import Names


def contradictions(names: Names) -> list[dict[str, object]]:
    """Write the declared contradictions as plain data."""
    return [
        {
            **_named(names, "de", rule.entre[0]),
            **_named(names, "avec", rule.entre[1]),
            "si": _plain(rule.si, names),
            "egaux": rule.egaux,
            "mots": sorted({one for word in rule.mots or () for one in words_of(word)}),
            "etats": list(rule.etats or ()),
            "pourquoi": rule.pourquoi,
        }
        for rule in names.questionnaire.coherences
    ]


def offers(names: Names) -> list[dict[str, object]]:
    """Write what is offered from one answer to another, both being asked today."""
    told: list[dict[str, object]] = []
    for rule in names.questionnaire.propositions:
        one = {**_named(names, "de", rule.de), **_named(names, "vers", rule.vers)}
        if {one["de"], one["vers"]} <= names.current.keys():
            told.append({**one, "si": _plain(rule.si, names), "valeurs": list(rule.valeurs or ())})
    return told


def _plain(condition: Condition | None, names: Names) -> dict[str, object] | None:
    return plain_condition(condition, names, None) if condition else None


def _named(names: Names, key: str, text: str) -> dict[str, str | None]:
    """Name a question, and the line of it that is meant."""
    reference = None if text == STATE_NAME else names.resolve(text)
    if reference is None:
        return {key: text, f"part_{key}": None}
    return {key: reference.path, f"part_{key}": reference.part}
