"""What a licence lets others do, as far as mixing lists goes: read in its name, never guessed.

A list that must be shared alike (ODbL, CC BY-SA) binds whatever is mixed with it: it is given out
apart. One that forbids uses or changes is no open data, and is not taken in.
"""

from __future__ import annotations

import re
from enum import StrEnum

from cm_build.reading.nearest import folded


class Terms(StrEnum):
    """What a licence asks of whoever mixes its data with others."""

    OPEN = "citer la source"
    ALIKE = "citer la source et partager à l’identique"
    CLOSED = "un usage restreint"


# Said to whoever writes a mapping.
KNOWN = "Licence Ouverte 2.0, CC0, CC BY 4.0, ODbL 1.0 ou CC BY-SA 4.0"
_CLOSED = ({"nc"}, {"nd"}, {"commerciale"}, {"commercial"}, {"noncommercial"}, {"modification"},
           {"tous", "droits"}, {"all", "rights"})  # fmt: skip
_ALIKE = ({"odbl"}, {"sa"}, {"partage"}, {"sharealike"}, {"open", "database"})
_OPEN = ({"licence", "ouverte"}, {"etalab"}, {"lov2"}, {"cc0"}, {"domaine", "public"}, {"cc", "by"},
         {"creative", "commons", "attribution"}, {"odc", "by"}, {"pddl"})  # fmt: skip
_READ = ((Terms.CLOSED, _CLOSED), (Terms.ALIKE, _ALIKE), (Terms.OPEN, _OPEN))


def terms_of(licence: str) -> Terms | None:
    """Tell what a licence asks, the strictest first; None for one that is not known."""
    words = set(re.findall(r"[a-z]+\d*", folded(licence)))
    for terms, signs in _READ:
        if any(sign <= words for sign in signs):
            return terms
    return None


def mixes(licence: str) -> bool:
    """Tell whether a list under a licence may be given out with the others: what is unknown may not."""
    return terms_of(licence) is Terms.OPEN
