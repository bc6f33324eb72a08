"""One place, one year: the file read, checked and lowered to answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cm_build.places.answer import (
    NO_ANSWER,
    NOT_ASKED,
    Answer,
    Answers,
    Given,
    Shares,
    answer_at,
)
from cm_build.places.condition import Test, gates
from cm_build.places.header import Header
from cm_build.places.workshop import WORKSHOP, Workshop
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.questionnaire.names import Asked, Names, Reference


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a place says of itself for one year.

    `answers` holds what was given and what is not concerned; a path that is absent was not
    answered. `file` is relative to the data folder. `marks` says where each answer stands in the
    file, for what is told afterwards; what is published has none.
    """

    slug: str
    year: int
    file: str
    header: Header
    answers: Answers
    workshop: Workshop | None
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)

    def mark_of(self, path: str | None) -> Mark:
        """Give the place of an answer in the file, else its beginning."""
        return self.marks.get(path or "", Mark(1, 1))

    @property
    def estimates(self) -> frozenset[str]:
        """The answers that the place gives as estimates; a name without an answer says nothing."""
        return frozenset(
            path
            for path in self.header.estimations
            if isinstance(self.answers.get(path, NO_ANSWER), Given)
        )

    def visible(self, names: Names) -> Assessment:
        """Forget what the place hides or keeps private, before anything is computed."""
        hidden = set(self.header.sections_masquees) | {
            section.id
            for section in names.sections.values()
            if section.prive_par_defaut and section.id not in self.header.sections_publiees
        }
        gone = {
            path
            for path, asked in names.asked.items()
            if asked.owner in hidden or path in self.header.reponses_masquees
        }
        parts = self._hidden_parts(names)
        kept: Answers = {
            path: _without(answer, parts.get(path, frozenset()))
            for path, answer in self.answers.items()
            if names.asked_for(path).path not in gone
        }
        if parts or len(kept) < len(self.answers):
            kept = _asked_again(kept, names)
        estimates = tuple(path for path in self.header.estimations if path in kept)
        header = self.header.model_copy(
            update={
                "sections_masquees": (),
                "reponses_masquees": (),
                "sections_publiees": (),
                "estimations": estimates,
            }
        )
        workshop = _shown(self.workshop, hidden)
        return replace(self, header=header, answers=kept, workshop=workshop, marks={})

    def _hidden_parts(self, names: Names) -> dict[str, frozenset[str]]:
        """Give the parts hidden alone, by the path of their distribution."""
        found: dict[str, frozenset[str]] = {}
        for name in self.header.reponses_masquees:
            reference = None if name in names.asked else names.resolve(name)
            if reference and reference.part:
                known = found.get(reference.path, frozenset())
                found[reference.path] = known | {reference.part}
        return found


def _without(answer: Answer, parts: frozenset[str]) -> Answer:
    """Forget some parts of a distribution; what is left is no longer the whole of it."""
    if not parts or not isinstance(answer, Given) or not isinstance(answer.value, Shares):
        return answer
    left = {part: amount for part, amount in answer.value.parts.items() if part not in parts}
    return Given(Shares(left, complete=False)) if left else NO_ANSWER


def _asked_again(answers: Answers, names: Names) -> Answers:
    """Decide again which questions arise, from what is left: hidden answers decide nothing."""
    known = dict(answers)

    def lookup(reference: Reference) -> Answer:
        return answer_at(known, reference, {})

    for asked, test in _gates(names):
        if test(lookup) is False:
            known[asked.path] = NOT_ASKED
        elif known.get(asked.path) == NOT_ASKED:
            del known[asked.path]
    return {path: known[path] for path in sorted(known)}


@lru_cache(maxsize=4)
def _gates(names: Names) -> list[tuple[Asked, Test]]:
    return gates(names)


def _shown(workshop: Workshop | None, hidden: set[str]) -> Workshop | None:
    if workshop is None or WORKSHOP in hidden:
        return None
    return replace(workshop, votes={c: v for c, v in workshop.votes.items() if c not in hidden})


def name_of(assessment: Assessment, names: Names) -> str:
    """Give the place's name; a file without one is refused at reading."""
    answer = assessment.answers.get(names.roles[Role.NOM], NO_ANSWER)
    return str(answer.value) if isinstance(answer, Given) else assessment.slug
