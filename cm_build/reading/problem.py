"""The one way the project says that something is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from cm_build.reading.node import Mark

SHOWN_LENGTH = 80
LIST_LENGTH = 320


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, the others do not."""

    ERROR = "erreur"
    WARNING = "avertissement"
    NOTICE = "information"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What the help page and `cm explain` say of a code.

    `message` is a `str.format` pattern; `remede` says how to mend; the two examples are YAML. What a
    `personnel` problem quotes designates someone: a public page says it without quoting. A `croise`
    one holds an answer against another: it may tell what the file hides.
    """

    code: str
    gravite: Severity
    titre: str
    message: str
    remede: str
    explication: str
    faux: str = ""
    juste: str = ""
    personnel: bool = False
    croise: bool = False

    @property
    def general_message(self) -> str:
        """Say what is wrong without anything that was read: dots stand for it."""
        return self.message.format_map(_Dots()).strip()

    @property
    def general_remedy(self) -> str:
        """Say how to mend, whatever the values: dots stand for them."""
        return self.remede.format_map(_Dots())


class _Dots(dict[str, str]):
    """Stands for any value of a pattern."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must look at, with its place, in words they understand.

    Sorting problems sorts them by file, then position: reports are stable.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key of every report."""
        return (self.file, self.line, self.column, self.code, self.message)


@cache
def catalogue() -> Mapping[str, CatalogueEntry]:
    """Read the catalogue of problems once; JSON, because the YAML reader itself reports from it."""
    text = files("cm_build.reading").joinpath("problemes.json").read_text(encoding="utf-8")
    return {
        code: CatalogueEntry(code=code, **{**fields, "gravite": Severity(fields["gravite"])})
        for code, fields in json.loads(text).items()
    }


def shown(text: str, length: int = SHOWN_LENGTH) -> str:
    """Make a read text fit to be quoted in a report: one line, short, no control character."""
    flat = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return flat if len(flat) <= length else flat[: length - 1] + "…"


# Where a problem stands that is about a whole file.
FIRST_LINE = Mark(1, 1)


def problem(code: str, file: str, mark: Mark, **values: object) -> Problem:
    """Build a problem from its code; the catalogue gives severity, words and remedy.

    Raises:
        KeyError: the code or one of its values is unknown: a fault of ours, found by the tests.
    """
    entry = catalogue()[code]
    # What was read is quoted short; what is expected may be a list worth reading whole.
    texts = {
        name: shown(str(value), SHOWN_LENGTH if name == "lu" else LIST_LENGTH)
        for name, value in values.items()
    }
    return Problem(
        file=file,
        line=mark.line,
        column=mark.column,
        code=code,
        severity=entry.gravite,
        message=entry.message.format(**texts).strip(),
        hint=entry.remede.format(**texts),
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether at least one problem forbids going on."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort a report by place, and drop exact repetitions."""
    return tuple(sorted(set(problems), key=lambda problem: problem.order))
