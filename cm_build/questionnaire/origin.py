"""Where what a questionnaire declares was written: one file, or two once a network added its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.reading.node import mark_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.reading.node import Fields, Mark

Path = tuple["str | int", ...]


@dataclass(frozen=True)
class Origin:
    """A tree and the file it was read from; what stands at `grafts` was read from `other`."""

    file: str
    root: Fields
    other: str = ""
    grafts: frozenset[Path] = frozenset()

    def place(self, path: Sequence[str | int]) -> tuple[str, Mark]:
        """Give the file and the place in it where a path of keys was written."""
        steps = tuple(path)
        grafted = any(steps[:length] in self.grafts for length in range(1, len(steps) + 1))
        return (self.other if grafted else self.file), mark_at(self.root, steps)
