"""Who counts, in words: beside every total of places, whom it is made of and whom it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.estimates import Estimates


def counting(who: WhoCounts) -> str:
    """Say the rule, then the places it leaves out; nothing where no place answered."""
    apart = left_out(who)
    if not who.counted and not apart:
        return ""
    paused = f" (dont {who.paused} en pause)" if who.paused else ""
    rule = f"Comptent ici les lieux ouverts{paused}, par leur dernier bilan{_years(who)}."
    return f"{rule} {apart}" if apart else rule


def _years(who: WhoCounts) -> str:
    """Say the years that are mixed, the latest first."""
    if len(who.years) < 2:  # noqa: PLR2004 - one year is not a mixture
        return "".join(f", de {year}" for year, _ in who.years)
    told = [f"{french.number_of(places)} de {year}" for year, places in who.years]
    return f" : {french.listed(told)}"


def estimated(found: Estimates) -> str:
    """Say how many of the answers a chapter draws are estimates."""
    if not found.answers:
        return "Dans ce chapitre, aucune réponse n’est donnée comme une estimation."
    answers = french.how_many(found.answers, "réponse est une estimation", "réponses sont des estimations")  # fmt: skip
    return f"Dans ce chapitre, {answers} ({french.how_many(found.places, 'lieu', 'lieux')})."


def left_out(who: WhoCounts) -> str:
    """Name the places that answered and do not count; empty when all do."""
    parts = [
        french.how_many(number, one, several)
        for number, one, several in (
            (who.closed, "lieu fermé", "lieux fermés"),
            (who.coming, "lieu pas encore ouvert", "lieux pas encore ouverts"),
            (
                who.old,
                f"lieu dont le bilan est d’avant {who.since}",
                f"lieux dont le bilan est d’avant {who.since}",
            ),
        )
        if number
    ]
    if not parts:
        return ""
    verb = "Restent" if who.closed + who.coming + who.old > 1 else "Reste"
    return f"{verb} à part {french.listed(parts)}."
