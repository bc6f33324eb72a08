"""One place, one year: the file read, checked and lowered to answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from cm_build.places.answer import NO_ANSWER, Answer, Answers, Given, Shares
from cm_build.places.ballot import shown_workshop
from cm_build.places.commune import Commune
from cm_build.places.concealment import Concealed, kept_back
from cm_build.places.header import Answering, Header
from cm_build.places.own import NOTHING_OWN, Own
from cm_build.places.settlement import settlement
from cm_build.places.workshop import WORKSHOP, Workshop, voted_paths
from cm_build.questionnaire.edition import Edition
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import AnyQuestion, Distribution
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Mark
from cm_build.reading.problem import FIRST_LINE, Problem


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a place says of itself for one year.

    `answers` holds what was given and what is not concerned; a path that is absent was not
    answered. `file` is relative to the data folder. `shares` are the distributions as they were
    typed, before they were completed in the light of the others; `warnings` is what reading the
    file said, and `marks` where each answer stands in it: what is published has none of the three.
    """

    slug: str
    year: int
    file: str
    header: Header
    answers: Answers
    workshop: Workshop | None
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)
    shares: Mapping[str, Shares] = field(default_factory=dict, compare=False, repr=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    own: Own = NOTHING_OWN

    def mark_of(self, path: str | None) -> Mark:
        """Give the place of an answer in the file, else its beginning."""
        return self.marks.get(path or "", FIRST_LINE)

    @property
    def estimates(self) -> frozenset[str]:
        """The answers that the place gives as estimates; a name without an answer says nothing."""
        return frozenset(
            path
            for path in self.header.estimations
            if isinstance(self.answers.get(path, NO_ANSWER), Given)
        )

    @property
    def edition(self) -> Edition:
        """Give what the file answers."""
        return Edition(self.header.questionnaire, self.year)

    def visible(self, names: Names) -> PublishedAssessment:
        """Forget what the place hides or keeps private, and what would give it back.

        What is left is settled anew, as if the rest had never been typed: a hidden answer decides
        of no other, and completes nothing.
        """
        kept = kept_back(self.header, self.answers, names)
        own = self.own.shown(self.header)
        unsaid = _unvoted(kept, names)
        workshop = _shown(self.workshop, kept.owners | self.own.without(own) | unsaid)
        answers = self.answers
        if kept.touches(answers, names):
            answers = settlement(names).again(self._left(kept, names), self.edition)
        header = self.header.model_copy(
            update={
                "sections_masquees": (),
                "reponses_masquees": (),
                "sections_publiees": (),
                "reponses_publiees": (),
                "reponse": _answering(self.header.reponse, workshop),
                "estimations": tuple(p for p in self.header.estimations if p in answers),
                "effets_de_la_fiche": tuple(
                    name for name in self.header.effets_de_la_fiche if name not in kept.owners
                ),
                "effet_non_voulu_de_la_fiche": None
                if self.header.effet_non_voulu_de_la_fiche in kept.owners
                else self.header.effet_non_voulu_de_la_fiche,
            }
        )
        return PublishedAssessment(
            self.slug, self.year, self.file, header, answers, workshop, own=own
        )

    def _left(self, kept: Concealed, names: Names) -> dict[str, Answer]:
        """Give what remains, distributions as they were typed."""
        left: dict[str, Answer] = {}
        for path, answer in self.answers.items():
            if names.asked_for(path).path in kept.answers:
                continue
            typed = Given(self.shares[path]) if path in self.shares else answer
            remaining = _without(
                typed, kept.parts.get(path, frozenset()), names.asked_for(path).question
            )
            if remaining is not NO_ANSWER:
                left[path] = remaining
        return left


class PublishedAssessment(Assessment):
    """What a year shows, and nothing else; only `Assessment.visible` makes one.

    The stages that compute, draw and write take this type: what is not shown cannot reach them.
    """

    __slots__ = ()

    def visible(self, names: Names) -> PublishedAssessment:
        """Give it as it is: what had to be forgotten is gone."""
        del names
        return self


def _without(answer: Answer, parts: frozenset[str], question: AnyQuestion) -> Answer:
    """Forget some parts of a distribution; what is left is no longer the whole of it.

    A group of which nothing is left without detail would tell that its other lines are zero: that
    is forgotten with any of its lines.
    """
    if not parts or not isinstance(answer, Given) or not isinstance(answer.value, Shares):
        return answer
    assert isinstance(question, Distribution)  # noqa: S101 - only distributions have parts
    told = answer.value.parts
    emptied = {
        whole.id
        for whole in question.parts
        if whole.sans_detail and not told.get(whole.id)
        and any(line.id in parts for line in question.beside(whole))
    }  # fmt: skip
    left = {part: amount for part, amount in told.items() if part not in parts | emptied}
    return Given(Shares(left, complete=False)) if left else NO_ANSWER


def _unvoted(kept: Concealed, names: Names) -> frozenset[str]:
    """Name the criteria whose presence or direction is kept: what was voted would give it back."""
    return frozenset(
        criterion
        for criterion in names.criteria
        if not kept.answers.isdisjoint(voted_paths(criterion, names))
    )


def _answering(answering: Answering, workshop: Workshop | None) -> Answering:
    """Forget how many answered in a workshop: less the counted colleges, it sizes the one in words."""
    if workshop is None or answering.mode != "atelier" or not workshop.words:
        return answering
    return answering.model_copy(update={"personnes": None})


def _shown(workshop: Workshop | None, hidden: frozenset[str]) -> Workshop | None:
    if workshop is None or WORKSHOP in hidden:
        return None
    return shown_workshop(workshop, hidden)


def name_of(assessment: Assessment, names: Names) -> str:
    """Give the place's name; a file without one is refused at reading."""
    answer = assessment.answers.get(names.roles[Role.NOM], NO_ANSWER)
    return str(answer.value) if isinstance(answer, Given) else assessment.slug


def commune_of(assessment: Assessment, names: Names) -> Commune:
    """Give the commune of a place; the reader refuses a file without one."""
    given = cast("Given", assessment.answers[names.roles[Role.COMMUNE]])
    return cast("Commune", given.value)
