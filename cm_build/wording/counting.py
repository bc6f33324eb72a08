"""Who counts, in words: beside every total of places, whom it is made of and whom it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.computing.counting import WhoCounts


def counting(who: WhoCounts) -> str:
    """Say the rule, then the places it leaves out; nothing where no place answered."""
    apart = left_out(who)
    if not who.counted and not apart:
        return ""
    paused = f" (dont {who.paused} en pause)" if who.paused else ""
    rule = f"Comptent ici les lieux ouverts{paused}, par leur dernier bilan s’il est de {who.since} ou d’après."
    return f"{rule} {apart}" if apart else rule


def left_out(who: WhoCounts) -> str:
    """Name the places that answered and do not count; empty when all do."""
    parts = [
        french.how_many(number, one, several)
        for number, one, several in (
            (who.closed, "lieu fermé", "lieux fermés"),
            (who.coming, "lieu pas encore ouvert", "lieux pas encore ouverts"),
            (
                who.old,
                "lieu dont le bilan est plus ancien",
                "lieux dont le bilan est plus ancien",
            ),
        )
        if number
    ]
    if not parts:
        return ""
    verb = "Restent" if who.closed + who.coming + who.old > 1 else "Reste"
    return f"{verb} à part {french.listed(parts)}."
