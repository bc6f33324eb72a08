"""A place that several référentiels tell of is shown once, on the page it chose.

Only what is published on both sides is held together: a hidden answer, a place that is protected or
not published, is known to nobody here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cm_build.places.federation import SamePlace, network_of
from cm_build.places.identity import Member, Tie
from cm_build.places.twins import twins
from cm_build.reading.problem import FIRST_LINE
from cm_build.referential.summary import Summary


class SharedPlace(NamedTuple):
    """One line of two: its key, its name, where its portrait is, and the network it is of."""

    key: str
    name: str
    address: str
    network: str


class Shared(NamedTuple):
    """Two lines that seem to be one place: what they have in common, and whether one of them is left out."""

    shown: SharedPlace
    other: SharedPlace
    tie: str
    left_out: bool


class Once(NamedTuple):
    """The lines that are shown, and the places told twice."""

    summaries: tuple[Summary, ...]
    shared: tuple[Shared, ...]


CHOSEN = "la page que le lieu a choisie"


def once(summaries: Sequence[Summary], same: Iterable[SamePlace]) -> Once:
    """Show each place once: the page that was chosen, else the one that tells the most of it.

    Only a whole name in its commune makes two lines one place by itself; the rest is a doubt, which
    people settle in `memes_lieux`.
    """
    if all(summary.elsewhere is None for summary in summaries):
        return Once(tuple(summaries), ())
    known = {summary.slug: summary for summary in summaries}
    shared = [*_chosen(known, same)]
    gone = {one.other.key for one in shared}
    for first, second, tie in _pairs(known):
        if gone.isdisjoint((first.slug, second.slug)):
            certain = tie is Tie.SAME
            shared.append(Shared(_place(first), _place(second), tie.value, certain))
            gone |= {second.slug} if certain else set()
    kept = tuple(summary for summary in summaries if summary.slug not in gone)
    return Once(kept, tuple(shared))


def _chosen(known: Mapping[str, Summary], same: Iterable[SamePlace]) -> Iterator[Shared]:
    for one in same:
        if one.page in known:
            page = _place(known[one.page])
            others = (key for key in one.autres if key in known and key != one.page)
            yield from (Shared(page, _place(known[key]), CHOSEN, left_out=True) for key in others)


def _pairs(known: Mapping[str, Summary]) -> Iterator[tuple[Summary, Summary, Tie]]:
    """Pair places of different référentiels, the surest tie first, the one to show before the other."""
    for pair in twins(_member(summary) for summary in known.values()):
        keys = pair.first.slug, pair.other.slug
        if network_of(keys[0]) != network_of(keys[1]):
            first, second = sorted((known[key] for key in keys), key=_rank)
            yield first, second, pair.tie


def _member(summary: Summary) -> Member:
    year, listed = summary.years[-1], summary.from_directory
    return Member(
        summary.slug, year, summary.file, FIRST_LINE, listed, latest=True, identity=summary.identity
    )


def _place(summary: Summary) -> SharedPlace:
    return SharedPlace(summary.slug, summary.name, summary.card.address, summary.network)


def _rank(summary: Summary) -> tuple[bool, bool, int, str]:
    """Put first what the place told by itself, then here, then lately: a page that is here stays."""
    away = summary.elsewhere is not None
    return summary.from_directory, away, -summary.years[-1], summary.slug
