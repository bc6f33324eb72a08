"""A proposal made with Git: what it touches, and each year of it told to whoever reviews it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cm_build.contributing.intake.finding import Groups, findings_of, in_public
from cm_build.contributing.intake.overview import Glance, glance
from cm_build.contributing.intake.proposal import ProposalKind
from cm_build.places.assessment import Assessment
from cm_build.places.folder import slug_problem
from cm_build.reading.problem import Problem, in_order
from cm_build.referential.toolbox import PLACES, Tools

_FILE = re.compile(rf"data/{PLACES}/([^/]+)/(\d{{4}})\.yaml")


class Versions(NamedTuple):
    """The bytes of the years of one place, as they were and as they are proposed."""

    before: Mapping[int, bytes]
    after: Mapping[int, bytes]


class Review(NamedTuple):
    """What the summary says of one year."""

    file: Glance
    findings: Groups = ()


def review(
    slug: str, year: int, versions: Versions, tools: Tools, problems: Iterable[Problem]
) -> Review:
    """Hold one year against itself before, else against the year before."""
    content = versions.after.get(year)
    kind = "nouvelle fiche" if year not in versions.before else "correction"
    if content is None:
        return Review(Glance(slug, year, "fiche supprimée", slug))
    assessment = _read(content, slug, year, tools)
    groups = in_public(findings_of(in_order(problems), content, tools.names, assessment))
    if assessment is None:
        return Review(Glance(slug, year, kind, slug), groups)
    if assessment.header.publication == "non_publiee" and year < max(versions.after):
        kind = ProposalKind.YEAR_WITHDRAWAL.value
    previous = _previous(slug, year, versions, tools)
    # The place is the folder that Git shows: the kind says all of what the file is.
    return Review(glance(assessment, previous, tools, kind, kind), groups)


def _previous(slug: str, year: int, versions: Versions, tools: Tools) -> Assessment | None:
    years = sorted((version for version in versions.before if version <= year), reverse=True)
    read = (_read(versions.before[one], slug, one, tools) for one in years)
    return next(filter(None, read), None)


def _read(content: bytes, slug: str, year: int, tools: Tools) -> Assessment | None:
    return tools.reader.read(content, file=f"{slug}/{year}.yaml", slug=slug, year=year).assessment


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
        match = _FILE.fullmatch(path)
        if match and slug_problem(match[1], path) is None:
            years.append((match[1], int(match[2])))
        elif path.startswith(f"data/{PLACES}/"):
            beside += 1
        else:
            others += 1
    return Touched(tuple(years), beside, others)
