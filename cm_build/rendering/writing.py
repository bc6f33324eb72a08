"""Writing the site to disk, places in parallel when there are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cm_build.exporting.table import RowWriter, table_header
from cm_build.rendering.place import place_outputs
from cm_build.rendering.site import Provenance, shared_outputs
from cm_build.sharing import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cm_build.assembly import Referential
    from cm_build.rendering.images import Images
    from cm_build.rendering.site import Output
    from cm_build.viewing.summary import Summary

TABLE = "donnees/bilans.csv"


def write_site(
    referential: Referential, provenance: Provenance, site: Path, images: Images | None = None
) -> None:
    """Write every page and export of a référentiel."""
    write_outputs(shared_outputs(referential), site)
    _ = referential.peers
    job = WritingJob(referential, provenance, site, images)
    alone = not referential.records.shared
    # One row a year: written as they come, never held together.
    with (site / TABLE).open("w", encoding="utf-8", newline="") as table:
        table.write(table_header(referential.tools.names))
        for rows in in_chunks(job.write, referential.summaries, alone=alone):
            table.write(rows)


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
        return RowWriter(self.referential.tools.names)

    def write(self, chunk: Sequence[Summary]) -> str:
        """Write the pages of some places."""
        rows = []
        for summary in chunk:
            record = self.referential.records.get(summary.slug)
            outputs = place_outputs(record, summary, self.referential, self.provenance, self.images)
            write_outputs(outputs, self.site)
            rows.append(self.rows.rows(record.place, self.referential.sources(record)))
        return "".join(rows)


def write_outputs(outputs: Iterable[Output], site: Path) -> None:
    """Write files, creating their folders."""
    for output in outputs:
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
