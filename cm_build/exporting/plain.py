"""Answers as plain data, and JSON that is the same for the same data."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from cm_build.places.answer import Answer, Given, Photo, Shares
from cm_build.places.commune import Commune
from cm_build.reading.numbers import shortest


def written(value: object) -> str:
    """Write JSON that is the same for the same data."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def plain_value(answer: Answer) -> object:
    """Give an answer as plain JSON-like data, or the code of why there is none."""
    if not isinstance(answer, Given):
        return None
    match answer.value:
        case Commune(code=code):
            return code
        case Shares(parts=parts, complete=complete):
            return {
                **{part: shortest(amount) for part, amount in parts.items()},
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
        return shortest(value)
    return value.isoformat() if isinstance(value, date) else value
