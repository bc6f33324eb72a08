"""When a question arises, as plain data for the form's script: the same rule as the program's."""

from __future__ import annotations

import json

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.edition import FIRST_YEAR
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import AnyQuestion


def years_of(question: AnyQuestion) -> list[int | None]:
    """Give the first and the last year for which a question is asked, when it depends on it."""
    bounds = (question.depuis, question.jusqu_a)
    years = [bound if bound and bound >= FIRST_YEAR else None for bound in bounds]
    return years if any(years) else []


def rule_of(
    conditions: list[Condition],
    names: Names,
    scope: str | None,
    years: list[int | None] | None = None,
) -> str:
    rules = [plain_condition(condition, names, scope) for condition in conditions]
    rules += [{"annees": years}] if years else []
    if not rules:
        return ""
    rule = rules[0] if len(rules) == 1 else {"tous": rules}
    return json.dumps(rule, ensure_ascii=False, separators=(",", ":"))


def plain_condition(condition: Condition, names: Names, scope: str | None) -> dict[str, object]:
    """Write a condition as plain data, its question named as everywhere, for the form's script."""
    for key in ("tous", "un_de"):
        inner = getattr(condition, key)
        if inner is not None:
            return {key: [plain_condition(field, names, scope) for field in inner]}
    if condition.non is not None:
        return {"non": plain_condition(condition.non, names, scope)}
    reference = names.resolve(condition.question or "", scope)
    if reference is None:
        raise KeyError(condition.question)
    plain: dict[str, object] = {"de": reference.path}
    if reference.part:
        plain["part"] = reference.part
    if reference.group:
        question = names.asked[reference.path].question
        inside = [p for p in getattr(question, "parts", ()) if p.groupe == reference.group]
        plain["parts"] = [part.id for part in inside]
        plain["ensemble"] = next((part.id for part in inside if part.sans_detail), None)
    if condition.repondu is not None:
        return plain | {"repondu": condition.repondu}
    if condition.superieur_a is not None:
        return plain | {"plus": float(condition.superieur_a)}
    if condition.inferieur_a is not None:
        return plain | {"moins": float(condition.inferieur_a)}
    if condition.contient_tout is not None:
        return plain | {"chacun": list(condition.contient_tout)}
    return plain | {"un": list(condition.wanted())}
