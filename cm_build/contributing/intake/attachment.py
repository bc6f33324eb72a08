"""What an attachment is before it is read: its name, its first bytes, its first line, its fingerprint.

The name and the first bytes must say the same thing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from enum import Enum, auto
from typing import NamedTuple

from cm_build.places.photo_name import SUFFIXES as PICTURES
from cm_build.reading.problem import catalogue, shown

ALONE = (".yml", ".yaml", ".txt")
ARCHIVE = ".zip"
_ZIP = b"PK\x03\x04"
# One of these begins every file of answers.
FIRST_KEYS = "questionnaire|publication"
FIRST_KEY = re.compile(rf"(?m)^(?:{FIRST_KEYS})[ \t]*:")
_LETTER = re.compile(
    rb"\s*(?:From |(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|From|Subject|Content-Type|X-[\w-]+):)",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)
# As the form names its files: the public one, and the complete one, which may hold private answers.
# A phone, a mailbox or a second download adds words before and after.
_NAMED = re.compile(
    r"commune-mesure_(?P<slug>[a-z0-9-]*)_(?P<year>\d{4})_(?:a-publier|complet)", re.ASCII
)
_COMPLETE = re.compile(r"(?:_|\d{4}[ _.-]{1,3})complet(?![a-z])", re.IGNORECASE | re.ASCII)
# The first line the form writes, which no renaming changes.
_FIRST_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?# [^\r\n]*, ann\xc3\xa9e (\d{4})[ \t]*\r?\n")
_FIRST_WORDS = re.compile(rb"\A\W{0,16}Fichier complet\b")
SHOWN, GROUP = 12, 4


class WrongPackageError(Exception):
    """A file that is not taken: what it is, and how to send it again, in French."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or _OTHER.hint


class _Sort(NamedTuple):
    """A sort of file that is not ours: what people call it, and how to take the answers out."""

    words: str
    hint: str


