"""What a contributed text must not hold: personal data, code, look-alike letters.

A public page may repeat all of it, save what designates someone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from cm_build.reading.problem import catalogue

# A search begins where a word does, and nowhere inside it: long texts cost no more than their length.
# « @atelier@exemple.fr » names an account of a public network (Mastodon), not a mailbox.
_EMAIL = re.compile(r"(?<![\w.+-])(?<!(?<![\w.+-])@)[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_SPACES = " \u00a0\u202f.-"
# The last pairs are set apart by the same sign: « 02-03-2019 12 h » is a day and an hour.
_PHONE = re.compile(
    rf"(?<![\d.])(?:(?:\+|00)33[{_SPACES}]?(?:\(0\)[{_SPACES}]?)?|0)[1-9]"
    rf"[{_SPACES}]?\d\d(?P<sign>[{_SPACES}]?)\d\d(?:(?P=sign)\d\d){{2}}(?!\d)",
    re.ASCII,
)
_PERSON = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr|Monsieur|Madame)\s+[A-ZÀ-Ý][\w-]+(?:\s+[A-ZÀ-Ý][\w-]+)?"
)
# Greek and Cyrillic blocks, their extensions, and the mathematical alphabets that hold Greek letters.
_FOREIGN = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f\uab65\U00010140-\U0001018f]"
)
SILENCED = "…"
# Looser than the rule of texts: a report cuts what it quotes, and half an address designates as well.
_LOOSE_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@\w[\w.-]*")
_CODE = re.compile(r"[<>{}]")
_ROLE_ADDRESS = re.compile(
    r"(?:contact|accueil|bonjour|hello|info|infos|equipe|coordination|communication|lieu|reservation"
    r"|tierslieu|tiers-lieu|asso|association|mairie)@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}",
)


class PersonalSign(NamedTuple):
    """Something found in a text, where it begins, with the code of the problem it makes."""

    code: str
    read: str
    start: int


def findings(text: str, *, short: bool) -> list[PersonalSign]:
    """Give what a contributed text must not hold, or must be looked at."""
    mailboxes = _EMAIL.finditer(text) if "@" in text else ()
    noted = [PersonalSign("CM-321", match.group(), match.start()) for match in mailboxes]
    noted += [
        PersonalSign("CM-322", match.group(), match.start())
        for match in _PHONE.finditer(text)
        if not _is_a_list(match.group())
    ]
    noted += [
        PersonalSign("CM-329", match.group(), match.start()) for match in _PERSON.finditer(text)
    ]
    if short:
        signs = sorted(set(_CODE.findall(text)))
        noted += [PersonalSign("CM-323", sign, text.index(sign)) for sign in signs]
        if mixes_scripts(text):
            noted.append(PersonalSign("CM-330", text, 0))
    return noted


def _is_a_list(digits: str) -> bool:
    """Tell « lots 01 02 03 04 05 », numbers that follow each other, from a telephone."""
    pairs = [int(pair) for pair in re.findall(r"\d\d", digits)]
    return [pair - pairs[0] for pair in pairs] == list(range(len(pairs)))


def mixes_scripts(text: str) -> bool:
    """Tell whether one word mixes Latin letters with Greek or Cyrillic look-alikes."""
    return _FOREIGN.search(text) is not None and any(
        len(_scripts(word)) > 1 for word in text.split()
    )


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha())
    return {name for name in names if name in {"LATIN", "CYRILLIC", "GREEK"}}


def is_role_address(text: str) -> bool:
    """Accept `contact@lieu.fr`; an address that names a person is refused."""
    return _ROLE_ADDRESS.fullmatch(text.lower()) is not None


def repeatable(text: str) -> str:
    """Give a text where addresses, telephone numbers and names of people are silenced."""
    spans = [match.span() for match in _LOOSE_ADDRESS.finditer(text)]
    spans += [
        (sign.start, sign.start + len(sign.read))
        for sign in findings(text, short=False)
        if catalogue()[sign.code].personnel
    ]
    kept, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            kept += [text[reached:start], SILENCED]
        reached = max(reached, end)
    return "".join([*kept, text[reached:]])


def public_words(code: str, message: str, hint: str, *, private: bool = False) -> tuple[str, str]:
    """Say a problem without what it warns of; and without any value, when the answer is private."""
    entry = catalogue().get(code)
    if entry and (private or entry.personnel):
        return entry.general_message, entry.general_remedy
    return repeatable(message), repeatable(hint)
