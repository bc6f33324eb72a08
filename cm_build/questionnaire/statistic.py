"""What a sentence about all places may name, and what may be said of it: a closed set.

`{part_recettes_propres:mediane}`, `{statut_juridique.association:part}`, `{ressources.premier}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from cm_build.questionnaire.names import Names, options_of
from cm_build.questionnaire.pattern import RANKS, STATISTICS, Placeholder, placeholders
from cm_build.questionnaire.question import Amount, Distribution, Number

# Agreement is with the last number said of the same reference.
AGREEMENT = "accord"


class StatisticKind(Enum):
    """What a reference leads to."""

    PLACES = "lieux"
    CONCERNED = "lieux concernés"
    NUMBER = "nombre"
    CHOICE = "choix"
    OPTION = "option"
    RANKED_OPTION = "option selon le nombre de réponses"
    WHOLE = "répartition"
    PART = "part"
    RANKED_PART = "part selon sa taille"


_SPREAD = frozenset({"total", "mediane", "bas", "haut", "reponses"})
# What may be said of each; "" is the count, or the name of what comes first.
SAID: Mapping[StatisticKind, frozenset[str]] = {
    StatisticKind.PLACES: frozenset({""}),
    StatisticKind.CONCERNED: frozenset({"", "part", "reponses"}),
    StatisticKind.NUMBER: _SPREAD,
    StatisticKind.CHOICE: frozenset({"reponses", *RANKS}),
    StatisticKind.OPTION: frozenset({"compte", "part", "reponses"}),
    StatisticKind.RANKED_OPTION: frozenset({"", "compte", "part"}),
    StatisticKind.WHOLE: _SPREAD | frozenset(RANKS),
    StatisticKind.PART: frozenset({"part", "total", "reponses"}),
    StatisticKind.RANKED_PART: frozenset({"", "part"}),
}

# Counts of the places themselves: where they are, and those a question concerns.
COUNTED = {
    "lieux": StatisticKind.PLACES,
    "communes": StatisticKind.PLACES,
    "departements": StatisticKind.PLACES,
    "regions": StatisticKind.PLACES,
    "concernes": StatisticKind.CONCERNED,
}


class Statistic(NamedTuple):
    """A reference of a sentence: `base` is the answer or figure, `code` an option, a part, a group or a rank."""

    kind: StatisticKind
    base: str
    code: str = ""


def statistic_of(text: str, names: Names) -> Statistic | None:
    """Find what a reference of a sentence names; None when nothing bears that name."""
    if text in COUNTED:
        return Statistic(COUNTED[text], text)
    reference = names.resolve(text)
    if reference is None:
        return _inside(text, names)
    if reference.part or reference.group:
        return Statistic(
            StatisticKind.PART, reference.path, reference.part or f"@{reference.group}"
        )
    if reference.is_indicator:
        declared = names.indicators.get(reference.path)
        classes = declared is not None and declared.operation.classe is not None
        return Statistic(StatisticKind.CHOICE if classes else StatisticKind.NUMBER, reference.path)
    question = names.asked[reference.path].question
    if isinstance(question, Distribution):
        return Statistic(StatisticKind.WHOLE, reference.path)
    if isinstance(question, Number | Amount):
        return Statistic(StatisticKind.NUMBER, reference.path)
    return Statistic(StatisticKind.CHOICE, reference.path) if options_of(question) else None


def _inside(text: str, names: Names) -> Statistic | None:
    """Find an option of a choice, or what comes first, second or third."""
    head, _, code = text.rpartition(".")
    whole = statistic_of(head, names) if head else None
    if whole is None or whole.code:
        return None
    if whole.kind is StatisticKind.WHOLE and code in RANKS:
        return Statistic(StatisticKind.RANKED_PART, head, code)
    if whole.kind is not StatisticKind.CHOICE or head not in names.asked:
        return None
    if code in RANKS:
        return Statistic(StatisticKind.RANKED_OPTION, head, code)
    known = code in options_of(names.asked[head].question)
    return Statistic(StatisticKind.OPTION, head, code) if known else None


def statistics_of(text: str) -> tuple[Placeholder, ...]:
    """Give every placeholder of a sentence about all places.

    Raises:
        PatternError: the sentence cannot be read, or says what is not in the closed set.
    """
    return placeholders(text, STATISTICS)
