"""The files a place opens to follow itself: whose year each is, and what reading it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cm_build.contributing.intake.attachment import Name, opened
from cm_build.places.assessment import Assessment, name_of
from cm_build.questionnaire.names import Names
from cm_build.reading.problem import has_errors
from cm_build.referential.toolbox import Tools

SLUG = "mon-lieu"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# A place that must not be found follows itself as any other: it is alone to read this page.
_PROTECTED = re.compile(rb"(?m)^lieu_protege[ \t]*:.*$")
_OPEN = b"lieu_protege: non"


class OpenedFile(NamedTuple):
    """A file as it was opened on the device."""

    name: str
    content: bytes


class Refused(NamedTuple):
    """A file that is left out, and why, in words for its place."""

    name: str
    reasons: tuple[str, ...]


class OwnYears(NamedTuple):
    """The years that were read, oldest first, and the files that could not be."""

    assessments: tuple[Assessment, ...]
    contents: Mapping[int, bytes]
    refused: tuple[Refused, ...]

    def names(self, names: Names) -> tuple[str, ...]:
        """Tell what the place calls itself: several names may be several places."""
        return tuple(dict.fromkeys(name_of(one, names) for one in self.assessments))


def own_years(files: Iterable[OpenedFile], tools: Tools) -> OwnYears:
    """Read every file; one that is wrong is told, and the others are read all the same."""
    years: dict[int, Assessment] = {}
    contents: dict[int, bytes] = {}
    refused: list[Refused] = []
    for file in files:
        year = year_of(file)
        if year is None:
            refused.append(Refused(file.name, (NO_YEAR,)))
            continue
        if year in years:
            refused.append(Refused(file.name, (TWICE.format(year),)))
            continue
        read = _read(file, year, tools)
        if isinstance(read, Refused):
            refused.append(read)
            continue
        years[year] = _everything(read, tools.names)
        contents[year] = file.content
    ordered = tuple(years[year] for year in sorted(years))
    return OwnYears(ordered, contents, tuple(refused))


NO_YEAR = "On ne sait pas de quelle année il parle : écrivez-la dans son nom, comme « 2025.yml »."
TWICE = "Un autre fichier parle déjà de {} : gardez celui qui est à jour."


def year_of(file: OpenedFile) -> int | None:
    """Find the year in the name of a file, else in the first line that the form writes."""
    found = _YEAR.findall(file.name)
    if len(set(found)) == 1:
        return int(found[0])
    told = opened(Name(), file.content).year
    return int(told) if told else None


def _read(file: OpenedFile, year: int, tools: Tools) -> Assessment | Refused:
    content = _PROTECTED.sub(_OPEN, file.content)
    read = tools.reader.read(content, file=file.name, slug=SLUG, year=year)
    if read.assessment is not None:
        return read.assessment
    wrong = [one for one in read.problems if has_errors([one])]
    reasons = (f"Ligne {one.line} : {one.message} {one.hint}".strip() for one in wrong)
    return Refused(file.name, tuple(reasons))


def _everything(assessment: Assessment, names: Names) -> Assessment:
    """Hide nothing of a place from itself."""
    told = {
        "publication": "publique",
        "sections_masquees": (),
        "reponses_masquees": (),
        "sections_publiees": tuple(s.id for s in names.sections.values() if s.prive_par_defaut),
        "reponses_publiees": (
            *(path for path, asked in names.asked.items() if asked.question.prive_par_defaut),
            *(part.name for part in assessment.own.private()),
        ),
    }
    return replace(assessment, header=assessment.header.model_copy(update=told))
