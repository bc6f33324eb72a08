"""Numbers, lists and words as French typography writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from cm_build.questionnaire import label

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
INVARIABLE = ("mois", "fois")
# Units short enough to stand beside a number; words say the others.
SIGNS = {"m²": "m²", "%": "%", "€": "€", "heures": "h", "heure": "h", "mois": "mois"}
initial_folded = label.initial_folded
_ONE = Decimal(1)
_SPACED = re.compile(" [;!?:»]|« ")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
THOUSANDS_FROM = 10_000
Side = Literal["moins", "plus"]
# What a share close to nothing, or to the whole, is: under, then over.
_ENDS = {
    Decimal(0): ("un peu moins de 0", "moins de 1"),
    Decimal(100): ("plus de 99", "un peu plus de 100"),
}
_BOUNDS = ("moins de ", "plus de ", "un peu ")
# What divisions leave behind the comma is no difference.
_DUST = 9


@lru_cache(maxsize=16384)
def number(value: Decimal, decimals: int = 0) -> str:
    """Write `1 234,5`: one rounding, half up, narrow no-break spaces, no useless zero."""
    rounded = round_half_up(value, decimals)
    sign = "−" if rounded < 0 else ""
    digits, _, after = f"{abs(rounded):f}".partition(".")
    groups = f"{int(digits):,}".replace(",", NARROW_SPACE)
    after = after.rstrip("0")
    return f"{sign}{groups},{after}" if after else f"{sign}{groups}"


def round_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Round as numbers are shown."""
    return value.quantize(_ONE.scaleb(-decimals), rounding=ROUND_HALF_UP)


def number_of(count: int) -> str:
    """Write how many there are."""
    return number(Decimal(count))


