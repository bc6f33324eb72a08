"""What places chose to follow, row by row, in tables of their own: nothing of it is ever put together.

A row holds the texts of its cells: it waits with the summary of its place, and says of itself what
it is, so that nobody takes it for a figure of the questionnaire.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cm_build.places.own_criterion import ANCHORS, OwnCriterion, asked_as
from cm_build.places.own_definition import CHOSEN_BY, Definition
from cm_build.places.own_measure import WISHES, OwnMeasure
from cm_build.places.place import PublishedPlace
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.reading.numbers import shortest

CRITERION_NATURE, MEASURE_NATURE = "critère choisi par le lieu", "mesure choisie par le lieu"
SEPARATOR = "|"


class CellKind(StrEnum):
    """How a cell is written: a number has a comma in a spreadsheet, and no quotes in JSON."""

    TEXT = "texte"
    NUMBER = "nombre"
    WHOLE = "entier"
    FLAG = "vrai_faux"
    CHOICE = "choix"


class OwnColumn(NamedTuple):
    """One column: its name, what it holds, how it is written, its codes when there are some."""

    name: str
    title: str
    kind: CellKind = CellKind.TEXT
    codes: tuple[tuple[str, str], ...] = ()


class OwnRows(NamedTuple):
    """The rows of one place, oldest year first; their cells follow the columns of their table."""

    criteria: tuple[tuple[str, ...], ...] = ()
    measures: tuple[tuple[str, ...], ...] = ()


class OwnTable(NamedTuple):
    """A table to download: the name of its files, its title, its columns."""

    name: str
    title: str
    columns: tuple[OwnColumn, ...]


def own_tables(names: Names) -> tuple[OwnTable, OwnTable]:
    """Describe both tables: the criteria, then the measures."""
    return (
        OwnTable("criteres-du-lieu", "Les critères choisis par les lieux", _of_criteria(names)),
        OwnTable("mesures-du-lieu", "Les mesures choisies par les lieux", _of_measures()),
    )


def own_rows(place: PublishedPlace) -> OwnRows:
    """Write what every published year of a place follows."""
    years = place.assessments
    return OwnRows(
        tuple(
            (*_identity(place, year.year, CRITERION_NATURE), *_criterion(one))
            for year in years
            for one in year.own.criteria
        ),
        tuple(
            (*_identity(place, year.year, MEASURE_NATURE), *_measure(one))
            for year in years
            for one in year.own.measures
        ),
    )


def _identity(place: PublishedPlace, year: int, nature: str) -> tuple[str, ...]:
    return (place.slug, place.name, str(year), _flag(told=place.fictional), nature)


def _common(one: Definition) -> Iterator[str]:
    yield from (one.chosen_by, str(one.since), str(one.until or ""))


def _criterion(one: OwnCriterion) -> Iterator[str]:
    yield from (one.id, one.title, one.question, SEPARATOR.join(one.observe))
    yield from (one.anchors.get(key, "") for key in ANCHORS)
    yield from (one.presence, one.direction, str(len(one.evidence)), one.example)
    yield from (one.wanted, one.became, one.why, one.intention)
    yield from _common(one)


def _measure(one: OwnMeasure) -> Iterator[str]:
    yield from (one.id, one.title, one.unit, _number(one.value), _flag(told=one.estimate))
    yield from (one.counting, one.wish)
    yield from (str(one.aim.year), _number(one.aim.value)) if one.aim else ("", "")
    yield from _common(one)


def _flag(*, told: bool) -> str:
    return "oui" if told else "non"


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(shortest(value))


def _head(nature: str) -> tuple[OwnColumn, ...]:
    return (
        OwnColumn("lieu", "L’adresse du lieu"),
        OwnColumn("nom", "Le nom du lieu"),
        OwnColumn("annee", "L’année du bilan", CellKind.WHOLE),
        OwnColumn("exemple_fictif", "Le lieu est inventé, donné en exemple", CellKind.FLAG),
        OwnColumn("nature", f"Toujours « {nature} » : ne se compare qu’à ses propres années"),
        OwnColumn("id", "L’identifiant : le même d’une année à l’autre veut dire la même chose"),
        OwnColumn("titre", "Le titre, tel que le lieu l’écrit cette année-là"),
    )


def _tail() -> tuple[OwnColumn, ...]:
    return (
        OwnColumn("choisi_par", "Qui l’a choisi", CellKind.CHOICE, _codes(CHOSEN_BY)),
        OwnColumn("depuis", "La première année suivie", CellKind.WHOLE),
        OwnColumn("jusqu_a", "La dernière année suivie, quand c’est fini", CellKind.WHOLE),
    )


def _codes(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


def _of_criteria(names: Names) -> tuple[OwnColumn, ...]:
    def options(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((one.id, one.libelle) for one in choices(names, asked_as(key, names)))

    return (
        *_head(CRITERION_NATURE),
        OwnColumn("question", "La question que le lieu se pose"),
        OwnColumn("observer", "Ce que l’on observe ; plusieurs textes sont séparés par une barre"),
        *(OwnColumn(f"ancre_{key}", f"Ce que veut dire une présence {key}") for key in ANCHORS),
        OwnColumn("presence", "Présence dans le temps", CellKind.CHOICE, options("presence")),
        OwnColumn("direction", "Sens du changement", CellKind.CHOICE, options("direction")),
        OwnColumn("preuves", "Combien d’appuis sont donnés", CellKind.WHOLE),
        OwnColumn("exemple", "Un exemple, dans les mots du lieu"),
        OwnColumn("intention_passee", "Ce que le lieu voulait faire, d’après sa fiche d’avant"),
        OwnColumn("suite", "Ce que c’est devenu", CellKind.CHOICE, options("suite")),
        OwnColumn("suite_raison", "Pourquoi, dans les mots du lieu"),
        OwnColumn("intention", "Ce que le lieu veut faire d’ici l’an prochain"),
        *_tail(),
    )


def _of_measures() -> tuple[OwnColumn, ...]:
    return (
        *_head(MEASURE_NATURE),
        OwnColumn("unite", "Ce que l’on compte"),
        OwnColumn("valeur", "La valeur de l’année ; vide quand elle manque", CellKind.NUMBER),
        OwnColumn("estimation", "La valeur est un ordre de grandeur", CellKind.FLAG),
        OwnColumn("comptage", "Comment on compte"),
        OwnColumn("souhait", "Ce que le lieu souhaite", CellKind.CHOICE, _codes(WISHES)),
        OwnColumn("visee_annee", "L’année visée, quand le lieu le dit", CellKind.WHOLE),
        OwnColumn("visee_valeur", "La valeur visée pour cette année-là", CellKind.NUMBER),
        *_tail(),
    )
