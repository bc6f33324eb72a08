"""The typed rows behind every statistic: one per place and year, in the order of the variables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cm_build.computing.colleges import between, voices
from cm_build.computing.figure import Reason
from cm_build.computing.measures import Measures
from cm_build.computing.propagation import estimated_figures
from cm_build.computing.rating import density_class
from cm_build.computing.variables import (
    NOT_CONCERNED,
    POINTS,
    Variable,
    VariableKind,
    missing_of,
    of_colleges,
    of_figures,
    of_question,
)
from cm_build.places.answer import (
    NO_ANSWER,
    Answer,
    Given,
    NotConcerned,
    Photo,
    Shares,
    whole,
)
from cm_build.places.assessment import PublishedAssessment, name_of
from cm_build.places.commune import Commune
from cm_build.places.federation import network_of
from cm_build.places.header import origin_of
from cm_build.places.place import PublishedPlace
from cm_build.places.workshop import Workshop
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution, Photos, SingleChoice, Table
from cm_build.questionnaire.role import Role

Cell: TypeAlias = str | float | int | bool | date | tuple[str, ...] | None


class TableYear(NamedTuple):
    """One place, one year."""

    place: PublishedPlace
    assessment: PublishedAssessment
    measures: Measures
    counted: bool = False
    """Whether it is one of those whose figures pages show (`Referential.counted`)."""
    licence: str = ""
    """That of its answers, when it is not the référentiel's."""


IDENTITY: tuple[tuple[Variable, Callable[[TableYear, Names], Cell]], ...] = (
    (Variable("lieu", "Adresse du lieu sur le site", VariableKind.TEXT, "dossier"), lambda e, _: e.place.slug),
    (Variable("reseau", "Code du réseau qui présente ce lieu, s’il est sur un autre site", VariableKind.TEXT, "dossier"), lambda e, _: network_of(e.place.slug) or None),
    (Variable("annee", "Année du bilan", VariableKind.WHOLE, "fichier"), lambda e, _: e.assessment.year),
    (Variable("nom", "Nom du lieu", VariableKind.TEXT, "réponse"), lambda e, n: name_of(e.assessment, n)),
    (Variable("code_commune", "Code Insee de la commune", VariableKind.CODE, "réponse"), lambda e, _: e.place.commune.code),
    (Variable("commune", "Commune", VariableKind.TEXT, "territoire"), lambda e, _: e.place.commune.nom),
    (Variable("departement", "Code du département", VariableKind.CODE, "territoire"), lambda e, _: e.place.commune.departement),
    (Variable("region", "Code de la région", VariableKind.CODE, "territoire"), lambda e, _: e.place.commune.region),
    (Variable("classe_densite", "Classe de densité de la commune", VariableKind.TEXT, "territoire"), lambda e, n: density_class(e.place.commune.density, n)),
    (Variable("publication", "Nature de la fiche", VariableKind.CHOICE, "fichier", codes=(("publique", "Fiche du lieu"), ("annuaire", "Annuaire ouvert"))), lambda e, _: e.assessment.header.publication),
    (Variable("etat", "État du lieu", VariableKind.TEXT, "fichier"), lambda e, _: e.assessment.header.etat),
    (Variable("exemple_fictif", "Lieu inventé pour l’exemple", VariableKind.FLAG, "fichier"), lambda e, _: bool(e.assessment.header.exemple_fictif)),
    (Variable("compte_dans_les_chiffres", "Compte dans les chiffres du référentiel", VariableKind.FLAG, "calcul"), lambda e, _: e.counted),
    (Variable("questionnaire", "Version du questionnaire", VariableKind.WHOLE, "fichier"), lambda e, _: e.assessment.header.questionnaire),
    (Variable("estimations", "Réponses données comme des estimations", VariableKind.TEXTS, "fichier"), lambda e, _: tuple(sorted(e.assessment.estimates)) or None),
    (Variable("calculs_estimes", "Chiffres calculés d’après une estimation", VariableKind.TEXTS, "calcul"), lambda e, n: estimated_figures(e.assessment.estimates, e.measures, n) or None),
)  # fmt: skip
# Whom a row comes from, and on what terms: rows of several sources stand in one table.
ORIGIN = (
    Variable("source", "D’où vient la fiche", VariableKind.TEXT, "fichier"),
    Variable(
        "source_adresse", "Adresse de l’annuaire d’où vient la fiche", VariableKind.TEXT, "fichier"
    ),
    Variable("source_date", "Date de l’annuaire d’où vient la fiche", VariableKind.DATE, "fichier"),
    Variable("licence", "Licence de la fiche", VariableKind.TEXT, "fichier"),
)

# Already among what identifies a row: a name stands for one column.
IDENTIFYING = frozenset({Role.NOM, Role.COMMUNE})


