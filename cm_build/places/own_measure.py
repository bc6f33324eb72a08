"""A figure the place chose to follow: counted its own way, and compared with nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from cm_build.places import written
from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, nested, optional
from cm_build.places.measure import Measure
from cm_build.places.own_definition import (
    LAST_YEAR,
    OWN_MEASURES,
    YEARS_TOLD,
    Definition,
    DefinitionLine,
    Kind,
    common_types,
    common_values,
    disagree,
    read_lines,
    says,
)
from cm_build.places.value_reading import YES_NO, choice_type, quantity_type, text_type, year_type
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR
from cm_build.reading.node import Fields, Node, Scalar

# What the place wishes, as a noun: it judges nobody else.
WISHES: Mapping[str, str] = {
    "hausse": "une hausse",
    "baisse": "une baisse",
    "stabilite": "la stabilité",
}
KIND = Kind(
    OWN_MEASURES,
    8,
    {
        "id": "son identifiant (id)",
        "titre": "son titre (titre)",
        "unite": "ce que l’on compte (unite)",
        "comptage": "comment on compte (comptage)",
        "choisi_par": "qui l’a choisie (choisi_par)",
        "depuis": "depuis quelle année (depuis)",
    },
    "mesures du lieu",
)
_AIM_NEEDS = {"annee": "l’année visée (annee)", "valeur": "la valeur visée (valeur)"}
PLACES = 2
_BOUNDS = Measure(PLACES, Decimal(0), Decimal(10) ** 12)
# A unit that is only a sign has no letter.
_SIGNS = frozenset({"%", "€", "‰", "°"})
_ROUGHLY = re.compile(r"(?:environ|env\.?|autour de|à peu près|~|≈)\s*", re.IGNORECASE)


class Aim(NamedTuple):
    """What the place would like to count, and for when: an intention, never a promise."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class OwnMeasure(Definition):
    """A figure of the place's own; `value` is None for a year that was not counted.

    `wish` is a key of `WISHES`, or nothing.
    """

    unit: str
    value: Decimal | None
    counting: str
    estimate: bool
    wish: str
    aim: Aim | None


def _unit_type() -> Typed:
    words = text_type(40, short=True)

    def read(node: Node, desk: Desk) -> str | None:
        if isinstance(node, Scalar) and node.text.strip() in _SIGNS:
            return node.text.strip()
        text: str | None = words.read(node, desk)
        return text

    return Typed(read, words.written)


# Read once the unit is known: « 214 repas » then says what is too much in it.
_AMOUNT = optional(Typed(lambda node, _: node, lambda _: written.number(_BOUNDS)))
_AIM = KnownKeys(
    "visee",
    {"annee": optional(year_type(FIRST_YEAR, LAST_YEAR, YEARS_TOLD)), "valeur": _AMOUNT},
    ("visee", "une année et une valeur"),
)
LINE = KnownKeys(
    "mesure_du_lieu",
    {
        **common_types(),
        "unite": _unit_type(),
        "valeur": _AMOUNT,
        "comptage": text_type(300, short=True),
        "estimation": optional(YES_NO),
        "souhait": optional(choice_type([*WISHES])),
        "visee": nested(_AIM),
    },
    (OWN_MEASURES, "une mesure par ligne, avec ses clés"),
    "Une mesure choisie par le lieu",
    tuple(KIND.needed),
)


def read_measures(node: Node, names: Names, desk: Desk) -> tuple[OwnMeasure, ...]:
    """Read `mesures_du_lieu`; what is wrong is noted with its line."""
    return tuple(_measure(line, desk) for line in read_lines(node, LINE, KIND, names, desk))


def _measure(line: DefinitionLine, desk: Desk) -> OwnMeasure:
    values, unit = line.values, line.values.get("unite", "")
    value = _amount(values.get("valeur"), unit, desk)
    if values.get("estimation") and not line.gives("valeur"):
        disagree(line, "estimation", "c’est une estimation, et il n’y a pas de valeur", desk)
    aim = _aim(line, unit, desk) if "visee" in values else None
    until = values.get("jusqu_a")
    if until is not None and until < desk.year and (line.gives("valeur") or aim):
        words = f"elle n’est plus suivie après {until}, et la fiche de {desk.year} la compte encore"
        disagree(line, "jusqu_a", words, desk)
    return OwnMeasure(
        **common_values(line, desk),
        unit=unit,
        value=value,
        counting=values.get("comptage", ""),
        estimate=values.get("estimation", False),
        wish=values.get("souhait", ""),
        aim=aim,
    )


def _amount(node: Node | None, unit: str, desk: Desk) -> Decimal | None:
    """Read a number in the unit of its measure; « ne_sait_pas » is a year without a value."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        text = node.text.strip()
        if text == "ne_sait_pas":
            return None
        rough = _ROUGHLY.match(text)
        if rough:
            desk.refuse("CM-365", node.mark, lu=text, attendu=text[rough.end() :] or "214")
            return None
    read: Decimal | None = quantity_type(_BOUNDS._replace(unit=unit)).read(node, desk)
    return read


def _aim(line: DefinitionLine, unit: str, desk: Desk) -> Aim | None:
    """Read what is aimed at: it looks ahead of the year that the file tells."""
    given: Mapping[str, Any] = line.values["visee"]
    node = line.node.entries["visee"].node
    assert isinstance(node, Fields)  # noqa: S101 - its keys were read
    title = line.values["titre"]
    missing = [words for key, words in _AIM_NEEDS.items() if not says(node, key)]
    if missing:
        what = f"{title}, ce que le lieu vise"
        desk.refuse("CM-364", line.node.mark_of("visee"), lu=what, attendu=" ; ".join(missing))
    value, year = _amount(given.get("valeur"), unit, desk), given.get("annee")
    if year is not None and year <= desk.year:
        at = node.mark_of("annee")
        desk.refuse("CM-367", at, lu=year, cle=title, attendu=desk.year)
    return Aim(year, value) if year is not None and value is not None else None
