"""Writing the site to disk, places in parallel when there are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.computing.arrow import rows_of
from cm_build.exporting.parquet import write_parquet
from cm_build.exporting.table import RowWriter, table_header
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Page, output_of
from cm_build.pages.site import site_pages
from cm_build.referential.provenance import Provenance
from cm_build.referential.sharing import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from cm_build.pages.portrait.images import Images
    from cm_build.pages.shell.page import Produced
    from cm_build.places.settings import Settings
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
) -> list[str]:
    """Write every page and export of what was read, computed and counted; give the addresses to be found."""
    _ = referential.peers
    places = PlacesJob(referential, provenance, site, images)
    addresses = [
        address for chunk in in_chunks(places.write, referential.summaries) for address in chunk
    ]
    write_parquet(census.table, site / PARQUET)
    rows = RowsJob(census.table, RowWriter(census.variables))
    # One row a year: written as they come, never held together as text.
    with (site / TABLE).open("w", encoding="utf-8", newline="") as table:
        table.write(table_header(census.variables))
        table.writelines(in_chunks(rows.lines, range(census.table.num_rows)))
    shared = site_pages(referential, census.populations)
    return [*write_outputs(shared, referential.tools.settings, site), *addresses]


@dataclass(frozen=True)
class PlacesJob:
    """Draws and writes places."""

    referential: Referential
    provenance: Provenance
    site: Path
    images: Images | None

    def write(self, chunk: Sequence[Summary]) -> list[str]:
        """Write the pages of some places; give the addresses to be found."""
        addresses: list[str] = []
        for summary in chunk:
            record = self.referential.records.get(summary.slug)
            files = place_files(record, summary, self.referential, self.provenance, self.images)
            addresses += write_outputs(files, self.referential.tools.settings, self.site)
        return addresses


@dataclass(frozen=True)
class RowsJob:
    """Puts the typed table into text."""

    table: pa.Table
    writer: RowWriter

    def lines(self, chunk: Sequence[int]) -> str:
        """Write some rows that follow each other."""
        return self.writer.rows(rows_of(self.table.slice(chunk[0], len(chunk))))


def write_outputs(produced: Iterable[Produced], settings: Settings, site: Path) -> list[str]:
    """Write pages and files, creating their folders; give the addresses of the pages to be found."""
    addresses = []
    for item in produced:
        output = output_of(item, settings)
        if isinstance(item, Page) and item.indexed:
            addresses.append(item.url)
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    return addresses
