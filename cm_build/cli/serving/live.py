"""The référentiel held in memory while files are saved: a place is read and drawn again alone."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from cm_build.emitting.destination import mark
from cm_build.emitting.kept import Kept
from cm_build.pages.portrait.images import Images
from cm_build.pages.writing import PlacesJob
from cm_build.reading.problem import Problem
from cm_build.referential.assembly import Assembled, Assembler, load_assembler
from cm_build.referential.place_reading import PlaceReading
from cm_build.referential.provenance import Provenance, read_provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import DataFolders


class Shown(NamedTuple):
    """What became of some places that were saved: those that show it, or what forbids it."""

    slugs: tuple[str, ...]
    problems: tuple[Problem, ...]


class Live:
    """What was read of every place, kept from one saving to the next.

    It writes over a finished site; a whole build follows, and gives the same bytes.
    """

    def __init__(self, folders: DataFolders, kept: Kept, site: Path) -> None:
        self.folders = folders
        self.kept = kept
        self.site = site
        self._assembler: Assembler | None = None
        self._readings: dict[str, PlaceReading] = {}
        self._provenance = Provenance()

    def load(self) -> None:
        """Read everything again: what is no place's has moved."""
        # Nothing computed is held: a place that was saved twice would come back as it was first.
        self._assembler, _ = load_assembler(self.folders, Records(keep=False), self.kept)
        self._readings = {}
        if self._assembler is None:
            return
        names = (path.name for path in self._assembler.listed())
        self._readings = dict(zip(names, self._assembler.read(), strict=True))
        self._provenance = read_provenance(self.folders, self._assembler.tools.settings)

    def show(self, slugs: Collection[str]) -> Shown:
        """Read and draw some places again; nothing is written while something is wrong."""
        if self._assembler is None:
            return Shown((), ())
        there = {path.name: path for path in self._assembler.listed()}
        for slug in slugs:
            self._readings.pop(slug, None)
            if slug in there:
                [self._readings[slug]] = self._assembler.reader.read([there[slug]])
        assembled = self._gathered(self._assembler)
        referential = assembled.referential
        if referential is None or not self.site.is_dir():
            return Shown((), assembled.problems if referential is None else ())
        saved = [summary for summary in referential.summaries if summary.slug in slugs]
        images = Images(self.folders, self.kept, None)
        job = PlacesJob(referential, self._provenance, self.site, images, self.kept)
        known = all((self.site / "lieux" / summary.slug).is_dir() for summary in saved)
        job.write(saved)
        if not known:
            # A site says which files it holds: a file it does not name would forbid the next build.
            mark(self.site)
        return Shown(tuple(summary.slug for summary in saved), ())

    def _gathered(self, assembler: Assembler) -> Assembled:
        return assembler.gathered([self._readings[slug] for slug in sorted(self._readings)])
