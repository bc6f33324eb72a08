"""The columns of the flat table, and the dictionary that explains each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.measures import sub_axis_figure
from cm_build.places.answer import NOT_PUBLISHED, Answer, Given, Photo, Shares
from cm_build.places.commune import Commune
from cm_build.questionnaire.question import Distribution, MultipleChoice, SingleChoice
from cm_build.viewing.french import NO_BREAK_SPACE
from cm_build.viewing.sources import Sources, why_missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.questionnaire.names import Asked, Names

LIST_SEPARATOR = "|"
Cell = str | Decimal | int | None


class Column(NamedTuple):
    """One column: its name, what it holds, its unit, its type, the codes it may take."""

    name: str
    title: str
    unit: str
    type: str
    codes: tuple[str, ...]
    source: str


IDENTITY = (
    Column("lieu", "Adresse du lieu sur le site", "", "texte", (), "dossier"),
    Column("annee", "Année du bilan", "", "entier", (), "fichier"),
    Column("nom", "Nom du lieu", "", "texte", (), "réponse"),
    Column("code_commune", "Code Insee de la commune", "", "texte", (), "réponse"),
    Column("commune", "Commune", "", "texte", (), "territoire"),
    Column("departement", "Code du département", "", "texte", (), "territoire"),
    Column("region", "Code de la région", "", "texte", (), "territoire"),
    Column("publication", "Nature de la fiche", "", "texte", ("publique", "annuaire"), "fichier"),
    Column("etat", "État du lieu", "", "texte", (), "fichier"),
    Column("exemple_fictif", "Lieu inventé pour l’exemple", "", "texte", ("oui", "non"), "fichier"),
    Column("questionnaire", "Version du questionnaire", "", "entier", (), "fichier"),
)
KINDS = {"nombre": "nombre", "montant": "nombre", "annee": "entier", "date": "date"}


def answer_columns(names: Names) -> tuple[Column, ...]:
    """Give one column per answer, and one per part of a distribution."""
    columns: list[Column] = []
    for asked in names.asked.values():
        question = asked.question
        if isinstance(question, Distribution):
            for part in question.parts:
                title = f"{question.short} : {part.libelle}"
                name = f"{asked.path}.{part.id}"
                columns.append(Column(name, title, question.unite, "nombre", (), "réponse"))
            continue
        codes: tuple[str, ...] = ()
        if isinstance(question, SingleChoice | MultipleChoice):
            codes = tuple(option.id for option in question.options)
        kind = KINDS.get(question.type, "texte")
        unit = getattr(question, "unite", "")
        columns.append(Column(asked.path, question.libelle, unit, kind, codes, "réponse"))
    return tuple(columns)


def figure_columns(names: Names) -> tuple[Column, ...]:
    """Give one column per computed figure."""
    columns = []
    for axis in names.questionnaire.axes:
        columns.append(_index_column(axis.id, axis.titre))
        columns += [
            _index_column(sub_axis_figure(axis.id, sub.id), f"{axis.titre} : {sub.titre}")
            for sub in axis.sous_axes
        ]
    for one in names.questionnaire.indicateurs:
        kind = "texte" if one.operation.classe else "nombre"
        columns.append(Column(f"={one.id}", one.titre, one.unite, kind, (), "calcul"))
    return tuple(column._replace(name=f"calcul:{column.name.lstrip('=')}") for column in columns)


def _index_column(name: str, title: str) -> Column:
    return Column(name, f"{title} (indice de pratiques)", "%", "nombre", (), "calcul")


def plain_value(answer: Answer) -> object:
    """Give an answer as plain JSON-like data, or the code of why there is none."""
    if not isinstance(answer, Given):
        return None
    match answer.value:
        case Commune(code=code):
            return code
        case Shares(parts=parts, complete=complete):
            return {
                **{part: _number(amount) for part, amount in parts.items()},
                "complet": complete,
            }
        case tuple() as items:
            return [_item(item) for item in items]
        case dict() as texts:
            return dict(texts)
        case value:
            return _scalar(value)


def _item(item: object) -> object:
    if isinstance(item, Photo):
        return {"fichier": item.file, "texte": item.text, "credit": item.credit}
    if isinstance(item, dict):
        return {key: _scalar(value) for key, value in item.items()}
    return _scalar(item)


def _scalar(value: object) -> object:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        return _number(value)
    return value.isoformat() if isinstance(value, date) else value


def _number(value: Decimal) -> int | float:
    """Give the JSON number: an integer when it is one, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def answer_cells(asked: Asked, sources: Sources) -> list[str]:
    """Write the cells of one question: values, or the code of why there is none."""
    answer = sources.answer(asked.path)
    question = asked.question
    if not isinstance(answer, Given):
        missing = why_missing(NOT_PUBLISHED if asked.private else answer)
        width = len(question.parts) if isinstance(question, Distribution) else 1
        return [missing] * width
    if isinstance(question, Distribution) and isinstance(answer.value, Shares):
        parts = answer.value.parts
        return [
            _written(parts[part.id]) if part.id in parts else "non_repondu"
            for part in question.parts
        ]
    return [_cell(plain_value(answer))]


def _written(value: Decimal) -> str:
    return f"{value:f}"


def _cell(value: object) -> str:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(_cell(item) for item in value)
    if isinstance(value, dict):
        return " ; ".join(f"{key} : {_cell(inner)}" for key, inner in value.items())
    return str(value).replace(NO_BREAK_SPACE, " ")


def figure_cells(sources: Sources, columns: Mapping[str, Column]) -> list[str]:
    """Write the computed figures, in the order of their columns; six digits are plenty."""
    cells = []
    for name in columns:
        figure = sources.measures[name.removeprefix("calcul:")]
        if figure.number is not None:
            cells.append(f"{round(figure.number, 6).normalize():f}")
        else:
            cells.append(str(figure.value or figure.reason))
    return cells
