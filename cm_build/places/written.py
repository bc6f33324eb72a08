"""What editors parse of each kind of value, as JSON Schema: a number may be a text, a text a number."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cm_build.places.measure import Measure
from cm_build.reading.numbers import NUMBER, shortest

Schema = dict[str, Any]
WEB_ADDRESS: Schema = {"type": "string", "pattern": r"^\s*https?://"}


def text(length: int, *, short: bool) -> Schema:
    """Describe a text; « 104 » or « true » are texts for us, whatever editors make of them."""
    signs = {"pattern": "^[^<>{}]*$"} if short else {}
    return {"type": ["string", "number", "boolean"], "maxLength": length, **signs}


def number(measure: Measure) -> Schema:
    """Describe a number within its bounds, or the text of one written the French way."""
    # Bounds hold for numbers only, patterns for texts only: each says nothing of the other.
    bounds = {"minimum": measure.low, "maximum": measure.high}
    limits = {name: shortest(bound) for name, bound in bounds.items() if bound is not None}
    kind = "number" if measure.places else "integer"
    return {"type": [kind, "string"], **limits, "pattern": rf"^\s*{NUMBER.pattern}\s*$"}


def whole(low: int, high: int) -> Schema:
    """Describe a whole number, or its text."""
    return number(Measure(0, Decimal(low), Decimal(high)))


def grouped(sign: str, count: int) -> str:
    """Describe a number of so many signs, copied by groups or at one stretch."""
    return rf"^\s*{sign}(?:[\s.-]*{sign}){{{count - 1}}}\s*$"


def or_word(shape: Schema, words: Iterable[str]) -> Schema:
    """Describe a value that a reserved word may replace, or nothing: editors call it null."""
    return {"anyOf": [shape, {"enum": [*words, "", None]}]}


def listed(items: Schema, most: int | None) -> Schema:
    """Describe a list, of so many items at most."""
    return {"type": "array", "items": items, **({} if most is None else {"maxItems": most})}


def also(schema: Schema, former: Iterable[str]) -> Schema:
    """Accept beside the words of a choice, or the lines of a whole, those of older files."""
    words = [*former]
    if not words:
        return schema
    shapes = [*schema.get("anyOf", ())]
    for rank, shape in enumerate(shapes):
        if "items" in shape:
            items = {"enum": [*shape["items"]["enum"], *words]}
            shapes[rank] = {**shape, "items": items}
            break
        if "enum" in shape:
            shapes[rank] = {**shape, "enum": [*shape["enum"], *words]}
            break
        # A mapping, which another name describes: older files hold it with other keys.
        shapes.append({"type": "object", "deprecated": True})
        break
    return {**schema, "anyOf": shapes}
