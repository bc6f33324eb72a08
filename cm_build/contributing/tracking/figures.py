"""A place's own figures, year beside year: what is known, and what moved by a third or more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cm_build.questionnaire.block import Evolution
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Amount, Number
from cm_build.referential.sources import Sources
from cm_build.wording import french

UNKNOWN = "–"
# What moved by this share of what it was, or more, may need a word; under this, a few units do it.
SHARE, WORTH = Decimal(1) / 3, 5
FOLLOWED = "Ce que montre votre page"


class TrackedFigure(NamedTuple):
    """A figure, a cell a year."""

    label: str
    cells: tuple[str, ...]


class FigureGroup(NamedTuple):
    """Figures of one section."""

    title: str
    rows: tuple[TrackedFigure, ...]


class Moved(NamedTuple):
    """A figure that moved between two years: before, after, and by how much, without a judgement."""

    label: str
    before: str
    after: str
    gap: str


def figure_groups(history: Sequence[tuple[int, Sources]]) -> Iterator[FigureGroup]:
    """Lay out what a page draws through the years, then every yearly quantity, by section."""
    for title, references in _references(history[-1][1].names).items():
        rows = (_row(reference, history) for reference in references)
        known = tuple(row for row in rows if set(row.cells) != {UNKNOWN})
        if known:
            yield FigureGroup(title, known)


def _references(names: Names) -> Mapping[str, list[str]]:
    """Name the figures once each, by the title they stand under."""
    drawn = [
        reference
        for section in names.questionnaire.panorama
        for block in section.blocs
        if isinstance(block, Evolution)
        for reference in block.chiffres
    ]
    groups: dict[str, list[str]] = {FOLLOWED: list(dict.fromkeys(drawn))}
    for path, asked in names.current.items():
        yearly = asked.question.annuel and isinstance(asked.question, Number | Amount)
        if yearly and path not in drawn:
            groups.setdefault(names.title(asked.owner), []).append(path)
    return groups


def _row(reference: str, history: Sequence[tuple[int, Sources]]) -> TrackedFigure:
    last = history[-1][1]
    target = last.names.resolve(reference)
    label = last.title(target.path) if target else reference
    return TrackedFigure(label, tuple(_cell(reference, sources) for _, sources in history))


def _cell(reference: str, sources: Sources) -> str:
    value = sources.number(reference)
    if value is None:
        return UNKNOWN
    target = sources.names.resolve(reference)
    rough = "environ " if target and sources.is_estimate(target) else ""
    return rough + french.quantity(value, *sources.unit(reference))


def moved(history: Sequence[tuple[int, Sources]]) -> Iterator[Moved]:
    """Tell what moved by a third or more between the last two years."""
    if len(history) < 2:  # noqa: PLR2004 - a year and the one before
        return
    (_, before), (_, now) = history[-2:]
    for references in _references(now.names).values():
        for reference in references:
            old, new = before.number(reference), now.number(reference)
            if old is None or new is None or not _is_far(old, new):
                continue
            unit, decimals = now.unit(reference)
            way = "de plus" if new > old else "de moins"
            gap = f"{french.gap(new - old, unit, decimals)} {way}"
            label, (was, is_now) = _row(reference, history[-2:])
            yield Moved(label, was, is_now, gap)


def _is_far(old: Decimal, new: Decimal) -> bool:
    return abs(new - old) >= WORTH and abs(new - old) >= SHARE * abs(old)
