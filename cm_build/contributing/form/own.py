"""What the screens of the place's own criteria and measures are written from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.places import own_criterion, own_measure
from cm_build.places.own_criterion import FOLLOW_UP, asked_as
from cm_build.places.own_definition import CHOSEN_BY, NETWORK_CHOICE
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import AnyQuestion, LongText, Table
from cm_build.questionnaire.suggestion import SuggestedCriterion, SuggestedMeasure
from cm_build.wording import french

Options = tuple[tuple[str, str], ...]


class FollowUpCell(NamedTuple):
    """What is asked of last year's intention, once the cell at `after` says something."""

    key: str
    question: AnyQuestion
    after: str


class Idea(NamedTuple):
    """What a network proposes: a title, what it looks at or counts, and the block that it fills."""

    id: str
    title: str
    words: str
    row: str


class OwnForm(NamedTuple):
    """How many may be followed, what may be chosen, how long texts may be."""

    criteria: int
    measures: int
    chosen_by: Options
    wishes: Options
    presence: Options
    direction: Options
    evidence: tuple[AnyQuestion, ...]
    example: int
    follow_up: tuple[FollowUpCell, ...]
    intention: int
    criterion_ideas: tuple[Idea, ...]
    measure_ideas: tuple[Idea, ...]


def own_form(names: Names) -> OwnForm:
    """Gather what both screens offer; what is asked of any criterion is asked alike."""

    def options(key: str) -> Options:
        return tuple((one.id, one.libelle) for one in choices(names, asked_as(key, names)))

    path = asked_as("preuves", names)
    table = names.asked[path].question if path else None
    return OwnForm(
        criteria=own_criterion.KIND.most,
        measures=own_measure.KIND.most,
        chosen_by=tuple((key, french.capitalised(words)) for key, words in CHOSEN_BY.items()),
        wishes=tuple((key, french.capitalised(words)) for key, words in own_measure.WISHES.items()),
        presence=options("presence"),
        direction=options("direction"),
        evidence=table.colonnes if isinstance(table, Table) else (),
        example=_length("exemple", names),
        follow_up=tuple(_follow_up(names)),
        intention=_length("intention", names),
        criterion_ideas=criterion_ideas(names),
        measure_ideas=tuple(map(_measure_idea, names.questionnaire.idees_de_mesures)),
    )


def criterion_ideas(names: Names) -> tuple[Idea, ...]:
    """Give the criteria that a network proposes, where one is defined."""
    return tuple(map(_criterion_idea, names.questionnaire.idees_de_criteres))


def _criterion_idea(one: SuggestedCriterion) -> Idea:
    anchors = one.ancres.model_dump() if one.ancres else {}
    seen = one.observer or tuple(anchors.values())
    row = {
        "question": one.question or "",
        "observer": list(one.observer),
        "ancres": anchors,
    }
    return _idea(one.id, one.titre, " ; ".join(one.removesuffix(".") for one in seen), row)


def _measure_idea(one: SuggestedMeasure) -> Idea:
    return _idea(one.id, one.titre, one.comptage, {"unite": one.unite, "comptage": one.comptage})


def _idea(identifier: str, title: str, words: str, more: Mapping[str, object]) -> Idea:
    told = {key: value for key, value in more.items() if value}
    row = {"id": identifier, "titre": title, **told, "choisi_par": NETWORK_CHOICE}
    return Idea(identifier, title, words, json.dumps(row, ensure_ascii=False))


def _follow_up(names: Names) -> Iterator[FollowUpCell]:
    before = ""
    for key in FOLLOW_UP:
        path = asked_as(key, names)
        if path:
            yield FollowUpCell(key, names.asked[path].question, before or key)
            before = key


def _length(key: str, names: Names) -> int:
    path = asked_as(key, names)
    question = names.asked[path].question if path else None
    return question.longueur if isinstance(question, LongText) else 2000


def own_data(names: Names) -> dict[str, object]:
    """Give the script what an own definition may not be called."""
    criteria = names.criteria.values()
    return {"effets": [text for one in criteria for text in (one.id, one.titre, one.court)]}
