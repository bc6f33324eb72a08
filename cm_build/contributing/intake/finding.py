"""What a proposal is told: what stops it, what a person must look at, what would make it better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import quote

from cm_build.contributing.intake.withheld import withheld
from cm_build.places.assessment import Assessment
from cm_build.places.settings import Settings
from cm_build.places.text import public_words
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.names import Names
from cm_build.reading.node import Mark, Paths
from cm_build.reading.problem import Problem, Severity, catalogue
from cm_build.reading.source import read_source

FORM = "contribuer/questionnaire/"
# What is told of a place among others: the position of such a problem leads to no field.
WHOLE_FILE = frozenset({"CM-403"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,47}", re.ASCII)


class Weight(StrEnum):
    """What a finding asks of people: mend, check, or consider."""

    BLOCKING = "bloquant"
    TO_CHECK = "à vérifier"
    ADVICE = "conseil"


class Channel(StrEnum):
    """How a proposal came: what a person can do about a finding depends on it."""

    ISSUE = "ticket"
    FILE = "fichier"


WEIGHTS = {
    Severity.ERROR: Weight.BLOCKING,
    Severity.WARNING: Weight.TO_CHECK,
    Severity.NOTICE: Weight.ADVICE,
}
TITLES = (
    (Weight.BLOCKING, "Bloquant"),
    (Weight.TO_CHECK, "À vérifier"),
    (Weight.ADVICE, "Conseils"),
)


class Finding(NamedTuple):
    """One thing to tell, with the line of the file and the keys of the question when it has one.

    The texts may quote what was contributed: they are made inert by the template that shows them,
    and `public` first where anybody reads. A `private` one is about an answer the place keeps.
    """

    weight: Weight
    message: str
    hint: str
    line: int = 0
    keys: tuple[str, ...] = ()
    code: str = ""
    private: bool = False

    @property
    def public(self) -> Finding:
        """Say the same where anybody reads: nobody is named, and no private answer is quoted."""
        message, hint = public_words(self.code, self.message, self.hint, private=self.private)
        return self._replace(message=message, hint=hint)

    @property
    def field(self) -> str:
        """Name the field by its keys, as the form does."""
        return ".".join(self.keys)

    def link(self, settings: Settings) -> str:
        """Give the address of the form at this field; nothing while the site has no address."""
        if not self.keys:
            return ""
        page = settings.address(FORM)
        return f"{page}#champ={quote(self.field)}" if page else ""


# Findings under their titles.
Groups = tuple[tuple[str, tuple[Finding, ...]], ...]


def keys_of(asked: Asked | None) -> tuple[str, ...]:
    """Give the keys that lead to the answer of a question, there or not; none without a question."""
    return (*keys_to(asked.home, asked.owner), asked.question.id) if asked else ()


def findings_of(
    problems: Iterable[Problem], content: bytes, names: Names, assessment: Assessment | None = None
) -> tuple[Finding, ...]:
    """Turn the reader's problems into findings, each with the keys of the field it is about.

    What compares answers with each other is private as soon as the file hides anything, as it is for
    the site: a sum would tell the line that it leaves out.
    """
    own = withheld(read_source(content, "").root, names, assessment)
    return tuple(
        Finding(
            WEIGHTS[problem.severity],
            problem.message,
            problem.hint,
            _line(problem),
            keys,
            problem.code,
            private=own.holds(keys) or (own.anything and catalogue()[problem.code].croise),
        )
        for problem, keys in located(problems, content)
    )


def located(
    problems: Iterable[Problem], content: bytes
) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    """Give each problem with the keys that lead to the answer it is about."""
    root = read_source(content, "").root
    paths = Paths(root) if root else None
    for problem in problems:
        keys = paths.at(Mark(_line(problem), problem.column)) if paths else ()
        yield problem, _known_shape(keys)


def _line(problem: Problem) -> int:
    return 0 if problem.code in WHOLE_FILE else problem.line


def _known_shape(keys: Sequence[str | int]) -> tuple[str, ...]:
    """Keep the keys as long as they look like ours: a file may hold any other."""
    ours = takewhile(lambda key: isinstance(key, int) or _KEY.fullmatch(key), keys)
    return tuple(map(str, ours))


def weighing(findings: Iterable[Finding], weight: Weight) -> tuple[Finding, ...]:
    """Keep the findings of one weight, in their order."""
    return tuple(finding for finding in findings if finding.weight is weight)


def by_weight(findings: Iterable[Finding]) -> Groups:
    """Sort findings under their three titles; a title without findings is not there."""
    distinct = tuple(dict.fromkeys(findings))
    groups = ((title, weighing(distinct, weight)) for weight, title in TITLES)
    return tuple((title, group) for title, group in groups if group)


def in_public(findings: Iterable[Finding]) -> Groups:
    """Sort findings for a page that anybody reads: an issue, a request, the summary of a run."""
    return by_weight(finding.public for finding in findings)
