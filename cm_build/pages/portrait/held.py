"""The workshop of a year: when it was held, and who was there, by college and never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.workshop import Length
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.places.assessment import PublishedAssessment
    from cm_build.questionnaire.names import Names


class Attendance(NamedTuple):
    """A college that took part; `people` is nothing where their number would give back their votes."""

    college: str
    people: int | None


class WorkshopHeld(NamedTuple):
    """When a workshop was held, and which colleges took part; one evening is never told as more."""

    day: str
    evening: bool
    colleges: tuple[Attendance, ...]

    @property
    def uncounted(self) -> bool:
        """Whether a college is named without its number."""
        return any(one.people is None for one in self.colleges)

    @property
    def people(self) -> int | None:
        """How many were there; None as soon as one college is not counted: the others would give it back."""
        counts = [one.people for one in self.colleges if one.people is not None]
        return sum(counts) if counts and not self.uncounted else None


def held(assessment: PublishedAssessment, names: Names) -> WorkshopHeld | None:
    """Tell the workshop of a year; None without one, or when nothing said there is published."""
    workshop = assessment.workshop
    if workshop is None or not workshop.told:
        return None
    ballots = (*workshop.votes.values(), *workshop.words.values())
    voting = {college for by_college in ballots for college in by_college}
    there = {college for college, people in workshop.participants.items() if people} | voting
    colleges = tuple(
        Attendance(college.libelle, workshop.participants.get(college.id))
        for college in names.questionnaire.colleges
        if college.id in there
    )
    day = french.day(workshop.date) if workshop.date else ""
    return WorkshopHeld(day, workshop.format is Length.EVENING, colleges)
