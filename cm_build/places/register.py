"""The numbers of public registers: Siret by its key, RNA by its shape, written by the form with the same rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

# People copy a number as it is printed: by groups, with any of these between them.
_BETWEEN = re.compile(r"[\s\u00a0\u202f.-]")
_SIRET = re.compile(r"[0-9]{14}")
# Corsica (2A, 2B) and the overseas departments (9R, 9G…) have a letter where others have a digit.
_RNA = re.compile(r"W(?:[0-9]{2}|2[AB]|9[A-Z])[0-9]{7}")
# The offices of La Poste are more than one key allows: their digits add up to a multiple of five.
_POSTE = "356000000"
_BASE = 10


class Register(NamedTuple):
    """How a number is written once its groups are joined, and the problem it makes, if any."""

    number: str
    code: str | None = None


def siret(typed: str) -> Register:
    """Read a Siret: fourteen digits that go together."""
    number = _joined(typed)
    if not _SIRET.fullmatch(number):
        return Register(number, "CM-216")
    return Register(number, None if _has_key(number) else "CM-217")


def rna(typed: str) -> Register:
    """Read the number of an association: W, then nine signs."""
    number = _joined(typed)
    return Register(number, None if _RNA.fullmatch(number) else "CM-218")


REGISTERS: Mapping[str, Callable[[str], Register]] = {"siret": siret, "rna": rna}


def _joined(typed: str) -> str:
    return _BETWEEN.sub("", typed).upper()


def _has_key(number: str) -> bool:
    """Tell whether the last digit answers for the others: Luhn, or the rule of La Poste.

    Zeros hold the place of a number that is not there.
    """
    digits = [int(digit) for digit in number]
    if not any(digits):
        return False
    if number.startswith(_POSTE) and sum(digits) % 5 == 0:
        return True
    doubled = [digit * (2 - rank % 2) for rank, digit in enumerate(digits)]
    return sum(sum(divmod(value, _BASE)) for value in doubled) % _BASE == 0