_DOCUMENT = _Sort(
    "un document",
    "Ouvrez-le, copiez les lignes de la fiche dans un éditeur de texte, et enregistrez en texte brut (.txt, UTF-8). "
    "Ou demandez le fichier « a-publier » que le questionnaire donne.",
)
_MESSAGE = _Sort(
    "un message entier",
    "Ouvrez-le dans une messagerie, puis enregistrez la pièce jointe seule.",
)
_OUTLOOK = _Sort(
    "une enveloppe d’Outlook (TNEF), où la pièce jointe est enfermée",
    "Demandez un nouvel envoi au format HTML ou texte brut, ou dans une archive .zip.",
)
_WEB_PAGE = _Sort(
    "une page web enregistrée",
    "Demandez le fichier « a-publier » que le questionnaire donne.",
)
_PACKED = _Sort(
    "une archive",
    "Ouvrez-la, puis envoyez la fiche seule, ou une archive .zip qui contient la fiche et ses photos.",
)
_PICTURE = _Sort("une photo", "Rangez-la avec la fiche dans une archive .zip.")
_UTF_16 = _Sort(
    "du texte en UTF-16",
    "Ouvrez-le dans un éditeur de texte et réenregistrez-le en UTF-8 (menu « Enregistrer sous », puis « Encodage »).",
)
_OTHER = _Sort(
    "autre chose que du texte",
    "Ouvrez-le pour voir ce qu’il contient, ou demandez un nouvel envoi.",
)
_BEGINNINGS = (
    (_ZIP, _PACKED),
    (b"PK\x05\x06", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"%PDF", _DOCUMENT),
    (b"{\\rtf", _DOCUMENT),
    (b"\xd0\xcf\x11\xe0", _DOCUMENT),
    (b"\x78\x9f\x3e\x22", _OUTLOOK),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"GIF8", _PICTURE),
)
_ENDINGS = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages", ".ods", ".xlsx"), _DOCUMENT),
    **dict.fromkeys((".eml", ".msg", ".mbox"), _MESSAGE),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".webarchive"), _WEB_PAGE),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tgz", ".tar", ".zipx", ARCHIVE), _PACKED),
    "winmail.dat": _OUTLOOK,
}  # fmt: skip
# Photos that the site does not read, as phones and cameras name them.
_FOREIGN_PICTURES = (".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".dng", ".svg", ".raw")  # fmt: skip


class Format(Enum):
    """What we take."""

    SHEET = auto()
    PICTURE = auto()
    ARCHIVE = auto()


def looks_like_answers(content: bytes) -> bool:
    """Tell answers from what a mailbox adds as a text: a signature, a word of the list's robot."""
    return FIRST_KEY.search(content.decode("utf-8", "ignore")) is not None


def format_of(name: str, content: bytes) -> Format:
    """Tell what a file is.

    Raises:
        WrongPackageError: it is none of what we take, or its name and its content disagree.
    """
    lower = name.lower()
    if lower.endswith(PICTURES):
        return Format.PICTURE
    if lower.endswith(ARCHIVE):
        if content.startswith(_ZIP):
            return Format.ARCHIVE
        raise WrongPackageError(f"« {shown(name)} » n’est pas une archive .zip, malgré son nom.")
    if not lower.endswith(ALONE):
        raise foreign(name)
    sort = _sort(content)
    if sort:
        message = f"« {shown(name)} » finit comme une fiche, mais contient {sort.words}."
        raise WrongPackageError(message, sort.hint)
    return Format.SHEET


def foreign(name: str) -> WrongPackageError:
    """Say what to do of a file that no name of ours ends."""
    lower, quoted = name.lower(), f"« {shown(name)} »"
    if lower.endswith(_FOREIGN_PICTURES):
        entry = catalogue()["CM-510"]
        hint = f"{entry.remede} {entry.explication}"
        return WrongPackageError(entry.message.format(lu=shown(name)), hint)
    sort = next((kind for end, kind in _ENDINGS.items() if lower.endswith(end)), None)
    if sort is None:
        message = f"{quoted} n’est ni une fiche, ni une photo. Le fichier doit finir par .yml, .yaml, .txt ou .zip."
        return WrongPackageError(message)
    message = f"{quoted} est {sort.words}. Le fichier doit finir par .yml, .yaml, .txt ou .zip."
    return WrongPackageError(message, sort.hint)


def _sort(content: bytes) -> _Sort | None:
    """Recognise what is no text of answers, by its beginning, then by what no text holds."""
    for start, sort in _BEGINNINGS:
        if content.startswith(start):
            return sort
    if content[4:8] == b"ftyp":
        return _PICTURE
    bare = content.removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(bare):
        return _WEB_PAGE
    if _LETTER.match(bare):
        return _MESSAGE
    return _OTHER if b"\0" in content else None


class Name(NamedTuple):
    """What a file says before it is read; nothing when a person has renamed and retyped it.

    The year is the one that the name and the first line agree upon; `years` keeps them all.
    """

    slug: str = ""
    year: str = ""
    complete: bool = False
    years: tuple[str, ...] = ()


def read_name(name: str) -> Name:
    """Read the address, the year and the kind in a name given by the form, however it was changed."""
    stem = unicodedata.normalize("NFC", name.rpartition("/")[2]).lower()
    while stem.endswith((*ALONE, ARCHIVE)):
        stem = stem.rpartition(".")[0]
    complete = _COMPLETE.search(stem) is not None
    match = _NAMED.search(stem)
    return Name(match["slug"], match["year"], complete) if match else Name(complete=complete)


def opened(name: Name, content: bytes, *others: str) -> Name:
    """Add what the first line says; the year is the one all agree upon, `others` included."""
    match = _FIRST_LINE.match(content)
    told = {name.year, match[1].decode() if match else "", *others} - {""}
    return name._replace(
        year=min(told) if len(told) == 1 else "",
        years=tuple(sorted(told)),
        complete=name.complete or _FIRST_WORDS.match(content) is not None,
    )


def normalised(content: bytes) -> bytes:
    """Give a file the ends of lines every system can agree on.

    Mail and forms change line breaks and the blank lines at the end: the answers are the same, and
    so must be the fingerprint.
    """
    unix = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return unix.rstrip(b" \t\n") + b"\n"


def fingerprint(content: bytes) -> str:
    """Give the first 12 hexadecimal digits of the SHA-256, as `3F2A-91BC-07DE`."""
    digits = hashlib.sha256(normalised(content)).hexdigest()[:SHOWN].upper()
    return "-".join(digits[start : start + GROUP] for start in range(0, SHOWN, GROUP))
