"""The typed table of every assessment, and what places say together: made only when someone asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cm_build.computing.arrow import frame_of, packed, schema, unpacked
from cm_build.computing.microdata import Cell, Microdata, TableYear
from cm_build.computing.population import Populations, populations
from cm_build.computing.variables import Variable, VariableKind
from cm_build.emitting.kept import Kept
from cm_build.referential.sharing import in_chunks

if TYPE_CHECKING:
    import pyarrow as pa

    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

SUFFIX = ".lignes"


@dataclass(frozen=True)
class Census:
    """One row a place and a year, in the order of the places, and what is counted of them.

    `kept` holds the rows of earlier builds: only a place whose folder moved is written again.
    """

    referential: Referential
    kept: Kept = field(default_factory=Kept)

    @cached_property
    def _microdata(self) -> Microdata:
        tools = self.referential.tools
        return Microdata(tools.names, tools.settings.licence.nom)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns."""
        return self._microdata.variables

    @cached_property
    def table(self) -> pa.Table:
        """Every row, packed by the processes that share the work."""
        # Loaded before the work is shared, so that no process loads it again.
        schema(self.variables)
        return unpacked(in_chunks(self._packed, self.referential.summaries), self.variables)

    @cached_property
    def populations(self) -> Populations:
        """What the places say together."""
        tools, variables = self.referential.tools, self.variables
        frame = frame_of(self.table, variables)
        return populations(frame, tools.names, variables, tools.settings)

    def hold(self) -> None:
        """Keep the rows of every place, even when nothing was counted this time."""
        for digest in filter(None, self.referential.digests.values()):
            self.kept.hold(digest.encode(), SUFFIX)

    def _packed(self, summaries: Sequence[Summary]) -> bytes:
        rows = [row for summary in summaries for row in self._rows(summary)]
        return packed(rows, self.variables)

    def _rows(self, summary: Summary) -> list[list[Cell]]:
        """Give the rows of a place, oldest year first."""
        digest = self.referential.digests.get(summary.slug, "").encode()
        content = self.kept.find(digest, SUFFIX) if digest else None
        if content is not None:
            return self._read(content)
        record = self.referential.record(summary)
        rows = [
            self._microdata.row(TableYear(record.place, year, record.measures[year.year]))
            for year in record.place.assessments
        ]
        if self.referential.unchanged(summary):
            self.kept.put(digest, SUFFIX, json.dumps(rows, default=date.isoformat).encode())
        return rows

    def _read(self, content: bytes) -> list[list[Cell]]:
        rows: list[list[Cell]] = json.loads(content)
        for row in rows:
            for rank in self._days:
                day = row[rank]
                row[rank] = date.fromisoformat(day) if isinstance(day, str) else None
        return rows

    @cached_property
    def _days(self) -> tuple[int, ...]:
        """Where dates stand in a row: JSON has none."""
        kinds = enumerate(variable.kind for variable in self.variables)
        return tuple(rank for rank, kind in kinds if kind is VariableKind.DATE)
