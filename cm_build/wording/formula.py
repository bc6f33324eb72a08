"""Formulas in words, so that every figure can be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from cm_build.questionnaire.indicator import (
    Balance,
    Classes,
    Difference,
    Duration,
    Indicator,
    Product,
    Ratio,
    Sum,
)
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution
from cm_build.wording import french

END_OF_YEAR = "fin de l’année du bilan"


@lru_cache(maxsize=4096)
def reference_label(text: str, names: Names) -> str:
    """Name what a reference designates, in the questionnaire's words."""
    if text == "fin_annee":
        return END_OF_YEAR
    if text in names.criteria:
        return names.criteria[text].titre
    reference = names.resolve(text)
    if reference is None:
        return text
    if reference.is_indicator:
        known = names.indicators.get(reference.path)
        return known.titre if known else names.axes[reference.path].titre
    question = names.asked[reference.path].question
    if isinstance(question, Distribution):
        for part in question.parts:
            if part.id == reference.part:
                return f"{question.short}, {french.initial_folded(part.libelle)}"
        for group in question.groupes:
            if group.id == reference.group:
                return f"{question.short}, {french.initial_folded(group.libelle)}"
    return question.short


@lru_cache(maxsize=1024)
def formula_of(name: str, names: Names) -> str:
    """Say the operation of an indicator as a formula, once for all places."""
    return formula(names.indicators[name], names)


def formula(indicator: Indicator, names: Names) -> str:
    """Say an indicator's operation as a formula."""
    declared = indicator.operation.declared

    def label(text: str) -> str:
        return f"« {reference_label(text, names)} »"

    def total(texts: Sequence[str]) -> str:
        return " + ".join(label(text) for text in texts)

    def grouped(texts: Sequence[str]) -> str:
        return total(texts) if len(texts) == 1 else f"({total(texts)})"

    match declared:
        case Sum(de=de, si_absent=absent):
            note = " (ce qui est connu)" if absent == "ignorer" else ""
            return total(de) + note
        case Difference(de=de, moins=moins):
            return f"{grouped(de)} − {grouped(moins)}"
        case Ratio(de=de, sur=sur, facteur=facteur):
            factor = 100 if facteur is None and indicator.unite == "%" else facteur
            times = f" × {french.number(Decimal(factor))}" if factor else ""
            return f"{grouped(de)} ÷ {grouped(sur)}{times}"
        case Product():
            return " × ".join(label(text) for text in declared.de) + _divided(declared)
        case Balance(a=a, b=b):
            return f"1 − |{label(a)} − {label(b)}| ÷ ({label(a)} + {label(b)})"
        case Duration(de=de_date, a=a_date, en=unit):
            words = {"mois": "mois", "annees": "années"}[unit]
            return f"temps écoulé entre {label(de_date)} et {label(a_date)}, en {words}"
        case Classes(de=de_class):
            return f"classe où tombe {label(de_class)}"
        case tuple() if indicator.operation.name in _LISTED:
            return _LISTED[indicator.operation.name] + ", ".join(label(t) for t in declared)
        case tuple():
            return total(declared)
        case str():
            return _SINGLE[indicator.operation.name].format(label(declared))
        case _:
            return indicator.operation.name


def _divided(product: Product) -> str:
    return f" ÷ {french.number(product.diviseur)}" if product.diviseur != 1 else ""


_LISTED = {
    "score": "moyenne pondérée des points de : ",
    "moyenne": "moyenne de ce qui est connu parmi : ",
    "premier_connu": "le premier connu de : ",
}
_SINGLE = {
    "reponse": "{}",
    "part_max": "plus grande part de {} ÷ somme de ses parts × 100",
    "diversite": "régularité de Piélou des parts de {}",
    "compte": "nombre de réponses choisies dans {}",
    "niveau": "niveau observé pour {}",
}
