"""What a place chose to follow, beside what every place is asked: its criteria and its measures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.known_keys import Typed
from cm_build.places.own_criterion import (
    FOLLOW_UP,
    OwnCriterion,
    asked_as,
    criterion_line,
    read_criteria,
)
from cm_build.places.own_definition import OWN_CRITERIA, OWN_MEASURES, Definition, definitions_type
from cm_build.places.own_measure import LINE, OwnMeasure, read_measures
from cm_build.questionnaire.names import Names
from cm_build.reading.node import Fields

OWN_KEYS = (OWN_CRITERIA, OWN_MEASURES)
OWN_TITLES: Mapping[str, str] = {
    OWN_CRITERIA: "Les critères du lieu",
    OWN_MEASURES: "Les mesures du lieu",
}
# What is private of a definition unless its file names it, and where it is read: as an intention is.
PRIVATE_PARTS: Mapping[str, Mapping[str, str]] = {
    OWN_CRITERIA: {
        "intention_passee": "wanted",
        "suite": "became",
        "suite_raison": "why",
        "intention": "intention",
    },
    OWN_MEASURES: {"visee": "aim"},
}
# What follows an intention says nothing without it.
_FOLLOWING: Mapping[str, str] = dict(zip(FOLLOW_UP[1:], FOLLOW_UP, strict=False))
_SILENT: Mapping[str, Any] = {"aim": None}
_AIMED = "Ce que le lieu vise"

Followed = TypeVar("Followed", bound=Definition)


class Held(NamedTuple):
    """Something that may be kept of what a place follows, by the name that its file gives it."""

    name: str
    title: str


class PrivatePart(NamedTuple):
    """What is shown of a definition only if the file names it; `told` when the file says it."""

    name: str
    title: str
    owner: str
    key: str
    told: bool

    def label(self, names: Names) -> str:
        """Name it as people read it: like the question that it answers."""
        path = asked_as(self.key, names) if self.owner == OWN_CRITERIA else None
        return names.asked[path].question.short if path else _AIMED


@dataclass(frozen=True, slots=True)
class Own:
    """The criteria and the measures of one year, in the order of the file."""

    criteria: tuple[OwnCriterion, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the place follows anything of its own."""
        return bool(self.criteria or self.measures)

    def shown(self, header: Header) -> Own:
        """Forget what the place keeps: a whole list, a definition, a private part it did not choose."""
        kept = frozenset((*header.sections_masquees, *header.reponses_masquees))
        chosen = frozenset(header.reponses_publiees) - kept
        return Own(
            _shown(OWN_CRITERIA, self.criteria, kept, chosen),
            _shown(OWN_MEASURES, self.measures, kept, chosen),
        )

    @property
    def bare(self) -> Own:
        """Leave out every private part: these are words and wishes, which no warning compares."""
        nothing: frozenset[str] = frozenset()
        return Own(
            _shown(OWN_CRITERIA, self.criteria, nothing, nothing),
            _shown(OWN_MEASURES, self.measures, nothing, nothing),
        )

    def without(self, shown: Own) -> frozenset[str]:
        """Give the ids of the criteria that are kept: what was voted of them is kept too."""
        left = frozenset(one.id for one in shown.criteria)
        return frozenset(one.id for one in self.criteria) - left

    def held(self) -> Iterator[Held]:
        """Name what may be kept: each definition, and each private part that the file says."""
        for key, one in self._every():
            yield Held(_name(key, one), one.title)
        for part in self.private():
            if part.told:
                yield Held(part.name, part.title)

    def private(self) -> Iterator[PrivatePart]:
        """Name what is shown only if it is chosen, whether this year says it or not."""
        for owner, one in self._every():
            for key, field in PRIVATE_PARTS[owner].items():
                name = f"{_name(owner, one)}.{key}"
                yield PrivatePart(name, one.title, owner, key, bool(getattr(one, field)))

    def _every(self) -> Iterator[tuple[str, Definition]]:
        for criterion in self.criteria:
            yield OWN_CRITERIA, criterion
        for measure in self.measures:
            yield OWN_MEASURES, measure


NOTHING_OWN = Own()


def _name(key: str, one: Definition) -> str:
    return f"{key}.{one.id}"


def _shown(
    key: str, every: Sequence[Followed], kept: Collection[str], chosen: Collection[str]
) -> tuple[Followed, ...]:
    left = (one for one in every if key not in kept and _name(key, one) not in kept)
    return tuple(_telling(key, one, chosen) for one in left)


def _telling(key: str, one: Followed, chosen: Collection[str]) -> Followed:
    """Forget each private part of a definition that nobody chose to show."""
    unchosen: dict[str, Any] = {}
    for part, field in PRIVATE_PARTS[key].items():
        before = PRIVATE_PARTS[key].get(_FOLLOWING.get(part, ""))
        if f"{_name(key, one)}.{part}" not in chosen or before in unchosen:
            unchosen[field] = _SILENT.get(field, "")
    return replace(one, **unchosen)


def own_types(names: Names) -> dict[str, Typed]:
    """Give the types of the two lists, as editors see them; they are read apart from the answers."""
    return {
        OWN_CRITERIA: definitions_type(criterion_line(names)),
        OWN_MEASURES: definitions_type(LINE),
    }


def read_own(root: Fields, names: Names, desk: Desk) -> Own:
    """Read both lists of a file."""
    entries = root.entries
    criteria = (
        read_criteria(entries[OWN_CRITERIA].node, names, desk) if OWN_CRITERIA in entries else ()
    )
    measures = (
        read_measures(entries[OWN_MEASURES].node, names, desk) if OWN_MEASURES in entries else ()
    )
    return Own(criteria, measures)
