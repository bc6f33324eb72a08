"""Writing the site to disk, places in parallel when there are many, and nothing twice.

What a page is made from is summed up in its recipe: as long as the recipe is the same, the files
that it gave are taken up again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.arrow import rows_of
from cm_build.emitting.kept import Kept
from cm_build.exporting.parquet import parquet_bytes
from cm_build.exporting.table import RowWriter, table_header
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Output, Page, Produced, output_of
from cm_build.pages.site import site_pages
from cm_build.places.settings import Settings
from cm_build.referential.provenance import Provenance
from cm_build.referential.sharing import in_chunks

if TYPE_CHECKING:
    import pyarrow as pa

    from cm_build.pages.portrait.images import Images
    from cm_build.referential.assembly import Referential
    from cm_build.referential.census import Census
    from cm_build.referential.summary import Summary

TABLE, PARQUET = "donnees/bilans.csv", "donnees/bilans.parquet"


class Written(NamedTuple):
    """One file of the site; `address` when it answers at one that is to be found."""

    path: str
    data: bytes
    address: str | None


def write_site(
    referential: Referential,
    census: Census,
    provenance: Provenance,
    site: Path,
    images: Images | None,
) -> list[str]:
    """Write every page and export of what was read, computed and counted; give the addresses to be found."""
    settings = referential.tools.settings
    # Prepared before the work is shared.
    _ = referential.peers
    places = PlacesJob(referential, provenance, site, images, census.kept)
    chunks = in_chunks(places.write, referential.summaries)
    addresses = [address for chunk in chunks for address in chunk]
    folder = Folder(site, settings, census.kept)
    everything = referential.digest
    folder.write(everything and f"tables {everything}", lambda: tables(census))
    shared = folder.write(
        everything and f"ensemble {everything}",
        lambda: site_pages(referential, census.populations),
    )
    census.hold()
    return [*shared, *addresses]


def tables(census: Census) -> Iterator[Output]:
    """Yield the two forms of the typed table."""
    yield Output(PARQUET, parquet_bytes(census.table))
    rows = RowsJob(census.table, RowWriter(census.variables))
    lines = in_chunks(rows.lines, range(census.table.num_rows))
    yield Output(TABLE, "".join((table_header(census.variables), *lines)))


@dataclass(frozen=True)
class RowsJob:
    """Puts the typed table into text."""

    table: pa.Table
    writer: RowWriter

    def lines(self, chunk: Sequence[int]) -> str:
        """Write some rows that follow each other."""
        return self.writer.rows(rows_of(self.table.slice(chunk[0], len(chunk))))


@dataclass(frozen=True)
class Folder:
    """Where files are written, or taken up again from what earlier builds kept."""

    site: Path
    settings: Settings
    kept: Kept = field(default_factory=Kept)

    def write(
        self,
        recipe: str,
        make: Callable[[], Iterable[Produced]],
        *,
        sure: Callable[[], bool] = lambda: True,
    ) -> list[str]:
        """Write what a recipe gives, made now or before; give the addresses to be found.

        Nothing is kept without a recipe, nor when `sure` says that what it sums up has moved.
        """
        content = self.kept.find(recipe.encode(), ".fichiers") if recipe else None
        if content is not None:
            files = unpacked(content)
        else:
            files = [written(item, self.settings) for item in make()]
            if recipe and self.kept.folder is not None and sure():
                self.kept.put(recipe.encode(), ".fichiers", packed(files))
        for file in files:
            path = self.site / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        return [file.address for file in files if file.address is not None]


@dataclass(frozen=True)
class PlacesJob:
    """Draws and writes places."""

    referential: Referential
    provenance: Provenance
    site: Path
    images: Images | None
    kept: Kept

    def write(self, chunk: Sequence[Summary]) -> list[str]:
        """Write the pages of some places; give the addresses to be found."""
        folder = Folder(self.site, self.referential.tools.settings, self.kept)
        addresses: list[str] = []
        for summary in chunk:
            make = partial(self.files, summary)
            sure = partial(self.referential.unchanged, summary)
            addresses += folder.write(self.recipe(summary), make, sure=sure)
        return addresses

    def files(self, summary: Summary) -> Iterator[Produced]:
        """Draw one place."""
        record = self.referential.record(summary)
        return place_files(record, summary, self.referential, self.provenance, self.images)

    def recipe(self, summary: Summary) -> str:
        """Sum up what the pages of a place show: its folder, its history, what they say of others."""
        digest = self.referential.digests.get(summary.slug)
        if not digest:
            return ""
        known = self.provenance
        history = [(known.of(file), known.revisions.get(file)) for file in summary.files]
        pictures = self.images and self.images.typeface is not None
        return repr((digest, self.referential.peers_of(summary), history, pictures))


def write_outputs(produced: Iterable[Produced], settings: Settings, site: Path) -> list[str]:
    """Write pages and files, creating their folders; give the addresses of the pages to be found."""
    return Folder(site, settings).write("", lambda: produced)


def written(item: Produced, settings: Settings) -> Written:
    """Give the bytes of what a family yields: pages are filled now."""
    output = output_of(item, settings)
    address = item.url if isinstance(item, Page) and item.indexed else None
    return Written(output.path, output.data, address)


def packed(files: Sequence[Written]) -> bytes:
    """Put files in one, lightly compressed: a list of what they are, then their bytes."""
    named = json.dumps([(file.path, len(file.data), file.address) for file in files]).encode()
    parts = (len(named).to_bytes(4), named, *(file.data for file in files))
    return zlib.compress(b"".join(parts), 1)


def unpacked(content: bytes) -> list[Written]:
    """Give back the files that were put in one."""
    whole = memoryview(zlib.decompress(content))
    at = 4 + int.from_bytes(whole[:4])
    files = []
    for path, size, address in json.loads(bytes(whole[4:at])):
        files.append(Written(path, bytes(whole[at : at + size]), address))
        at += size
    return files
