"""A mapping held against the questionnaire and against the list: everything that is wrong, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cm_build.importing.headers import personal_word
from cm_build.importing.mapping import ListMapping
from cm_build.importing.worksheet import Worksheet
from cm_build.places.licence import KNOWN, Terms, terms_of
from cm_build.places.text import findings
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.origin import Noted, Origin
from cm_build.questionnaire.question import AnyQuestion, MultipleChoice, SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import Suggestion
from cm_build.reading.problem import Problem

# What no list may say of a place: whom to write to is its own to give, and so are its pictures.
_KEPT = (Role.CONTACT, Role.CONTACT_PUBLIC, Role.PHOTOS)
# A column where this share of the cells designates someone is one of persons, whatever its name.
SHARE, LEAST = 0.1, 3


@dataclass(frozen=True)
class MappingCheck:
    """What a mapping must agree with; `targets` are the questions a list may answer."""

    mapping: ListMapping
    origin: Origin
    names: Names

    def problems(self, sheet: Worksheet, targets: Iterable[str]) -> tuple[Problem, ...]:
        """Tell everything that is wrong, where it is written."""
        noted = Noted(self.origin)
        self._questions(noted, frozenset(targets))
        self._columns(noted, sheet)
        return noted.problems

    def listing_problems(self, sheet: Worksheet) -> tuple[Problem, ...]:
        """Tell what keeps a list of places out: no source, terms that cannot be kept, persons in it."""
        noted = Noted(self.origin)
        self._persons(noted, sheet)
        source = self.mapping.source
        if source is None:
            noted.add("CM-535", ())
            return noted.problems
        terms = terms_of(source.licence)
        if terms in (None, Terms.CLOSED):
            noted.add("CM-533", ("source", "licence"), lu=source.licence, attendu=KNOWN)
        return noted.problems

    def _questions(self, noted: Noted, targets: frozenset[str]) -> None:
        names = self.names
        place = names.roles[Role.NOM]
        if place not in self.mapping.reponses:
            noted.add("CM-202", ("reponses",), cle=place)
        for path, column in self.mapping.reponses.items():
            if path not in targets:
                noted.add("CM-534", ("reponses", path), lu=path, proche=Suggestion(path, targets))
                continue
            asked = names.asked.get(path)
            if asked is None:
                continue
            question = asked.question
            for value, option in column.valeurs.items():
                known = options_of(question)
                if option and option not in known:
                    at = ("reponses", path, "valeurs", value)
                    hint, listed = Suggestion(option, known), ", ".join(known)
                    noted.add("CM-311", at, lu=option, proche=hint, attendu=listed)
        told = self.names.roles[Role.COMMUNE] in self.mapping.reponses
        if not told and not any(True for _ in self.mapping.commune.needed):
            noted.add("CM-202", ("commune",), cle="commune")

    def _columns(self, noted: Noted, sheet: Worksheet) -> None:
        for path, column in self.mapping.columns:
            if column not in sheet.columns:
                hint = Suggestion(column, sheet.columns)
                listed = ", ".join(sheet.columns)
                noted.add("CM-531", path, lu=column, proche=hint, attendu=listed)

    def _persons(self, noted: Noted, sheet: Worksheet) -> None:
        """Refuse a column of persons, by its name or by what it holds."""
        for path, column in self.mapping.columns:
            word = personal_word(column)
            held = 0 if word else _designating(row.cells.get(column, "") for row in sheet.rows)
            if word or held:
                why = f"« {word} »" if word else f"{held} adresses électroniques ou numéros"
                noted.add("CM-532", path, lu=column, attendu=why)


def options_of(question: AnyQuestion) -> Mapping[str, str]:
    """Give the options of a question by their id, with their labels."""
    if not isinstance(question, SingleChoice | MultipleChoice):
        return {}
    return {option.id: option.libelle for option in question.options}


def listed_targets(names: Names) -> Iterator[str]:
    """Give the questions that a list may answer: identity, less what only the place may give."""
    kept = {names.roles.get(role) for role in (*_KEPT, Role.COMMUNE)}
    yield from sorted(path for path in names.identity if path not in kept)


def _designating(cells: Iterable[str]) -> int:
    """Count the cells that hold an e-mail address or a phone number; none when they are exceptions."""
    filled = [cell for cell in cells if cell]
    held = sum(
        any(found.code in ("CM-321", "CM-322") for found in findings(cell, short=True))
        for cell in filled
    )
    return held if held >= max(LEAST, SHARE * len(filled)) else 0
