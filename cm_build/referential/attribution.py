"""The open directories whose rows a page shows: each is named wherever they are published."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cm_build.reading.nearest import folded
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.referential.summary import Summary


class Attribution(NamedTuple):
    """A directory at one of its dates, and how many places shown here come from it."""

    name: str
    licence: str
    date: str
    url: str
    places: int


def attributions(shown: Iterable[Summary]) -> tuple[Attribution, ...]:
    """Name the directories of some places, by name then by date; nothing when all answered."""
    counted = Counter(
        (one.source.nom, one.source.licence, one.source.date, one.source.url)
        for one in shown
        if one.source
    )
    ordered = sorted(counted.items(), key=lambda item: (folded(item[0][0]), item[0]))
    return tuple(
        Attribution(name, licence, french.day(date), url, places)
        for (name, licence, date, url), places in ordered
    )
