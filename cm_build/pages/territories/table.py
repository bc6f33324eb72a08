"""The table of a territory: who its places are, and the figures its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.exporting.table import Code, csv_line, decimal, safe
from cm_build.places.header import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cm_build.computing.population import Population
    from cm_build.referential.summary import Summary

IDENTITY = (
    "lieu",
    "annee",
    "nom",
    "code_commune",
    "commune",
    "departement",
    "region",
    "publication",
    "etat",
    "exemple_fictif",
    "source",
    "source_adresse",
    "source_date",
    "licence",
    "compte_dans_les_chiffres",
)


class TerritoryTable:
    """Writes tables of places; the figures of all places are prepared once."""

    def __init__(self, population: Population, references: Sequence[str], licence: str) -> None:
        self.licence = licence
        self.references = tuple(dict.fromkeys(references))
        columns = [population.variable(one).name for one in self.references]
        rows = population.frame[["lieu", *columns]].itertuples(index=False, name=None)
        self._figures: Mapping[str, tuple[float, ...]] = {row[0]: row[1:] for row in rows}

    def written(self, summaries: Iterable[Summary]) -> str:
        """Write one line per place, by address; a place that is not counted has no figure."""
        lines = [csv_line((*IDENTITY, *self.references))]
        for one in sorted(summaries, key=lambda one: one.slug):
            figures = self._figures.get(one.slug)
            cells = [
                one.slug, str(one.years[-1]), safe(one.name), Code(one.commune.code), one.commune.nom,
                Code(one.commune.departement), Code(one.commune.region), one.publication, one.state,
                "oui" if one.fictional else "non", *self._origin(one), "oui" if figures else "non",
            ]  # fmt: skip
            lines.append(csv_line((*cells, *self._cells(figures))))
        return "\ufeff" + "".join(lines)

    def _origin(self, one: Summary) -> tuple[str, ...]:
        """Say whom a line comes from, as the great table does."""
        source, address, date, licence = origin_of(one.source, self.licence)
        return safe(source), address, date.isoformat() if date else "", safe(licence)

    def _cells(self, figures: Sequence[float] | None) -> list[str]:
        if figures is None:
            return [""] * len(self.references)
        # A missing value is the only one that is not equal to itself.
        return ["" if value != value else _written(value) for value in figures]  # noqa: PLR0124


def _written(value: float) -> str:
    """Write a number as the great table does: six digits are plenty."""
    return decimal(f"{round(value, 6):f}".rstrip("0").rstrip("."))
