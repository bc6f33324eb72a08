"""Writing the site to disk, places in parallel when there are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.microdata import Entry, Microdata
from cm_build.computing.population import populations
from cm_build.exporting.parquet import frame_of, packed, schema, unpacked, write_parquet
from cm_build.exporting.table import RowWriter, table_header
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Page, output_of
from cm_build.pages.site import site_pages
from cm_build.referential.provenance import Provenance
from cm_build.referential.sharing import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cm_build.computing.microdata import Cell
    from cm_build.pages.portrait.images import Images
    from cm_build.pages.shell.page import Produced
    from cm_build.places.settings import Settings
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

TABLE, PARQUET = "donnees/bilans.csv", "donnees/bilans.parquet"


def write_site(
    referential: Referential, provenance: Provenance, site: Path, images: Images | None = None
) -> list[str]:
    """Write every page and export of a référentiel; give the addresses of the pages to be found."""
    _ = referential.peers
    job = WritingJob(referential, provenance, site, images)
    variables = job.microdata.variables
    # Loaded before the work is shared, so that no process loads it again.
    _ = schema(variables)
    alone = not referential.records.shared
    packs: list[bytes] = []
    addresses: list[str] = []
    (site / TABLE).parent.mkdir(parents=True, exist_ok=True)
    # One row a year: written as they come, never held together as text.
    with (site / TABLE).open("w", encoding="utf-8", newline="") as table:
        table.write(table_header(variables))
        for written in in_chunks(job.write, referential.summaries, alone=alone):
            table.write(written.lines)
            packs.append(written.pack)
            addresses += written.addresses
    typed = unpacked(packs, variables)
    packs.clear()
    write_parquet(typed, site / PARQUET)
    counted = populations(
        frame_of(typed, variables), referential.tools.names, variables, referential.tools.settings
    )
    shared = site_pages(referential, counted)
    return [*write_outputs(shared, referential.tools.settings, site), *addresses]


class Written(NamedTuple):
    """What comes back from writing some places: their lines of the flat table, their typed rows.

    `addresses` are those of their pages to be found.
    """

    lines: str
    pack: bytes
    addresses: list[str]


@dataclass(frozen=True)
class WritingJob:
    """Draws and writes places; gives back their rows of the flat table."""

    referential: Referential
    provenance: Provenance
    site: Path
    images: Images | None

    @cached_property
    def rows(self) -> RowWriter:
        """Writes rows; prepared once a process."""
        return RowWriter(self.microdata.variables)

    @cached_property
    def microdata(self) -> Microdata:
        """Makes typed rows; prepared once, before the work is shared."""
        tools = self.referential.tools
        return Microdata(tools.names, tools.settings.licence.nom)

    def write(self, chunk: Sequence[Summary]) -> Written:
        """Write the pages of some places."""
        rows: list[list[Cell]] = []
        addresses: list[str] = []
        for summary in chunk:
            record = self.referential.records.get(summary.slug)
            files = place_files(record, summary, self.referential, self.provenance, self.images)
            addresses += write_outputs(files, self.referential.tools.settings, self.site)
            rows += [
                self.microdata.row(Entry(record.place, one, record.measures[one.year]))
                for one in record.place.assessments
            ]
        return Written(self.rows.rows(rows), packed(rows, self.microdata.variables), addresses)


def write_outputs(produced: Iterable[Produced], settings: Settings, site: Path) -> list[str]:
    """Write pages and files, creating their folders; give the addresses of the pages to be found."""
    addresses = []
    for one in produced:
        output = output_of(one, settings)
        if isinstance(one, Page) and one.indexed:
            addresses.append(one.url)
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    return addresses
