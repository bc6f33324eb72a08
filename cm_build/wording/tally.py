"""How many places, in words: those that answered, those only listed, the examples; never added up."""

from __future__ import annotations

from decimal import Decimal

from cm_build.wording import french


def tally(telling: int, fictional: int = 0, listed: int = 0) -> str:
    """Say `6 lieux qui se racontent, 199 recensés et 24 exemples fictifs`; what is none is not said."""
    counts = []
    if telling or not (fictional or listed):
        words = french.how_many(telling, "lieu", "lieux")
        saying = french.plural(Decimal(telling), "qui se raconte", "qui se racontent")
        counts.append(f"{words} {saying}" if listed else words)
    if listed:
        singular, several = (
            ("recensé", "recensés") if counts else ("lieu recensé", "lieux recensés")
        )
        counts.append(french.how_many(listed, singular, several))
    if fictional:
        counts.append(french.how_many(fictional, "exemple fictif", "exemples fictifs"))
    return french.listed(counts)


def said(telling: int, listed: int = 0, where: str = "") -> str:
    """Say in a sentence who tells and who is only listed, in a territory or everywhere."""
    here = f" {where}" if where else ""
    if not telling and listed:
        return f"{french.how_many(listed, 'lieu est recensé', 'lieux sont recensés')}{here}"
    words = f"{french.how_many(telling, 'lieu se raconte', 'lieux se racontent')}{here}"
    if not listed:
        return words
    there = "y " if where else ""
    return f"{words}, {french.how_many(listed, f'{there}est recensé', f'{there}sont recensés')}"


def offered(real: int, fictional: int, *, mixed: bool) -> str:
    """Say how many a filter would leave, briefly: `3`, `3 et 2 fictifs`, `2 fictifs`."""
    if not mixed:
        return french.number_of(real + fictional)
    fictions = [french.how_many(fictional, "fictif", "fictifs")] if fictional else []
    return " et ".join([french.number_of(real), *fictions] if real or not fictions else fictions)


def communes(count: int) -> str:
    """Say `1 commune`, `30 communes`."""
    return french.how_many(count, "commune", "communes")
