"""The walk through `data/places/`: one folder a place, one file a year, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cm_build.places.assessment import Assessment
from cm_build.places.assessment_reading import AssessmentReader, ReadAssessment
from cm_build.places.leftovers import listed, listed_places
from cm_build.places.photos import FOLDER as PHOTOS
from cm_build.places.photos import photos_mark, photos_of, read_photos, unnamed, with_photos
from cm_build.places.place import Place
from cm_build.places.plausibility import between_years
from cm_build.places.protected import ProtectedPlace, ProtectedYear
from cm_build.places.protection import folder_problems
from cm_build.places.twins import identity_warnings
from cm_build.reading.ledger import with_more
from cm_build.reading.node import Mark
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import Problem, has_errors, in_order, problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = range(3, 61)
SUFFIX = ".yaml"
# What is written for an address to say that a place has none yet.
NEW_PLACE = "nouveau-lieu"
# Pages of the site, files some systems cannot create, and what forges keep for themselves.
RESERVED = frozenset(
    {
        "index",
        "assets",
        "search",
        "404",
        "sitemap",
        "tags",
        "lieux",
        "referentiel",
        "methode",
        "contribuer",
        "evaluer",
        "reseaux",
        "donnees",
        "api",
        "schema",
        "pour",
        "carte",
        "page",
        NEW_PLACE,
        "con",
        "nul",
        "aux",
        "prn",
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
    }
)
# As other programs end the name of such a file, or as some systems write ours.
_MISNAMED = re.compile(r"(\d{4})(?:\.ya?ml)?(?:\.ya?ml|\.txt)", re.ASCII | re.IGNORECASE)
_START = Mark(1, 1)


@dataclass(frozen=True, slots=True)
class ReadPlaces:
    """Every place that could be read, those that are protected apart, and every problem, in order."""

    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    protected: tuple[ProtectedPlace, ...] = ()


def read_places(root: Path, reader: AssessmentReader, base: Path) -> ReadPlaces:
    """Read every place; one wrong file never hides the others."""
    places: list[Place] = []
    problems: list[Problem] = []
    protected: list[ProtectedPlace] = []
    for folder in listed_places(root):
        read = read_place(folder, reader, base)
        problems.extend(read.problems)
        places.extend(read.places)
        protected.extend(read.protected)
    problems.extend(identity_warnings(places, reader.names))
    return ReadPlaces(tuple(places), in_order(problems), tuple(protected))


def read_place(folder: Path, reader: AssessmentReader, base: Path) -> ReadPlaces:
    """Read one folder: its name, its files, its years, its photos."""
    name = _relative(folder, base)
    problems = list(_folder_problems(folder, name))
    if problems:
        return ReadPlaces((), tuple(problems))
    assessments: list[Assessment] = []
    described: list[ProtectedYear] = []
    protected = False
    try:
        files = listed(folder)
    except OSError:
        return ReadPlaces((), (problem("CM-509", name, _START, lu=folder.name),))
    for path in files:
        fault = _file_problem(path, base)
        if fault:
            problems.append(fault)
        elif path.suffix == SUFFIX:
            read = read_file(path, reader, base)
            problems.extend(read.problems)
            assessments += [read.assessment] if read.assessment else []
            described += [read.described] if read.described else []
            protected = protected or read.protected
    if protected:
        # One protected year protects them all: what another says besides goes no further.
        photos = _photos_left(folder)
        problems.extend(folder_problems(folder.name, name, assessments, photos))
        right = bool(described) and not has_errors(problems)
        places_described = (ProtectedPlace(folder.name, tuple(described)),) if right else ()
        return ReadPlaces((), tuple(problems), places_described)
    if not any(path.suffix == SUFFIX or meant_for(path) for path in files):
        problems.append(problem("CM-508", name, _START, lu=folder.name))
    problems = list(with_more(problems, between_years(assessments, reader.names)))
    illustrated, wrong = _illustrated(assessments, reader, folder, base)
    places = (Place(folder.name, illustrated),) if assessments else ()
    return ReadPlaces(places, (*problems, *wrong))


def _photos_left(folder: Path) -> list[str]:
    """Name what a protected place left among photos; a link is told already, and is not followed."""
    photos = folder / PHOTOS
    if photos.is_symlink():
        return []
    try:
        return [f"{PHOTOS}/{path.name}" for path in listed(photos)]
    except OSError:
        # What cannot be listed is not known to be empty.
        return [PHOTOS]


def read_file(path: Path, reader: AssessmentReader, base: Path) -> ReadAssessment:
    """Read one file of a place; a file that cannot be opened is a problem like any other."""
    name = _relative(path, base)
    year = read_year(path.stem)
    meant = meant_for(path)
    if path.suffix != SUFFIX and meant:
        fault = problem("CM-523", name, _START, lu=path.name, attendu=meant)
        return ReadAssessment(None, (fault,))
    if path.suffix != SUFFIX or year is None:
        return ReadAssessment(None, (problem("CM-505", name, _START, lu=path.name),))
    try:
        content = path.read_bytes()
    except OSError:
        return ReadAssessment(None, (problem("CM-509", name, _START, lu=path.name),))
    return reader.read(content, file=name, slug=path.parent.name, year=year)


def slug_problem(slug: str, file: str) -> Problem | None:
    """Tell why a folder name cannot become the address of a page."""
    if not SLUG.fullmatch(slug) or len(slug) not in SLUG_LENGTH:
        return problem("CM-501", file, _START, lu=slug)
    return problem("CM-502", file, _START, lu=slug) if slug in RESERVED else None


def _folder_problems(folder: Path, name: str) -> Iterator[Problem]:
    if folder.is_symlink():
        yield problem("CM-504", name, _START, lu=folder.name)
    elif not folder.is_dir():
        yield problem("CM-503", name, _START, lu=folder.name)
    else:
        fault = slug_problem(folder.name, name)
        if fault:
            yield fault


def _file_problem(path: Path, base: Path) -> Problem | None:
    name = _relative(path, base)
    if path.is_symlink():
        return problem("CM-504", name, _START, lu=path.name)
    if path.is_dir():
        return None if path.name == PHOTOS else problem("CM-503", name, _START, lu=path.name)
    if path.suffix == SUFFIX:
        return None
    meant = meant_for(path)
    if meant:
        return problem("CM-523", name, _START, lu=path.name, attendu=meant)
    return problem("CM-503", name, _START, lu=path.name)


def meant_for(path: Path) -> str:
    """Give the name that a file of answers was meant to have; nothing for any other file."""
    match = _MISNAMED.fullmatch(path.name)
    return f"{match[1]}{SUFFIX}" if match and read_year(match[1]) else ""


def _illustrated(
    assessments: Iterable[Assessment], reader: AssessmentReader, folder: Path, base: Path
) -> tuple[tuple[Assessment, ...], list[Problem]]:
    """Put beside each photo a year names what its file holds; tell what is absent or wrong."""
    name = _relative(folder / PHOTOS, base)
    try:
        read = read_photos(folder / PHOTOS, name)
    except OSError:
        return tuple(assessments), [problem("CM-509", name, _START, lu=PHOTOS)]
    refused = {fault.file.rpartition("/")[2] for fault in read.problems}
    linked = (folder / PHOTOS).is_symlink()
    problems = list(read.problems)
    shown: list[Assessment] = []
    named: set[str] = set()
    for assessment in assessments:
        photos = photos_of(assessment, reader.names)
        named.update(photo.file for photo in photos)
        problems += [
            problem("CM-507", assessment.file, photos_mark(assessment, reader.names), lu=photo.file)
            for photo in photos
            if photo.file not in read.pictures and photo.file not in refused and not linked
        ]
        pictured = tuple(replace(photo, picture=read.pictures.get(photo.file)) for photo in photos)
        shown.append(with_photos(assessment, reader.names, pictured) if photos else assessment)
    problems += unnamed(read.pictures, named, name)
    return tuple(shown), problems


def _relative(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.as_posix()
