"""What a place says of a social criterion: its level, its unwanted effect, its evidence."""

from __future__ import annotations

from typing import NamedTuple, cast

from cm_build.computing.rating import level_ranks
from cm_build.pages.portrait.block import rows_of
from cm_build.places.answer import Given, NotConcerned
from cm_build.questionnaire.model import Criterion
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.question import SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.referential.sources import Sources
from cm_build.wording import french


class Observed(NamedTuple):
    """What a place says of one criterion.

    `rank` is the level from 0 (looked, saw nothing); None when nobody looked. `unwanted` is None
    when the question was not answered: it is never taken for a no.
    """

    criterion: Criterion
    rank: int | None
    level: str
    unwanted: bool | None
    documented: bool
    answered: bool


def observe(criterion: Criterion, sources: Sources) -> Observed:
    """Read the level, the sign and the evidence of one criterion."""
    names = sources.names
    path = names.of_role(Role.NIVEAU, criterion.id)
    answer = sources.answer(path)
    question = names.asked[path].question if path else None
    rank, level = None, ""
    if isinstance(answer, Given) and isinstance(question, SingleChoice):
        ranks = level_ranks(question)
        found = ranks.get(str(answer.value))
        rank = int(found) if found is not None else None
        level = next(o.libelle for o in question.options if o.id == answer.value)
    if isinstance(answer, NotConcerned):
        level = "sans objet pour ce lieu"
    unwanted = sources.answer(names.of_role(Role.NON_VOULU, criterion.id))
    evidence = names.of_role(Role.PREUVES, criterion.id)
    documented = bool(evidence and rows_of(evidence, sources))
    answered = any(
        isinstance(sources.answer(asked.path), Given)
        for asked in names.by_owner.get(("critere", criterion.id), ())
    )
    value = unwanted.value is True if isinstance(unwanted, Given) else None
    return Observed(criterion, rank, level, value, documented, answered)


def concerned(criterion: Criterion, sources: Sources) -> bool:
    """Tell whether a criterion arises for this place."""
    path = sources.names.of_role(Role.NIVEAU, criterion.id)
    return not isinstance(sources.answer(path), NotConcerned) or criterion.si is None


def level_options(sources: Sources) -> tuple[Option, ...]:
    """Give the levels, which are the same for every criterion."""
    for criterion in sources.names.questionnaire.criteres:
        path = sources.names.of_role(Role.NIVEAU, criterion.id)
        question = sources.names.asked[path].question if path else None
        if isinstance(question, SingleChoice):
            return question.options
    return ()


def level_steps(sources: Sources) -> tuple[str, ...]:
    return tuple(option.libelle for option in level_options(sources) if not option.exclusif)


def scale_words(scale: str, sources: Sources) -> str:
    """Say what the team wrote of a scale: its own words, and the place it takes in the venue."""
    words = sources.answer(sources.names.of_role(Role.MOTS_CLES, scale))
    said = (
        ", ".join(str(word) for word in cast("tuple[str, ...]", words.value))
        if isinstance(words, Given)
        else ""
    )
    path = sources.names.of_role(Role.INTENSITE, scale)
    weight = sources.number(path) if path else None
    if path is None or weight is None:
        return said
    highest = getattr(sources.question(path), "max", None)
    place = (
        f"place dans le lieu : {french.number(weight)} sur {french.number(highest)}"
        if highest
        else ""
    )
    return f"{said} ({place})" if said and place else said or place
