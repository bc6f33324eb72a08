"""Blocks of a datapanorama as plain data; a template draws each, by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.partial import partial_text
from cm_build.pages.portrait.photos import photo_views
from cm_build.places.answer import Given, Photo
from cm_build.questionnaire.question import (
    MultipleChoice,
    Photos,
    ShortList,
    SingleChoice,
    Table,
    YesNoQuestion,
)
from cm_build.referential.sentence import Run, headline, written
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.questionnaire import block as declared
    from cm_build.questionnaire.option import Option
    from cm_build.questionnaire.question import AnyQuestion
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources


class Block(NamedTuple):
    """One drawing or text: the template's name, the headline, the data, the table behind it.

    `grouping` names the groups of lines that the headline tells: the grouping is not the place's.
    """

    form: str
    title: tuple[Run, ...]
    data: object
    table: str | None = None
    note: str | None = None
    estimates: str = ""
    grouping: str = ""


class Picto(NamedTuple):
    """A chosen option with its pictogram."""

    label: str
    drawing: str


class Word(NamedTuple):
    """A chosen word, with what it means here."""

    label: str
    detail: str


class Line(NamedTuple):
    """A label and its answer."""

    label: str
    text: str
    link: bool = False


class Event(NamedTuple):
    """A dated event."""

    year: str
    text: str


def titled(block: declared.Block, context: PlaceContext) -> tuple[Run, ...]:
    """Write the block's headline, or nothing."""
    return headline(block.titres, context.sources)


def story(block: declared.Story, context: PlaceContext) -> Block | None:
    """Show the place's own words, as paragraphs."""
    text = context.sources.text(block.reponse)
    if not text:
        return None
    data = {"style": block.style, "paragraphs": paragraphs(text)}
    return Block("texte", titled(block, context), data)


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut a plain text at its empty lines."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def words(block: declared.Words, context: PlaceContext) -> Block | None:
    """Show chosen words, in the order of the questionnaire."""
    sources = context.sources
    details = sources.details(block.reponse)
    chosen = tuple(
        Word(sources.label(block.reponse, option), details.get(option.id, ""))
        for option in sources.chosen(block.reponse)
        if not option.exclusif
    )
    return Block("mots", titled(block, context), chosen, block.reponse) if chosen else None


def pictograms(block: declared.Pictograms, context: PlaceContext) -> Block | None:
    """Show chosen options with their pictograms.

    A choice among the options of another question gives way to that one where it is answered: the
    same things would be shown twice.
    """
    fuller = getattr(context.sources.question(block.reponse), "options_de", None)
    if fuller and context.sources.chosen(fuller):
        return None
    options = context.sources.chosen(block.reponse)
    shown = tuple(
        Picto(context.sources.label(block.reponse, option), option.dessin or "autre")
        for option in options
    )
    return Block("pictos", titled(block, context), shown, block.reponse) if shown else None


def sheet(block: declared.Sheet, context: PlaceContext) -> Block | None:
    """List labels and answers; what was not answered is not there."""
    lines = []
    for path in block.reponses:
        text = answer_text(path, context.sources)
        if text:
            question = context.sources.question(path)
            lines.append(Line(question.short, text, link=question.type == "url"))
    return Block("fiche", titled(block, context), tuple(lines)) if lines else None


def answer_text(path: str, sources: Sources) -> str:
    """Write an answer for a reader, whatever its type; rows and distributions in one line."""
    answer = sources.answer(path)
    if not isinstance(answer, Given):
        return ""
    question = sources.question(path)
    if isinstance(question, SingleChoice | MultipleChoice):
        return french.enumerated([sources.label(path, o) for o in sources.chosen(path)])
    shared = sources.shares(path)
    if shared:
        distribution, shares = shared
        parts = " ; ".join(
            f"{sources.part_label(distribution, part, shares)} : {french.quantity(shares.parts[part.id], distribution.unite, distribution.decimales)}"
            for part in distribution.parts
            if part.id in shares.parts
        )
        return ". ".join(sentence for sentence in (parts, partial_text(path, sources)) if sentence)
    value = answer.value
    if isinstance(question, Table) and isinstance(value, tuple):
        return " ; ".join(" – ".join(cells(question, row)) for row in rows_of(path, sources))
    if isinstance(question, Photos) and isinstance(value, tuple):
        return " ; ".join(photo.text for photo in value if isinstance(photo, Photo))
    if isinstance(question, ShortList) and isinstance(value, tuple):
        return french.enumerated([str(item) for item in value])
    text = written(value, *sources.unit(path)) or ""
    return {"oui": "Oui", "non": "Non"}.get(text, text) if question.type == "oui_non" else text


def cells(table: Table, row: Mapping[str, object]) -> list[str]:
    """Write the cells of a row, in the order of its columns."""
    return [cell_text(column, row[column.id]) for column in table.colonnes if column.id in row]


def cell_text(column: AnyQuestion, value: object) -> str:
    """Write one cell; a choice by its label, a yes by what it says yes to."""
    if isinstance(column, SingleChoice):
        labels = {option.id: option.libelle for option in column.options}
        return labels[str(value)]
    if isinstance(column, YesNoQuestion):
        # Alone in a row, "oui" would answer nothing.
        label = french.initial_folded(column.short)
        return label if value else french.spaced(f"{label} : non")
    unit, places = getattr(column, "unite", ""), getattr(column, "decimales", 0)
    return written(value, unit, places) or ""


def column_option(table: Table, column: str, value: object) -> Option | None:
    """Find the option a cell names."""
    for question in table.colonnes:
        if question.id == column and isinstance(question, SingleChoice):
            return next((o for o in question.options if o.id == value), None)
    return None


def rows_of(path: str, sources: Sources) -> tuple[Mapping[str, object], ...]:
    """Give the rows of a table that was answered."""
    answer = sources.answer(path)
    value = answer.value if isinstance(answer, Given) else ()
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, tuple) else ()


def timeline(block: declared.Timeline, context: PlaceContext) -> Block | None:
    """Show dated events, oldest first."""
    rows = rows_of(block.tableau, context.sources)
    events = [
        Event(str(row[block.annee]), str(row[block.evenement]))
        for row in rows
        if block.annee in row and block.evenement in row
    ]
    events.sort(key=lambda event: event.year)
    return Block("frise", titled(block, context), tuple(events)) if events else None


def photos(block: declared.PhotoStrip, context: PlaceContext) -> Block | None:
    """Show the photos of the place whose file could be read."""
    answer = context.sources.answer(block.reponse)
    value = answer.value if isinstance(answer, Given) else ()
    named = (item for item in value if isinstance(item, Photo)) if isinstance(value, tuple) else ()
    shown = photo_views(named)
    return Block("photos", titled(block, context), shown) if shown else None
