"""The data page of a place: every answer, every figure, how it was made, where it comes from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.durations import END_OF_YEAR
from cm_build.computing.figure import Figure, Reason
from cm_build.computing.measures import sub_axis_figure
from cm_build.pages.portrait.block import answer_text
from cm_build.places.answer import NO_ANSWER, UNSETTLED, Given, NotConcerned
from cm_build.referential.sources import why_missing
from cm_build.wording import french
from cm_build.wording.formula import formula_of, reference_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cm_build.places.header import OpenSource
    from cm_build.questionnaire.asked import Asked
    from cm_build.questionnaire.names import Names
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources


class AnswerRow(NamedTuple):
    """A question and its answer, or the code of why there is none."""

    path: str
    label: str
    text: str
    missing: str


class AnswerGroup(NamedTuple):
    """The answers of a section, a criterion, a scale or an axis."""

    id: str
    title: str
    rows: tuple[AnswerRow, ...]
    unanswered: int


class FigureRow(NamedTuple):
    """A computed figure: value or reason, formula, operands, coverage."""

    id: str
    title: str
    text: str
    reason: str
    formula: str
    inputs: tuple[tuple[str, str], ...]
    coverage: str


class DataPage(NamedTuple):
    """Everything known of one place and one year."""

    slug: str
    name: str
    year: int
    years: tuple[int, ...]
    groups: tuple[AnswerGroup, ...]
    figures: tuple[FigureRow, ...]
    file: str
    questionnaire: int
    answering: str
    fictional: bool
    source: OpenSource | None


def data_page(context: PlaceContext) -> DataPage:
    """Gather the answers and figures of a place's latest year."""
    assessment, place = context.assessment, context.place
    return DataPage(
        slug=place.slug,
        name=place.name,
        year=assessment.year,
        years=context.years,
        groups=tuple(answer_groups(context.sources)),
        figures=figure_rows(context.sources),
        file=assessment.file,
        questionnaire=assessment.header.questionnaire,
        answering=_answering(context),
        fictional=place.fictional,
        source=assessment.header.source,
    )


def _answering(context: PlaceContext) -> str:
    reply = context.assessment.header.reponse
    parts = []
    if reply.date:
        parts.append(f"le {french.day(reply.date)}")
    if reply.mode:
        parts.append(
            {"seul": "par une personne seule", "equipe": "en équipe", "atelier": "en atelier"}[
                reply.mode
            ]
        )
    if reply.personnes and (reply.mode, reply.personnes) != ("seul", 1):
        parts.append(f"par {french.how_many(reply.personnes, 'personne', 'personnes')}")
    if reply.minutes:
        parts.append(f"en {french.quantity(Decimal(reply.minutes), 'minutes')}")
    return ", ".join(parts)


def answer_groups(sources: Sources) -> Iterable[AnswerGroup]:
    """Give the groups that have an answer, in the questionnaire's order."""
    names = sources.names
    for (_, owner), group in names.by_owner.items():
        rows = [_answer_row(asked, sources) for asked in group if _told(asked, sources)]
        if any(row.text for row in rows):
            yield AnswerGroup(owner, names.title(owner), tuple(rows), len(group) - len(rows))


def _told(asked: Asked, sources: Sources) -> bool:
    """Tell whether an answer is worth a line: given, or missing for a reason that was said."""
    answer = sources.answer(asked.path)
    if isinstance(answer, NotConcerned):
        return answer.reason != "condition"
    return isinstance(answer, Given) or answer not in (NO_ANSWER, UNSETTLED)


def _answer_row(asked: Asked, sources: Sources) -> AnswerRow:
    text = answer_text(asked.path, sources)
    details = sources.details(asked.path)
    if details:
        for option in sources.chosen(asked.path):
            if option.id in details:
                text += f" — {option.libelle} : {details[option.id]}"
    if text and asked.path in sources.estimates:
        text += " (estimation)"
    missing = why_missing(sources.answer(asked.path))
    return AnswerRow(asked.path, asked.question.short, text, missing)


def figure_rows(sources: Sources) -> tuple[FigureRow, ...]:
    """Give every figure that has a value, or whose operands are partly known."""
    named = ((sources.figure(name), title, words) for name, title, words in figures(sources.names))
    return tuple(
        _figure_row(figure, title, words, sources)
        for figure, title, words in named
        if figure.number is not None or figure.value or figure.reason not in _QUIET
    )


def figures(names: Names) -> Iterator[tuple[str, str, str]]:
    """Name every figure of the questionnaire, with its title and its formula in words."""
    for axis in names.questionnaire.axes:
        yield axis.id, axis.titre, _AXIS_FORMULA
        for sub_axis in axis.sous_axes:
            figure = sub_axis_figure(axis.id, sub_axis.id)
            yield figure, f"{axis.titre} – {sub_axis.titre}", _AXIS_FORMULA
    for indicator in names.questionnaire.indicateurs:
        yield indicator.id, indicator.titre, formula_of(indicator.id, names)


_AXIS_FORMULA = (
    "indice de pratiques : moyenne des points des réponses, pondérée par leur poids, × 100"
)
_QUIET = frozenset(
    {
        Reason.UNANSWERED,
        Reason.UNSETTLED,
        Reason.NOT_CONCERNED,
        Reason.INCOMPLETE,
        Reason.NOT_OBSERVED,
    }
)


def _figure_row(figure: Figure, title: str, words: str, sources: Sources) -> FigureRow:
    reference = sources.names.resolve(figure.id)
    few = sources.few(reference)
    text = french.of_few(*few) if few else figure_text(figure)
    if text and reference and sources.is_estimate(reference):
        text += " (estimation)"
    inputs = tuple(
        (
            reference_label(term.reference, sources.names),
            _input_text(term.value, term.reference, sources),
        )
        for term in figure.inputs
    )
    coverage = french.percent(figure.coverage * 100) if figure.coverage is not None else ""
    return FigureRow(figure.id, title, text, figure.reason, words, inputs, coverage)


def figure_text(figure: Figure) -> str:
    """Write a figure, or nothing when it has no value."""
    if figure.number is not None:
        return french.quantity(figure.number, figure.unit, figure.decimals)
    return str(figure.value or "")


def _input_text(value: Decimal | str | None, reference: str, sources: Sources) -> str:
    if isinstance(value, Decimal):
        unit, places = sources.unit(reference)
        return french.quantity(value, unit, max(places, 2 if not unit else places))
    return _day_text(value, reference, sources) if value else ""


def _day_text(value: str, reference: str, sources: Sources) -> str:
    """Write a day as people do; of a question that asks for a year, the year that was answered."""
    found = sources.names.resolve(reference)
    kind = sources.question(found.path).type if found and not found.is_indicator else ""
    if kind == "annee":
        return value[:4]
    is_day = kind == "date" or reference == END_OF_YEAR
    return french.day(date.fromisoformat(value)) if is_day else value
