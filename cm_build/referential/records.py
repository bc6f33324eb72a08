"""Where places wait between being computed and being drawn: in memory, or on disk when many."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cm_build.computing.measures import Measures
from cm_build.places.place import PublishedPlace


class Record(NamedTuple):
    """A place and its figures, year by year."""

    place: PublishedPlace
    measures: Mapping[int, Measures]


class Records:
    """Keeps records by address.

    With a folder, each is a file written and read by this same program, in a folder of its own
    that ends with the build: nothing from outside is ever unpickled.
    """

    def __init__(self, folder: Path | None = None, *, keep: bool = True) -> None:
        self.folder = folder
        self._keep = keep
        self._memory: dict[str, Record] = {}

    def put(self, record: Record) -> None:
        """Keep a record until it is drawn."""
        if self.folder is not None:
            path = self.folder / record.place.slug
            path.write_bytes(pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL))
        elif self._keep:
            self._memory[record.place.slug] = record

    def find(self, slug: str) -> Record | None:
        """Give a record back; None when this build did not compute it."""
        if self.folder is None:
            return self._memory.get(slug)
        try:
            content = (self.folder / slug).read_bytes()
        except FileNotFoundError:
            return None
        record: Record = pickle.loads(content)  # noqa: S301 - written above, by this build
        return record

    def record(self, slug: str) -> Record:
        """Give back a record that was computed.

        Raises:
            KeyError: it was not.
        """
        found = self.find(slug)
        if found is None:
            raise KeyError(slug)
        return found
