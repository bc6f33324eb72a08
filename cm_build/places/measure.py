"""What a number may be where it is asked: its unit, its bounds, and what was meant by another unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cm_build.reading.nearest import folded
from cm_build.reading.numbers import Measured

# What people write for a unit, folded; « par an » says nothing more where a year is asked.
_ALIKE = {
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "m2": "m²",
    "metres_carres": "m²",
    "pourcent": "%",
    "h": "heures",
}
_YEARLY = ("/an", "_par_an", "_l_an", "_annuel", "_annuels")
_PERIODS = {"mois": 12, "mensuel": 12, "trimestre": 4, "semaine": 52}
_MULTIPLES = {
    "€": {"k": 1000, "k€": 1000, "ke": 1000, "m€": 1_000_000, "million": 1_000_000, "millions": 1_000_000},
    "m²": {"ha": 10_000, "hectare": 10_000, "hectares": 10_000},
}  # fmt: skip


class Measure(NamedTuple):
    """What a number of a question may be; `yearly` tells a flow of the whole year."""

    places: int
    low: Decimal | None = None
    high: Decimal | None = None
    likely: Decimal | None = None
    unit: str = ""
    yearly: bool = False

    @property
    def words(self) -> str:
        """Say what is counted, and over what time."""
        unit = "euros" if self.unit == "€" else self.unit or "un nombre sans unité"
        return f"{unit}, sur l’année" if self.yearly else unit

    def is_own_unit(self, typed: str) -> bool:
        """Tell whether what follows a number is only the unit that is asked."""
        word = folded(typed).removesuffix(".")
        if self.yearly:
            for ending in _YEARLY:
                word = word.removesuffix(ending)
        word, own = _ALIKE.get(word, word), folded(self.unit)
        return own == word or own.startswith((f"{word}_", f"{word}s"))

    def converted(self, typed: Measured) -> str:
        """Say what the number would be in the unit that is asked; nothing when nobody can know."""
        unit = folded(typed.unit)
        factor = _MULTIPLES.get(self.unit, {}).get(unit)
        if factor:
            return f"{spaced(typed.number)} {typed.unit} font {spaced(typed.number * factor)}."
        times = next((count for word, count in _PERIODS.items() if word in unit), None)
        if times and self.yearly:
            year = spaced(typed.number * times)
            return f"Pour toute l’année : {spaced(typed.number)} × {times} = {year}."
        return ""


def spaced(number: Decimal) -> str:
    """Write a number as the form asks for it: digits by three, a comma for decimals."""
    text = f"{number.normalize():,f}"
    return text.replace(",", " ").replace(".", ",")
