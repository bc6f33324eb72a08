"""The method, generated from the questionnaire: every question, criterion, figure and rule."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.edition import named_bound
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.model import Axis, Criterion, Scale
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import (
    AnyQuestion,
    Correspondence,
    Distribution,
    MultipleChoice,
    SingleChoice,
    Table,
    YesNoQuestion,
)
from cm_build.wording import french
from cm_build.wording.formula import formula, reference_label


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
    essential: bool
    census: str
    dated: str


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
    """An indicator with its formula in words."""

    declared: Indicator
    formula: str


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
    return tuple(IndicatorView(i, formula(i, names)) for i in names.indicators.values())


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
        essential=question.essentiel,
        census=_census(question.correspond),
        dated=_dated(question),
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


def condition_text(condition: Condition, names: Names, scope: str | None) -> str:
    """Say a condition in French."""
    if condition.tous is not None:
        return " et ".join(condition_text(part, names, scope) for part in condition.tous)
    if condition.un_de is not None:
        return " ou ".join(condition_text(part, names, scope) for part in condition.un_de)
    if condition.non is not None:
        return f"sauf si {condition_text(condition.non, names, scope)}"
    reference = names.resolve(condition.question or "", scope)
    label = f"« {reference_label(reference.path if reference else '', names)} »"
    if condition.superieur_a is not None:
        return f"{label} dépasse {french.number(condition.superieur_a)}"
    if condition.inferieur_a is not None:
        return f"{label} est inférieur à {french.number(condition.inferieur_a)}"
    if condition.repondu is not None:
        return f"{label} {'a' if condition.repondu else 'n’a pas'} une réponse"
    asked = names.asked.get(reference.path) if reference else None
    options = getattr(asked.question, "options", ()) if asked else ()
    labels = {option.id: option.libelle for option in options}
    wanted = [labels.get(one, one) for one in condition.wanted()]
    return f"{label} : {french.listed(wanted).replace(' et ', ' ou ')}"
