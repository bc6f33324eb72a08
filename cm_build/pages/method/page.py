"""The pages of the method, and the one that explains what a message means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cm_build.pages.method import view
from cm_build.pages.method.document import METHOD, method_json, rules
from cm_build.pages.method.one_place import OPERATIONS
from cm_build.pages.shell.page import Output, Page, Template
from cm_build.places import own_criterion, own_measure
from cm_build.places.own_definition import CHOSEN_BY
from cm_build.reading.problem import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cm_build.pages.method.rule import Rule
    from cm_build.pages.method.view import (
        IndicatorView,
        MethodAxis,
        QuestionGroup,
        QuestionView,
        ScaleView,
    )
    from cm_build.pages.shell.page import Produced
    from cm_build.places.own_definition import Kind
    from cm_build.reading.problem import CatalogueEntry
    from cm_build.referential.assembly import Referential

ROOT = "methode/"
# What the first figure of a code tells, as a person looks for it.
FAMILIES = {
    "1": "Le fichier ne se lit pas",
    "2": "Les clés, la publication, l’atelier",
    "3": "Les réponses",
    "4": "Ce qui surprend, et ce que l’on garde",
    "5": "Les dossiers et les photos",
    "6": "Le questionnaire",
    "7": "Le site",
}


@dataclass(frozen=True)
class ErrorsTemplate(Template, path="pages/method/errors.html"):
    """Every code a message may carry, by family: the first figure of a code says which."""

    groups: tuple[tuple[str, tuple[CatalogueEntry, ...]], ...]


@dataclass(frozen=True)
class MethodTemplate(Template, path="pages/method/method.html"):
    """How much is asked and computed."""

    questions: int
    criteria: int
    axes: int
    practices: int
    indicators: int


@dataclass(frozen=True)
class PlaceTemplate(Template, path="pages/method/place.html"):
    """The questions of the first part."""

    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True)
class EffectsTemplate(Template, path="pages/method/effects.html"):
    """The criteria, and what is asked of each."""

    model: tuple[QuestionView, ...]
    scales: tuple[ScaleView, ...]


@dataclass(frozen=True)
class OwnTemplate(Template, path="pages/method/own.html"):
    """What a place may follow by itself: what is asked of it, and what is never done with it."""

    criteria: Kind = own_criterion.KIND
    measures: Kind = own_measure.KIND
    seen_by: str = own_criterion.SEEN_BY
    chosen_by: Mapping[str, str] = field(default_factory=lambda: CHOSEN_BY)
    wishes: Mapping[str, str] = field(default_factory=lambda: own_measure.WISHES)


@dataclass(frozen=True)
class EnvironmentTemplate(Template, path="pages/method/environment.html"):
    """The practices, axis by axis."""

    axes: tuple[MethodAxis, ...]


@dataclass(frozen=True)
class IndicatorsTemplate(Template, path="pages/method/indicators.html"):
    """The figures, and their formulas."""

    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True)
class RulesTemplate(Template, path="pages/method/rules.html"):
    """The rules every figure follows, and what each operation does."""

    rules: tuple[Rule, ...]
    operations: Mapping[str, str]


def _families() -> tuple[tuple[str, tuple[CatalogueEntry, ...]], ...]:
    """Gather the codes by their first figure, in the order of the catalogue."""
    entries = catalogue().values()
    return tuple(
        (title, tuple(entry for entry in entries if entry.code.startswith(f"CM-{figure}")))
        for figure, title in FAMILIES.items()
    )


def method_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the page of messages, then those of the method, made from the questionnaire."""
    names, settings = referential.tools.names, referential.tools.settings
    homes = [(question.home, question.question.poids) for question in names.asked.values()]
    yield Page(
        "contribuer/erreurs/", "Comprendre un message d’erreur",
        "Chaque code d’erreur, ce qu’il veut dire et comment corriger.",
        ErrorsTemplate(_families()), "contribuer",
    )  # fmt: skip
    yield Page(
        ROOT, "La méthode",
        "Chaque question, chaque critère, chaque formule : la méthode derrière les chiffres.",
        MethodTemplate(
            questions=sum(home == "section" for home, _ in homes),
            criteria=len(names.criteria),
            axes=len(names.axes),
            practices=sum(home == "axe" and bool(weight) for home, weight in homes),
            indicators=len(names.indicators),
        ), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}lieu/", "Méthode : le lieu",
        "Les questions de la première partie du questionnaire.",
        PlaceTemplate(view.place_groups(names)), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}effets/", "Méthode : les effets sociaux",
        "Les critères des effets sociaux, ce qu’il faut observer, ce que veut dire chaque niveau.",
        EffectsTemplate(view.model_views(names), view.scale_views(names)), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}choix-du-lieu/", "Méthode : ce que le lieu choisit de suivre",
        "Les critères et les mesures qu’un lieu définit lui-même : ce qui leur est demandé, et ce qui n’en est jamais fait.",
        OwnTemplate(), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}environnement/", "Méthode : l’environnement",
        "Les pratiques environnementales, leur poids et leurs points.",
        EnvironmentTemplate(view.axis_views(names)), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}indicateurs/", "Méthode : les chiffres calculés",
        "Les indicateurs, leur définition et leur formule.",
        IndicatorsTemplate(view.indicator_views(names)), "methode",
    )  # fmt: skip
    yield Page(
        f"{ROOT}calculs/", "Méthode : les règles de calcul",
        "Qui compte, ce qui manque, les durées, les quartiles, les arrondis : de quoi refaire chaque chiffre.",
        RulesTemplate(rules(names, settings), OPERATIONS), "methode",
    )  # fmt: skip
    whole = method_json(names, settings, referential.observatory, referential.audiences)
    yield Output(METHOD, whole)
