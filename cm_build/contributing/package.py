"""Reading what was received as a file: a questionnaire's answers, alone or with photos in a zip."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.leftovers import is_leftover
from cm_build.reading.tree import CONTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALONE = (".yml", ".yaml", ".txt")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
# Limits of a zip: its files, what they weigh once out, and how much smaller they may be inside.
MOST_FILES = 40
HEAVIEST_ZIP = 80_000_000
# A photo heavier than the site accepts is let out, so that the way to reduce it can be told.
HEAVIEST_PHOTO = 30_000_000
HIGHEST_RATIO = 100
# Below this, a file that shrinks much is only short.
WORTH_MEASURING = 1_000_000
# As the form names its files: the public one, and the complete one, which may hold private answers.
_NAMED = re.compile(
    r"commune-mesure_(?P<slug>[a-z0-9-]*)_(?P<year>\d{4})_(?P<part>a-publier|complet)(?: ?\(\d+\))?",
    re.ASCII,
)
# The first line the form writes: a mailbox may have changed the name of the file.
_FIRST_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?# [^\r\n]*, ann\xc3\xa9e (\d{4})[ \t]*\r?\n")


class WrongPackageError(Exception):
    """A file that is not taken, with the reason in French."""


class Name(NamedTuple):
    """What the name of a file tells; nothing when a person has renamed it.

    The year is the one that the name and the first line agree upon; `years` keeps them all.
    """

    slug: str = ""
    year: str = ""
    complete: bool = False
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """The answers, under the name they came with, and the photos by bare name."""

    name: Name
    content: bytes
    photos: Mapping[str, bytes]


def read_package(content: bytes, name: str) -> Package:
    """Open what was received, by its content for a zip, and by its name for the rest.

    Raises:
        WrongPackageError: it is none of what we take, or is dangerous.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        return _read_zip(content, name)
    if not name.lower().endswith(ALONE):
        raise WrongPackageError("Le fichier doit finir par .yml, .yaml, .txt ou .zip.")
    if len(content) > CONTRIBUTED.size:
        raise WrongPackageError("Le fichier est trop lourd pour être une fiche.")
    return Package(_dated(read_name(name), content), content, {})


def read_name(name: str) -> Name:
    """Read the address, the year and the kind in a name given by the form."""
    stem = name.rpartition("/")[2]
    while stem.lower().endswith((*ALONE, ".zip")):
        stem = stem.rpartition(".")[0]
    found = _NAMED.fullmatch(stem)
    if not found:
        return Name()
    return Name(found["slug"], found["year"], found["part"] == "complet")


def _dated(name: Name, content: bytes, *others: str) -> Name:
    """Take the year that all agree upon: the name, the first line, and `others`."""
    found = _FIRST_LINE.match(content)
    told = {name.year, found[1].decode() if found else "", *others} - {""}
    return name._replace(year=min(told) if len(told) == 1 else "", years=tuple(sorted(told)))


def _read_zip(content: bytes, name: str) -> Package:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            read = {bare: _read(archive, member) for bare, member in members.items()}
    except WrongPackageError:
        raise
    except Exception as error:  # an archive is hostile bytes: its reader raises what it likes
        raise WrongPackageError("L’archive est abîmée, ou protégée par un mot de passe.") from error
    answers = [bare for bare in read if bare.lower().endswith(ALONE)]
    if len(answers) != 1:
        raise WrongPackageError(
            f"L’archive doit contenir une fiche et une seule ; elle en contient {len(answers)}."
        )
    content = read[answers[0]]
    inside, outside = read_name(answers[0]), read_name(name)
    photos = {bare: data for bare, data in read.items() if bare not in answers}
    told = inside if inside.year else outside
    complete = inside.complete or outside.complete
    told = _dated(told._replace(complete=complete), content, outside.year)
    return Package(told, content, photos)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """List the files worth reading by bare name, refusing all that is unsafe before reading any."""
    listed = archive.infolist()
    if len(listed) > MOST_FILES:
        raise WrongPackageError(f"L’archive contient plus de {MOST_FILES} fichiers.")
    members: dict[str, zipfile.ZipInfo] = {}
    for member in listed:
        path = member.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise WrongPackageError("L’archive contient un chemin qui sort de son dossier.")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise WrongPackageError("L’archive contient un lien ou un fichier spécial.")
        if member.is_dir() or any(is_leftover(step) for step in path.split("/")):
            continue
        bare = path.rpartition("/")[2]
        if not bare.lower().endswith((*ALONE, *PICTURES)):
            raise WrongPackageError("L’archive contient autre chose qu’une fiche et des photos.")
        if bare.casefold() in {one.casefold() for one in members}:
            raise WrongPackageError("L’archive contient deux fichiers du même nom.")
        members[bare] = member
    _weigh(members.values())
    return members


def _weigh(members: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse what would swell: in all, or one file far beyond its weight in the archive."""
    weights = [(member.file_size, member.compress_size) for member in members]
    swollen = any(out > WORTH_MEASURING and out > HIGHEST_RATIO * inside for out, inside in weights)
    if swollen or sum(out for out, _ in weights) > HEAVIEST_ZIP:
        raise WrongPackageError("L’archive est trop lourde une fois ouverte.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read one file, never further than it may go: the announced weight may lie."""
    most = CONTRIBUTED.size if member.filename.lower().endswith(ALONE) else HEAVIEST_PHOTO
    with archive.open(member) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise WrongPackageError("L’archive contient un fichier trop lourd.")
    return data
