"""The Data Package: what a program needs to read the open files, as Frictionless Data describes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cm_build.computing.variables import ABSENCE_CODES, VariableKind
from cm_build.exporting.plain import written
from cm_build.exporting.table import LIST_SEPARATOR
from cm_build.pages.open_data.apart import COLUMNS, ApartFile
from cm_build.pages.open_data.dictionary import HEADER, DictionaryEntry
from cm_build.pages.open_data.own import described
from cm_build.places.federation import Elsewhere
from cm_build.places.header import OpenSource
from cm_build.places.settings import Settings
from cm_build.questionnaire.names import Names

TYPES = {
    VariableKind.NUMBER: "number",
    VariableKind.WHOLE: "integer",
    VariableKind.FLAG: "boolean",
    VariableKind.DATE: "date",
}
DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "header": True}


class Origins(NamedTuple):
    """Where rows come from besides this site's places: open files, and networks that have their own site.

    Each keeps its licence and its name.
    """

    directories: Sequence[OpenSource] = ()
    networks: Sequence[Elsewhere] = ()


def datapackage(
    entries: Sequence[DictionaryEntry],
    settings: Settings,
    questionnaire: int,
    origins: Origins,
    names: Names,
    apart: Sequence[ApartFile] = (),
) -> str:
    """Describe every open file; nothing in it tells when it was made.

    Those whose lines are `apart` are mixed with nothing: each of their files says its own licence.
    """
    flat = [entry for entry in entries if "csv" in entry.files]
    package: dict[str, object] = {
        "profile": "data-package",
        "name": "commune-mesure",
        "title": f"{settings.nom} : les bilans publiés",
        "description": (
            "Ce que les tiers-lieux déclarent d’eux-mêmes : une ligne par lieu et par année. "
            "Les lieux seulement recensés ont publication = annuaire, leur source et sa licence. "
            "Les lieux inventés pour l’exemple ont exemple_fictif = oui. "
            "Les chiffres des pages sont ceux des lignes où compte_dans_les_chiffres = oui."
        ),
        "version": f"{questionnaire}.0.0",
        "licenses": _licences(settings, origins),
        "sources": _sources(settings, origins),
        "resources": [
            _table("bilans", "bilans.csv", [_field(entry) for entry in flat], ["lieu", "annee"]),
            _file("bilans-parquet", "bilans.parquet", "parquet", "application/vnd.apache.parquet"),
            _table(
                "dictionnaire",
                "dictionnaire.csv",
                [{"name": name, "type": "string"} for name in HEADER],
                ["colonne"],
            ),
            *(_table(one.name, f"{one.name}.csv", one.fields, one.key) for one in described(names)),
            _file("methode", "methode.json", "json", "application/json"),
            _file("lieux-geojson", "lieux.geojson", "geojson", "application/geo+json"),
            *(resource for one in apart for resource in _apart(one)),
        ],
    }
    if settings.url:
        package["homepage"] = settings.url
    return written(package)


def _apart(one: ApartFile) -> Iterator[dict[str, object]]:
    """Describe the lines of one licence, under that licence."""
    name = one.name.replace("/", "-")
    fields: list[dict[str, object]] = [{"name": column, "type": "string"} for column in COLUMNS]
    licences = [{"name": _identifier(one.licence), "title": one.licence}]
    table = _table(name, f"{one.name}.csv", fields, ["lieu", "annee"])
    located = _file(f"{name}-geojson", f"{one.name}.geojson", "geojson", "application/geo+json")
    for resource in (table, located):
        yield resource | {"licenses": licences}


def _licences(settings: Settings, origins: Origins) -> list[dict[str, str]]:
    """List the licence of places' own answers, then those of directories and networks, each once."""
    own = settings.licence
    known = {directory.licence for directory in origins.directories}
    others = sorted((known | {one.licence for one in origins.networks}) - {own.nom, ""})
    return [
        {"name": _identifier(own.nom), "title": own.nom, "path": own.url},
        *({"name": _identifier(other), "title": other} for other in others),
    ]


def _sources(settings: Settings, origins: Origins) -> list[dict[str, str]]:
    """List where rows come from: places themselves, those of each network, then each directory and date."""
    own = {"title": f"{settings.nom}, réponses des lieux", "licence": settings.licence.nom}
    if settings.url:
        own["path"] = settings.url
    others = sorted(
        {
            (directory.nom, directory.date, directory.url, directory.licence)
            for directory in origins.directories
        }
    )
    return [
        own,
        *(
            {
                "title": f"{one.name}, réponses des lieux",
                "path": one.url,
                "licence": one.licence or settings.licence.nom,
            }
            for one in origins.networks
        ),
        *(
            {"title": f"{name}, {date.isoformat()}", "path": url, "licence": licence}
            for name, date, url, licence in others
        ),
    ]


def _identifier(licence: str) -> str:
    """Write a licence's name as Open Definition does: `CC BY 4.0` is `CC-BY-4.0`."""
    plain = unicodedata.normalize("NFKD", licence).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.") or "licence"


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
        "schema": {"fields": fields, "missingValues": ["", *ABSENCE_CODES], "primaryKey": key},
    }


def _file(name: str, path: str, form: str, media: str) -> dict[str, object]:
    # A file, not a table: validators read tables of plain cells, and Parquet has lists.
    return {"name": name, "type": "file", "path": path, "format": form, "mediatype": media}


def _field(entry: DictionaryEntry) -> dict[str, object]:
    variable = entry.variable
    document: dict[str, object] = {
        "name": variable.name,
        "title": variable.title,
        "type": TYPES.get(variable.kind, "string"),
    }
    if entry.definition:
        document["description"] = entry.definition
    if variable.unit:
        document["unit"] = variable.unit
    if variable.kind is VariableKind.NUMBER:
        document |= {"decimalChar": ","}
    if variable.kind is VariableKind.FLAG:
        document |= {"trueValues": ["oui"], "falseValues": ["non"]}
    if variable.kind is VariableKind.CHOICE and variable.codes:
        document["constraints"] = {"enum": [code for code, _ in variable.codes]}
    if variable.kind is VariableKind.CHOICES:
        document["codes"] = [code for code, _ in variable.codes]
        document["separator"] = LIST_SEPARATOR
    return document
