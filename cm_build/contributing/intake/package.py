"""Reading what was received as a file: a questionnaire's answers, alone or with photos in a zip."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cm_build.contributing.intake.attachment import (
    ALONE,
    Format,
    Name,
    WrongPackageError,
    foreign,
    format_of,
    looks_like_answers,
    opened,
    read_name,
)
from cm_build.places.leftovers import is_leftover
from cm_build.places.photo_name import SUFFIXES as PICTURES
from cm_build.places.photo_name import folded
from cm_build.reading.problem import shown
from cm_build.reading.tree import CONTRIBUTED

# Limits of a zip: its files, what they weigh once out, and how much smaller they may be inside.
MOST_FILES = 40
HEAVIEST_ZIP = 80_000_000
# A photo heavier than the site accepts is let out, so that the way to reduce it can be told.
HEAVIEST_PHOTO = 30_000_000
HIGHEST_RATIO = 100
# Below this, a file that shrinks much is only short.
WORTH_MEASURING = 1_000_000
_UTF_8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Package:
    """The answers, under the name they came with, the photos by bare name, and what was left out."""

    name: Name
    content: bytes
    photos: Mapping[str, bytes]
    left: tuple[str, ...] = ()


def read_package(content: bytes, name: str) -> Package:
    """Open what was received: what it is was decided by its name and its beginning together.

    Raises:
        WrongPackageError: it is none of what we take, or is dangerous.
    """
    match format_of(name, content):
        case Format.ARCHIVE:
            return _read_zip(content, name)
        case Format.PICTURE:
            message = f"« {shown(name)} » est une photo : il manque la fiche qui la cite."
            hint = "Rangez la fiche et ses photos dans une archive .zip."
            raise WrongPackageError(message, hint)
        case Format.SHEET:
            if len(content) > CONTRIBUTED.size:
                message = f"« {shown(name)} » est trop lourd pour être une fiche."
                raise WrongPackageError(message)
            return Package(opened(read_name(name), content), content, {})


def _read_zip(content: bytes, name: str) -> Package:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            read = {bare: _read(archive, member, bare) for bare, member in members.items()}
    except WrongPackageError:
        raise
    except Exception as error:  # an archive is hostile bytes: its reader raises what it likes
        raise WrongPackageError("L’archive est abîmée, ou protégée par un mot de passe.") from error
    sheet, left = _sheet(read)
    content = read[sheet]
    format_of(sheet, content)
    inside, outside = read_name(sheet), read_name(name)
    photos = {bare: data for bare, data in read.items() if bare.lower().endswith(PICTURES)}
    told = inside if inside.year else outside
    complete = inside.complete or outside.complete
    return Package(
        opened(told._replace(complete=complete), content, outside.year), content, photos, left
    )


def _sheet(read: Mapping[str, bytes]) -> tuple[str, tuple[str, ...]]:
    """Choose the only file of answers; a text that holds none is left out, and told."""
    texts = [bare for bare in read if bare.lower().endswith(ALONE)]
    plain = [bare for bare in texts if not bare.lower().endswith(".txt")]
    answers = plain + [
        bare for bare in texts if bare not in plain and looks_like_answers(read[bare])
    ]
    if not answers:
        answers = texts
    if len(answers) != 1:
        named = ", ".join(f"« {shown(answer)} »" for answer in sorted(answers))
        raise WrongPackageError(
            f"L’archive doit contenir une fiche et une seule ; elle en contient {len(answers)}"
            f"{f' : {named}' if named else ''}.",
            "Gardez dans l’archive la fiche à publier et ses photos, et rien d’autre."
            if named
            else "Ajoutez-y le fichier « a-publier » que le questionnaire donne.",
        )
    return answers[0], tuple(sorted(set(texts) - set(answers)))


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """List the files worth reading by bare name, refusing all that is unsafe before reading any."""
    listed = archive.infolist()
    _refuse_more_than_one_reading(archive, listed)
    if len(listed) > MOST_FILES:
        raise WrongPackageError(f"L’archive contient plus de {MOST_FILES} fichiers.")
    members: dict[str, zipfile.ZipInfo] = {}
    for member in listed:
        path = _path(member)
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise WrongPackageError(
                f"L’archive contient un chemin qui sort de son dossier : « {shown(path)} »."
            )
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise WrongPackageError(
                f"L’archive contient un lien ou un fichier spécial : « {shown(path)} »."
            )
        if member.is_dir() or any(is_leftover(step) for step in path.split("/")):
            continue
        bare = path.rpartition("/")[2]
        if not bare.lower().endswith((*ALONE, *PICTURES)):
            error = foreign(bare)
            raise WrongPackageError(
                f"L’archive contient autre chose qu’une fiche et des photos. {error}", error.hint
            )
        if folded(bare) in {folded(one) for one in members}:
            raise WrongPackageError(
                f"L’archive contient deux fichiers du même nom : « {shown(bare)} »."
            )
        members[bare] = member
    _weigh(members)
    return members


def _refuse_more_than_one_reading(
    archive: zipfile.ZipFile, listed: Iterable[zipfile.ZipInfo]
) -> None:
    """Refuse an archive that another program would read otherwise: two in one, or words after it."""
    first = min((member.header_offset for member in listed), default=0)
    if first or archive.comment:
        raise WrongPackageError(
            "L’archive en cache une autre, ou un commentaire : deux programmes n’y liraient pas la même fiche.",
            "Refaites l’archive avec la fiche et ses photos.",
        )


def _path(member: zipfile.ZipInfo) -> str:
    """Give the path of a member as its sender saw it: macOS writes UTF-8 without saying so."""
    path = member.filename
    if not member.flag_bits & _UTF_8_NAME:
        try:
            path = path.encode("cp437").decode("utf-8")
        except UnicodeError:
            path = member.filename
    return unicodedata.normalize("NFC", path.replace("\\", "/"))


def _weigh(members: Mapping[str, zipfile.ZipInfo]) -> None:
    """Refuse what would swell: in all, or one file far beyond its weight in the archive."""
    for bare, member in members.items():
        out, inside = member.file_size, member.compress_size
        if out > WORTH_MEASURING and out > HIGHEST_RATIO * inside:
            raise WrongPackageError(
                f"L’archive est trop lourde une fois ouverte, à cause de « {shown(bare)} »."
            )
    if sum(member.file_size for member in members.values()) > HEAVIEST_ZIP:
        raise WrongPackageError("L’archive est trop lourde une fois ouverte.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, bare: str) -> bytes:
    """Read one file, never further than it may go: the announced weight may lie."""
    most = CONTRIBUTED.size if bare.lower().endswith(ALONE) else HEAVIEST_PHOTO
    with archive.open(member) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise WrongPackageError(f"L’archive contient un fichier trop lourd : « {shown(bare)} ».")
    return data
