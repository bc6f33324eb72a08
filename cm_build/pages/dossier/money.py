"""Amounts by family, and figures over three years: what money needs to be read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.dossier.telling import PARTLY, is_whole, title_of
from cm_build.pages.portrait.block import cell_text, rows_of
from cm_build.questionnaire.question import Table
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.questionnaire.dossier import FamiliesPart, FileYears
    from cm_build.questionnaire.question import Distribution
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

YEARS = 3
HUNDRED = Decimal(100)


class FamilyShare(NamedTuple):
    """A group of a distribution; `share` is a percentage of the whole, nothing while that is not known."""

    label: str
    amount: str
    share: float
    percent: str


class Families(NamedTuple):
    """A distribution by its groups, and their sum."""

    groups: tuple[FamilyShare, ...]
    total: str


class YearsRow(NamedTuple):
    """A figure, one text a year; empty when nobody told it."""

    label: str
    values: tuple[str, ...]


class YearsTable(NamedTuple):
    """Figures over the last years that told any."""

    years: tuple[int, ...]
    rows: tuple[YearsRow, ...]


class Grid(NamedTuple):
    """The rows of a table as they were told."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def families(part: FamiliesPart, sources: Sources) -> Families | None:
    """Sum a distribution by group, or list its lines; shares only where the whole is known."""
    found = sources.shares(part.repartition)
    if found is None:
        return None
    question, shares = found
    unit, decimals = sources.unit(part.repartition)
    total = sum(shares.parts.values(), Decimal(0))
    complete = is_whole(shares) and total > 0
    groups = []
    for label, members in _gathered(question, detailed=part.detail):
        given = [shares.parts[name] for name in members if name in shares.parts]
        amount = sum(given, Decimal(0))
        if not given or (part.detail and not amount):
            continue
        share = amount / total * HUNDRED if complete else Decimal(0)
        percent = french.percent(share) if complete else ""
        written = french.quantity(amount, unit, decimals)
        groups.append(FamilyShare(label, written, round(float(share), 2), percent))
    if not groups:
        return None
    whole = french.quantity(total, unit, decimals)
    return Families(tuple(groups), whole if complete else f"{whole} {PARTLY}")


def _gathered(question: Distribution, *, detailed: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name what is told together: the lines of a group, or each of them."""
    for group in question.groupes:
        members = [part for part in question.parts if part.groupe == group.id]
        if not detailed:
            yield group.libelle, tuple(part.id for part in members)
        for part in members if detailed else ():
            yield f"{group.libelle} : {french.initial_folded(part.libelle)}", (part.id,)


def three_years(rows: Sequence[FileYears], context: PlaceContext) -> YearsTable | None:
    """Put each figure beside what it was; nothing when no earlier year tells any."""
    last = context.year
    years = range(last - YEARS + 1, last + 1)
    by_year = dict(context.history)
    texts = [_row(row, years, by_year, context.sources) for row in rows]
    known = [year for i, year in enumerate(years) if any(row.values[i] for row in texts)]
    if len(known) < 2:  # noqa: PLR2004 - one year is no comparison
        return None
    kept = [list(years).index(year) for year in known]
    told_rows = [
        YearsRow(row.label, tuple(row.values[i] for i in kept))
        for row in texts
        if sum(bool(row.values[i]) for i in kept) > 0
    ]
    return YearsTable(tuple(known), tuple(told_rows))


def _row(row: FileYears, years: range, by_year: dict[int, Sources], sources: Sources) -> YearsRow:
    label = row.libelle or title_of(row.chiffre, sources)
    values = []
    for year in years:
        back = years[-1] - year
        text = _exact(row.chiffre, by_year[year]) if year in by_year else ""
        if not text and 0 < back <= len(row.avant):
            text = _exact(row.avant[back - 1], sources)
        values.append(text)
    return YearsRow(label, tuple(values))


def _exact(name: str, sources: Sources) -> str:
    """Write a quantity that is known whole: what was told in part compares with nothing.

    Its label says what is counted: only a sign, or an acronym, stands beside the number.
    """
    reference, quantity = sources.names.resolve(name), sources.number(name)
    if reference is None or quantity is None:
        return ""
    if few := sources.few(reference):
        return french.of_few(*few)
    unit, decimals = sources.unit(name)
    text = french.quantity(quantity, unit if unit.isupper() else french.sign(unit), decimals)
    return f"{text} (est.)" if sources.is_estimate(reference) else text


def grid(path: str, sources: Sources) -> Grid | None:
    """Lay out a table, without the columns that nobody filled."""
    rows, question = rows_of(path, sources), sources.question(path)
    if not rows or not isinstance(question, Table):
        return None
    columns = [column for column in question.colonnes if any(column.id in row for row in rows)]
    return Grid(
        tuple(column.short for column in columns),
        tuple(
            tuple(cell_text(c, row[c.id]) if c.id in row else "" for c in columns) for row in rows
        ),
    )
