"""What a place wanted to change, and what became of it: words for words, never a rate of success."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.answer import Given
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    before = [(earlier, told) for earlier, told in history if earlier < year]
    when = _when(criterion, wanted, year, before)
    return FollowUp(when, french.quoted(_unpointed(wanted)), became[0].in_sentence, why)


def _when(criterion: str, wanted: str, year: int, before: Sequence[tuple[int, Sources]]) -> str:
    """Date an intention by the file that told it in these words; one that no file tells has no date."""
    for earlier, sources in reversed(before):
        answer = sources.answer(sources.names.of_role(Role.INTENTION, criterion))
        if isinstance(answer, Given):
            same = str(answer.value).split() == wanted.split()
            return _dated(earlier, year) if same else UNDATED
    return UNDATED


UNDATED = "Auparavant"


def _dated(earlier: int, year: int) -> str:
    return f"L’an dernier ({earlier})" if earlier == year - 1 else f"En {earlier}"


def _unpointed(text: str) -> str:
    """The sentence goes on after the quotation: its own full stop would end it."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
