"""Reading what maps on the web give out: GeoJSON, and the documents of GoGoCarto and YesWiki.

An object inside another becomes columns named by the keys that lead there, joined by dots.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cm_build.importing.outcome import WrongFileError
from cm_build.importing.spreadsheet import decoded
from cm_build.importing.stored import unambiguous, writable
from cm_build.importing.worksheet import BETWEEN, SheetRow, Worksheet, said

# Where GeoJSON keeps a point; a property of that name comes first.
LONGITUDE, LATITUDE = "longitude", "latitude"
DEEPEST = 6
ELEMENT = "fiche"
_NEITHER = (
    "Le fichier est du JSON, mais pas une liste de lieux : on attend du GeoJSON, ou l’export d’une carte "
    "GoGoCarto ou d’un wiki YesWiki."
)


def read_directory(content: bytes) -> Worksheet:
    """Read the elements of a document, each as a row.

    Raises:
        WrongFileError: it is not JSON, has a key twice, or is no list of places.
    """
    text, notes = decoded(content)
    try:
        document = json.loads(text, object_pairs_hook=unambiguous)
        writable(document)
        rows = [dict(_element(element)) for element in _elements(document)]
    except (ValueError, RecursionError) as error:
        raise WrongFileError("Le fichier n’est pas un document JSON lisible.") from error
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    numbered = (
        SheetRow(rank, {name: row.get(name, "") for name in columns})
        for rank, row in enumerate(rows, start=1)
    )
    return Worksheet(columns, tuple(numbered), notes, unit=ELEMENT)


def _elements(document: Any) -> list[dict[str, Any]]:
    """Find the list: of features, of the elements of a map, or of the pages of a wiki by their names."""
    found = document
    if isinstance(document, dict):
        listed = [document.get(key) for key in ("features", "data")]
        found = next((one for one in listed if isinstance(one, list)), [*document.values()])
    if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
        return found
    raise WrongFileError(_NEITHER)


def _element(element: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if element.get("type") == "Feature":
        geometry = element.get("geometry")
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            point = geometry.get("coordinates")
            if isinstance(point, list) and len(point) > 1:
                yield LONGITUDE, _text(point[0])
                yield LATITUDE, _text(point[1])
        inside = element.get("properties")
        element = inside if isinstance(inside, dict) else {}
    yield from _cells(element)


def _cells(
    node: Mapping[str, Any], path: str = "", depth: int = DEEPEST
) -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict) and depth:
            yield from _cells(value, here, depth - 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            names = dict.fromkeys(name for one in value for name in one)
            for name in names:
                yield f"{here}.{name}", BETWEEN.join(_text(one.get(name)) for one in value)
        elif isinstance(value, list):
            yield here, BETWEEN.join(map(_text, value))
        else:
            yield here, _text(value)


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return said(str(value))
