"""The JSON Schema of a place's file, so that editors complete its keys. Made from the questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cm_build.questionnaire.grammar import (
    CRITERIA,
    EFFECTS,
    ENVIRONMENT,
    SCALES,
    companions_of,
    is_precision,
)
from cm_build.questionnaire.question import (
    AnyQuestion,
    Distribution,
    MultipleChoice,
    ShortList,
    SingleChoice,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.questionnaire.names import Names

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# YAML editors read `oui` as text and `12` as a number; both writings are accepted where it matters.
NUMBER: dict[str, object] = {"type": ["number", "string"]}
YES_NO: dict[str, object] = {"enum": ["oui", "non"]}
UNKNOWN = "ne_sait_pas"
Schema = dict[str, object]


def assessment_schema(names: Names) -> Schema:
    """Describe a file: header keys, sections, effects, environment."""
    sections = {
        section.id: _group(section.questions, section.titre, names)
        for section in names.sections.values()
    }
    return {
        "$schema": DIALECT,
        "title": "Bilan d’un lieu, une année",
        "type": "object",
        "required": ["questionnaire", "publication"],
        "additionalProperties": False,
        "properties": {
            **_header(names),
            **sections,
            EFFECTS: _effects(names),
            ENVIRONMENT: _environment(names),
            "evaluation_collective": {"type": "object"},
        },
    }


def _object(properties: Schema, title: str = "") -> Schema:
    described: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"title": title, **described} if title else described


def _header(names: Names) -> Schema:
    text: Schema = {"type": "string"}
    date: Schema = {"type": "string", "format": "date"}
    listed: Schema = {"type": "array", "items": text}
    return {
        "questionnaire": {"type": "integer", "maximum": names.questionnaire.version},
        "publication": {"enum": ["publique", "non_publiee", "annuaire"]},
        "licence_acceptee": YES_NO,
        "etat": {"enum": ["idee", "prefiguration", "ouvert", "pause", "ferme"]},
        "date_fermeture": date,
        "identifiants": _object({"siret": text, "national": text, "recensement": text}),
        "reponse": _object(
            {
                "date": date,
                "mode": {"enum": ["seul", "equipe", "atelier"]},
                "personnes": {"type": "integer"},
                "minutes": {"type": "integer"},
            }
        ),
        "afficher_reperes": YES_NO,
        "estimations": listed,
        "sections_masquees": listed,
        "reponses_masquees": listed,
        "sections_publiees": listed,
        "exemple_fictif": YES_NO,
        "lieu_protege": YES_NO,
        "departement": text,
        "reponses_choisies": listed,
        "source": _object({"nom": text, "licence": text, "date": date, "url": text}),
    }


def _effects(names: Names) -> Schema:
    model = names.questionnaire.modele_critere
    asked = model.questions if model else ()
    scales = {s.id: _group(s.questions, s.titre, names) for s in names.scales.values()}
    criteria = {
        c.id: _group((*asked, *c.questions), c.titre, names) for c in names.criteria.values()
    }
    return _object(
        {SCALES: _object(cast("Schema", scales)), CRITERIA: _object(cast("Schema", criteria))}
    )


def _environment(names: Names) -> Schema:
    axes: Schema = {}
    for axis in names.axes.values():
        inner = [question for sub in axis.sous_axes for question in sub.questions]
        axes[axis.id] = _group((*axis.questions, *inner), axis.titre, names)
    return _object(axes)


def _group(questions: Iterable[AnyQuestion], title: str, names: Names) -> Schema:
    del names
    properties: Schema = {}
    for question in questions:
        properties[question.id] = {
            "title": question.libelle,
            **({"description": question.aide} if question.aide else {}),
            **_answer(question),
        }
        properties.update(_companions(question))
    return _object(properties, title)


def _companions(question: AnyQuestion) -> Schema:
    found: Schema = {}
    for key in companions_of(question):
        texts: Schema = {one.id: {"type": "string"} for one in getattr(question, "options", ())}
        found[key] = {"type": "string"} if is_precision(key) else _object(texts)
    return found


def _answer(question: AnyQuestion) -> Schema:
    words = [UNKNOWN, *(["sans_objet"] if question.sans_objet else [])]
    return {"anyOf": [_shape(question), {"enum": words}]}


def _shape(question: AnyQuestion) -> Schema:
    match question:
        case SingleChoice(options=options):
            return {"enum": [option.id for option in options]}
        case MultipleChoice(options=options, max=most):
            items: Schema = {"enum": [option.id for option in options]}
            limit: Schema = {"maxItems": most} if most else {}
            return {"type": "array", "items": items, "uniqueItems": True, **limit}
        case Distribution(parts=parts):
            return _object({**{part.id: NUMBER for part in parts}, "complet": YES_NO})
        case ShortList(max=most):
            return {"type": "array", "items": {"type": "string"}, "maxItems": most}
        case Table(colonnes=columns, max_lignes=most):
            row = _object({column.id: _answer(column) for column in columns})
            return {"type": "array", "items": row, "maxItems": most}
        case _:
            return _simple(question)


def _simple(question: AnyQuestion) -> Schema:
    kind = question.type
    if kind == "oui_non":
        return YES_NO
    if kind in ("nombre", "montant"):
        return NUMBER
    if kind == "annee":
        return {"type": ["integer", "string"]}
    if kind == "photos":
        texts: Schema = {name: {"type": "string"} for name in ("fichier", "texte", "credit")}
        return {"type": "array", "items": _object(texts)}
    formats = {"date": {"format": "date"}, "url": {"format": "uri"}}
    length = {"maxLength": question.longueur} if hasattr(question, "longueur") else {}
    return {"type": "string", **formats.get(kind, {}), **length}
