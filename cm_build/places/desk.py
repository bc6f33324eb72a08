"""Where answers are read: the file, the territory, and the problems found so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.places.territory import Territory
    from cm_build.reading.ledger import Ledger
    from cm_build.reading.node import Mark


@dataclass
class Desk:
    """Where answers are read: the file they come from, its year, and the problems found so far."""

    ledger: Ledger
    territory: Territory
    year: int

    @property
    def file(self) -> str:
        """Name the file the answers come from."""
        return self.ledger.file

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; reading goes on, so that all are reported at once."""
        self.ledger.note(code, mark, **values)
