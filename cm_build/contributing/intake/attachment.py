"""What an attachment is, decided once: its name and its first bytes must say the same thing."""

from __future__ import annotations

import re
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
    found = _sort(content)
    if found:
        message = f"« {shown(name)} » finit comme une fiche, mais contient {found.words}."
        raise WrongPackageError(message, found.hint)
    return Format.SHEET


def foreign(name: str) -> WrongPackageError:
    """Say what to do of a file that no name of ours ends."""
    lower, quoted = name.lower(), f"« {shown(name)} »"
    if lower.endswith(_FOREIGN_PICTURES):
        entry = catalogue()["CM-510"]
        hint = f"{entry.remede} {entry.explication}"
        return WrongPackageError(entry.message.format(lu=shown(name)), hint)
    sort = next((one for end, one in _ENDINGS.items() if lower.endswith(end)), None)
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
