"""The Data Package: what a program needs to read the open files, as Frictionless Data describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.variables import Kind
from cm_build.exporting.dictionary import CODES, HEADER
from cm_build.exporting.documents import written
from cm_build.exporting.table import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.exporting.dictionary import Entry
    from cm_build.places.settings import Settings

TYPES = {
    Kind.NUMBER: "number",
    Kind.WHOLE: "integer",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
}
DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "header": True}


def datapackage(
    entries: Sequence[Entry], settings: Settings, questionnaire: int, *, commit: str = ""
) -> str:
    """Describe every open file; nothing in it tells when it was made."""
    flat = [one for one in entries if "csv" in one.files]
    package: dict[str, object] = {
        "profile": "data-package",
        "name": "commune-mesure",
        "title": f"{settings.nom} : les bilans publiés",
        "description": (
            "Ce que les tiers-lieux déclarent d’eux-mêmes : une ligne par lieu et par année. "
            "Les lieux inventés pour l’exemple ont exemple_fictif = oui."
        ),
        "version": f"{questionnaire}.0.0",
        "licenses": [{"title": settings.licence.nom, "path": settings.licence.url}],
        "resources": [
            _table("bilans", "bilans.csv", [_field(one) for one in flat], ["lieu", "annee"]),
            _file("bilans-parquet", "bilans.parquet", "parquet", "application/vnd.apache.parquet"),
            _table(
                "dictionnaire",
                "dictionnaire.csv",
                [{"name": name, "type": "string"} for name in HEADER],
                ["colonne"],
            ),
            _file("lieux-geojson", "lieux.geojson", "geojson", "application/geo+json"),
        ],
    }
    if settings.url:
        package["homepage"] = settings.url
    if commit:
        package["sources"] = [{"title": "Fichiers des lieux", "version": commit}]
    return written(package)


def _table(
    name: str, path: str, fields: list[dict[str, object]], key: list[str]
) -> dict[str, object]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": DIALECT,
        "schema": {"fields": fields, "missingValues": ["", *CODES], "primaryKey": key},
    }


def _file(name: str, path: str, form: str, media: str) -> dict[str, object]:
    # A file, not a table: validators read tables of plain cells, and Parquet has lists.
    return {"name": name, "type": "file", "path": path, "format": form, "mediatype": media}


def _field(entry: Entry) -> dict[str, object]:
    variable = entry.variable
    told: dict[str, object] = {
        "name": variable.name,
        "title": variable.title,
        "type": TYPES.get(variable.kind, "string"),
    }
    if entry.definition:
        told["description"] = entry.definition
    if variable.unit:
        told["unit"] = variable.unit
    if variable.kind is Kind.FLAG:
        told |= {"trueValues": ["oui"], "falseValues": ["non"]}
    if variable.kind is Kind.CHOICE and variable.codes:
        told["constraints"] = {"enum": [code for code, _ in variable.codes]}
    if variable.kind is Kind.CHOICES:
        told["codes"] = [code for code, _ in variable.codes]
        told["separator"] = LIST_SEPARATOR
    return told
