"""Who reads the référentiel: the questions each audience asks, and the sentences that answer them.

Once read, every name must lead somewhere, and every statistic fit.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Annotated

from pydantic import Field

from cm_build.questionnaire.concerned import ConcernedPlaces, check_concerned
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.observatory import Colour, Observatory, charts_of
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.pattern import PatternError
from cm_build.questionnaire.statistic import (
    AGREEMENT,
    COUNTED,
    SAID,
    StatisticKind,
    statistic_of,
    statistics_of,
)
from cm_build.questionnaire.validation import Declaration, read_declaration


class Way(Declared):
    """A page of this site that says more; its address is from the root."""

    texte: Sentence
    adresse: Annotated[str, Field(pattern=r"^[a-z0-9/_.-]*(#[a-z0-9_.-]+)?$")]


class AudienceQuestion(Declared):
    """A question an audience asks; the first sentence that can be said answers it."""

    id: Identifier
    question: Sentence
    phrases: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    note: str | None = None
    graphiques: tuple[str, ...] = ()
    lieux: ConcernedPlaces | None = None
    liens: tuple[Way, ...] = ()


class ExamplePage(Declared):
    """A page of an invented place, led to while the site shows that place."""

    texte: Sentence
    lieu: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    page: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)+$")]


class Audience(Declared):
    """A page `/pour/<id>/`; `court` stands for it in lists of links."""

    id: Identifier
    court: Sentence
    titre: Sentence
    couleur: Colour = "sarcelle"
    chapeau: Sentence
    questions: Annotated[tuple[AudienceQuestion, ...], Field(min_length=1, max_length=12)]
    liens: tuple[Way, ...] = ()
    exemples: tuple[ExamplePage, ...] = ()


class Audiences(Declared):
    """Everything `data/publics.yaml` declares."""

    publics: Annotated[tuple[Audience, ...], Field(min_length=1)]


def load_audiences(
    content: bytes,
    file: str,
    names: Names,
    observatory: Observatory | None,
    completed: Callable[[Declaration[Audiences]], Declaration[Audiences]] = lambda read: read,
) -> Declaration[Audiences]:
    """Read, build and check the audiences; charts are checked when the observatory is known.

    `completed` adds what a network declares, before anything is checked.
    """
    declared = completed(read_declaration(Audiences, content, file))
    audiences, origin = declared.model, declared.origin
    if audiences is None or origin is None:
        return declared
    findings = Findings(origin, names)
    charts = charts_of(observatory) if observatory else None
    findings.repeated((audience.id, ("publics", a)) for a, audience in enumerate(audiences.publics))
    for a, audience in enumerate(audiences.publics):
        path: Path = ("publics", a, "questions")
        findings.repeated(
            (question.id, (*path, q)) for q, question in enumerate(audience.questions)
        )
        for q, question in enumerate(audience.questions):
            _check(question, (*path, q), charts, findings)
    return declared.checked(findings.problems)


def _check(
    question: AudienceQuestion, path: Path, charts: Container[str] | None, findings: Findings
) -> None:
    for i, text in enumerate(question.phrases):
        _sentence(text, (*path, "phrases", i), question, findings)
    for i, chart in enumerate(question.graphiques):
        if charts is not None and chart not in charts:
            findings.unknown(chart, (*path, "graphiques", i))
    if question.lieux:
        check_concerned(question.lieux, (*path, "lieux"), findings)


def _sentence(text: str, path: Path, question: AudienceQuestion, findings: Findings) -> None:
    try:
        pieces = statistics_of(text)
    except PatternError as error:
        findings.add("CM-607", path, lu=error.args[0])
        return
    counted: set[str] = set()
    for piece in pieces:
        statistic = statistic_of(piece.reference, findings.names)
        if statistic is None:
            known = (*findings.names.asked, *findings.names.indicators, *COUNTED)
            findings.unknown(piece.reference, path, known)
            continue
        if statistic.kind is StatisticKind.CONCERNED and question.lieux is None:
            findings.add("CM-612", path, lu=piece.reference, attendu="« lieux » dans la question")
        if piece.format == AGREEMENT:
            if piece.reference not in counted:
                wanted = f"un nombre de « {piece.reference} » plus tôt dans la phrase"
                findings.add("CM-612", path, lu=piece.format, attendu=wanted)
        elif piece.format not in SAID[statistic.kind]:
            wanted = ", ".join(sorted(filter(None, SAID[statistic.kind])))
            findings.add("CM-612", path, lu=f"{piece.reference}:{piece.format}", attendu=wanted)
        else:
            counted.add(piece.reference)
