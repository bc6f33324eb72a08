"""A place that must not be found: what its public file may hold, and nothing else.

The repository is public, so a file is refused for what it says, not for what the site would show.
What is allowed is listed; all that is not is refused, whatever the questionnaire becomes. Nothing
of such a place goes further than this check: no assessment is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cm_build.places.answer import Answer, Given
from cm_build.places.assessment import Assessment
from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.questionnaire.grammar import EFFECTS, ENVIRONMENT
from cm_build.questionnaire.names import Names
from cm_build.reading.comments import comments_in
from cm_build.reading.node import Fields, Mark
from cm_build.reading.problem import Problem, problem

# The only keys of the head that tell nothing of who or where.
HEADER = frozenset(
    {
        "questionnaire", "publication", "licence_acceptee", "etat", "exemple_fictif",
        "lieu_protege", "departement", "reponses_choisies",
    }
)  # fmt: skip
NEUTRAL = re.compile(r"lieu-protege-[1-9]\d{0,3}")
_START = Mark(1, 1)


class ProtectionCheck:
    """Holds the file of a protected place against the list of what it may say."""

    def __init__(self, header: Header, root: Fields, desk: Desk, names: Names) -> None:
        self.header, self.root, self.desk, self.names = header, root, desk, names

    def run(self, content: bytes, read: Mapping[str, Answer], marks: Mapping[str, Mark]) -> None:
        """Note on the desk everything that is not on the list."""
        # What answers stand under is looked at answer by answer.
        known = self.names.sections.keys() | {EFFECTS, ENVIRONMENT}
        for key, entry in self.root.entries.items():
            if key not in HEADER | known:
                self.desk.refuse("CM-430", entry.key, lu=key)
        self._department()
        self._chosen()
        for path, mark in marks.items():
            if path not in self._allowed() and isinstance(read.get(path), Given):
                label = self.names.asked_for(path).question.short
                self.desk.refuse("CM-430", mark, lu=label)
        for mark in comments_in(content):
            self.desk.refuse("CM-434", mark)
        self.desk.refuse("CM-433", _START)

    def _allowed(self) -> frozenset[str]:
        return frozenset((*self.names.questionnaire.protection, *self.header.reponses_choisies))

    def _department(self) -> None:
        code = self.header.departement or ""
        if code not in self.desk.territory.departements:
            self.desk.refuse("CM-431", self.root.mark_of("departement"), lu=code)

    def _chosen(self) -> None:
        """Accept only effects among what is chosen one by one: the rest is never on the list."""
        for name in self.header.reponses_choisies:
            asked = self.names.asked.get(name)
            if asked is None or asked.home not in ("critere", "echelle"):
                self.desk.refuse("CM-430", self.root.mark_of("reponses_choisies"), lu=name)


def folder_problems(
    folder: str, name: str, assessments: list[Assessment], photos: list[str]
) -> Iterator[Problem]:
    """Tell what the folder of a protected place gives away: its address, other years, photos."""
    if not NEUTRAL.fullmatch(folder):
        yield problem("CM-432", name, _START, lu=folder)
    for assessment in assessments:
        yield problem("CM-435", assessment.file, _START)
    for photo in photos:
        yield problem("CM-430", f"{name}/{photo}", _START, lu="photo")