def quantity(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Write a number with its unit, never separated from it at the end of a line."""
    text = amount(value, unit, decimals)
    shown = round_half_up(value, decimals)
    return f"{text}{NO_BREAK_SPACE}{counted(shown, unit)}" if unit else text


def amount(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Write a number as it stands before its unit: 0 % and 100 % are what is, never a rounding."""
    exact, rounded = round_half_up(value, _DUST), round_half_up(value, decimals)
    if unit != "%" or rounded == exact or rounded not in _ENDS:
        return number(value, decimals)
    return _ENDS[rounded][exact > rounded]


def is_bound(text: str) -> bool:
    """Tell whether a share is said by what it is over or under: « environ » cannot precede it."""
    return text.startswith(_BOUNDS)


def bounded(value: Decimal, unit: str, decimals: int, side: Side) -> str:
    """Write `12 % ou moins`; what is already a bound is not bounded twice, nor the wrong way.

    It is rounded to its side: 62,5 % is not « 63 % ou plus ».
    """
    text = quantity(value, unit, decimals)
    if f"{side} de " in text:
        return text
    exact, step = round_half_up(value, _DUST), _ONE.scaleb(-decimals)
    kept = exact.quantize(step, ROUND_CEILING if side == "moins" else ROUND_FLOOR)
    plain = number(kept, decimals)
    return (
        f"{plain}{NO_BREAK_SPACE}{counted(kept, unit)} ou {side}" if unit else f"{plain} ou {side}"
    )


def gap(value: Decimal, unit: str, decimals: int = 0) -> str:
    """Write how far apart two values are: of the values themselves, a decimal finer than they show."""
    unit, finer = "points" if unit == "%" else unit, decimals + 1
    rounded = round_half_up(abs(value), finer)
    if rounded or not value:
        return quantity(rounded, unit, finer)
    return f"moins de {quantity(_ONE.scaleb(-finer), unit, finer)}"


def sign(unit: str) -> str:
    """Give the unit as it stands beside a number, or nothing when words must say it."""
    return SIGNS.get(unit.split(" ", maxsplit=1)[0], "")


def counted(value: Decimal, unit: str) -> str:
    """Put a unit in the singular below two: units are declared in the plural."""
    word, space, rest = unit.partition(" ")
    if abs(value) < 2 and word.endswith("s") and word not in INVARIABLE:  # noqa: PLR2004
        return word[:-1] + space + rest
    return unit


def euros(value: Decimal) -> str:
    """Write whole euros."""
    return quantity(value, "€")


def short_euros(value: Decimal) -> str:
    """Write an amount for a drawing: `118 k€`, `1,2 M€`; under a hundred thousand, `12,5 k€`."""
    if abs(value) >= 1_000_000:  # noqa: PLR2004
        return quantity(value / 1_000_000, "M€", 1)
    if abs(value) >= THOUSANDS_FROM:
        # A rounding that changes what a small place declared would be read as a mistake.
        fine = abs(value) < 100_000 and round(value, -2) % 1_000 != 0  # noqa: PLR2004
        return quantity(value / 1_000, "k€", 1 if fine else 0)
    return euros(value)


def percent(value: Decimal, decimals: int = 0) -> str:
    """Write a percentage."""
    return quantity(value, "%", decimals)


def listed(items: Sequence[str]) -> str:
    """Write `a, b et c`; `a et b, ainsi que c` when one of the last two has its own "et"."""
    if len(items) <= 1:
        return "".join(items)
    joiner = " et "
    if any(" et " in item for item in items[-2:]):
        joiner = ", ainsi qu’" if items[-1][:1].lower() in VOWELS else ", ainsi que "
    return ", ".join(items[:-1]) + joiner + items[-1]


def of_few(some: Decimal, among: Decimal, facing: bool = False) -> str:  # noqa: FBT001, FBT002 - spread from a tuple
    """Write a share of very few as what it is: `2 sur 3`, `1,5 sur 3`; two groups, `2 et 3`."""
    return f"{number(some, 2)} {'et' if facing else 'sur'} {number(among, 2)}"


def plural(value: Decimal, singular: str, several: str) -> str:
    """Choose a form: French is plural from 2 on, 0 and 1,9 are singular."""
    return several if abs(value) >= 2 else singular  # noqa: PLR2004


def how_many(count: int, singular: str, several: str) -> str:
    """Say how many there are, and of what: `1 lieu`, `30 lieux`."""
    return f"{number_of(count)} {plural(Decimal(count), singular, several)}"


def day(value: date) -> str:
    """Write `1er mars 2026`."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """Write `mars 2026`; the first of January, which stands for a year known alone, gives `2026`."""
    alone = (value.month, value.day) == (1, 1)
    return str(value.year) if alone else f"{MONTHS[value.month - 1]} {value.year}"


def capitalised(text: str) -> str:
    """Give a sentence its capital, leaving marks of emphasis where they are."""
    for index, character in enumerate(text):
        if character not in "*« \u00a0\u202f":
            return text[:index] + character.upper() + text[index + 1 :]
    return text


def spaced(text: str) -> str:
    """Put no-break spaces where French typography wants them."""
    if not _SPACED.search(text):
        return text
    for mark in ";!?":
        text = text.replace(f" {mark}", f"{NARROW_SPACE}{mark}")
    return (
        text.replace(" :", f"{NO_BREAK_SPACE}:")
        .replace("« ", f"«{NO_BREAK_SPACE}")
        .replace(" »", f"{NO_BREAK_SPACE}»")
    )


def enumerated(labels: Sequence[str]) -> str:
    """Write labels one after the other, outside a sentence: each keeps its capital."""
    return " · ".join(labels)


def quoted(text: str) -> str:
    """Put a text in French quotes; those it already holds become inner quotes."""
    inner = text.replace("« ", "“").replace(" »", "”").replace("«", "“").replace("»", "”")
    return f"«{NO_BREAK_SPACE}{inner}{NO_BREAK_SPACE}»"


def to_whom(name: str) -> str:
    """Say to whom: `au réseau`, `aux tiers-lieux`, `à l’équipe`."""
    folded = initial_folded(name)
    for article, merged in (("le ", "au "), ("les ", "aux ")):
        if folded.startswith(article):
            return merged + folded.removeprefix(article)
    return f"à {folded}"


def commune_in(name: str) -> str:
    """Say where: `à Rennes`, `au Mans`, `aux Abymes`, `à La Rochelle`."""
    if name.startswith("Le "):
        return f"au {name[3:]}"
    if name.startswith("Les "):
        return f"aux {name[4:]}"
    return f"à {name}"
