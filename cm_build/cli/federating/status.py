"""What each network brings, how old it is, and what was refused, in a few lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from cm_build.places.federation import FederatedNetwork
from cm_build.places.last_good import MOST_DAYS, PLACES, LastGood
from cm_build.places.leftovers import listed
from cm_build.reading.problem import catalogue
from cm_build.wording import french

SHORT = 10


def status_lines(
    network: FederatedNetwork, copy: LastGood | None, folder: Path, version: int, today: dt.date
) -> Iterator[str]:
    """Tell how the copy of one network stands; `version` is that of our questionnaire."""
    yield f"{network.code} – {network.nom}"
    if copy is None:
        yield f"  Pas encore de copie : cm federation pull --reseau {network.code}"
        return
    places = len(listed(folder / PLACES))
    if copy.date:
        age = french.how_many((today - copy.date).days, "jour", "jours")
        day, commit = french.day(copy.date), copy.commit[:SHORT]
        yield f"  {french.how_many(places, 'lieu', 'lieux')}, du commit {commit} ({day}, il y a {age})"
    if copy.erreur:
        until = french.day(copy.erreur.depuis + dt.timedelta(days=MOST_DAYS))
        yield f"  En erreur depuis le {french.day(copy.erreur.depuis)} : {copy.erreur.cause}."
        yield f"  Sa copie est gardée jusqu’au {until}, moins ce que ses lieux retirent."
    elif copy.commit != network.commit:
        yield f"  Le commit demandé est un autre ({network.commit[:SHORT]}) : cm federation pull --reseau {network.code}"
    yield from _version(copy.questionnaire, version)
    for code, count in copy.refus.items():
        entry = catalogue().get(code)
        title = f"{code}, {entry.titre}" if entry else code
        yield f"  {french.how_many(count, 'lieu refusé', 'lieux refusés')} : {title}"


def _version(theirs: int, ours: int) -> Iterator[str]:
    if theirs == ours:
        yield f"  Questionnaire : version {ours}, comme ici."
    elif theirs > ours:
        yield f"  Questionnaire : en avance (version {theirs}, ici {ours}). Ses questions nouvelles ne sont pas lues."
    elif theirs:
        yield f"  Questionnaire : en retard (version {theirs}, ici {ours}). Ses fiches se lisent quand même."
