"""What a place wanted to change, and what became of it: words for words, never a rate of success."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.own_criterion import asked_as
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.places.own_criterion import OwnCriterion
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sources import Sources


class FollowUp(NamedTuple):
    """An intention of before, in quotes, what became of it this year, and why if the place says so."""

    when: str
    wanted: str
    became: str
    why: str


def follow_up(
    criterion: str, sources: Sources, year: int, history: Sequence[tuple[int, Sources]]
) -> FollowUp | None:
    """Tell what became of an intention; nothing while the place does not say both."""
    names = sources.names
    wanted = sources.text(names.of_role(Role.INTENTION_PASSEE, criterion))
    became = sources.chosen(names.of_role(Role.SUITE, criterion))
    if not wanted or not became:
        return None
    why = sources.text(names.of_role(Role.SUITE_RAISON, criterion))
    intended = [
        (earlier, told.text(told.names.of_role(Role.INTENTION, criterion)))
        for earlier, told in history
        if earlier < year
    ]
    when = _when(wanted, year, intended)
    return FollowUp(when, french.quoted(_unpointed(wanted)), became[0].in_sentence, why)


def own_follow_up(
    now: OwnCriterion, year: int, before: Sequence[tuple[int, OwnCriterion]], names: Names
) -> FollowUp | None:
    """Tell the same of a criterion of the place's own; `before` holds its earlier years."""
    options = {one.id: one.in_sentence for one in choices(names, asked_as("suite", names))}
    became = options.get(now.became, "")
    if not now.wanted or not became:
        return None
    when = _when(now.wanted, year, [(earlier, told.intention) for earlier, told in before])
    return FollowUp(when, french.quoted(_unpointed(now.wanted)), became, now.why)


def _when(wanted: str, year: int, intended: Sequence[tuple[int, str]]) -> str:
    """Date an intention by the file that told it in these words; one that no file tells has no date."""
    earlier, words = next((told for told in reversed(intended) if told[1]), (year, ""))
    return _dated(earlier, year) if words.split() == wanted.split() else UNDATED


UNDATED = "Auparavant"


def _dated(earlier: int, year: int) -> str:
    return f"L’an dernier ({earlier})" if earlier == year - 1 else f"En {earlier}"


def _unpointed(text: str) -> str:
    """The sentence goes on after the quotation: its own full stop would end it."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
