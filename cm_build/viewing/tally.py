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


def offered(real: int, fictional: int, *, mixed: bool) -> str:
    """Say how many a filter would leave, briefly: `3`, `3 et 2 fictifs`, `2 fictifs`."""
    if not mixed:
        return french.number(Decimal(real + fictional))
    told = [_counted(fictional, "fictif", "fictifs")] if fictional else []
    return " et ".join([french.number(Decimal(real)), *told] if real or not told else told)


def communes(count: int) -> str:
    """Say `1 commune`, `30 communes`."""
    return _counted(count, "commune", "communes")


def _counted(count: int, singular: str, several: str) -> str:
    value = Decimal(count)
    return f"{french.number(value)} {french.plural(value, singular, several)}"
