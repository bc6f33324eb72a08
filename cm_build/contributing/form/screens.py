"""The form, screen by screen: what each question is called, where its answer goes, when it is asked.

Everything comes from the questionnaire, a network's overlay included: a question added there is in
the form at the next build.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from cm_build.questionnaire.grammar import EFFECTS, ENVIRONMENT, keys_to
from cm_build.questionnaire.question import Number
from cm_build.questionnaire.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cm_build.questionnaire.condition import Condition
    from cm_build.questionnaire.grammar import Home
    from cm_build.questionnaire.model import Anchors, Axis, Criterion, Scale, Section
    from cm_build.questionnaire.names import Asked, Names
    from cm_build.questionnaire.question import AnyQuestion

FEW_STEPS = 5

Subject = Literal["section", "echelle", "critere", "axe"]


class Field(NamedTuple):
    """A question as the form asks it.

    `keys` is the way to the answer in the file; `rule` is the JSON of the condition under which the
    question arises, or nothing; `anchors` explains options by their id.
    """

    name: str
    keys: str
    question: AnyQuestion
    rule: str
    anchors: Mapping[str, str]

    @property
    def steps(self) -> tuple[int, ...]:
        """The whole numbers to choose from, when there are so few that typing one is more work."""
        question = self.question
        if not isinstance(question, Number) or question.decimales or question.max is None:
            return ()
        steps = range(int(question.min), int(question.max) + 1)
        return tuple(steps) if len(steps) <= FEW_STEPS else ()


class ScreenGroup(NamedTuple):
    """Questions under one heading; a screen without headings has one group without a title."""

    title: str
    fields: tuple[Field, ...]


class Screen(NamedTuple):
    """What is asked at once: a section, a scale, a criterion or an axis.

    `path` is where its answers stand in the file; `observe` tells what to look at.
    """

    id: str
    subject: Subject
    title: str
    why: str
    path: str
    groups: tuple[ScreenGroup, ...]
    rule: str = ""
    private: bool = False
    observe: tuple[str, ...] = ()


class PartView(NamedTuple):
    """One of the three parts, with its time in minutes."""

    id: str
    title: str
    minutes: int
    presentation: str
    screens: tuple[Screen, ...]


def parts(names: Names) -> tuple[PartView, ...]:
    """Lay out the whole questionnaire; a part without sections holds the effects or the axes."""
    others = {EFFECTS: _effect_screens, ENVIRONMENT: _axis_screens}
    views = []
    for part in names.questionnaire.parties:
        screens = [_section_screen(section, names) for section in part.sections]
        if part.id in others:
            screens += others[part.id](names)
        views.append(PartView(part.id, part.titre, part.duree, part.presentation, tuple(screens)))
    return tuple(views)


def _section_screen(section: Section, names: Names) -> Screen:
    groups = (ScreenGroup("", tuple(_fields(names, "section", section.id, section.id))),)
    return Screen(
        id=section.id,
        subject="section",
        title=section.titre,
        why=section.pourquoi,
        path=section.id,
        groups=groups,
        private=section.prive_par_defaut,
    )


def _effect_screens(names: Names) -> list[Screen]:
    screens = []
    for scale in names.scales.values():
        screens.append(_scale_screen(scale, names))
        screens += [
            _criterion_screen(criterion, names)
            for criterion in names.criteria.values()
            if criterion.echelle == scale.id
        ]
    return screens


def _scale_screen(scale: Scale, names: Names) -> Screen:
    path = ".".join(keys_to("echelle", scale.id))
    groups = (ScreenGroup("", tuple(_fields(names, "echelle", scale.id, path))),)
    return Screen(scale.id, "echelle", scale.titre, scale.presentation or "", path, groups)


def _criterion_screen(criterion: Criterion, names: Names) -> Screen:
    path = ".".join(keys_to("critere", criterion.id))
    fields = _fields(names, "critere", criterion.id, path, criterion.ancres)
    return Screen(
        id=criterion.id,
        subject="critere",
        title=criterion.titre,
        why=criterion.definition,
        path=path,
        groups=(ScreenGroup("", tuple(fields)),),
        rule=_rule([criterion.si] if criterion.si else [], names, None),
        observe=criterion.observer,
    )


def _axis_screens(names: Names) -> list[Screen]:
    return [_axis_screen(axis, names) for axis in names.axes.values()]


def _axis_screen(axis: Axis, names: Names) -> Screen:
    path = ".".join(keys_to("axe", axis.id))
    fields = {
        asked.path: field
        for asked, field in zip(
            names.by_owner["axe", axis.id], _fields(names, "axe", axis.id, path), strict=True
        )
    }

    def those(questions: Iterable[AnyQuestion]) -> tuple[Field, ...]:
        return tuple(fields[f"{axis.id}.{question.id}"] for question in questions)

    groups = [ScreenGroup("", those(axis.questions))] if axis.questions else []
    groups += [ScreenGroup(sub.titre, those(sub.questions)) for sub in axis.sous_axes]
    return Screen(axis.id, "axe", axis.titre, axis.presentation or "", path, tuple(groups))


def _fields(
    names: Names, home: Home, owner: str, path: str, anchors: Anchors | None = None
) -> Iterator[Field]:
    scope = None if home == "section" else owner
    for asked in names.by_owner.get((home, owner), ()):
        question = asked.question
        explained: dict[str, str] = {}
        if anchors and question.role is Role.NIVEAU:
            explained = anchors.model_dump()
        if home == "critere" and question.role is Role.EXEMPLE:
            own = names.criteria[owner].exemple
            question = question.model_copy(update={"exemple": own or question.exemple})
        keys = f"{path}.{question.id}"
        rule = _rule(_own_conditions(asked, names), names, scope)
        yield Field(asked.path, keys, question, rule, explained)


def _own_conditions(asked: Asked, names: Names) -> list[Condition]:
    """Give the question's own conditions: its criterion's already hides the whole screen."""
    criterion = names.criteria.get(asked.owner) if asked.home == "critere" else None
    shared = criterion.si if criterion else None
    return [condition for condition in asked.conditions if condition is not shared]


def _rule(conditions: list[Condition], names: Names, scope: str | None) -> str:
    told = [plain_condition(condition, names, scope) for condition in conditions]
    if not told:
        return ""
    rule = told[0] if len(told) == 1 else {"tous": told}
    return json.dumps(rule, ensure_ascii=False, separators=(",", ":"))


def plain_condition(condition: Condition, names: Names, scope: str | None) -> dict[str, object]:
    """Write a condition as plain data, its question named as everywhere, for the form's script."""
    for key in ("tous", "un_de"):
        inner = getattr(condition, key)
        if inner is not None:
            return {key: [plain_condition(one, names, scope) for one in inner]}
    if condition.non is not None:
        return {"non": plain_condition(condition.non, names, scope)}
    reference = names.resolve(condition.question or "", scope)
    if reference is None:
        raise KeyError(condition.question)
    told: dict[str, object] = {"de": reference.path}
    if reference.part:
        told["part"] = reference.part
    if reference.group:
        question = names.asked[reference.path].question
        told["parts"] = [
            part.id for part in getattr(question, "parts", ()) if part.groupe == reference.group
        ]
    if condition.repondu is not None:
        return told | {"repondu": condition.repondu}
    if condition.superieur_a is not None:
        return told | {"plus": float(condition.superieur_a)}
    if condition.inferieur_a is not None:
        return told | {"moins": float(condition.inferieur_a)}
    if condition.contient_tout is not None:
        return told | {"chacun": list(condition.contient_tout)}
    return told | {"un": list(condition.wanted())}
