"""Reports of problems: for people, for a forge, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial

from cm_build.forges.forge import Annotation, Automation
from cm_build.forges.known import FORGES
from cm_build.places.text import public_words
from cm_build.reading.problem import Problem, Severity, shown

PATH_LENGTH = 300
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def text_report(problems: Sequence[Problem]) -> str:
    """Write for people: place, what was read, what to do, and a count."""
    lines = []
    for problem in problems:
        # A file's name may hold a line break, or what commands a terminal or a forge.
        file = shown(problem.file, PATH_LENGTH)
        lines.append(f"{file}:{problem.line}:{problem.column}: {problem.severity} {problem.code}")
        lines.append(f"    {problem.message}")
        lines.append(f"    → {problem.hint}")
    return "\n".join([*lines, summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """Count problems by severity."""
    if not problems:
        return "Aucun problème."
    counts = []
    for severity in Severity:
        count = sum(problem.severity is severity for problem in problems)
        if count:
            counts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(counts) + ". « cm explain CODE » explique un code."


def forge_report(forge: Automation, problems: Sequence[Problem]) -> str:
    """Write what the forge shows beside lines, which anybody reads: nobody is named again."""
    lines = [
        forge.annotation(
            Annotation(
                LEVELS[problem.severity],
                problem.file,
                problem.line,
                problem.column,
                problem.code,
                " ".join(public_words(problem.code, problem.message, problem.hint)),
            )
        )
        for problem in problems
    ]
    return "\n".join([*lines, f"Bilan : {forge.plain(summary(problems))}"])


def json_report(problems: Sequence[Problem]) -> str:
    """Write for programs."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


REPORTS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": text_report,
    "json": json_report,
    **{
        name: partial(forge_report, forge.automation)
        for name, forge in FORGES.items()
        if forge.automation
    },
}
