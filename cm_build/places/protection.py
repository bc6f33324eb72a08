"""A place that must not be found: what its public file may hold, and nothing else.

The repository is public, so a file is refused for what it says, not for what the site would show.
What is allowed is listed; all that is not is refused, whatever the questionnaire becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from cm_build.places.answer import Answer, Given
from cm_build.places.assessment import Assessment
from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.header_check import check_promises
from cm_build.places.protected import ProtectedYear, Said
from cm_build.places.renaming import Renaming
from cm_build.questionnaire.grammar import EFFECTS, ENVIRONMENT
from cm_build.questionnaire.names import Names
from cm_build.reading.comments import comments_in
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields, Mark
from cm_build.reading.problem import Problem, has_errors, problem

# The only keys of the head that tell nothing of who or where.
HEADER = frozenset(
    {
        "questionnaire", "publication", "licence_acceptee", "etat", "exemple_fictif",
        "lieu_protege", "departement", "region", "grand_type", "classes", "reponses_choisies",
    }
)  # fmt: skip
# Answers made of words: a number, a date, an address or a table of evidence counts or locates.
TELLING = frozenset(
    {"choix_unique", "choix_multiple", "oui_non", "texte_court", "texte_long", "liste"}
)
NEUTRAL = re.compile(r"lieu-protege-[1-9]\d{0,3}")
_START = Mark(1, 1)


def offered(names: Names) -> tuple[str, ...]:
    """List what a protected place may choose one by one: its effects, and the declared texts."""
    protection = names.questionnaire.protection
    texts = frozenset(protection.textes) if protection else frozenset()
    return tuple(
        path
        for path, asked in names.asked.items()
        if asked.question.type in TELLING
        and (asked.home in ("critere", "echelle") or path in texts)
    )


class ProtectionCheck:
    """Holds the file of a protected place against the list of what it may say."""

    def __init__(self, header: Header, root: Fields, desk: Desk, names: Names) -> None:
        self.header, self.root, self.desk, self.names = header, root, desk, names

    def run(self, content: bytes, words: Iterable[Renaming], file: str) -> ProtectedYear | None:
        """Note on the desk everything that is not on the list; give what is, when nothing is wrong.

        `words` are those of an older version: what the questionnaire put aside is still in the file.
        """
        read, marks = self.desk.answers, self.desk.marks
        for word in words:
            if not word.today:
                self.desk.refuse("CM-430", word.mark, lu=word.former)
        # What answers stand under is looked at answer by answer.
        known = self.names.sections.keys() | {EFFECTS, ENVIRONMENT}
        for key, entry in self.root.entries.items():
            if key not in HEADER | known:
                self.desk.refuse("CM-430", entry.key, lu=key)
        self._agreement()
        self._area()
        self._kind()
        self._classes()
        self._chosen()
        allowed = frozenset(self.header.reponses_choisies)
        for path, mark in marks.items():
            if path not in allowed and isinstance(read.get(path), Given):
                label = self.names.asked_for(path).question.short
                self.desk.refuse("CM-430", mark, lu=label)
        for mark in comments_in(content):
            self.desk.refuse("CM-434", mark)
        self.desk.refuse("CM-433", _START)
        return None if has_errors(self.desk.ledger.problems()) else self._year(read, file)

    def _agreement(self) -> None:
        header = self.header
        check_promises(header, self.root, self.desk, self.names.questionnaire.version)
        if header.publication == "annuaire":
            self.desk.refuse("CM-430", self.root.mark_of("publication"), lu="annuaire")

    def _area(self) -> None:
        """One of the two, and never both: together they would only say the smaller."""
        departement, region = self.header.departement, self.header.region
        if departement and region:
            self.desk.refuse("CM-430", self.root.mark_of("region"), lu="region")
        elif region:
            if region not in self.desk.territory.regions:
                self.desk.refuse("CM-431", self.root.mark_of("region"), lu=region)
        elif departement not in self.desk.territory.departements:
            self.desk.refuse("CM-431", self.root.mark_of("departement"), lu=departement or "")

    def _kind(self) -> None:
        protection = self.names.questionnaire.protection
        known = [kind.id for kind in protection.types] if protection else []
        read = self.header.grand_type or ""
        if read not in known:
            at = self.root.mark_of("grand_type")
            self.desk.refuse("CM-436", at, lu=read, attendu=", ".join(known))

    def _classes(self) -> None:
        protection = self.names.questionnaire.protection
        figures = {figure.id: figure for figure in protection.classes} if protection else {}
        at = self.root.mark_of("classes")
        for name, label in self.header.classes.items():
            if name not in figures:
                self.desk.refuse("CM-430", at, lu=name)
                continue
            known = [bound.libelle for bound in figures[name].bornes]
            if label not in known:
                self.desk.refuse("CM-437", at, lu=figures[name].titre, attendu=" ; ".join(known))

    def _chosen(self) -> None:
        """Accept only words among what is chosen one by one: the rest is never on the list."""
        known = offered(self.names)
        for name in self.header.reponses_choisies:
            if name not in known:
                at, hint = self.root.mark_of("reponses_choisies"), Suggestion(name, known)
                self.desk.refuse("CM-438", at, lu=name, proche=hint)

    def _year(self, read: Mapping[str, Answer], file: str) -> ProtectedYear:
        header, protection = self.header, self.names.questionnaire.protection
        figures = tuple(
            (figure.id, header.classes[figure.id])
            for figure in (protection.classes if protection else ())
            if figure.id in header.classes
        )
        said = tuple(
            (path, cast("Said", answer.value))
            for path in offered(self.names)
            if path in header.reponses_choisies and isinstance(answer := read.get(path), Given)
        )
        return ProtectedYear(
            year=self.desk.year,
            file=file,
            publication=header.publication,
            state=header.etat,
            fictional=header.exemple_fictif,
            departement=header.departement or "",
            region=header.region or "",
            kind=header.grand_type or "",
            figures=figures,
            said=said,
        )


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
