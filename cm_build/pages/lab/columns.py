"""Measures as columns, one small file each: a page asks only for those that a reader chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.documents import VERSION, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.computing.crossing import Located, Series
    from cm_build.pages.lab.facet import Facet


def places_columns(places: Iterable[Located]) -> str:
    """Name the places, in the order of every other file."""
    slugs, names, communes = zip(*places, strict=True)
    return written({"version": VERSION, "lieux": slugs, "noms": names, "communes": communes})


def measure_column(reference: str, series: Series) -> str:
    """Write the values of a measure; null is not answered, unless `manque` says why."""
    values = [_plain(value) for value in series.values]
    told = {"version": VERSION, "mesure": reference, "colonne": values, "manque": series.reasons}
    return written(told)


def facet_column(facet: Facet) -> str:
    """Write the classes of a facet, and each place's own by its rank."""
    return written({"version": VERSION, "classes": facet.classes, "colonne": facet.values})


def _plain(value: float | None) -> float | int | None:
    """Spare a point and a zero where a number is whole."""
    return int(value) if value is not None and value.is_integer() else value
