"""What a place chose to follow, beside what every place is asked: its criteria and its measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.known_keys import Typed
from cm_build.places.own_criterion import OwnCriterion, criterion_line, read_criteria
from cm_build.places.own_definition import OWN_CRITERIA, OWN_MEASURES, Definition, definitions_type
from cm_build.places.own_measure import LINE, OwnMeasure, read_measures
from cm_build.questionnaire.names import Names
from cm_build.reading.node import Fields

OWN_KEYS = (OWN_CRITERIA, OWN_MEASURES)
OWN_TITLES: Mapping[str, str] = {
    OWN_CRITERIA: "Les critères du lieu",
    OWN_MEASURES: "Les mesures du lieu",
}
# What may be kept of one definition while the rest is shown: the aim, the intention.
KEPT_PARTS: Mapping[str, str] = {OWN_CRITERIA: "intention", OWN_MEASURES: "visee"}


class Held(NamedTuple):
    """Something that may be kept of what a place follows, by the name that its file gives it."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Own:
    """The criteria and the measures of one year, in the order of the file."""

    criteria: tuple[OwnCriterion, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the place follows anything of its own."""
        return bool(self.criteria or self.measures)

    def shown(self, header: Header) -> Own:
        """Forget what the place keeps for itself: a whole list, a definition, an aim."""
        kept = frozenset((*header.sections_masquees, *header.reponses_masquees))
        criteria = tuple(
            replace(one, intention="") if _part(OWN_CRITERIA, one) in kept else one
            for one in self.criteria
            if kept.isdisjoint((OWN_CRITERIA, _name(OWN_CRITERIA, one)))
        )
        measures = tuple(
            replace(one, aim=None) if _part(OWN_MEASURES, one) in kept else one
            for one in self.measures
            if kept.isdisjoint((OWN_MEASURES, _name(OWN_MEASURES, one)))
        )
        return Own(criteria, measures)

    def without(self, shown: Own) -> frozenset[str]:
        """Give the ids of the criteria that are kept: what was voted of them is kept too."""
        left = frozenset(one.id for one in shown.criteria)
        return frozenset(one.id for one in self.criteria) - left

    def held(self) -> Iterator[Held]:
        """Name what may be kept: each definition, and its aim or its intention when it has one."""
        for criterion in self.criteria:
            yield Held(_name(OWN_CRITERIA, criterion), criterion.title)
            if criterion.intention:
                yield Held(_part(OWN_CRITERIA, criterion), criterion.title)
        for measure in self.measures:
            yield Held(_name(OWN_MEASURES, measure), measure.title)
            if measure.aim:
                yield Held(_part(OWN_MEASURES, measure), measure.title)


NOTHING_OWN = Own()


def _name(key: str, one: Definition) -> str:
    return f"{key}.{one.id}"


def _part(key: str, one: Definition) -> str:
    return f"{key}.{one.id}.{KEPT_PARTS[key]}"


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
