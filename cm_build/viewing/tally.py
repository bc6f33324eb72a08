"""How many places, in words: real ones and examples are told apart, never added up."""

from __future__ import annotations

from decimal import Decimal

from cm_build.viewing import french


def tally(real: int, fictional: int = 0) -> str:
    """Say `12 lieux et 24 exemples fictifs`; what is none is not said."""
    told = []
    if real or not fictional:
        told.append(_counted(real, "lieu", "lieux"))
    if fictional:
        told.append(_counted(fictional, "exemple fictif", "exemples fictifs"))
    return " et ".join(told)


def communes(count: int) -> str:
    """Say `1 commune`, `30 communes`."""
    return _counted(count, "commune", "communes")


def _counted(count: int, singular: str, several: str) -> str:
    value = Decimal(count)
    return f"{french.number(value)} {french.plural(value, singular, several)}"
