"""What a proposal made with Git touches, as seen from the branch it starts from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.folder import slug_problem
from cm_build.referential.toolbox import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE = re.compile(rf"data/{PLACES}/([^/]+)/(\d{{4}})\.yaml")


class Touched(NamedTuple):
    """The files a proposal touches: those of places' years, other files of places, and the rest."""

    years: tuple[tuple[str, int], ...]
    beside: int
    others: int

    @property
    def mixed(self) -> bool:
        """Tell whether answers and code come together, which is refused."""
        return bool(self.others and (self.years or self.beside))


def touched_by(paths: Iterable[str]) -> Touched:
    """Sort the paths a proposal touches; a wrong address is of no year, and `cm check` tells it."""
    years, beside, others = [], 0, 0
    for path in sorted(paths):
        found = _FILE.fullmatch(path)
        if found and slug_problem(found[1], path) is None:
            years.append((found[1], int(found[2])))
        elif path.startswith(f"data/{PLACES}/"):
            beside += 1
        else:
            others += 1
    return Touched(tuple(years), beside, others)
