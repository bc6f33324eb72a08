"""Reports of problems: for people, for GitHub's annotations, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from cm_build.places.repeatable import public_words
from cm_build.reading.problem import Problem, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH_LENGTH = 300
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def text_report(problems: Sequence[Problem]) -> str:
    """Write for people: place, what was read, what to do, and a count."""
    lines = []
    for one in problems:
        # A file's name may hold a line break, or what commands a terminal or a forge.
        file = shown(one.file, PATH_LENGTH)
        lines.append(f"{file}:{one.line}:{one.column}: {one.severity} {one.code}")
        lines.append(f"    {one.message}")
        lines.append(f"    → {one.hint}")
    return "\n".join([*lines, summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """Count problems by severity."""
    if not problems:
        return "Aucun problème."
    counts = []
    for severity in Severity:
        count = sum(one.severity is severity for one in problems)
        if count:
            counts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(counts) + ". « cm explain CODE » explique un code."


def github_report(problems: Sequence[Problem]) -> str:
    """Write workflow annotations, which anybody reads.

    What comes from files is escaped, so that it commands nothing, and nobody is named again.
    """
    lines = [
        f"::{LEVELS[one.severity]} file={_property(one.file)},line={one.line},col={one.column},"
        f"title={_property(one.code)}::{_data(' '.join(public_words(one.code, one.message, one.hint)))}"
        for one in problems
    ]
    return "\n".join([*lines, f"Bilan : {_data(summary(problems))}"])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def json_report(problems: Sequence[Problem]) -> str:
    """Write for programs."""
    return json.dumps([asdict(one) for one in problems], ensure_ascii=False, indent=2)


REPORTS = {"text": text_report, "github": github_report, "json": json_report}
