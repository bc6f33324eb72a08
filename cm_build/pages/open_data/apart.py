"""Lists that must be shared alike: given out in files of their own, one licence a file.

Mixed with the others, they would bind them all; apart, each keeps its terms and its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cm_build.exporting import documents
from cm_build.exporting.table import Code, csv_line, safe
from cm_build.places.address import address_of
from cm_build.referential.summary import Summary

FOLDER = "annuaires"
COLUMNS = (
    "lieu", "annee", "nom", "code_commune", "commune", "departement", "region",
    "source", "source_adresse", "source_date", "licence",
)  # fmt: skip


class ApartFile(NamedTuple):
    """The lines of one licence, in two forms that bear one name."""

    name: str
    licence: str
    summaries: tuple[Summary, ...]

    @property
    def places(self) -> int:
        """How many there are."""
        return len(self.summaries)

    def outputs(self, licence: str) -> Iterator[tuple[str, str]]:
        """Write the table and the map; `licence` is that of places' own answers, which none are."""
        yield f"{self.name}.csv", _table(self.summaries)
        located = documents.places_geojson(self.summaries, licence=licence, counted=frozenset())
        yield f"{self.name}.geojson", located


def apart_files(summaries: Iterable[Summary]) -> tuple[ApartFile, ...]:
    """Gather by licence the places whose lines are not mixed, in the order of its name."""
    groups: dict[str, list[Summary]] = {}
    for summary in summaries:
        if summary.licence_apart:
            groups.setdefault(summary.licence_apart, []).append(summary)
    return tuple(
        ApartFile(f"{FOLDER}/{address_of(licence) or 'autre'}", licence, tuple(groups[licence]))
        for licence in sorted(groups)
    )


def _table(summaries: Sequence[Summary]) -> str:
    lines = [csv_line(COLUMNS)]
    for summary in sorted(summaries, key=lambda one: one.slug):
        commune = summary.commune
        for year, source in zip(summary.years, summary.sources, strict=True):
            cells = [
                summary.slug, str(year), safe(summary.name), Code(commune.code), commune.nom,
                Code(commune.departement), Code(commune.region),
                safe(source.nom), source.url, source.date.isoformat(), safe(source.licence),
            ]  # fmt: skip
            lines.append(csv_line(cells))
    return "\ufeff" + "".join(lines)
