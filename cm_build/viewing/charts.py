"""Drawings of quantities: areas, squares, bars. Geometry only; templates draw."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.answer import Shares
from cm_build.questionnaire.question import Distribution
from cm_build.viewing import french
from cm_build.viewing.block import Block, titled
from cm_build.viewing.treemap import Rectangle

if TYPE_CHECKING:
    from collections.abc import Callable

    from cm_build.questionnaire import block as declared
    from cm_build.viewing.context import PlaceContext
    from cm_build.viewing.sources import Sources

    # The label, the group and the amount of each part above zero, largest first.
    Amounts = list[tuple[str, str | None, Decimal]]

TONES = 6
HUNDRED = Decimal(100)
WAFFLE_COLUMNS = 10
# As many parts of a budget are named as there are tones; the page of the data names every one.
NAMED = TONES
WAFFLE_LIMIT = 200
SQUARE_SIDE = 220.0
# Under this amount, a drawing writes its money whole: thousands are read as another unit.
SHORTENED_FROM = 100_000


class Slice(NamedTuple):
    """One part of a whole: its share in percent, its place among the tones, its rectangle.

    `held` and `narrow_held` tell whether the rectangle has the room for the amount.
    """

    label: str
    amount: str
    share: float
    tone: int
    box: Rectangle | None = None
    narrow_box: Rectangle | None = None
    marked: bool = False
    lines: tuple[str, ...] = ()
    held: bool = False
    narrow_held: bool = False


class Waffle(NamedTuple):
    """Squares in reading order, one tone each; `each` says what a square stands for."""

    squares: tuple[int, ...]
    legend: tuple[Slice, ...]
    each: int
    unit: str
    columns: int
    rows: int


class Side(NamedTuple):
    """One bar of a budget: every part drawn, the largest named, what the others make together."""

    name: str
    parts: tuple[Slice, ...]
    named: tuple[Slice, ...]
    others: str
    total: str
    marked: bool


class Budget(NamedTuple):
    """Two bars on one scale; widths are percentages of the longer one."""

    sides: tuple[Side, ...]
    accent_width: float
    accent_text: str


def amounts_of(question: Distribution, shares: Shares, sources: Sources) -> Amounts:
    """Give label, group and amount of the parts above zero, largest first."""
    found = [
        (sources.part_label(question, part, shares), part.groupe, shares.parts[part.id])
        for part in question.parts
        if shares.parts.get(part.id)
    ]
    return sorted(found, key=lambda item: -item[2])


def slices(
    amounts: Amounts,
    written: Callable[[Decimal], str],
    whole: Decimal,
    marked: str | None = None,
) -> tuple[Slice, ...]:
    """Cut a whole into slices; tones follow the order, and repeat after six."""
    return tuple(
        Slice(
            label,
            written(amount),
            round(float(amount / whole * HUNDRED), 2),
            index % TONES,
            marked=marked is not None and group == marked,
        )
        for index, (label, group, amount) in enumerate(amounts)
    )


def writing(question: Distribution, *drawn: Amounts) -> Callable[[Decimal], str]:
    """Choose how a drawing writes its amounts: one unit of money in it, never two."""
    if question.unite != "€":
        return lambda amount: french.quantity(amount, question.unite, question.decimales)
    every = [amount for amounts in drawn for _, _, amount in amounts]
    short = min(every) >= french.THOUSANDS_FROM and max(every) >= SHORTENED_FROM
    return french.short_euros if short else french.euros


def waffle(block: declared.Waffle, context: PlaceContext) -> Block | None:
    """Draw one square per thing; above two hundred, one square for ten or more, and it says so."""
    found = context.sources.shares(block.repartition)
    if not found:
        return None
    question, shares = found
    amounts = amounts_of(question, shares, context.sources)
    total = sum((amount for _, _, amount in amounts), Decimal(0))
    if not total:
        return None
    each = 1
    while total / each > WAFFLE_LIMIT:
        each *= 10
    squares: list[int] = []
    for index, (_, _, amount) in enumerate(amounts):
        squares += [index % TONES] * max(1, math.ceil(amount / each))
    # The caption says what a square is: each line only counts.
    legend = slices(amounts, lambda amount: french.number(amount, question.decimales), total)
    rows = math.ceil(len(squares) / WAFFLE_COLUMNS)
    drawn = Waffle(tuple(squares), legend, each, question.unite, WAFFLE_COLUMNS, rows)
    return Block("gaufre", titled(block, context), drawn, block.repartition)


def facing_bars(block: declared.FacingBars, context: PlaceContext) -> Block | None:
    """Face resources and expenses on one scale; either may be missing."""
    sides = [context.sources.shares(path) for path in (block.ressources, block.depenses)]
    amounts = [amounts_of(*side, context.sources) if side else [] for side in sides]
    totals = [sum((amount for _, _, amount in one), Decimal(0)) for one in amounts]
    longest = max(totals)
    if not longest:
        return None
    own = sum(
        (a for _, group, a in amounts[0] if block.accent and group == block.accent), Decimal(0)
    )
    question = next(side[0] for side, one in zip(sides, amounts, strict=True) if side and one)
    written = writing(question, *amounts)
    drawn = tuple(
        _side(
            name if side[1].complete else f"{name} indiquées",
            slices(one, written, longest, block.accent),
            one,
            written,
        )
        for name, one, side in zip(("Ressources", "Dépenses"), amounts, sides, strict=True)
        if side and one
    )
    budget = Budget(
        drawn,
        round(float(own / longest * HUNDRED), 2),
        french.euros(own) if own else "",
    )
    return Block("barres_face", titled(block, context), budget, block.ressources)


def _side(
    name: str, parts: tuple[Slice, ...], amounts: Amounts, written: Callable[[Decimal], str]
) -> Side:
    """Draw one side; marked parts come first, so that one bracket holds them together."""
    # One part alone is named rather than called "another".
    most = NAMED if len(parts) > NAMED + 1 else len(parts)
    rest = sum((amount for _, _, amount in amounts[most:]), Decimal(0))
    count = len(parts) - most
    total = sum((amount for _, _, amount in amounts), Decimal(0))
    return Side(
        name,
        tuple(sorted(parts, key=lambda part: not part.marked)),
        tuple(sorted(parts[:most], key=lambda part: not part.marked)),
        f"{count} autres postes\u00a0: {written(rest)}" if count else "",
        french.euros(total),
        marked=any(part.marked for part in parts),
    )


def bar(block: declared.Bar, context: PlaceContext) -> Block | None:
    """Draw one bar of 100 %."""
    found = context.sources.shares(block.repartition)
    amounts = amounts_of(*found, context.sources) if found else []
    if not found or not amounts:
        return None
    whole = sum((amount for _, _, amount in amounts), Decimal(0))
    drawn = slices(amounts, writing(found[0], amounts), whole)
    return Block("barre", titled(block, context), drawn, block.repartition)


def squares(block: declared.Squares, context: PlaceContext) -> Block | None:
    """Draw squares whose area is the amount: the side grows with the square root.

    What was not said may be more than what was: the drawing tells it.
    """
    found = context.sources.shares(block.repartition)
    amounts = amounts_of(*found, context.sources) if found else []
    if not found or not amounts:
        return None
    whole = sum((amount for _, _, amount in amounts), Decimal(0))
    largest = float(amounts[0][2])
    x = 0.0
    drawn = []
    pieces = slices(amounts, writing(found[0], amounts), whole)
    for piece, (_, _, amount) in zip(pieces, amounts, strict=True):
        side = round(SQUARE_SIDE * math.sqrt(float(amount) / largest), 1)
        drawn.append(piece._replace(box=Rectangle(round(x, 1), SQUARE_SIDE - side, side, side)))
        x += side + 12
    told = ("Montants indiqués, d’autres manquent peut-être.",) if not found[1].complete else ()
    scale = ("L’aire de chaque carré est à l’échelle du montant.",) if len(drawn) > 1 else ()
    return Block(
        "carres", titled(block, context), tuple(drawn), block.repartition, " ".join(scale + told)
    )
