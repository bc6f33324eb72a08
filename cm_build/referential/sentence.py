"""Sentences and headlines made from patterns; silent rather than wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cm_build.computing.figure import Reason
from cm_build.places.answer import Answer, Given, Shares, whole
from cm_build.places.commune import Commune
from cm_build.places.condition import compile_condition
from cm_build.places.header import State
from cm_build.questionnaire.condition import ConditionalPattern, Pattern
from cm_build.questionnaire.names import Reference
from cm_build.questionnaire.pattern import TENSE, Placeholder, Segment, parse_pattern
from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.referential.naming import OWN, named
from cm_build.referential.sources import Sources, why_missing
from cm_build.wording import french

# The codes of the exports, for one place and for several.
ABSENCES = {
    "non_repondu": ("sans réponse", "sans réponse"),
    "ne_sait_pas": ("ne sait pas", "ne savent pas"),
    "sans_objet": ("sans objet", "sans objet"),
    "prealable_inconnu": ("on ne sait pas si cela se pose", "on ne sait pas si cela se pose"),
    "non_publie": ("non publié", "non publiés"),
}
UNSAID = ABSENCES["non_repondu"][0]
_FIGURES = {
    Reason.NOT_CONCERNED: ABSENCES["sans_objet"][0],
    Reason.UNSETTLED: ABSENCES["prealable_inconnu"][0],
    Reason.ZERO_DENOMINATOR: ABSENCES["sans_objet"][0],
    Reason.INCOMPLETE: "réponse incomplète",
    Reason.LOW_COVERAGE: "trop peu de réponses",
}


class Run(NamedTuple):
    """A run of a sentence; an emphasised one is what the figures show."""

    text: str
    strong: bool


def sentence(patterns: Sequence[Pattern], sources: Sources, scope: str | None = None) -> str:
    """Give the first sentence that can be said, without marks of emphasis; empty when none."""
    return "".join(run.text for run in headline(patterns, sources, scope))


def headline(
    patterns: Sequence[Pattern], sources: Sources, scope: str | None = None
) -> tuple[Run, ...]:
    """Give the first sentence that can be said, cut into plain and emphasised runs."""
    for pattern in patterns:
        text = pattern
        if isinstance(pattern, ConditionalPattern):
            test = pattern.si and compile_condition(pattern.si, sources.names, scope)
            if test and test(sources.lookup) is not True:
                continue
            text = pattern.texte
        said = _said(parse_pattern(str(text)), sources, scope)
        if said is not None:
            said = _ELIDED.sub(r"d’\1environ", said)
            whole_text = french.spaced(french.capitalised(" ".join(said.split(" "))))
            return tuple(
                Run(part, strong=bool(index % 2))
                for index, part in enumerate(whole_text.split("*"))
                if part
            )
    return ()


def _said(segments: Sequence[Segment], sources: Sources, scope: str | None) -> str | None:
    pieces: list[str] = []
    for segment in segments:
        texts = [
            piece if isinstance(piece, str) else _filled(piece, sources, scope)
            for piece in segment.pieces
        ]
        if None not in texts:
            pieces += [text for text in texts if text is not None]
        elif not segment.optional:
            return None
    return "".join(pieces)


def _filled(placeholder: Placeholder, sources: Sources, scope: str | None) -> str | None:
    if placeholder.format == TENSE and placeholder.words:
        return placeholder.words[_TENSES[sources.state]]
    found = sources.find(placeholder.reference, scope)
    if found is None or not isinstance(found[1], Given):
        return None
    reference, value = found[0], found[1].value
    if placeholder.words is not None:
        count = _count(value)
        singular, several = placeholder.words
        return None if count is None else french.plural(count, singular, several)
    if placeholder.format in OWN:
        return OWN[placeholder.format](reference, value, sources)
    if few := sources.few(reference):
        return _about(french.of_few(*few), reference, sources)
    written = _FORMATS.get(placeholder.format)
    if written:
        number = _count(value)
        if number is None:
            return None
        text = written(number, sources.unit(placeholder.reference)[1])
        return _about(text, reference, sources) if placeholder.format in _COUNTED else text
    plain = _plain(reference, value, sources)
    return plain and _about(plain, reference, sources)


# A place on pause is still there (`computing.counting`).
_TENSES: Mapping[State, int] = {"ouvert": 0, "pause": 0, "ferme": 1, "idee": 2, "prefiguration": 2}


def _about(text: str, reference: Reference, sources: Sources) -> str:
    """Say that a number is a rough one."""
    if french.is_bound(text):
        return f"{text} (estimation)" if sources.is_estimate(reference) else text
    return f"environ {text}" if sources.is_estimate(reference) else text


_COUNTED = frozenset({"nombre", "euros", "pourcent"})
_ELIDED = re.compile(r"\bde (\*?)environ\b")


_FORMATS: Mapping[str, Callable[[Decimal, int], str]] = {
    "nombre": french.number,
    "euros": lambda value, _: french.euros(value),
    "pourcent": french.percent,
}


def _count(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, Shares):
        return whole(value)
    return Decimal(len(value)) if isinstance(value, tuple) else None


def _plain(reference: Reference, value: object, sources: Sources) -> str | None:
    """Write an answer inside a sentence."""
    question = None if reference.is_indicator else sources.question(reference.path)
    if isinstance(question, SingleChoice | MultipleChoice):
        return named(reference, sources.chosen(reference.path), sources) or None
    return written(value, *sources.unit(reference.path))


def written(value: object, unit: str = "", places: int = 0) -> str | None:
    """Write any plain value; rows and photos have no form in a sentence."""
    match value:
        case bool():
            return "oui" if value else "non"
        case Decimal():
            return french.quantity(value, unit, places)
        case int():
            return str(value)
        case str():
            return value
        case Commune(nom=nom):
            return nom
        case Shares():
            total = whole(value)
            return None if total is None else french.quantity(total, unit, places)
        case tuple() if all(isinstance(item, str) for item in value):
            return french.listed([str(item) for item in value])
        case _:
            return french.day(value) if isinstance(value, date) else None


def absent_answer(answer: Answer, *, private: bool) -> str:
    """Say why a place did not answer; what it keeps for itself is not published."""
    code = "non_publie" if private else why_missing(answer)
    return ABSENCES.get(code, ABSENCES["non_repondu"])[0]


def absent_figure(reason: Reason) -> str:
    """Say why a figure could not be computed."""
    return _FIGURES.get(reason, UNSAID)
