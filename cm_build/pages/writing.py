"""Writing the site to disk, places in parallel when there are many, and nothing twice.

What a page is made from is summed up in its recipe: as long as the recipe is the same, the files
that it gave are taken up again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cm_build.emitting.kept import Kept
from cm_build.exporting.census import Census
from cm_build.pages.dossier.page import dossier_pages
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Page, Produced, output_of
from cm_build.pages.site import FAMILIES, Family, fixed_files
from cm_build.places.settings import Settings
from cm_build.referential.provenance import Provenance
from cm_build.referential.sharing import WORTH_SHARING, in_chunks

if TYPE_CHECKING:
    from cm_build.pages.portrait.images import Images
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

TABLES = "donnees"
FILES = ".fichiers"


class Written(NamedTuple):
    """One file of the site; `address` when it answers at one that is to be found."""

    path: str
    data: bytes
    address: str | None


def write_site(
    referential: Referential,
    provenance: Provenance,
    site: Path,
    images: Images | None = None,
    kept: Kept | None = None,
) -> list[str]:
    """Write every page and export of what was read and computed; give the addresses to be found."""
    kept = kept or Kept()
    # Prepared before the work is shared.
    _ = referential.peers, referential.counted
    places = PlacesJob(referential, provenance, site, images, kept)
    chunks = in_chunks(places.write, referential.drawn)
    addresses = [address for chunk in chunks for address in chunk]
    census = Census(referential, site / TABLES, kept)
    together = TogetherJob(referential, census, site, kept)
    return [*together.write_all(), *addresses]


@dataclass(frozen=True)
class TogetherJob:
    """Draws and writes what shows all places: each family of pages is a work of its own."""

    referential: Referential
    census: Census
    site: Path
    kept: Kept

    def write_all(self) -> list[str]:
        """Write every family; the longest begin, so that all end together."""
        recipes = [self.recipe(family) for family in FAMILIES]
        if not all(recipe and self.kept.holds(recipe.encode(), FILES) for recipe in recipes):
            # Counted before the work is shared, so that it is counted once.
            _ = self.census.populations
        many = 1 if len(self.referential.summaries) >= WORTH_SHARING else len(FAMILIES) + 1
        chunks = list(in_chunks(self.write, FAMILIES, 1, many))
        folder = Folder(self.site, self.referential.tools.settings, self.kept)
        common = self.referential.common
        fixed = folder.write(
            f"fixe {common.hex()}" if common else "", lambda: fixed_files(self.referential.tools)
        )
        return [*(address for chunk in chunks for address in chunk), *fixed]

    def write(self, chunk: Sequence[Family]) -> list[str]:
        """Write some families; give the addresses to be found."""
        folder = Folder(self.site, self.referential.tools.settings, self.kept)
        addresses: list[str] = []
        for family in chunk:
            addresses += folder.write(self.recipe(family), partial(self.files, family))
        return addresses

    def files(self, family: Family) -> Iterator[Produced]:
        """Draw one family."""
        return family.pages(self.referential, self.census.populations)

    def recipe(self, family: Family) -> str:
        """Sum up what a family shows: what is told and counted of every place, or all that they said."""
        everything = self.referential.digest
        if not everything:
            return ""
        told = everything if family.reads_answers else self._told
        return f"{family.pages.__module__} {family.pages.__name__} {told}"

    @cached_property
    def _told(self) -> str:
        referential = self.referential
        told = (
            referential.common,
            referential.summaries,
            referential.warnings,
            referential.protected,
            referential.networks,
            referential.shared,
            self.census.seen,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


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
        content = self.kept.find(recipe.encode(), FILES) if recipe else None
        if content is not None:
            files = unpacked(content)
        else:
            files = [written(item, self.settings) for item in make()]
            if recipe and self.kept.folder is not None and sure():
                self.kept.put(recipe.encode(), FILES, packed(files))
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
        yield from place_files(record, summary, self.referential, self.provenance, self.images)
        yield from dossier_pages(record, summary, self.referential)

    def recipe(self, summary: Summary) -> str:
        """Sum up what the pages of a place show: its folder, its history, what they say of others."""
        digest = self.referential.digests.get(summary.slug)
        if not digest:
            return ""
        known = self.provenance
        history = [(known.of(file), known.revisions.get(file)) for file in summary.files]
        pictures = self.images and self.images.typeface is not None
        counted = summary.slug in self.referential.counted
        return repr((digest, self.referential.peers_of(summary), counted, history, pictures))


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