class Microdata:
    """Turns assessments into typed rows; what can be prepared is prepared once.

    `licence` is the référentiel's: that of every row which comes from no directory.
    """

    def __init__(self, names: Names, licence: str = "") -> None:
        self.names = names
        self.licence = licence
        self._answers = tuple(
            (asked, of_question(asked))
            for asked in names.asked.values()
            if asked.question.role not in IDENTIFYING
        )
        self._figures = tuple(of_figures(names))
        self._scored = tuple(
            asked.path for asked in names.asked.values() if asked.question.poids is not None
        )
        # What says how many points an answer is worth: the axes, and the other scores.
        self._scores = (
            *names.axes,
            *(name for name, one in names.indicators.items() if one.operation.score),
        )
        self._colleges = tuple(of_colleges(names))
        self.variables = tuple(self._variables())

    def _variables(self) -> Iterator[Variable]:
        yield from (variable for variable, _ in IDENTITY)
        yield from ORIGIN
        for asked, variables in self._answers:
            yield from variables
            yield missing_of(asked.path, asked.question.short)
        for figure in self._figures:
            yield figure
            yield missing_of(figure.name, figure.title)
        for path in self._scored:
            title = f"{self.names.asked[path].question.short} (points)"
            yield Variable(f"{POINTS}{path}", title, VariableKind.NUMBER, "calcul", path)
        yield from (variable for variable, _ in self._colleges)

    def row(self, entry: TableYear) -> list[Cell]:
        """Write one row, in the order of `variables`."""
        cells: list[Cell] = [read(entry, self.names) for _, read in IDENTITY]
        cells += [
            cell or None
            for cell in origin_of(entry.assessment.header.source, entry.licence or self.licence)
        ]
        answers = entry.assessment.answers
        away = bool(network_of(entry.place.slug))
        for asked, variables in self._answers:
            answer = answers.get(asked.path, NO_ANSWER)
            if isinstance(answer, Given):
                cells += _cells(asked, answer.value)
                cells.append(None)
            else:
                cells += [None] * len(variables)
                # Photos are asked where the portrait is: of a place of another network, not here.
                there = away and isinstance(asked.question, Photos)
                why = NOT_CONCERNED if there else _why(answer)
                cells.append("non_publie" if asked.private else why)
        for figure in self._figures:
            measure = entry.measures[figure.path]
            number = measure.number
            value: Cell = None if measure.value is None else str(measure.value)
            cells.append(float(number) if number is not None else value)
            cells.append(None if measure.value is not None else _reason(measure.reason))
        points = {
            answered.reference: answered.value
            for score in self._scores
            for answered in entry.measures[score].inputs
        }
        cells += [_float(points.get(path)) for path in self._scored]
        return [*cells, *self._standings(entry.assessment.workshop)]

    def _standings(self, workshop: Workshop | None) -> Iterator[str | None]:
        """Tell, vote by vote, whether the colleges of a workshop say the same."""
        for _, vote in self._colleges:
            standing = between(voices(workshop, vote, self.names)) if workshop else None
            yield str(standing) if standing else None


def _cells(asked: Asked, value: object) -> list[Cell]:
    question = asked.question
    if isinstance(question, Distribution) and isinstance(value, Shares):
        parts = [_float(value.parts.get(part.id)) for part in question.parts]
        return [*parts, _float(whole(value))]
    if isinstance(question, Table):
        rows = value if isinstance(value, tuple) else ()
        chosen = [c.id for c in question.colonnes if isinstance(c, SingleChoice)]
        document = json.dumps(rows, ensure_ascii=False, default=_plain, separators=(",", ":"))
        return [document, *[_column(rows, name) for name in chosen]]
    return [_cell(value)]


def _column(rows: tuple[object, ...], name: str) -> tuple[str, ...]:
    """Give the distinct options a column of a table holds, each once, in the order met."""
    options = [str(row[name]) for row in rows if isinstance(row, Mapping) and name in row]
    return tuple(dict.fromkeys(options))


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return "oui" if value else "non"
        case Decimal():
            return float(value)
        case Commune(code=code):
            return code
        case tuple():
            return tuple(item.file if isinstance(item, Photo) else str(item) for item in value)
        case int() | date():
            return value
        case _:
            return str(value)


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal) else None


def _why(answer: Answer) -> str:
    if isinstance(answer, NotConcerned):
        return "sans_objet"
    return "" if isinstance(answer, Given) else answer.reason


def _reason(reason: Reason) -> str:
    """Say which of the codes of an answer a figure's reason comes down to."""
    unconcerned = reason in (Reason.NOT_CONCERNED, Reason.UNSETTLED)
    return reason.value if unconcerned else "non_repondu"
