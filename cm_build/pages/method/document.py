"""The method as data: what a program needs to compute every figure again from the open files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cm_build.computing.score import counted_options
from cm_build.exporting.documents import VERSION
from cm_build.exporting.plain import written
from cm_build.pages.method.all_places import rules_of_all_places
from cm_build.pages.method.one_place import OPERATIONS, rules_of_one_place
from cm_build.pages.method.rule import Rule
from cm_build.places.settings import Settings
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.audience import Audiences
from cm_build.questionnaire.declared import Declared
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.observatory import Observatory
from cm_build.questionnaire.question import (
    Distribution,
    MultipleChoice,
    SingleChoice,
    YesNoQuestion,
)
from cm_build.reading.numbers import shortest
from cm_build.wording.formula import formula

METHOD = "donnees/methode.json"


def rules(names: Names, settings: Settings) -> tuple[Rule, ...]:
    """State every rule: what makes a figure of one place, then of many."""
    return (*rules_of_all_places(names, settings), *rules_of_one_place(names))


def method_json(
    names: Names, settings: Settings, observatory: Observatory | None, audiences: Audiences | None
) -> str:
    """Write the rules, the questions that carry a scale, the formulas, and what is grouped."""
    document = {
        "version": VERSION,
        "questionnaire": names.questionnaire.version,
        "regles": {
            rule.id: {"titre": rule.title, "texte": rule.texts, **rule.values}
            for rule in rules(names, settings)
        },
        "operations": OPERATIONS,
        "questions": {path: _question(asked) for path, asked in names.asked.items()},
        "axes": {axis: _axis(axis, names) for axis in names.axes},
        "chiffres": {name: _figure(one, names) for name, one in names.indicators.items()},
        "totaux": observatory.totaux if observatory else (),
        "publics": _concerned(audiences),
    }
    return written(plain(document))


def plain(value: object) -> object:
    """Turn what is declared into what JSON holds: only the keys that were written, numbers as numbers."""
    match value:
        case Declared():
            return {key: plain(getattr(value, key)) for key in sorted(value.model_fields_set)}
        case Mapping():
            return {key: plain(one) for key, one in value.items()}
        case tuple() | list():
            return [plain(one) for one in value]
        case Decimal():
            return shortest(value)
        case _:
            return value


def _question(asked: Asked) -> dict[str, object]:
    question = asked.question
    document: dict[str, object] = {"titre": question.short, "type": question.type}
    if asked.unit:
        document["unite"] = asked.unit
    if question.poids is not None:
        document["poids"] = question.poids
    match question:
        case YesNoQuestion(points=points) if question.poids is not None:
            document["points"] = {"oui": points.oui, "non": points.non}
        case SingleChoice(options=options):
            document["reponses"] = [option.id for option in options]
            document["exclusives"] = [option.id for option in options if option.exclusif]
            if question.poids is not None:
                document["points"] = {
                    option.id: option.points for option in options if option.points is not None
                }
        case MultipleChoice(options=options):
            document["reponses"] = [option.id for option in options]
            document["exclusives"] = [option.id for option in options if option.exclusif]
            if question.poids is not None:
                document |= {"bareme": question.bareme, "comptees": counted_options(question)}
        case Distribution():
            document["parts"] = [part.id for part in question.parts]
            document["groupes"] = {
                group.id: [part.id for part in question.parts if part.groupe == group.id]
                for group in question.groupes
            }
            document["parts_datees"] = {
                part.id: [part.depuis, part.jusqu_a]
                for part in question.parts
                if part.depuis is not None or part.jusqu_a is not None
            }
            document["sans_detail"] = [part.id for part in question.parts if part.sans_detail]
        case _:
            pass
    return document


def _axis(axis: str, names: Names) -> dict[str, object]:
    scored = [
        one for one in names.by_owner.get(("axe", axis), ()) if one.question.poids is not None
    ]
    subs = dict.fromkeys(one.sub_axis for one in scored if one.sub_axis is not None)
    return {
        "questions": [one.path for one in scored],
        "sous_axes": {sub: [one.path for one in scored if one.sub_axis == sub] for sub in subs},
    }


def _figure(indicator: Indicator, names: Names) -> dict[str, object]:
    document: dict[str, object] = {
        "titre": indicator.titre,
        "definition": indicator.definition,
        "unite": indicator.unite,
        "decimales": indicator.decimales,
        "formule": formula(indicator, names),
        "operation": indicator.operation,
    }
    if indicator.sans_objet_si:
        document["sans_objet_si"] = indicator.sans_objet_si
    return document


def _concerned(audiences: Audiences | None) -> dict[str, object]:
    """Say which places each question of an audience points to."""
    return {
        audience.id: {
            question.id: question.lieux for question in audience.questions if question.lieux
        }
        for audience in (audiences.publics if audiences else ())
    }
