"""What the questionnaire declares, in French: conditions, classes and which side of a bound is in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.indicator import Bound
from cm_build.questionnaire.names import Names
from cm_build.wording import french
from cm_build.wording.formula import reference_label


def condition_text(condition: Condition, names: Names, scope: str | None) -> str:
    """Say a condition in French."""
    if condition.tous is not None:
        return " et ".join(condition_text(part, names, scope) for part in condition.tous)
    if condition.un_de is not None:
        return " ou ".join(condition_text(part, names, scope) for part in condition.un_de)
    if condition.non is not None:
        return f"sauf si {condition_text(condition.non, names, scope)}"
    reference = names.resolve(condition.question or "", scope)
    label = quoted(reference.path if reference else "", names)
    if condition.superieur_a is not None:
        return f"{label} dépasse {french.number(condition.superieur_a)}"
    if condition.inferieur_a is not None:
        return f"{label} est inférieur à {french.number(condition.inferieur_a)}"
    if condition.repondu is not None:
        return f"{label} {'a' if condition.repondu else 'n’a pas'} une réponse"
    asked = names.asked.get(reference.path) if reference else None
    options = getattr(asked.question, "options", ()) if asked else ()
    labels = {option.id: option.libelle for option in options}
    wanted = [labels.get(one, one) for one in condition.wanted()]
    return f"{label} : {french.listed(wanted).replace(' et ', ' ou ')}"


def quoted(text: str, names: Names) -> str:
    """Name in French quotes what a reference designates."""
    return f"« {reference_label(text, names)} »"


def classes_text(bounds: Sequence[Bound]) -> tuple[str, ...]:
    """Say each class with its bounds, and which of them it holds."""
    return tuple(
        f"« {bound.libelle} », {_side(before, bound)}"
        for before, bound in pairwise((None, *bounds))
        if bound
    )


def _side(before: Bound | None, bound: Bound) -> str:
    low = None if before is None or before.jusqu_a is None else french.number(before.jusqu_a, 2)
    high = None if bound.jusqu_a is None else french.number(bound.jusqu_a, 2)
    within = before is not None and not before.inclus
    if high is None:
        return f"{low} ou plus" if within else f"plus de {low}"
    if low is None:
        return f"{high} ou moins" if bound.inclus else f"moins de {high}"
    held = {True: "compris", False: "non compris"}
    return f"de {low} ({held[within]}) à {high} ({held[bound.inclus]})"
