"""What a place says of a social criterion: when a change was seen, its direction, on what grounds."""

from __future__ import annotations

from typing import NamedTuple, cast

from cm_build.pages.portrait.block import rows_of
from cm_build.places.answer import NOT_ASKED, WITHOUT_OBJECT, Given, NotConcerned
from cm_build.questionnaire.criterion import Criterion
from cm_build.questionnaire.level import choices, level_paths
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.role import Role
from cm_build.referential.sources import Sources
from cm_build.wording import french


class Observed(NamedTuple):
    """What a place says of one criterion.

    `level` is what was chosen, `words` a shorter form of it. `rank` is where it stands along its scale, from 0 (looked, saw nothing); None when nobody looked.
    `scale` is the question that says so: presence today, a level in older files; they do not
    compare. `direction` is an option, or nothing. `unwanted` is None when the question was not
    answered: it is never taken for a no.
    """

    criterion: Criterion
    rank: int | None
    level: str
    words: str
    scale: str
    direction: Option | None
    reach: str
    unwanted: bool | None
    documented: bool
    answered: bool


def observe(criterion: Criterion, sources: Sources) -> Observed:
    """Read when a change was seen, its direction, its unwanted effect and the evidence."""
    names = sources.names
    path = answered_scale(criterion, sources)
    answer = sources.answer(path)
    options = choices(names, path)
    rank, level, words = None, "", ""
    if isinstance(answer, Given):
        ranks = {o.id: rank for rank, o in enumerate(o for o in options if not o.exclusif)}
        rank = ranks.get(str(answer.value))
        chosen = next(option for option in options if option.id == answer.value)
        level, words = chosen.libelle, _step(chosen, path, sources)
    elif answer == WITHOUT_OBJECT:
        level = words = "sans objet pour ce lieu"
    unwanted = sources.answer(names.of_role(Role.NON_VOULU, criterion.id))
    evidence = names.of_role(Role.PREUVES, criterion.id)
    documented = bool(evidence and rows_of(evidence, sources))
    answered = any(
        isinstance(sources.answer(asked.path), Given)
        for asked in names.by_owner.get(("critere", criterion.id), ())
    )
    return Observed(
        criterion=criterion,
        rank=rank,
        level=level,
        words=words,
        scale=path or "",
        direction=_chosen(Role.DIRECTION, criterion, sources),
        reach=reach.in_sentence if (reach := _chosen(Role.POUR_QUI, criterion, sources)) else "",
        unwanted=unwanted.value is True if isinstance(unwanted, Given) else None,
        documented=documented,
        answered=answered,
    )


def _chosen(role: Role, criterion: Criterion, sources: Sources) -> Option | None:
    chosen = sources.chosen(sources.names.of_role(role, criterion.id))
    return chosen[0] if chosen else None


def answered_scale(criterion: Criterion, sources: Sources) -> str | None:
    """Give the question by which a file places a criterion in time; else the one it was asked."""
    paths = [*level_paths(sources.names, criterion.id)]
    for path in paths:
        if isinstance(sources.answer(path), Given) or sources.answer(path) == WITHOUT_OBJECT:
            return path
    asked = [path for path in paths if sources.answer(path) != NOT_ASKED]
    return next(iter((*asked, *paths)), None)


def concerned(criterion: Criterion, sources: Sources) -> bool:
    """Tell whether a criterion arises for this place."""
    answer = sources.answer(answered_scale(criterion, sources))
    return not isinstance(answer, NotConcerned) or criterion.si is None


def level_steps(path: str | None, sources: Sources) -> tuple[str, ...]:
    """Name the steps of a scale, those that say nobody looked apart."""
    return tuple(_step(o, path, sources) for o in choices(sources.names, path) if not o.exclusif)


def _step(option: Option, path: str | None, sources: Sources) -> str:
    """Name a step; those of the first version by their own words, which no shorter form replaces.

    "It lasts, even without us" is not what the present scale calls lasting.
    """
    former = path is not None and sources.question(path).role is Role.NIVEAU
    return french.initial_folded(option.libelle) if former else option.in_sentence


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
