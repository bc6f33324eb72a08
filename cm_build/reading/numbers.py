"""Numbers and dates as French people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

# A space (plain, no-break, narrow) may group by three; the decimal sign is a comma or a point.
NUMBER = re.compile(r"-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,6})?", re.ASCII)
_AMBIGUOUS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = str.maketrans(",", ".", " \u00a0\u202f")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
# Words and signs, and no other number: `1_000` and `1e3` have no unit.
_NOT_A_UNIT = re.compile(r"[\d_]")
_SQUARED = re.compile(r"m[23]")
_YEAR = re.compile(r"\d{4}", re.ASCII)


def is_ambiguous(text: str) -> bool:
    """`1.234` is a thousand for some, one and a bit for others: nobody may guess."""
    return "." in text and _AMBIGUOUS.fullmatch(text) is not None


def read_number(text: str) -> Decimal | None:
    """Read `1 234,5`, `1234.5` or `-12`; None when the text is not a plain number."""
    if is_ambiguous(text) or not NUMBER.fullmatch(text):
        return None
    return Decimal(text.translate(_PLAIN))


class Measured(NamedTuple):
    """A number and what was typed after it."""

    number: Decimal
    unit: str


def read_measured(text: str) -> Measured | None:
    """Read a number that is followed by something: `250 €/mois`, `12 k€`."""
    match = NUMBER.match(text)
    number = read_number(match[0]) if match else None
    unit = text[match.end() :].strip() if match else ""
    if number is None or not unit or _NOT_A_UNIT.search(_SQUARED.sub("m", unit)):
        return None
    return Measured(number, unit)


def decimals(number: Decimal) -> int:
    """Count the digits after the decimal sign, trailing zeros apart."""
    if number == number.to_integral_value():
        return 0
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shortest(number: Decimal | float) -> int | float:
    """Give a number as files hold it: an integer when it is one, else the nearest float."""
    return int(number) if number == int(number) else float(number)


def read_date(text: str) -> date | None:
    """Read an ISO date that exists in the calendar."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def read_year(text: str) -> int | None:
    """Read a year of four digits."""
    return int(text) if _YEAR.fullmatch(text) else None
