"""The method, generated from the questionnaire: every question, criterion, figure and rule."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from cm_build.computing.score import ENOUGH, counted_options
from cm_build.pages.method.document import plain
from cm_build.pages.method.words import classes_text, condition_text
from cm_build.questionnaire.asking import Correspondence
from cm_build.questionnaire.criterion import Criterion, Scale
from cm_build.questionnaire.edition import named_bound
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.model import Axis
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    SingleChoice,
    Table,
    YesNoQuestion,
)
from cm_build.wording import french
from cm_build.wording.formula import formula


class Choice(NamedTuple):
    """An option or a part: its id, its label, its points."""

    id: str
    label: str
    points: str


class QuestionView(NamedTuple):
    """A question as it is asked, and what is done with it."""

    id: str
    label: str
    kind: str
    help: str
    why: str
    choices: tuple[Choice, ...]
    condition: str
    weight: str
    scale: str
    essential: bool
    census: str
    dated: str
    private: bool


class QuestionGroup(NamedTuple):
    """Questions under a title."""

    id: str
    title: str
    intro: str
    questions: tuple[QuestionView, ...]
    private: bool = False


class CriterionView(NamedTuple):
    """A criterion: what it means, what to observe, what each level looks like."""

    declared: Criterion
    questions: tuple[QuestionView, ...]


class ScaleView(NamedTuple):
    """A scale and its criteria."""

    declared: Scale
    criteria: tuple[CriterionView, ...]


class MethodAxis(NamedTuple):
    """An axis, its own questions and its sub-axes."""

    declared: Axis
    questions: tuple[QuestionView, ...]
    groups: tuple[QuestionGroup, ...]
    weight: str


class IndicatorView(NamedTuple):
    """An indicator with its formula in words, its classes, and its operation as it is declared."""

    declared: Indicator
    formula: str
    classes: tuple[str, ...]
    apart: str
    operation: str


def place_groups(names: Names) -> tuple[QuestionGroup, ...]:
    """Show the questions of part 1."""
    return tuple(
        QuestionGroup(
            s.id, s.titre, s.pourquoi, _views(s.questions, names, None), s.prive_par_defaut
        )
        for s in names.sections.values()
    )


def scale_views(names: Names) -> tuple[ScaleView, ...]:
    """Show the criteria, scale by scale."""
    return tuple(
        ScaleView(
            scale,
            tuple(
                CriterionView(c, _views(c.questions, names, c.id))
                for c in names.criteria.values()
                if c.echelle == scale.id
            ),
        )
        for scale in names.scales.values()
    )


def model_views(names: Names) -> tuple[QuestionView, ...]:
    """Show what is asked of every criterion."""
    model = names.questionnaire.modele_critere
    first = next(iter(names.criteria), None)
    return _views(model.questions, names, first) if model else ()


def axis_views(names: Names) -> tuple[MethodAxis, ...]:
    """Show the axes with their weights."""
    views = []
    for axis in names.axes.values():
        groups = tuple(
            QuestionGroup(sub.id, sub.titre, "", _views(sub.questions, names, axis.id))
            for sub in axis.sous_axes
        )
        asked = names.by_owner.get(("axe", axis.id), ())
        weight = sum((a.question.poids for a in asked if a.question.poids), Decimal(0))
        views.append(
            MethodAxis(
                axis, _views(axis.questions, names, axis.id), groups, french.number(weight, 1)
            )
        )
    return tuple(views)


def indicator_views(names: Names) -> tuple[IndicatorView, ...]:
    """Show the indicators with their formulas."""
    return tuple(
        IndicatorView(
            indicator,
            formula(indicator, names),
            classes_text(indicator.operation.classe.bornes) if indicator.operation.classe else (),
            condition_text(apart, names, None) if (apart := indicator.sans_objet_si) else "",
            json.dumps(plain(indicator.operation), ensure_ascii=False),
        )
        for indicator in names.indicators.values()
    )


def _views(
    questions: Iterable[AnyQuestion], names: Names, scope: str | None
) -> tuple[QuestionView, ...]:
    return tuple(_view(question, names, scope) for question in questions)


def _view(question: AnyQuestion, names: Names, scope: str | None) -> QuestionView:
    unit = getattr(question, "unite", "")
    kind = question.called + (f", en {unit}" if unit and question.type != "montant" else "")
    return QuestionView(
        id=question.id,
        label=question.libelle,
        kind=kind,
        help=question.aide or "",
        why=question.pourquoi or "",
        choices=_choices(question),
        condition=condition_text(question.si, names, scope) if question.si else "",
        weight=french.number(question.poids, 1) if question.poids else "",
        scale=_scale(question),
        essential=question.essentiel is not None,
        census=_census(question.correspond),
        dated=_dated(question),
        private=question.prive_par_defaut,
    )


def _scale(question: AnyQuestion) -> str:
    """Say how ticking several options makes points."""
    if not isinstance(question, MultipleChoice) or question.poids is None:
        return ""
    apart = [f"« {option.libelle} »" for option in question.options if option.exclusif]
    left = f", {french.listed(apart)} à part" if apart else ""
    count = len(counted_options(question))
    if question.bareme == "part":
        return f"le nombre de réponses cochées ÷ {count}{left}"
    return (
        f"1 point à partir de {ceil(count * ENOUGH)} réponses cochées sur {count}{left} ; sinon 0"
    )


def _census(found: Correspondence | None) -> str:
    """Say which variable of the census may be compared, or which theme is only near."""
    if found is None:
        return ""
    if found.theme:
        return f"thème voisin, à vérifier ({found.theme})"
    several = "," in (found.variable or "")
    return f"{'variables comparables' if several else 'variable comparable'}, {found.variable} ({found.niveau})"


def _dated(question: AnyQuestion) -> str:
    """Say from when to when a question is asked, and what it took the place of."""
    parts = []
    if question.depuis is not None:
        parts.append(f"Posée depuis {named_bound(question.depuis)}.")
    if question.jusqu_a is not None:
        parts.append(f"Posée jusqu’à {named_bound(question.jusqu_a)}.")
    if question.remplace:
        parts.append(f"Elle remplace « {question.remplace} », qui voulait dire la même chose.")
    return " ".join(parts)


def _choices(question: AnyQuestion) -> tuple[Choice, ...]:
    scored = question.poids is not None
    match question:
        case SingleChoice(options=options) | MultipleChoice(options=options):
            return tuple(
                Choice(
                    option.id,
                    option.libelle,
                    french.number(option.points, 2) if scored and option.points is not None else "",
                )
                for option in options
            )
        case Distribution(parts=parts):
            return tuple(Choice(part.id, part.libelle, "") for part in parts)
        case Table(colonnes=columns):
            return tuple(Choice(column.id, column.libelle, "") for column in columns)
        case YesNoQuestion(points=points) if scored:
            return (
                Choice("oui", "Oui", french.number(points.oui, 2)),
                Choice("non", "Non", french.number(points.non, 2)),
            )
        case _:
            return ()
