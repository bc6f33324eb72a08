"""A published assessment written back as a file of a place: the reader finds the same answers in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cm_build.importing.document import PlainWord, Value
from cm_build.places.answer import (
    UNKNOWN,
    WITHOUT_OBJECT,
    Answer,
    Given,
    NotAnswered,
    NotConcerned,
    Photo,
    Shares,
)
from cm_build.places.assessment import PublishedAssessment
from cm_build.places.ballot import shown_workshop
from cm_build.places.commune import Commune
from cm_build.places.territory import Territory
from cm_build.places.workshop import WORKSHOP
from cm_build.places.workshop_writing import workshop_tree
from cm_build.questionnaire.grammar import beside, keys_to
from cm_build.questionnaire.names import Names

YES, NO = PlainWord("oui"), PlainWord("non")


def document_of(
    assessment: PublishedAssessment, names: Names, territory: Territory
) -> dict[str, Value]:
    """Give the file that says what an assessment shows, of what `names` knows how to ask.

    What a place chose to follow by itself, its photos, and whether it shows where it stands, are
    for its portrait: they stay where that is.
    """
    answers = {
        path: answer
        for path, answer in assessment.answers.items()
        if beside(path) in names.asked and not _pictured(answer)
    }
    document: dict[str, Any] = dict(_header(assessment, answers, names))
    said_of: dict[str, list[str]] = {}
    for path in answers:
        said_of.setdefault(beside(path), []).append(path)
    for path, asked in names.asked.items():
        for said in said_of.get(path, ()):
            value = _value(answers[said], territory)
            if value is not None:
                node = document
                for step in keys_to(asked.home, asked.owner):
                    node = node.setdefault(step, {})
                node[asked.question.id + said.removeprefix(path)] = value
    if assessment.workshop is not None:
        own = frozenset(one.id for one in assessment.own.criteria)
        tree = workshop_tree(shown_workshop(assessment.workshop, own))
        document[WORKSHOP] = _tree(tree)
    return document


def _header(
    assessment: PublishedAssessment, answers: Mapping[str, Answer], names: Names
) -> Iterator[tuple[str, Value]]:
    header = assessment.header
    yield "questionnaire", PlainWord(header.questionnaire)
    yield "publication", PlainWord(header.publication)
    if header.licence_acceptee:
        yield "licence_acceptee", YES
    yield "etat", PlainWord(header.etat)
    if header.date_fermeture:
        yield "date_fermeture", PlainWord(header.date_fermeture.isoformat())
    for name in ("identifiants", "reponse", "source"):
        part = getattr(header, name)
        inner = part.model_dump(mode="json", exclude_none=True) if part else {}
        if inner:
            yield name, {key: str(value) for key, value in inner.items()}
    estimates = sorted(path for path in assessment.estimates if path in answers)
    if estimates:
        yield "estimations", [PlainWord(path) for path in estimates]
    # What is private by default is shown here: the file says that it is.
    given = {path for path, answer in answers.items() if isinstance(answer, Given)}
    owners = {names.asked_for(path).owner for path in given}
    sections = [
        one.id for one in names.sections.values() if one.prive_par_defaut and one.id in owners
    ]
    if sections:
        yield "sections_publiees", [PlainWord(name) for name in sections]
    private = sorted(
        path
        for path in given
        if path in names.asked and names.asked[path].question.prive_par_defaut
    )
    if private:
        yield "reponses_publiees", [PlainWord(path) for path in private]
    if header.lieu_protege is not None:
        # A protected place is never copied: what remains is the choice of not being one.
        yield "lieu_protege", NO


def _pictured(answer: Answer) -> bool:
    value = answer.value if isinstance(answer, Given) else ()
    return isinstance(value, tuple) and any(isinstance(one, Photo) for one in value)


def _value(answer: Answer, territory: Territory) -> Value | None:
    """Write an answer; what the rest of the file decides is not written."""
    if isinstance(answer, NotAnswered):
        return PlainWord(answer.reason) if answer == UNKNOWN else None
    if isinstance(answer, NotConcerned):
        return PlainWord(answer.reason) if answer == WITHOUT_OBJECT else None
    match answer.value:
        case Commune() as commune:
            # A code alone may also be the postal code of another.
            return territory.text_of(commune)
        case Shares(parts=parts, complete=complete):
            amounts: dict[str, Value] = {part: _scalar(one) for part, one in parts.items()}
            return amounts | ({"complet": YES} if complete else {})
        case tuple() as items:
            return [_row(item) if isinstance(item, Mapping) else _scalar(item) for item in items]
        case Mapping() as texts:
            return _row(texts)
        case value:
            return _scalar(value)


def _row(cells: Mapping[str, object]) -> dict[str, Value]:
    return {key: _scalar(cell) for key, cell in cells.items()}


def _scalar(value: object) -> Value:
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return PlainWord(f"{value:f}")
        case int():
            return PlainWord(value)
        case date():
            return PlainWord(value.isoformat())
        case _:
            return str(value)


def _tree(node: Mapping[str, object]) -> dict[str, Value]:
    """Write what a workshop holds: counts are plain, words between quotes."""
    return {
        key: _tree(inner)
        if isinstance(inner, Mapping)
        else [str(item) for item in inner]
        if isinstance(inner, list | tuple)
        else _scalar(inner)
        for key, inner in node.items()
    }
