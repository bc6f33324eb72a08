"""A proposal made with Git: what it touches, and each year of it told to whoever reviews it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cm_build.contributing.intake.difference import public_difference
from cm_build.contributing.intake.finding import findings_of, in_public
from cm_build.contributing.intake.overview import overview
from cm_build.contributing.intake.proposal import ProposalKind
from cm_build.places.assessment import name_of
from cm_build.places.folder import slug_problem
from cm_build.places.identity import commune_of
from cm_build.places.text import repeatable
from cm_build.reading.problem import in_order
from cm_build.referential.toolbox import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cm_build.contributing.intake.difference import Change
    from cm_build.contributing.intake.finding import Groups
    from cm_build.contributing.intake.overview import Overview
    from cm_build.places.assessment import Assessment
    from cm_build.reading.problem import Problem
    from cm_build.referential.toolbox import Tools

_FILE = re.compile(rf"data/{PLACES}/([^/]+)/(\d{{4}})\.yaml")


class Versions(NamedTuple):
    """The bytes of the years of one place, as they were and as they are proposed."""

    before: Mapping[int, bytes]
    after: Mapping[int, bytes]


class Review(NamedTuple):
    """What the summary says of one year; `previous` is the year it is compared with, or 0.

    Without an overview the file is wrong, or gone.
    """

    slug: str
    year: int
    kind: str
    name: str
    commune: str
    overview: Overview | None
    previous: int
    changes: tuple[Change, ...]
    findings: Groups

    @property
    def about(self) -> str:
        """Say what the file is: its place is the folder that Git shows."""
        return self.kind


def review(
    slug: str, year: int, versions: Versions, tools: Tools, problems: Iterable[Problem]
) -> Review:
    """Hold one year against itself before, else against the year before."""
    content = versions.after.get(year)
    kind = "nouvelle fiche" if year not in versions.before else "correction"
    if content is None:
        return Review(slug, year, "fiche supprimée", slug, "", None, 0, (), ())
    assessment = _read(content, slug, year, tools)
    found = in_public(findings_of(in_order(problems), content, tools.names, assessment))
    if assessment is None:
        return Review(slug, year, kind, slug, "", None, 0, (), found)
    if assessment.header.publication == "non_publiee" and year < max(versions.after):
        kind = ProposalKind.YEAR_WITHDRAWAL.value
    previous = _previous(slug, year, versions, tools)
    return Review(
        slug=slug,
        year=year,
        kind=kind,
        name=repeatable(name_of(assessment, tools.names)),
        commune=commune_of(assessment, tools.names).nom,
        overview=overview(assessment, tools),
        previous=previous.year if previous else 0,
        changes=public_difference(previous, assessment, tools) if previous else (),
        findings=found,
    )


def _previous(slug: str, year: int, versions: Versions, tools: Tools) -> Assessment | None:
    earlier = sorted((one for one in versions.before if one < year), reverse=True)
    for one in (year, *earlier):
        content = versions.before.get(one)
        read = _read(content, slug, one, tools) if content is not None else None
        if read:
            return read
    return None


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
        found = _FILE.fullmatch(path)
        if found and slug_problem(found[1], path) is None:
            years.append((found[1], int(found[2])))
        elif path.startswith(f"data/{PLACES}/"):
            beside += 1
        else:
            others += 1
    return Touched(tuple(years), beside, others)
