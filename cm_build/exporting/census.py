"""The typed table of every assessment, in its two forms, and what places say together.

Rows are written as they come: no table of all places stands in memory. What is counted is read back
from the columns of the Parquet file, by whoever asks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.arrow import counted_names, packed, schema
from cm_build.computing.microdata import Cell, Microdata, TableYear
from cm_build.computing.population import Populations, populations
from cm_build.computing.variables import Variable, VariableKind
from cm_build.emitting.kept import Kept
from cm_build.exporting.parquet import RowGroups, read_columns
from cm_build.exporting.table import RowWriter, table_header
from cm_build.referential.sharing import in_chunks
from cm_build.referential.summary import mixed

if TYPE_CHECKING:
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

ROWS, SEEN = ".lignes", ".vu"
# A batch has a weight of its own: places travel by more than for drawing.
CHUNK = 100
_SUM = hashlib.sha256().digest_size


class PlaceRows(NamedTuple):
    """The rows of a place, oldest year first: typed, as text, and what statistics see of them, in short."""

    typed: list[list[Cell]]
    text: str
    seen: bytes


class SomeRows(NamedTuple):
    """The rows of some places, as they travel."""

    packed: bytes
    text: str
    seen: bytes


@dataclass(frozen=True)
class Census:
    """One row a place and a year, in the order of the places, and what is counted of them.

    The two tables are written in `folder`. `kept` holds the rows of earlier builds: only a place
    whose folder moved is written again.
    """

    referential: Referential
    folder: Path
    kept: Kept = field(default_factory=Kept)

    @property
    def parquet(self) -> Path:
        """The table with its types."""
        return self.folder / "bilans.parquet"

    @property
    def text(self) -> Path:
        """The table for spreadsheets."""
        return self.folder / "bilans.csv"

    @cached_property
    def _microdata(self) -> Microdata:
        tools = self.referential.tools
        return Microdata(tools.names, tools.settings.licence.nom)

    @cached_property
    def _writer(self) -> RowWriter:
        return RowWriter(self.variables)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns."""
        return self._microdata.variables

    @cached_property
    def seen(self) -> str:
        """What statistics see of every place, in short; the two tables are written on the way."""
        recipe = self.referential.digest.encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        known = self.kept.find(recipe, SEEN) if recipe else None
        if known is not None and all(
            self.kept.copied(recipe, path.suffix, path) for path in self._tables
        ):
            for summary in self._summaries:
                self.kept.hold(self._digest(summary), ROWS)
            return known.hex()
        seen = self._write()
        if recipe:
            self.kept.put(recipe, SEEN, seen)
            for path in self._tables:
                self.kept.copy(recipe, path.suffix, path)
        return seen.hex()

    @cached_property
    def populations(self) -> Populations:
        """What the places say together."""
        _ = self.seen
        tools, variables = self.referential.tools, self.variables
        frame = read_columns(self.parquet, counted_names(variables))
        return populations(frame, tools.names, variables, tools.settings)

    @property
    def _summaries(self) -> tuple[Summary, ...]:
        """The places whose lines may be mixed: those of some licences are given out apart."""
        return mixed(self.referential.summaries)

    @property
    def _tables(self) -> tuple[Path, Path]:
        return self.parquet, self.text

    def _write(self) -> bytes:
        # Prepared before the work is shared, so that no process prepares it again.
        shape, _ = schema(self.variables), (self._writer, self.referential.counted)
        digest = hashlib.sha256()
        with ExitStack() as open_files:
            typed = open_files.enter_context(RowGroups(self.parquet, shape))
            stream = self.text.open("w", encoding="utf-8", newline="")
            text = open_files.enter_context(stream)
            text.write(table_header(self.variables))
            for rows in in_chunks(self._some, self._summaries, CHUNK):
                typed.add(rows.packed)
                text.write(rows.text)
                digest.update(rows.seen)
        return digest.digest()

    def _some(self, summaries: Sequence[Summary]) -> SomeRows:
        places = [self._rows(summary) for summary in summaries]
        rows = [row for place in places for row in place.typed]
        text = "".join(place.text for place in places)
        return SomeRows(
            packed(rows, self.variables), text, b"".join(place.seen for place in places)
        )

    def _rows(self, summary: Summary) -> PlaceRows:
        digest = self._digest(summary)
        content = self.kept.find(digest, ROWS) if digest else None
        if content is not None:
            return self._read(content)
        record = self.referential.record(summary)
        place, names = record.place, self.referential.tools.names
        counted = summary.slug in self.referential.counted
        typed = [
            self._microdata.row(
                TableYear(
                    place.as_of(one.year, names),
                    one,
                    record.measures[one.year],
                    counted and one is place.latest,
                    summary.licence(""),
                )
            )
            for one in place.assessments
        ]
        rows = PlaceRows(typed, self._writer.rows(typed), self._seen(typed))
        if self.referential.unchanged(summary):
            written = json.dumps((rows.typed, rows.text), default=date.isoformat)
            self.kept.put(digest, ROWS, rows.seen + written.encode())
        return rows

    def _digest(self, summary: Summary) -> bytes:
        """Sum up what the rows of a place say: its folder, and whether it counts beside the others."""
        digest = self.referential.digests.get(summary.slug)
        counted = "+" if summary.slug in self.referential.counted else ""
        return f"{digest}{counted}".encode() if digest else b""

    def _read(self, content: bytes) -> PlaceRows:
        typed, text = json.loads(content[_SUM:])
        for row in typed:
            for rank in self._days:
                day = row[rank]
                row[rank] = date.fromisoformat(day) if isinstance(day, str) else None
        return PlaceRows(typed, text, content[:_SUM])

    def _seen(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        """Sum up the cells that are counted, whatever the others say."""
        cells = [[row[rank] for rank in self._counted] for row in rows]
        return hashlib.sha256(repr(cells).encode()).digest()

    @cached_property
    def _counted(self) -> tuple[int, ...]:
        counted = frozenset(counted_names(self.variables))
        return tuple(
            rank for rank, variable in enumerate(self.variables) if variable.name in counted
        )

    @cached_property
    def _days(self) -> tuple[int, ...]:
        """Where dates stand in a row: JSON has none."""
        kinds = enumerate(variable.kind for variable in self.variables)
        return tuple(rank for rank, kind in kinds if kind is VariableKind.DATE)
