"""Where what a questionnaire declares was written: one file, or two once a network added its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cm_build.reading.ledger import Ledger
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields, Mark, mark_at
from cm_build.reading.problem import Problem

Path = tuple["str | int", ...]


@dataclass(frozen=True)
class Origin:
    """A tree and the file it was read from; what stands at `grafts` was read from `other`."""

    file: str
    root: Fields
    other: str = ""
    grafts: tuple[Path, ...] = ()

    def place(self, path: Sequence[str | int]) -> tuple[str, Mark]:
        """Give the file and the place in it where a path of keys was written."""
        steps = tuple(path)
        grafted = any(steps[: len(graft)] == graft for graft in self.grafts)
        return (self.other if grafted else self.file), mark_at(self.root, steps)

    def brought(self, path: Path) -> Path:
        """Find what was added where something is wrong that was right before anything was.

        A list is too long because of what was put at its end.
        """
        inside = (graft for graft in self.grafts if graft[: len(path)] == path)
        return next(inside, path)


@dataclass
class Noted:
    """The problems met so far in a tree; each is told in the file where its path was written."""

    origin: Origin
    ledgers: dict[str, Ledger] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give what was found in each file."""
        return tuple(problem for ledger in self.ledgers.values() for problem in ledger.problems())

    def add(self, code: str, path: Sequence[str | int], **values: object) -> None:
        """Note a problem."""
        file, mark = self.origin.place(path)
        self.ledger(file).note(code, mark, **values)

    def ledger(self, file: str) -> Ledger:
        """Give the ledger of one of the files."""
        return self.ledgers.setdefault(file, Ledger(file))

    def unknown(self, text: str, path: Path, known: Iterable[str] = ()) -> None:
        """Note a name that leads nowhere, and the one among those known that it looks like."""
        self.add("CM-602", path, lu=text, proche=Suggestion(text, known))

    def repeated(self, named: Iterable[tuple[str, Path]]) -> None:
        """Note each name that was already given, where its second bearer is."""
        seen: set[str] = set()
        for name, path in named:
            if name in seen:
                self.add("CM-603", (*path, "id"), lu=name)
            seen.add(name)
