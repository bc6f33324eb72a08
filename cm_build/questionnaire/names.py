"""Every name of the questionnaire, resolved once: nothing downstream searches for a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cm_build.questionnaire.asked import Asked, walk
from cm_build.questionnaire.criterion import Criterion, Scale
from cm_build.questionnaire.grammar import Home, beside
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.model import Axis, Questionnaire, Section
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    SingleChoice,
)
from cm_build.questionnaire.role import Role


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference leads to: a whole answer, one part, a group of parts, or an indicator.

    `members` are the parts of the group.
    """

    path: str
    part: str | None = None
    group: str | None = None
    members: tuple[str, ...] = ()
    is_indicator: bool = False


class Names:
    """The index of a questionnaire: questions by path and role, references, owners."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.sections: Mapping[str, Section] = {s.id: s for s in questionnaire.sections()}
        self.scales: Mapping[str, Scale] = {s.id: s for s in questionnaire.echelles}
        self.criteria: Mapping[str, Criterion] = {c.id: c for c in questionnaire.criteres}
        self.axes: Mapping[str, Axis] = {a.id: a for a in questionnaire.axes}
        self.indicators: Mapping[str, Indicator] = {i.id: i for i in questionnaire.indicateurs}
        self._every = tuple(walk(questionnaire))
        self.asked: Mapping[str, Asked] = {asked.path: asked for asked in self._every}
        # The same few hundred references are met at every place: each is resolved once.
        self._resolved: dict[tuple[str, str | None], Reference | None] = {}

    @cached_property
    def current(self) -> Mapping[str, Asked]:
        """Give the questions of the present version: what people are shown to answer."""
        now = self.questionnaire.version
        return {path: one for path, one in self.asked.items() if one.question.is_current(now)}

    @cached_property
    def written(self) -> Mapping[Path, Asked]:
        """Questions by where they are written: those of every criterion, in the first."""
        first: dict[Path, Asked] = {}
        for asked in self._every:
            first.setdefault(asked.place, asked)
        return first

    @cached_property
    def by_owner(self) -> Mapping[tuple[Home, str], tuple[Asked, ...]]:
        """Group questions by the section, scale, criterion or axis that asks them."""
        groups: dict[tuple[Home, str], list[Asked]] = {}
        for asked in self.asked.values():
            groups.setdefault((asked.home, asked.owner), []).append(asked)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def roles(self) -> Mapping[Role, str]:
        """Path of the question of part 1 that plays each role."""
        return {role: path for (owner, role), path in self._by_role.items() if owner is None}

    @cached_property
    def _by_role(self) -> Mapping[tuple[str | None, Role], str]:
        """Path of the question that plays a role in part 1, or in a scale, a criterion or an axis."""
        return {
            (asked.scope, asked.question.role): asked.path
            for asked in self.asked.values()
            if asked.question.role
        }

    def of_role(self, role: Role, owner: str | None = None) -> str | None:
        """Path of the question with a role, or None when the questionnaire has none."""
        return self._by_role.get((owner, role))

    @cached_property
    def identity(self) -> frozenset[str]:
        """Paths that a directory entry may answer: the section that asks the place's name."""
        name = self.roles.get(Role.NOM)
        if name is None:
            return frozenset()
        owner = self.asked[name].owner
        return frozenset(asked.path for asked in self.by_owner["section", owner])

    def resolve(self, text: str, scope: str | None = None) -> Reference | None:
        """Find what a reference names, looking first inside `scope` (a criterion, axis or scale)."""
        key = (text, scope)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(text, scope)
        return self._resolved[key]

    def _resolve(self, text: str, scope: str | None) -> Reference | None:
        base, _, group = text.partition("@")
        candidates = ([f"{scope}.{base}"] if scope else []) + [base]
        for candidate in candidates:
            reference = self._exact(candidate, group or None)
            if reference:
                return reference
        return None

    def _exact(self, base: str, group: str | None) -> Reference | None:
        if (base in self.indicators or base in self.axes) and group is None:
            return Reference(base, is_indicator=True)
        if base in self.asked:
            question = self.asked[base].question
            if group is None:
                return Reference(base)
            if isinstance(question, Distribution) and group in {g.id for g in question.groupes}:
                members = tuple(part.id for part in question.parts if part.groupe == group)
                return Reference(base, group=group, members=members)
            return None
        head, _, tail = base.rpartition(".")
        parent = self.asked.get(head)
        if not parent or group is not None or not isinstance(parent.question, Distribution):
            return None
        known = {part.id for part in parent.question.parts}
        return Reference(head, part=tail) if tail in known else None

    def needs_of(self, asked: Asked) -> set[str]:
        """Name what the conditions of a question read."""
        leaves = (leaf for condition in asked.conditions for leaf in condition.leaves())
        references = (self.resolve(leaf.question or "", asked.scope) for leaf in leaves)
        return {reference.path for reference in references if reference}

    def figures_of(self, indicator: Indicator) -> set[str]:
        """Name the figures an indicator is made of."""
        read = (self.resolve(text) for text in indicator.operation.references())
        return {one.path for one in read if one and one.is_indicator}

    def names_an_answer(self, text: str) -> bool:
        """Tell whether a text names a question, or one part of a distribution."""
        reference = self.resolve(text)
        return text in self.asked or (reference is not None and reference.part is not None)

    def label(self, name: str) -> str:
        """Name an answer, or a line of one, the way people read it."""
        if name in self.asked:
            return self.asked[name].question.short
        path, _, line = name.rpartition(".")
        question = self.asked[path].question
        return next((p.libelle for p in getattr(question, "parts", ()) if p.id == line), name)

    def owner_of(self, name: str) -> str:
        """Give the section, scale, criterion or axis of an answer, or of a line of one."""
        return (self.asked.get(name) or self.asked[name.rpartition(".")[0]]).owner

    def title(self, owner: str) -> str:
        """Name a section, scale, criterion or axis the way people read it."""
        owners = (self.sections, self.scales, self.criteria, self.axes)
        return next((group[owner].titre for group in owners if owner in group), owner)

    def asked_for(self, path: str) -> Asked:
        """Find the question an answer belongs to; companions follow their question."""
        return self.asked[beside(path)]


def options_of(question: AnyQuestion) -> frozenset[str]:
    """Give the ids a choice accepts, for checking conditions and suggesting names."""
    if isinstance(question, SingleChoice | MultipleChoice):
        return frozenset(option.id for option in question.options)
    return frozenset({"oui", "non"}) if question.type == "oui_non" else frozenset()
