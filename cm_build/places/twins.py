"""Places that seem to be one, and folders that seem to hold two: told to a person, who settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cm_build.places.identity import Identities, Member, Tie, members_of
from cm_build.places.place import Place
from cm_build.questionnaire.names import Names
from cm_build.reading.problem import Problem, problem


class Twins(NamedTuple):
    """Two places, and the surest of what they share; `first` answered, when only one of them did."""

    first: Member
    other: Member
    tie: Tie


def identity_warnings(places: Iterable[Place], names: Names) -> Iterator[Problem]:
    """Warn of places that seem to be one, and of folders that seem to hold two."""
    return member_warnings(member for place in places for member in members_of(place, names))


def member_warnings(members: Iterable[Member]) -> Iterator[Problem]:
    """Warn from what is light: members come place by place, the oldest year first."""
    latest: list[Member] = []
    before: Member | None = None
    for member in members:
        if before and before.slug == member.slug and member.identity.unrelated_to(before.identity):
            yield problem("CM-522", member.file, member.mark, lu=member.year, attendu=before.year)
        before = member
        if member.latest:
            latest.append(member)
    for first, other, tie in twins(latest):
        yield problem("CM-521", other.file, other.mark, lu=tie.value, attendu=first.slug)


def twins(members: Iterable[Member]) -> Iterator[Twins]:
    """Pair the places that may be one, each pair once; one member a place is given."""
    identities = Identities()
    for member in members:
        identities.add(member)
    paired: set[tuple[str, str]] = set()
    for tie in Tie:
        groups = (group for (kind, _), group in identities.by_key.items() if kind is tie)
        for circle in (circle for group in groups for circle in _circles(tie, group)):
            first = min(circle, key=_rank)
            for member in circle:
                pair = first.slug, member.slug
                if member.slug != first.slug and pair not in paired:
                    paired.add(pair)
                    yield Twins(first, member, tie)


def _rank(member: Member) -> tuple[bool, str]:
    """Put places that answered before those a directory lists."""
    return member.listed, member.slug


def _circles(tie: Tie, group: Sequence[Member]) -> Iterable[Sequence[Member]]:
    """Part places that share something into those among whom it is a doubt.

    Those of directories may share the website of their network: not in one commune.
    """
    if tie not in (Tie.IDENTIFIER, Tie.SITE) or not all(member.listed for member in group):
        return (group,)
    if tie is Tie.IDENTIFIER:
        return ()
    communes: dict[str, list[Member]] = {}
    for member in group:
        communes.setdefault(member.identity.commune, []).append(member)
    return communes.values()
