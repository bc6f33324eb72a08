"""One sheet a criterion: what people who evaluate together need on the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.pages.method.words import condition_text
from cm_build.questionnaire.criterion import Criterion, Scale
from cm_build.questionnaire.evidence import evidence_kinds
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role


class Step(NamedTuple):
    """A choice of a ballot: its words, and what it looks like for one criterion."""

    label: str
    anchor: str


class BallotSheet(NamedTuple):
    """One of the two ballots: the question as it is put, and what may be chosen."""

    question: str
    steps: tuple[Step, ...]


class Clue(NamedTuple):
    """Something to bring, and which kind of evidence it is."""

    kind: str
    text: str


class CriterionSheet(NamedTuple):
    """A criterion as people meet it around a table.

    `tone` is the colour of its scale. `without` is the question of what would have been without the
    place, empty where it says nothing; `condition` says of which places alone the criterion is asked.
    """

    declared: Criterion
    scale: Scale
    tone: int
    ballots: tuple[BallotSheet, ...]
    clues: tuple[Clue, ...]
    without: str
    condition: str


class ScaleSheets(NamedTuple):
    """The sheets of one scale."""

    declared: Scale
    tone: int
    sheets: tuple[CriterionSheet, ...]


def scale_sheets(names: Names) -> tuple[ScaleSheets, ...]:
    """Lay out every criterion, scale by scale."""
    return tuple(
        ScaleSheets(scale, tone, tuple(_sheets(scale, tone, names)))
        for tone, scale in enumerate(names.scales.values())
    )


def _sheets(scale: Scale, tone: int, names: Names) -> Iterator[CriterionSheet]:
    for criterion in names.criteria.values():
        if criterion.echelle == scale.id:
            yield CriterionSheet(
                criterion,
                scale,
                tone,
                tuple(_ballots(criterion, names)),
                tuple(_clues(criterion, names)),
                _without(criterion, names),
                condition_text(criterion.si, names, None) if criterion.si else "",
            )


def _ballots(criterion: Criterion, names: Names) -> Iterator[BallotSheet]:
    """Give both ballots; who has not looked says so without voting, so that choice is not one."""
    directions = criterion.ancres_sens
    anchors: Mapping[Role, Mapping[str, str]] = {
        Role.PRESENCE: criterion.ancres.model_dump(),
        Role.DIRECTION: directions.model_dump() if directions else {},
    }
    for role, said in anchors.items():
        path = names.of_role(role, criterion.id)
        if path is not None:
            offered = [one for one in choices(names, path) if not one.exclusif]
            steps = tuple(Step(one.libelle, said.get(one.id, "")) for one in offered)
            yield BallotSheet(names.asked[path].question.libelle, steps)


def _clues(criterion: Criterion, names: Names) -> Iterator[Clue]:
    kinds = {kind.id: kind.libelle for kind in evidence_kinds(names, criterion.id)}
    for proof in criterion.preuves:
        yield Clue(kinds[proof.nature], proof.texte)


def _without(criterion: Criterion, names: Names) -> str:
    path = names.of_role(Role.SANS_LE_LIEU, criterion.id)
    return names.asked[path].question.libelle if path in names.current and path else ""
