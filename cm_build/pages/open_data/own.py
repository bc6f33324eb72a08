"""The files of what places chose to follow: apart, because nothing of it goes with anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.exporting.own import DICTIONARY_HEADER, own_csv, own_dictionary, own_json
from cm_build.referential.own_table import CellKind, OwnColumn, OwnTable, own_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.questionnaire.names import Names
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

DICTIONARY = "dictionnaire-du-lieu"
_TYPES = {CellKind.NUMBER: "number", CellKind.WHOLE: "integer", CellKind.FLAG: "boolean"}


class OwnFile(NamedTuple):
    """A table and its rows, those of every place in the order of the places."""

    table: OwnTable
    rows: tuple[tuple[str, ...], ...]


class Described(NamedTuple):
    """A table as a Data Package describes it: fields, and what makes a row one."""

    name: str
    fields: list[dict[str, object]]
    key: list[str]


def own_files(names: Names, summaries: Sequence[Summary]) -> tuple[OwnFile, ...]:
    """Gather the rows of both tables."""
    criteria, measures = own_tables(names)
    return (
        OwnFile(criteria, tuple(row for one in summaries for row in one.own.criteria)),
        OwnFile(measures, tuple(row for one in summaries for row in one.own.measures)),
    )


def own_exports(referential: Referential) -> Iterator[tuple[str, str]]:
    """Yield each table in its two forms, then what explains their columns: a name, and a text."""
    tools = referential.tools
    licence = tools.settings.licence.nom
    files = own_files(tools.names, referential.summaries)
    for file in files:
        yield f"{file.table.name}.csv", own_csv(file.table, file.rows, licence)
        yield f"{file.table.name}.json", own_json(file.table, file.rows, licence)
    yield f"{DICTIONARY}.csv", own_dictionary(file.table for file in files)


def described(names: Names) -> Iterator[Described]:
    """Describe the tables for a program."""
    for table in own_tables(names):
        fields = [_field(column) for column in table.columns]
        fields.append({"name": "licence", "title": "La licence de la ligne", "type": "string"})
        yield Described(table.name, fields, ["lieu", "annee", "id"])
    columns: list[dict[str, object]] = [{"name": n, "type": "string"} for n in DICTIONARY_HEADER]
    yield Described(DICTIONARY, columns, ["fichier", "colonne"])


def _field(column: OwnColumn) -> dict[str, object]:
    document: dict[str, object] = {
        "name": column.name,
        "title": column.title,
        "type": _TYPES.get(column.kind, "string"),
    }
    if column.kind is CellKind.NUMBER:
        document |= {"decimalChar": ","}
    if column.kind is CellKind.FLAG:
        document |= {"trueValues": ["oui"], "falseValues": ["non"]}
    if column.codes:
        document["constraints"] = {"enum": [code for code, _ in column.codes]}
    return document
