"""What editors parse of each kind of value, as JSON Schema: a number may be a text, a text a number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cm_build.places.measure import Measure
from cm_build.reading.numbers import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]
YES_NO: Schema = {"enum": ["oui", "non"]}
DAY: Schema = {"type": "string", "format": "date"}
WEB_ADDRESS: Schema = {"type": "string", "pattern": r"^\s*https?://"}
COMMUNE: Schema = {"type": ["string", "integer"]}
# A key without a value says nothing: editors call it null.
NOTHING: Schema = {"type": ["string", "null"], "maxLength": 0}


def text(length: int, *, short: bool) -> Schema:
    """Describe a text; « 104 » or « true » are texts for us, whatever editors make of them."""
    signs = {"pattern": "^[^<>{}]*$"} if short else {}
    return {"type": ["string", "number", "boolean"], "maxLength": length, **signs}


def number(measure: Measure) -> Schema:
    """Describe a number within its bounds, or the text of one written the French way."""
    bounds = {"minimum": measure.low, "maximum": measure.high}
    plain = {name: _plain(bound) for name, bound in bounds.items() if bound is not None}
    kind = "number" if measure.places else "integer"
    typed = {"type": "string", "pattern": rf"^\s*{NUMBER.pattern}\s*$"}
    return {"anyOf": [{"type": kind, **plain}, typed]}


def whole(low: int, high: int) -> Schema:
    """Describe a whole number, or its text."""
    return number(Measure(0, Decimal(low), Decimal(high)))


def year(first: int, last: int) -> Schema:
    """Describe a year of four digits."""
    plain = {"type": "integer", "minimum": first, "maximum": last}
    return {"anyOf": [plain, {"type": "string", "pattern": r"^\s*\d{4}\s*$"}]}


def choice(options: Iterable[str]) -> Schema:
    """Describe a choice among ids."""
    return {"enum": list(options)}


def listed(items: Schema, most: int | None) -> Schema:
    """Describe a list, of so many items at most."""
    return {"type": "array", "items": items, **({} if most is None else {"maxItems": most})}


def _plain(bound: Decimal) -> int | float:
    return int(bound) if bound == bound.to_integral_value() else float(bound)
