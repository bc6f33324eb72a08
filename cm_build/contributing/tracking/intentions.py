"""What a place wanted, year after year, and what it says became of it: no rate is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cm_build.places.assessment import Assessment
from cm_build.places.own_criterion import OwnCriterion, asked_as
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.referential.sources import Sources


class Wanted(NamedTuple):
    """An intention: of which effect, which year, and what became of it; nothing while it is not said.

    `waiting` tells an intention of the last year: what becomes of it is for the next file to say.
    """

    title: str
    year: int
    words: str
    became: str
    became_year: int | None
    why: str
    waiting: bool


def wanted(history: Sequence[tuple[int, Sources]]) -> Iterator[Wanted]:
    """Tell every intention, effect by effect and oldest first."""
    for criterion in history[-1][1].names.questionnaire.criteres:
        for rank, (year, sources) in enumerate(history):
            path = sources.names.of_role(Role.INTENTION, criterion.id)
            words = sources.text(path)
            if words:
                became = _became(criterion.id, words, history[rank + 1 :])
                waiting = rank == len(history) - 1
                yield Wanted(criterion.titre, year, words, *became, waiting)


def _became(
    criterion: str, words: str, later: Sequence[tuple[int, Sources]]
) -> tuple[str, int | None, str]:
    """Find the first later file that takes it up in the same words, and what it says of it."""
    for year, sources in later:
        names = sources.names
        before = sources.text(names.of_role(Role.INTENTION_PASSEE, criterion))
        became = sources.chosen(names.of_role(Role.SUITE, criterion))
        if before.split() == words.split() and became:
            why = sources.text(names.of_role(Role.SUITE_RAISON, criterion))
            return became[0].in_sentence, year, why
    return "", None, ""


def own_wanted(years: Sequence[Assessment], names: Names) -> Iterator[Wanted]:
    """Tell the same of the criteria of the place's own, each under its last title."""
    by_id: dict[str, list[tuple[int, OwnCriterion]]] = {}
    for assessment in years:
        for one in assessment.own.criteria:
            by_id.setdefault(one.id, []).append((assessment.year, one))
    for told in by_id.values():
        for rank, (year, one) in enumerate(told):
            if one.intention:
                became = _own_became(one.intention, told[rank + 1 :], names)
                waiting = year == years[-1].year
                yield Wanted(told[-1][1].title, year, one.intention, *became, waiting)


def _own_became(
    words: str, later: Sequence[tuple[int, OwnCriterion]], names: Names
) -> tuple[str, int | None, str]:
    options = {one.id: one.in_sentence for one in choices(names, asked_as("suite", names))}
    for year, one in later:
        if one.wanted.split() == words.split() and one.became in options:
            return options[one.became], year, one.why
    return "", None, ""
