"""Where answers are read: the file, the territory, and the problems found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from cm_build.places.territory import Territory
    from cm_build.reading.node import Mark


@dataclass
class Desk:
    """Where answers are read: the file they come from and the problems found so far."""

    file: str
    territory: Territory
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; reading goes on, so that all are reported at once."""
        self.problems.append(problem(code, self.file, mark, **values))
