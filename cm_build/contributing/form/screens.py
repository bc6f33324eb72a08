"""The form, screen by screen: what each question is called, where its answer goes, when it is asked.

Everything comes from the questionnaire, a network's overlay included: a question added there is in
the form at the next build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cm_build.contributing.form.rules import rule_of, years_of
from cm_build.questionnaire.criterion import Criterion, Scale
from cm_build.questionnaire.edition import as_asked
from cm_build.questionnaire.grammar import EFFECTS, ENVIRONMENT, Home, keys_to, path_of
from cm_build.questionnaire.model import Axis, Section
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Part, PartGroup
from cm_build.questionnaire.question import (
    Amount,
    AnyQuestion,
    CommuneQuestion,
    Distribution,
    Number,
    ShortText,
)
from cm_build.questionnaire.role import Role

FEW_STEPS = 5


class Field(NamedTuple):
    """A question as the form asks it.

    `keys` is the way to the answer in the file; `rule` is the JSON of the condition under which the
    question arises, or nothing; `anchors` explains options by their id. `resumes` names the question
    whose answer of the year before the form puts here. On the essential path, one that is `beside`
    another shares its line.
    """

    name: str
    keys: str
    question: AnyQuestion
    rule: str
    anchors: Mapping[str, str]
    resumes: str = ""
    beside: bool = False

    @property
    def partial(self) -> bool:
        """Whether the essential path leaves out lines that no amount shown may hold."""
        shown = (group.whole is not None and group.whole.essentiel for group in self.groups)
        alone = (all(line.essentiel for line in group.lines) for group in self.groups)
        return not all(a or b for a, b in zip(shown, alone, strict=True))

    @property
    def groups(self) -> tuple[LineGroup, ...]:
        """Lay out the lines of a distribution whose groups may be told in one amount; or nothing."""
        question = self.question
        if not isinstance(question, Distribution) or not any(p.sans_detail for p in question.parts):
            return ()
        return tuple(_line_group(group, question) for group in question.groupes)

    @property
    def steps(self) -> tuple[int, ...]:
        """The whole numbers to choose from, when there are so few that typing one is more work."""
        question = self.question
        if not isinstance(question, Number) or question.decimales or question.max is None:
            return ()
        steps = range(int(question.min), int(question.max) + 1)
        return tuple(steps) if len(steps) <= FEW_STEPS else ()


class LineGroup(NamedTuple):
    """Lines counted together: what is told of all of them at once, then each."""

    title: str
    whole: Part | None
    lines: tuple[Part, ...]


def _line_group(group: PartGroup, question: Distribution) -> LineGroup:
    inside = [part for part in question.parts if part.groupe == group.id]
    whole = next((part for part in inside if part.sans_detail), None)
    return LineGroup(group.libelle, whole, tuple(part for part in inside if part is not whole))


class ScreenGroup(NamedTuple):
    """Questions under one heading; a screen without headings has one group without a title."""

    title: str
    fields: tuple[Field, ...]


class Screen(NamedTuple):
    """What is asked at once: a section, a scale, a criterion or an axis.

    `path` is where its answers stand in the file; `observe` tells what to look at.
    """

    id: str
    subject: Home
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
        screens = [
            _screen("section", section, section.pourquoi, names)._replace(
                private=section.prive_par_defaut
            )
            for section in part.sections
        ]
        if part.id in others:
            screens += others[part.id](names)
        views.append(PartView(part.id, part.titre, part.duree, part.presentation, tuple(screens)))
    return tuple(views)


def _screen(
    home: Home, owner: Section | Scale | Criterion | Axis, why: str, names: Names
) -> Screen:
    path = ".".join(keys_to(home, owner.id))
    group = ScreenGroup("", _side_by_side(_fields(home, owner.id, path, names)))
    return Screen(owner.id, home, owner.titre, why, path, (group,))


def _side_by_side(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Put on one line the short questions that one step of the essential path asks together."""
    laid = tuple(fields)
    short = Counter(f.question.essentiel or 0 for f in laid if _is_short(f))
    return tuple(
        f._replace(beside=short[f.question.essentiel] > 1)
        if f.question.essentiel and _is_short(f)
        else f
        for f in laid
    )


def _is_short(field: Field) -> bool:
    question = field.question
    if isinstance(question, Distribution):
        return sum(part.essentiel for part in question.parts) == 1
    return isinstance(question, Number | Amount | ShortText | CommuneQuestion)


def _effect_screens(names: Names) -> Iterator[Screen]:
    for scale in names.scales.values():
        yield _screen("echelle", scale, scale.presentation or "", names)
        for criterion in names.criteria.values():
            if criterion.echelle == scale.id:
                rule = rule_of([criterion.si] if criterion.si else [], names, None)
                screen = _screen("critere", criterion, criterion.definition, names)
                yield screen._replace(rule=rule, observe=criterion.observer)


def _axis_screens(names: Names) -> Iterator[Screen]:
    for axis in names.axes.values():
        screen = _screen("axe", axis, axis.presentation or "", names)
        yield screen._replace(groups=tuple(_axis_groups(axis, screen.groups[0].fields)))


def _axis_groups(axis: Axis, fields: Iterable[Field]) -> Iterator[ScreenGroup]:
    named = {field.name: field for field in fields}
    for title, asked in (
        ("", axis.questions),
        *((sub_axis.titre, sub_axis.questions) for sub_axis in axis.sous_axes),
    ):
        paths = (path_of("axe", axis.id, question.id) for question in asked)
        own = tuple(named[path] for path in paths if path in named)
        if own:
            yield ScreenGroup(title, own)


def _fields(home: Home, owner: str, path: str, names: Names) -> Iterator[Field]:
    scope = None if home == "section" else owner
    criterion = names.criteria[owner] if home == "critere" else None
    version = names.questionnaire.version
    for asked in names.by_owner.get((home, owner), ()):
        if asked.path not in names.current:
            continue
        question, explained = as_asked(asked.question, version), dict[str, str]()
        if criterion and question.role is Role.PRESENCE:
            explained = criterion.ancres.model_dump()
        if criterion and criterion.ancres_sens and question.role is Role.DIRECTION:
            explained = criterion.ancres_sens.model_dump()
        if criterion and question.role is Role.EXEMPLE:
            example = criterion.exemple or question.exemple
            question = question.model_copy(update={"exemple": example})
        # The condition of a criterion already hides the whole screen.
        shared = criterion.si if criterion else None
        own = [condition for condition in asked.conditions if condition is not shared]
        keys = f"{path}.{question.id}"
        rule = rule_of(own, names, scope, years_of(question))
        before = names.resolve(question.reprend, scope) if question.reprend else None
        resumes = before.path if before else ""
        yield Field(asked.path, keys, question, rule, explained, resumes)
