"""What is known of a received file before it is read: its name, its first line, its fingerprint."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from cm_build.contributing.intake.attachment import ALONE, ARCHIVE

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
    found = _NAMED.search(stem)
    return Name(found["slug"], found["year"], complete) if found else Name(complete=complete)


def opened(name: Name, content: bytes, *others: str) -> Name:
    """Add what the first line says; the year is the one all agree upon, `others` included."""
    found = _FIRST_LINE.match(content)
    told = {name.year, found[1].decode() if found else "", *others} - {""}
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
