"""Every question of a questionnaire, with the keys that lead to it in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.origin import Path
    from cm_build.questionnaire.question import AnyQuestion


def questions(names: Names) -> Iterator[tuple[Path, AnyQuestion, str | None]]:
    """Give each question with its place and its scope; those of every criterion, in the first."""
    questionnaire = names.questionnaire
    for p, part in enumerate(questionnaire.parties):
        for s, section in enumerate(part.sections):
            for q, question in enumerate(section.questions):
                yield ("parties", p, "sections", s, "questions", q), question, None
    for e, scale in enumerate(questionnaire.echelles):
        for q, question in enumerate(scale.questions):
            yield ("echelles", e, "questions", q), question, scale.id
    model = questionnaire.modele_critere
    any_criterion = questionnaire.criteres[0].id if questionnaire.criteres else None
    for q, question in enumerate(model.questions if model else ()):
        yield ("modele_critere", "questions", q), question, any_criterion
    for c, criterion in enumerate(questionnaire.criteres):
        for q, question in enumerate(criterion.questions):
            yield ("criteres", c, "questions", q), question, criterion.id
    for a, axis in enumerate(questionnaire.axes):
        for q, question in enumerate(axis.questions):
            yield ("axes", a, "questions", q), question, axis.id
        for u, sub_axis in enumerate(axis.sous_axes):
            for q, question in enumerate(sub_axis.questions):
                yield ("axes", a, "sous_axes", u, "questions", q), question, axis.id


def written_at(names: Names) -> Mapping[str, Path]:
    """Give the place of each question by the path that names it, criterion by criterion."""
    places: dict[str, Path] = {}
    for place, question, scope in questions(names):
        owners = names.criteria if place[0] == "modele_critere" else (scope,)
        for owner in owners:
            places[f"{owner}.{question.id}" if owner else question.id] = place
    return places
