"""The last word belongs to the reader: what it refuses is taken out of an imported file, and told.

An import cannot know every rule of the questionnaire; the reader does. Passing each file through it
before writing means that no imported file ever fails `cm check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cm_build.importing.document import Value, written, written_lines
from cm_build.importing.outcome import Imported, Outcome, ReportLine, State
from cm_build.places.assessment_reading import AssessmentReader
from cm_build.questionnaire.role import Role
from cm_build.reading.problem import Severity, catalogue

HEADER_DEPTH = 1
# Taking an answer out may leave another without its condition: each round takes some out.
MOST_ROUNDS = 12


def accepted(outcome: Outcome, reader: AssessmentReader) -> Outcome:
    """Keep of each imported place what the reader accepts; the report stays in the file's order."""
    places: list[Imported] = []
    report: dict[str, list[ReportLine]] = {}
    for line in outcome.report:
        report.setdefault(line.where, []).append(line)
    for place in outcome.places:
        kept, lines = _accepted(place, reader)
        lost = {line.field for line in lines}
        before = report.get(place.where, [])
        # What was first carried over, and then refused, is told once.
        report[place.where] = [
            line for line in before if line.state is State.LEFT or line.field not in lost
        ]
        report[place.where] += lines
        if kept:
            report[place.where].append(
                ReportLine(place.where, State.KEPT, "lieu", f"lieux/{kept.slug}/ ({kept.year})")
            )
            places.append(kept)
    return Outcome(tuple(places), tuple(line for lines in report.values() for line in lines))


def _accepted(
    place: Imported, reader: AssessmentReader
) -> tuple[Imported | None, list[ReportLine]]:
    lines: list[ReportLine] = []
    document = place.document
    required = {reader.names.roles.get(Role.NOM), reader.names.roles.get(Role.COMMUNE)}
    for _ in range(MOST_ROUNDS):
        faults = _faults(document, place, reader)
        if not faults:
            return place._replace(document=document), lines
        for path, reason in faults.items():
            field = place.origins.get(".".join(path), ".".join(path))
            lost = len(path) <= HEADER_DEPTH or path[-1] in required
            lines.append(
                ReportLine(place.where, State.REFUSED if lost else State.LEFT, field, reason)
            )
            if lost:
                return None, lines
            document = _without(document, path)
    lines.append(ReportLine(place.where, State.REFUSED, place.slug, "le fichier reste fautif"))
    return None, lines


def _faults(
    document: Mapping[str, Value], place: Imported, reader: AssessmentReader
) -> dict[tuple[str, ...], str]:
    """Give the keys the reader refuses; never what they hold, which may be personal."""
    # A lone surrogate has no bytes: it is escaped, and the reader refuses it by name.
    content = written(document).encode("utf-8")
    paths = [line.path for line in written_lines(document)]
    read = reader.read(content, file=place.slug, slug=place.slug, year=place.year)
    return {
        paths[problem.line - 1]: catalogue()[problem.code].titre.lower()
        for problem in read.problems
        if problem.severity is Severity.ERROR
    }


def _without(document: Mapping[str, Value], path: tuple[str, ...]) -> dict[str, Value]:
    """Copy a document without one key, nor the sections this empties."""
    head, *rest = path
    inner: Any = document.get(head)
    left = _without(inner, tuple(rest)) if rest and isinstance(inner, Mapping) else {}
    return {
        key: left if key == head else value
        for key, value in document.items()
        if key != head or left
    }
