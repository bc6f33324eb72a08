"""What each place says on a row of the comparison, kind by kind, on one scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cm_build.pages.comparison import rows as rows_
from cm_build.pages.comparison.rows import ComparedRow, Item
from cm_build.places.answer import Given, Shares, whole
from cm_build.referential.sentence import UNSAID, absent_answer, absent_figure
from cm_build.referential.sources import Sources
from cm_build.wording import french

HUNDRED = Decimal(100)
INCOMPLETE = "réponse incomplète"
UNWANTED = "effet non voulu signalé"


class Chip(NamedTuple):
    """An option chosen; shared when every place compared chose it."""

    label: str
    shared: bool


class Cell(NamedTuple):
    """What one place says; `missing` says why it says nothing.

    `share` is in percent of the row's scale, `steps` are those of a level, `mark` a warning beside it.
    """

    missing: str = ""
    text: str = ""
    unit: str = ""
    share: float | None = None
    chips: tuple[Chip, ...] = ()
    steps: tuple[bool, ...] = ()
    mark: str = ""


Cells = tuple[Cell, ...]


class CellLine(NamedTuple):
    """One part, criterion or axis of a row, one cell a place."""

    title: str
    cells: Cells


class Content(NamedTuple):
    """What a row shows: its own cells, if it has any, and its lines."""

    cells: Cells
    lines: tuple[CellLine, ...] = ()


def contents(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    """Fill a row with what each place says of it, in the places' order."""
    return _CONTENTS[row.kind](row, sources)


def _absent(row: ComparedRow, source: Sources) -> str:
    if row.computed:
        return absent_figure(source.measures[row.ref].reason)
    answer = source.answer(row.ref)
    return INCOMPLETE if isinstance(answer, Given) else absent_answer(answer, private=row.private)


def _numbers(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    values = [source.number(row.ref) for source in sources]
    shares = shares_of(values, row.unit)
    cells = (
        Cell(_absent(row, source))
        if value is None
        else Cell(
            "", french.amount(value, row.unit, row.decimals), french.counted(value, row.unit), share
        )
        for value, share, source in zip(values, shares, sources, strict=True)
    )
    return Content(tuple(cells))


def shares_of(values: Sequence[Decimal | None], unit: str) -> list[float | None]:
    """Put numbers on one scale, in percent of the largest; no bar when one is below zero."""
    known = [value for value in values if value is not None]
    top = max(known, default=Decimal(0))
    if unit == "%" and top <= HUNDRED:
        top = HUNDRED
    if not known or not top or min(known) < 0:
        return [None] * len(values)
    return [None if value is None else round(float(value / top * 100), 1) for value in values]


def _choices(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    labelled = [_labels(row, source) for source in sources]
    counts = Counter(label for labels in labelled for label in labels)
    cells = (
        Cell(chips=tuple(Chip(label, counts[label] == len(sources)) for label in labels))
        if labels
        else Cell(_absent(row, source))
        for labels, source in zip(labelled, sources, strict=True)
    )
    return Content(tuple(cells))


def _labels(row: ComparedRow, source: Sources) -> tuple[str, ...]:
    """Give what was chosen, in the questionnaire's order."""
    answer = source.answer(row.ref)
    if isinstance(answer, Given) and isinstance(answer.value, bool):
        return (row.items[0 if answer.value else 1].title,)
    return tuple(source.label(row.ref, option) for option in source.chosen(row.ref))


def _texts(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    texts = [_text(row, source) for source in sources]
    cells = (
        Cell(text=text) if text else Cell(_absent(row, source))
        for text, source in zip(texts, sources, strict=True)
    )
    return Content(tuple(cells))


def _text(row: ComparedRow, source: Sources) -> str:
    value: object = source.measures[row.ref].value if row.computed else None
    answer = source.answer(row.ref)
    if isinstance(answer, Given):
        value = answer.value
    if isinstance(value, date):
        return french.day(value)
    if isinstance(value, tuple):
        return french.enumerated([str(item) for item in value])
    return "" if value is None else str(value)


def _parts(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    wholes = [shared[1] if (shared := source.shares(row.ref)) else None for source in sources]
    kept = [item for item in row.items if any(text and text.parts.get(item.id) for text in wholes)]
    lines = tuple(
        CellLine(
            item.title, tuple(_part(item, *pair, row) for pair in zip(wholes, sources, strict=True))
        )
        for item in kept
    )
    return Content(_numbers(row, sources).cells if row.total else (), lines)


def _part(item: Item, shares: Shares | None, source: Sources, row: ComparedRow) -> Cell:
    amount = shares.parts.get(item.id) if shares else None
    if shares is None or amount is None:
        return Cell(UNSAID if shares else _absent(row, source))
    said = french.quantity(amount, row.unit, row.decimals)
    total = HUNDRED if row.unit == "%" else whole(shares)
    if not total:
        return Cell(text=said)
    # Two wholes are seldom equal: what is drawn, and written first, is the share of each.
    share = amount / total * HUNDRED
    beside = "" if row.unit == "%" else said
    return Cell("", french.percent(share), beside, round(float(share), 1))


def _levels(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    ranks = {level.id: rank for rank, level in enumerate(row.levels)}
    words = {level.id: level.title for level in (*row.levels, *row.unranked)}

    def cell(item: Item, source: Sources) -> Cell:
        answer = source.answer(item.id)
        if not isinstance(answer, Given):
            return Cell(absent_answer(answer, private=False))
        code = str(answer.value)
        unwanted = source.answer(item.unwanted)
        marked = isinstance(unwanted, Given) and unwanted.value is True
        steps = tuple(step < ranks[code] for step in range(len(ranks) - 1)) if code in ranks else ()
        return Cell(text=words.get(code, code), steps=steps, mark=UNWANTED if marked else "")

    return _listed(row, sources, cell)


def _indices(row: ComparedRow, sources: Sequence[Sources]) -> Content:
    def cell(item: Item, source: Sources) -> Cell:
        figure = source.measures[item.id]
        if figure.number is None:
            return Cell(absent_figure(figure.reason))
        share = round(float(figure.number), 1)
        return Cell("", french.amount(figure.number, row.unit), row.unit, share)

    return _listed(row, sources, cell)


def _listed(
    row: ComparedRow, sources: Sequence[Sources], cell: Callable[[Item, Sources], Cell]
) -> Content:
    """Line up the items that at least one place told."""
    lines = (
        CellLine(item.title, tuple(cell(item, source) for source in sources)) for item in row.items
    )
    return Content(
        (), tuple(line for line in lines if any(not cell.missing for cell in line.cells))
    )


_CONTENTS: Mapping[str, Callable[[ComparedRow, Sequence[Sources]], Content]] = {
    rows_.NUMBER: _numbers,
    rows_.CHOICE: _choices,
    rows_.TEXT: _texts,
    rows_.PARTS: _parts,
    rows_.LEVELS: _levels,
    rows_.INDICES: _indices,
}
