"""Where answers are read: the file, the territory, what was read and the problems found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from cm_build.places.answer import Answer
from cm_build.places.territory import Territory
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Mark


@dataclass
class Desk:
    """Where one file is read, of one year: its answers, where each stands, and its problems."""

    ledger: Ledger
    territory: Territory
    year: int
    answers: dict[str, Answer] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; reading goes on, so that all are reported at once."""
        self.ledger.note(code, mark, **values)
