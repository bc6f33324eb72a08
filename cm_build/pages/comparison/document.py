"""The rows of a comparison as data, for the script that fills them with places' own documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.documents import VERSION, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.pages.comparison.rows import Item, Row, RowSection


def rows_json(sections: Iterable[RowSection]) -> str:
    """Write sections and rows; what is empty is left out."""
    told = [
        {"id": one.id, "titre": one.title, "couleur": one.colour, "lignes": [_row(r) for r in one.rows]}
        for one in sections
    ]  # fmt: skip
    return written({"version": VERSION, "sections": told})


def _row(row: Row) -> dict[str, object]:
    told: dict[str, object] = {
        "sorte": row.kind,
        "titre": row.title,
        "ref": row.ref,
        "unite": row.unit,
        "decimales": row.decimals,
        "calcul": row.computed,
        "prive": row.private,
        "total": row.total,
        "elements": [_item(item) for item in row.items],
        "niveaux": [_item(item) for item in row.levels],
        "sans_rang": [_item(item) for item in row.unranked],
    }
    return {key: value for key, value in told.items() if value}


def _item(item: Item) -> dict[str, object]:
    told: dict[str, object] = {
        "id": item.id, "titre": item.title, "non_voulu": item.unwanted, "precision": item.precise,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}
