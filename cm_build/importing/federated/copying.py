"""The copy of a network's places: what they publish, as files that this référentiel can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from cm_build.importing.document import written
from cm_build.importing.federated.withdrawals import Later
from cm_build.importing.federated.writing import document_of
from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.folder import SUFFIX, slug_problem
from cm_build.places.last_good import PLACES
from cm_build.places.place import Place, PublishedPlace, published
from cm_build.places.settings import Settings
from cm_build.reading.problem import Problem, Severity

# What a file may be without being fit to be copied whole: its photos stay where its portrait is.
_ASIDE = frozenset({"CM-507"})


class NetworkRules(NamedTuple):
    """What a network's files are read with: its own questions, its own scope."""

    reader: AssessmentReader
    settings: Settings


class Gathered(NamedTuple):
    """Places that can be read, and the first problem of each of those that cannot."""

    places: tuple[Place, ...]
    refused: tuple[Problem, ...]


def gathered(files: Mapping[tuple[str, int], bytes], reader: AssessmentReader) -> Gathered:
    """Read files by place and year; a place of which one file is wrong is left out whole.

    A protected place is left out as well, and silently: only its own network may show it.
    """
    places: list[Place] = []
    refused: list[Problem] = []
    by_slug: dict[str, dict[int, bytes]] = {}
    for (slug, year), content in sorted(files.items()):
        by_slug.setdefault(slug, {})[year] = content
    for slug, years in by_slug.items():
        name = slug_problem(slug, slug)
        read = {
            year: reader.read(content, file=f"{slug}/{year}{SUFFIX}", slug=slug, year=year)
            for year, content in years.items()
        }
        if any(one.protected for one in read.values()):
            continue
        faults = [name] if name else [_fault(one.problems) for one in read.values()]
        wrong = [fault for fault in faults if fault]
        assessments = [one.assessment for one in read.values() if one.assessment]
        if wrong:
            refused.append(wrong[0])
        elif len(assessments) == len(years):
            places.append(Place(slug, tuple(assessments)))
    return Gathered(tuple(places), tuple(refused))


def _fault(problems: Iterable[Problem]) -> Problem | None:
    errors = (one for one in problems if one.severity is Severity.ERROR)
    return next((one for one in errors if one.code not in _ASIDE), None)


class CopiedPlaces(NamedTuple):
    """Files by their path in the copy, how many places they are of, and what was refused, by code."""

    files: Mapping[str, bytes]
    places: int
    refused: Mapping[str, int]
    version: int


def copied(
    found: Gathered, later: Later, rules: NetworkRules, reader: AssessmentReader,
    removed: Container[str] = (),
) -> CopiedPlaces:  # fmt: skip
    """Write what places publish, and what they did not take back since, for `reader` to read here.

    `removed` are addresses that this référentiel does not show, whatever the network says.
    """
    left = (
        later.left(place, rules.reader.names) for place in found.places if place.slug not in removed
    )
    # What a network ships as an example is nobody's place.
    settings = rules.settings.model_copy(update={"exemples": False})
    shown = published((one for one in left if one), rules.reader.names, settings)
    refused = Counter(problem.code for problem in found.refused)
    files: dict[str, bytes] = {}
    places = 0
    for place in shown:
        written_files = _files(place, reader)
        fault = _unreadable(written_files, place, reader)
        if fault:
            refused[fault.code] += 1
            continue
        places += 1
        files |= {
            f"{PLACES}/{place.slug}/{year}{SUFFIX}": one for year, one in written_files.items()
        }
    version = max((a.header.questionnaire for p in found.places for a in p.assessments), default=0)
    return CopiedPlaces(files, places, dict(sorted(refused.items())), version)


def _files(place: PublishedPlace, reader: AssessmentReader) -> dict[int, bytes]:
    return {
        one.year: written(document_of(one, reader.names, reader.territory)).encode()
        for one in place.assessments
    }


def _unreadable(
    files: Mapping[int, bytes], place: PublishedPlace, reader: AssessmentReader
) -> Problem | None:
    """Tell why what was written would not be read back here, by a questionnaire of another version."""
    for year, content in files.items():
        file = f"{place.slug}/{year}{SUFFIX}"
        read = reader.read(content, file=file, slug=place.slug, year=year)
        fault = _fault(read.problems)
        if fault:
            return fault
    return None
