"""What a contributed text must not hold: personal data, code, look-alike letters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import urlsplit

URL_LENGTH = 2000
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)", re.ASCII
)
_PERSON = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr|Monsieur|Madame)\s+[A-ZÀ-Ý][\w-]+(?:\s+[A-ZÀ-Ý][\w-]+)?"
)
# Greek and Cyrillic blocks, their extensions, and the mathematical alphabets that hold Greek letters.
_FOREIGN = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f\uab65\U00010140-\U0001018f]"
)
_CODE = re.compile(r"[<>{}]")
_BAD_URL = re.compile(r"[\s\\\x00-\x20\x7f<>\"'`{}|^]")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z][a-z0-9-]*[a-z0-9]|xn--[a-z0-9.-]+")
_ROLE_ADDRESS = re.compile(
    r"(?:contact|accueil|bonjour|hello|info|infos|equipe|coordination|communication|lieu|reservation"
    r"|tierslieu|tiers-lieu|asso|association|mairie)@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}",
)


class Finding(NamedTuple):
    """Something found in a text, with the code of the problem it makes."""

    code: str
    read: str


def findings(text: str, *, short: bool) -> list[Finding]:
    """Give what a contributed text must not hold, or must be looked at."""
    found = [Finding("CM-321", match.group()) for match in _EMAIL.finditer(text)]
    found += [Finding("CM-322", match.group()) for match in _PHONE.finditer(text)]
    found += [Finding("CM-329", match.group()) for match in _PERSON.finditer(text)]
    if short:
        found += [Finding("CM-323", character) for character in sorted(set(_CODE.findall(text)))]
        if mixes_scripts(text):
            found.append(Finding("CM-330", text))
    return found


def mixes_scripts(text: str) -> bool:
    """Tell whether one word mixes Latin letters with Greek or Cyrillic look-alikes."""
    return _FOREIGN.search(text) is not None and any(
        len(_scripts(word)) > 1 for word in text.split()
    )


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha())
    return {name for name in names if name in {"LATIN", "CYRILLIC", "GREEK"}}


def is_web_address(text: str) -> bool:
    """Accept only ordinary web addresses: browsers and Python must agree on where they lead."""
    if len(text) > URL_LENGTH or _BAD_URL.search(text):
        return False
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.netloc else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return False
    plain = "@" not in parts.netloc and text.lower().startswith((f"{parts.scheme}://",))
    return parts.scheme in {"http", "https"} and plain and port != 0 and bool(_HOST.fullmatch(host))


def is_role_address(text: str) -> bool:
    """Accept `contact@lieu.fr`; an address that names a person is refused."""
    return _ROLE_ADDRESS.fullmatch(text.lower()) is not None
