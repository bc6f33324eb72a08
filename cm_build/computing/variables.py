"""The typed table behind every statistic: one row per place and year, one variable per answer or figure.

The open files, the aggregates and the laboratory all read these variables, so that a figure shown
anywhere can be computed again from what is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from cm_build.computing.colleges import Between, Voted, compared
from cm_build.computing.measures import sub_axis_figure
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.label import initial_folded
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import (
    Distribution,
    MultipleChoice,
    SingleChoice,
    Table,
    YesNoQuestion,
)

FIGURE, MISSING, TOTAL, POINTS = "calcul:", "manque:", "total:", "points:"
COLLEGES = "colleges:"


class VariableKind(StrEnum):
    """What a variable holds; `CHOICES` and `TEXTS` hold several values.

    A `CODE` is made of digits and is no number: the zeros it begins with count.
    """

    NUMBER = "nombre"
    WHOLE = "entier"
    FLAG = "vrai_faux"
    CHOICE = "choix"
    CHOICES = "choix_multiple"
    TEXT = "texte"
    CODE = "code"
    TEXTS = "textes"
    DATE = "date"


class Variable(NamedTuple):
    """One column of the table.

    `path` is the question or the figure it comes from, `codes` the values a choice may take with
    their labels; `source` says whether it was answered, computed, or known from elsewhere.
    """

    name: str
    title: str
    kind: VariableKind
    source: str
    path: str = ""
    unit: str = ""
    decimals: int = 0
    codes: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> str:
        """Name the column that says why there is none: that of the question, or of the figure."""
        return f"{MISSING}{self.name if self.name.startswith(FIGURE) else self.path}"


YES_NO = (("oui", "Oui"), ("non", "Non"))
# Why a value is missing. The last two are of places that a question does not concern, as far as is known.
NOT_CONCERNED, UNSETTLED = "sans_objet", "prealable_inconnu"
ABSENCES = (
    ("non_repondu", "Sans réponse"),
    ("ne_sait_pas", "Ne sait pas"),
    ("non_publie", "Non publié"),
    (NOT_CONCERNED, "Sans objet"),
    (UNSETTLED, "On ne sait pas si la question se pose : la réponse dont elle dépend manque"),
)
ABSENCE_CODES = tuple(code for code, _ in ABSENCES)


# How the colleges of a workshop stand to one another; nothing where fewer than two say something.
STANDINGS = (
    (str(Between.SAME), "Les collèges disent la même chose"),
    (str(Between.DIFFERENT), "Les collèges ne disent pas la même chose"),
    (str(Between.DIVIDED), "Au moins un collège est partagé"),
)


def missing_of(path: str, title: str) -> Variable:
    """Say why an answer or a figure is missing, beside it."""
    name, label = f"{MISSING}{path}", f"{title} : pourquoi la réponse manque"
    return Variable(name, label, VariableKind.CHOICE, "réponse", path, codes=ABSENCES)


def of_question(asked: Asked) -> tuple[Variable, ...]:
    """List the columns one question takes."""
    question, path = asked.question, asked.path
    if isinstance(question, Distribution):
        described = [
            (f"{path}.{part.id}", f"{question.short} : {part.libelle}", "réponse")
            for part in question.parts
        ]
        described.append(
            (f"{TOTAL}{path}", f"{question.short} : total, quand tout est indiqué", "calcul")
        )
        return tuple(
            Variable(name, title, VariableKind.NUMBER, source, path, asked.unit, asked.decimals)
            for name, title, source in described
        )
    if isinstance(question, Table):
        columns = tuple(
            Variable(f"{path}.{column.id}", f"{question.short} : {column.libelle}", VariableKind.CHOICES,
                     "réponse", path, codes=_codes(column))
            for column in question.colonnes
            if isinstance(column, SingleChoice)
        )  # fmt: skip
        return (Variable(path, question.libelle, VariableKind.TEXT, "réponse", path), *columns)
    kind = _KINDS.get(question.type, VariableKind.TEXT)
    return (
        Variable(path, question.libelle, kind, "réponse", path, asked.unit, asked.decimals,
                 _codes(question)),
    )  # fmt: skip


_KINDS = {
    "nombre": VariableKind.NUMBER,
    "montant": VariableKind.NUMBER,
    "annee": VariableKind.WHOLE,
    "oui_non": VariableKind.CHOICE,
    "choix_unique": VariableKind.CHOICE,
    "choix_multiple": VariableKind.CHOICES,
    "date": VariableKind.DATE,
    "liste": VariableKind.TEXTS,
    "photos": VariableKind.TEXTS,
}


def _codes(question: object) -> tuple[tuple[str, str], ...]:
    if isinstance(question, SingleChoice | MultipleChoice):
        return tuple((option.id, option.libelle) for option in question.options)
    return YES_NO if isinstance(question, YesNoQuestion) else ()


def of_figures(names: Names) -> Iterator[Variable]:
    """List the computed figures: sub-axes and axes, then indicators."""
    for axis in names.questionnaire.axes:
        for sub in axis.sous_axes:
            name = sub_axis_figure(axis.id, sub.id)
            yield _index(name, f"{axis.titre} : {sub.titre}")
        yield _index(axis.id, axis.titre)
    for indicator in names.questionnaire.indicateurs:
        bounds = indicator.operation.classe.bornes if indicator.operation.classe else ()
        yield Variable(
            f"{FIGURE}{indicator.id}",
            indicator.titre,
            VariableKind.CHOICE if bounds else VariableKind.NUMBER,
            "calcul",
            indicator.id,
            indicator.unite,
            indicator.decimales,
            tuple((bound.libelle, bound.libelle) for bound in bounds),
        )


def of_colleges(names: Names) -> Iterator[tuple[Variable, Voted]]:
    """List what tells whether the colleges of a workshop say the same, with the vote it is known from."""
    for criterion in names.questionnaire.criteres:
        for vote in compared(names, criterion.id):
            asked = initial_folded(names.asked[vote.path].question.short)
            title = (
                f"{criterion.titre} : ce que disent entre eux les collèges d’un atelier, {asked}"
            )
            yield (
                Variable(
                    f"{COLLEGES}{vote.name}", title, VariableKind.CHOICE, "calcul", codes=STANDINGS
                ),
                vote,
            )


def _index(name: str, title: str) -> Variable:
    return Variable(
        f"{FIGURE}{name}",
        f"{title} (indice de pratiques)",
        VariableKind.NUMBER,
        "calcul",
        name,
        "%",
    )
