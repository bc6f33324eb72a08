"""What is made with an estimate is one: figures of a year, and the figures made of these."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from cm_build.computing.measures import Measures
from cm_build.questionnaire.names import Names, Reference


def is_estimate(
    reference: Reference, given: AbstractSet[str], measures: Measures, names: Names
) -> bool:
    """Tell whether a value is one of the estimates given, or was made with one."""
    if not given or not reference.is_indicator:
        return reference.path in given
    terms = (names.resolve(term.reference) for term in measures[reference.path].inputs)
    return any(is_estimate(term, given, measures, names) for term in terms if term)


def estimated_figures(given: AbstractSet[str], measures: Measures, names: Names) -> tuple[str, ...]:
    """Name the figures of a year that were made with an estimate."""
    if not given:
        return ()
    known = ((name, names.resolve(name)) for name, one in measures.items() if one.value is not None)
    return tuple(
        name
        for name, reference in known
        if reference and is_estimate(reference, given, measures, names)
    )
