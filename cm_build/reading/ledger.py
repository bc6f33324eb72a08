"""The problems of one file, as many as a person can use: the first are told, the rest is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, Severity, catalogue, problem

MOST_PROBLEMS = 200


class Ledger:
    """Notes what is wrong in a file; reading goes on, so that all is reported at once.

    Errors have their own count: however many warnings a file has, what stops it is told.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[Problem] = []
        self._met: Counter[bool] = Counter()

    def note(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; its words are worked out only if it is one of those that are told."""
        if self._has_room(is_error=catalogue()[code].gravite is Severity.ERROR):
            self._kept.append(problem(code, self.file, mark, **values))

    def problems(self) -> tuple[Problem, ...]:
        """Give the problems in the order they were met; errors first to stay when they are many."""
        room = max(0, MOST_PROBLEMS - self._met[True])
        kept: list[Problem] = []
        for noted in self._kept:
            is_error = noted.severity is Severity.ERROR
            room -= not is_error
            if is_error or room >= 0:
                kept.append(noted)
        beyond = self._met.total() - len(kept)
        if beyond:
            line, column = max((noted.line, noted.column) for noted in kept)
            words = "1 autre problème" if beyond == 1 else f"{beyond} autres problèmes"
            kept.append(problem("CM-114", self.file, Mark(line, column + 1), lu=words))
        return tuple(kept)

    def _has_room(self, *, is_error: bool) -> bool:
        self._met[is_error] += 1
        return self._met[is_error] <= MOST_PROBLEMS


def with_more(earlier: Sequence[Problem], more: Iterable[Problem]) -> tuple[Problem, ...]:
    """Add to the problems of some files what was found later of them, within the room of each."""
    room = Counter(noted.file for noted in earlier)
    kept = list(earlier)
    for noted in more:
        if room[noted.file] < MOST_PROBLEMS:
            room[noted.file] += 1
            kept.append(noted)
    return tuple(kept)
