"""A question where it is asked, and the walk through a questionnaire that finds each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.criterion import Criterion, Scale
from cm_build.questionnaire.grammar import Home, path_of
from cm_build.questionnaire.model import Axis, Questionnaire, Section
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.question import Amount, AnyQuestion, Distribution, Number


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it is asked.

    `path` names it everywhere (`lien_social.niveau`); `owner` is the id of its section, scale,
    criterion or axis; `conditions` hold together; `unit` and `decimals` are those its answer is
    shown with; `place` is where it is written.
    """

    path: str
    question: AnyQuestion
    home: Home
    owner: str
    sub_axis: str | None
    conditions: tuple[Condition, ...]
    private: bool
    unit: str
    decimals: int
    place: Path

    @property
    def scope(self) -> str | None:
        """What its references are looked for in first: a section has no names of its own."""
        return None if self.home == "section" else self.owner

    @property
    def is_quantity(self) -> bool:
        """Whether the answer is an amount, or amounts: what may be an estimate."""
        return isinstance(self.question, Number | Amount | Distribution)


def walk(questionnaire: Questionnaire) -> Iterator[Asked]:
    """Find every question, in order; those of the model, once a criterion."""
    for p, part in enumerate(questionnaire.parties):
        for s, section in enumerate(part.sections):
            yield from _asked(section.questions, "section", section, ("parties", p, "sections", s))
    for e, scale in enumerate(questionnaire.echelles):
        yield from _asked(scale.questions, "echelle", scale, ("echelles", e))
    model = questionnaire.modele_critere
    for c, criterion in enumerate(questionnaire.criteres):
        if model:
            asked = [_left_out(question, criterion) for question in model.questions]
            yield from _asked(asked, "critere", criterion, ("modele_critere",))
        yield from _asked(criterion.questions, "critere", criterion, ("criteres", c))
    for a, axis in enumerate(questionnaire.axes):
        yield from _asked(axis.questions, "axe", axis, ("axes", a))
        for u, sub in enumerate(axis.sous_axes):
            yield from _asked(sub.questions, "axe", axis, ("axes", a, "sous_axes", u), sub.id)


def _left_out(question: AnyQuestion, criterion: Criterion) -> AnyQuestion:
    """Date a question of the model that one criterion asks no more."""
    for one in criterion.sans:
        if one.question == question.id:
            return question.model_copy(update={"jusqu_a": one.depuis - 1})
    return question


def _asked(
    questions: Iterable[AnyQuestion],
    home: Home,
    owner: Section | Scale | Criterion | Axis,
    place: Path,
    sub_axis: str | None = None,
) -> Iterator[Asked]:
    shared = getattr(owner, "si", None)
    for rank, question in enumerate(questions):
        yield Asked(
            path=path_of(home, owner.id, question.id),
            question=question,
            home=home,
            owner=owner.id,
            sub_axis=sub_axis,
            conditions=tuple(condition for condition in (shared, question.si) if condition),
            private=getattr(owner, "prive_par_defaut", False) or question.prive_par_defaut,
            unit=getattr(question, "unite", ""),
            decimals=getattr(question, "decimales", 0),
            place=(*place, "questions", rank),
        )
