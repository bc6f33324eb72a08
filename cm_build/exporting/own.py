"""What places chose to follow, as open files: tables that no other table takes anything from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from cm_build.exporting.plain import plain_value, written
from cm_build.exporting.table import csv_line, decimal, safe
from cm_build.places.answer import Given
from cm_build.places.own import Own
from cm_build.places.own_criterion import OwnCriterion
from cm_build.places.own_definition import OWN_CRITERIA, OWN_MEASURES
from cm_build.places.own_measure import OwnMeasure
from cm_build.reading.numbers import shortest
from cm_build.referential.own_table import (
    CRITERION_NATURE,
    MEASURE_NATURE,
    CellKind,
    OwnColumn,
    OwnTable,
)
from cm_build.wording.french import NO_BREAK_SPACE

DICTIONARY_HEADER = ("fichier", "colonne", "titre", "type", "codes")
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.WHOLE})


def own_document(own: Own) -> dict[str, object] | None:
    """Give what a year follows, as its file writes it: a published year is taken up again from here."""
    if not own:
        return None
    return {
        "nature": {OWN_CRITERIA: CRITERION_NATURE, OWN_MEASURES: MEASURE_NATURE},
        OWN_CRITERIA: [_criterion(one) for one in own.criteria],
        OWN_MEASURES: [_measure(one) for one in own.measures],
    }


def _criterion(one: OwnCriterion) -> dict[str, object]:
    evidence = plain_value(Given(one.evidence)) if one.evidence else None
    return _told(
        {
            "id": one.id,
            "titre": one.title,
            "question": one.question,
            "observer": list(one.observe),
            "ancres": dict(one.anchors),
            "choisi_par": one.chosen_by,
            "depuis": one.since,
            "jusqu_a": one.until,
            "presence": one.presence,
            "direction": one.direction,
            "preuves": evidence,
            "exemple": one.example,
            "intention_passee": one.wanted,
            "suite": one.became,
            "suite_raison": one.why,
            "intention": one.intention,
        }
    )


def _measure(one: OwnMeasure) -> dict[str, object]:
    return _told(
        {
            "id": one.id,
            "titre": one.title,
            "unite": one.unit,
            "valeur": None if one.value is None else shortest(one.value),
            "comptage": one.counting,
            "estimation": "oui" if one.estimate else None,
            "choisi_par": one.chosen_by,
            "depuis": one.since,
            "jusqu_a": one.until,
            "souhait": one.wish,
            "visee": one.aim and {"annee": one.aim.year, "valeur": shortest(one.aim.value)},
        }
    )


def _told(document: Mapping[str, object]) -> dict[str, object]:
    """Leave out what was not said; zero was."""
    return {key: value for key, value in document.items() if value not in (None, "", [], {})}


def own_csv(table: OwnTable, rows: Iterable[Sequence[str]], licence: str) -> str:
    """Write a table for spreadsheets; `licence` is that of places' own answers."""
    header = csv_line([*(column.name for column in table.columns), "licence"])
    lines = (csv_line([*_cells(table.columns, row), safe(licence)]) for row in rows)
    return "\ufeff" + header + "".join(lines)


def _cells(columns: Sequence[OwnColumn], row: Sequence[str]) -> Iterable[str]:
    for column, cell in zip(columns, row, strict=True):
        plain = cell.replace(NO_BREAK_SPACE, " ")
        yield decimal(plain) if column.kind in _NUMBERS else safe(plain)


def own_json(table: OwnTable, rows: Iterable[Sequence[str]], licence: str) -> str:
    """Write the same rows as JSON: numbers as numbers, what is missing as null."""
    return written(
        {
            "titre": table.title,
            "licence": licence,
            "lignes": [
                {
                    column.name: _value(column.kind, cell)
                    for column, cell in zip(table.columns, row, strict=True)
                }
                for row in rows
            ],
        }
    )


def _value(kind: CellKind, cell: str) -> object:
    if not cell:
        return None
    if kind is CellKind.FLAG:
        return cell == "oui"
    return shortest(Decimal(cell)) if kind in _NUMBERS else cell


def own_dictionary(tables: Iterable[OwnTable]) -> str:
    """Explain every column of these tables."""
    lines = (
        (f"{table.name}.csv", one.name, one.title, one.kind.value, _codes(one))
        for table in tables
        for one in table.columns
    )
    return "\ufeff" + "".join(
        csv_line(safe(cell) for cell in line) for line in (DICTIONARY_HEADER, *lines)
    )


def _codes(column: OwnColumn) -> str:
    return "|".join(f"{code}={label}" for code, label in column.codes)
