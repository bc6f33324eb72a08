"""Writing the site to disk, places in parallel when there are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.computing.arrow import rows_of
from cm_build.exporting.parquet import write_parquet
from cm_build.exporting.table import RowWriter, table_header
from cm_build.pages.portrait.page import place_outputs
from cm_build.pages.site import shared_outputs
from cm_build.referential.provenance import Provenance
from cm_build.referential.sharing import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from cm_build.pages.portrait.images import Images
    from cm_build.pages.shell.output import Output
    from cm_build.referential.assembly import Referential
    from cm_build.referential.census import Census
    from cm_build.referential.summary import Summary

TABLE, PARQUET = "donnees/bilans.csv", "donnees/bilans.parquet"


def write_site(
    referential: Referential,
    census: Census,
    provenance: Provenance,
    site: Path,
    images: Images | None = None,
) -> None:
    """Write every page and export of a référentiel that was read, computed and counted."""
    _ = referential.peers
    places = PlacesJob(referential, provenance, site, images)
    for _ in in_chunks(places.write, referential.summaries):
        pass
    write_parquet(census.table, site / PARQUET)
    rows = RowsJob(census.table, RowWriter(census.variables))
    # One row a year: written as they come, never held together as text.
    with (site / TABLE).open("w", encoding="utf-8", newline="") as table:
        table.write(table_header(census.variables))
        table.writelines(in_chunks(rows.lines, range(census.table.num_rows)))
    write_outputs(shared_outputs(referential, census), site)


@dataclass(frozen=True)
class PlacesJob:
    """Draws and writes places."""

    referential: Referential
    provenance: Provenance
    site: Path
    images: Images | None

    def write(self, chunk: Sequence[Summary]) -> None:
        """Write the pages of some places."""
        for summary in chunk:
            record = self.referential.records.get(summary.slug)
            outputs = place_outputs(record, summary, self.referential, self.provenance, self.images)
            write_outputs(outputs, self.site)


@dataclass(frozen=True)
class RowsJob:
    """Puts the typed table into text."""

    table: pa.Table
    writer: RowWriter

    def lines(self, chunk: Sequence[int]) -> str:
        """Write some rows that follow each other."""
        return self.writer.rows(rows_of(self.table.slice(chunk[0], len(chunk))))


def write_outputs(outputs: Iterable[Output], site: Path) -> None:
    """Write files, creating their folders."""
    for output in outputs:
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
