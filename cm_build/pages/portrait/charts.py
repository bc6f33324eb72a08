"""Drawings of quantities: areas, squares, bars. Geometry only; templates draw."""

from __future__ import annotations

import math
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing.outline import Box
from cm_build.drawing.treemap import treemap
from cm_build.pages.portrait.block import Block, titled
from cm_build.pages.portrait.partial import NOTE, drawn_whole, partial_headline
from cm_build.questionnaire.question import Distribution
from cm_build.wording import french, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sentence import Run
    from cm_build.referential.sources import Sources

    Amounts = list[tuple[str, str | None, Decimal]]

TONES = 6
HUNDRED = Decimal(100)
WAFFLE_COLUMNS = 10
WAFFLE_LIMIT = 200
SQUARE_SIDE = 220.0
# Under this amount, a drawing writes its money whole: thousands are read as another unit.
SHORTENED_FROM = 100_000
WIDE, NARROW = (720.0, 400.0), (340.0, 420.0)
# In a rectangle: the gap with its neighbour, where an amount begins, its size, the height it asks for.
GAP, AMOUNT_LEFT, AMOUNT_SIZE, AMOUNT_HEIGHT = 3.0, 11.0, 17.0, 38.0
# A label's mean letter, a line, the amount above it.
LETTER, LINE, LABEL_MARGIN, LABEL_TOP = 7.4, 17.0, 22.0, 44.0


class Slice(NamedTuple):
    """One part of a whole: its share in percent, its place among the tones, its rectangle.

    `fits` and `narrow_fits` tell whether the rectangle has the room for the amount; `open` marks
    the room left for what the place did not tell, which has no amount.
    """

    label: str
    amount: str
    share: float
    tone: int
    box: Box | None = None
    narrow_box: Box | None = None
    marked: bool = False
    lines: tuple[str, ...] = ()
    fits: bool = False
    narrow_fits: bool = False
    open: bool = False


class WaffleView(NamedTuple):
    """Squares in reading order, one tone each; `each` says what a square stands for."""

    squares: tuple[int, ...]
    legend: tuple[Slice, ...]
    each: int
    unit: str
    columns: int
    rows: int


class GivenParts(NamedTuple):
    """What was given of a distribution: label, group and amount of the parts above zero, their sum."""

    question: Distribution
    amounts: Amounts
    total: Decimal
    complete: bool


def given_parts(path: str, sources: Sources) -> GivenParts | None:
    """Read the parts of a distribution, largest first; None when it was not answered."""
    answer = sources.shares(path)
    if answer is None:
        return None
    question, shares = answer
    amounts = [
        (sources.part_label(question, part, shares), part.groupe, shares.parts[part.id])
        for part in question.parts
        if shares.parts.get(part.id)
    ]
    amounts.sort(key=lambda item: -item[2])
    total = sum((amount for _, _, amount in amounts), Decimal(0))
    return GivenParts(question, amounts, total, shares.complete)


def slices(
    amounts: Amounts,
    written: Callable[[Decimal], str],
    whole: Decimal,
    marked: Container[str | None] = (),
) -> tuple[Slice, ...]:
    """Cut a whole into slices; tones follow the order, and repeat after six."""
    return tuple(
        Slice(
            label,
            written(amount),
            round(float(amount / whole * HUNDRED), 2),
            index % TONES,
            marked=group in marked,
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


def whole_title(
    block: declared.Treemap | declared.Waffle | declared.Bar | declared.Squares,
    context: PlaceContext,
) -> tuple[Run, ...]:
    """Write a headline: the declared one, or what was given when the whole is not told."""
    return partial_headline(block.repartition, context.sources) or titled(block, context)


def open_slice(words: str, share: Decimal) -> tuple[Slice, ...]:
    """Draw, after the parts, the room of what was not told; nothing when everything was."""
    return (Slice(words, "", round(float(share * HUNDRED), 2), 0, open=True),) if words else ()


def waffle(block: declared.Waffle, context: PlaceContext) -> Block | None:
    """Draw one square per thing; above two hundred, one square for ten or more, and it says so."""
    given = given_parts(block.repartition, context.sources)
    if not given or not given.amounts:
        return None
    question, amounts, total, complete = given
    each = 1
    while total / each > WAFFLE_LIMIT:
        each *= 10
    squares: list[int] = []
    for index, (_, _, amount) in enumerate(amounts):
        squares += [index % TONES] * max(1, math.ceil(amount / each))
    # The caption says what a square is: each line only counts.
    legend = slices(amounts, lambda amount: french.number(amount, question.decimales), total)
    rows = math.ceil(len(squares) / WAFFLE_COLUMNS)
    drawn = WaffleView(tuple(squares), legend, each, question.unite, WAFFLE_COLUMNS, rows)
    note = None if complete else NOTE
    return Block("gaufre", whole_title(block, context), drawn, block.repartition, note)


def bar(block: declared.Bar, context: PlaceContext) -> Block | None:
    """Draw one bar of 100 %, open at its end when the whole is not told."""
    given = given_parts(block.repartition, context.sources)
    if not given or not given.amounts:
        return None
    whole, words = drawn_whole(block.repartition, given.total, context.sources)
    drawn = slices(given.amounts, writing(given.question, given.amounts), whole)
    drawn += open_slice(words, 1 - given.total / whole)
    return Block("barre", whole_title(block, context), drawn, block.repartition)


def squares(block: declared.Squares, context: PlaceContext) -> Block | None:
    """Draw squares whose area is the amount: the side grows with the square root.

    What was not said may be more than what was: the drawing tells it.
    """
    given = given_parts(block.repartition, context.sources)
    if not given or not given.amounts:
        return None
    question, amounts, total, complete = given
    largest = float(amounts[0][2])
    x = 0.0
    drawn = []
    pieces = slices(amounts, writing(question, amounts), total)
    for piece, (_, _, amount) in zip(pieces, amounts, strict=True):
        side = round(SQUARE_SIDE * math.sqrt(float(amount) / largest), 1)
        drawn.append(piece._replace(box=Box(round(x, 1), SQUARE_SIDE - side, side, side)))
        x += side + 12
    scale = ("L’aire de chaque carré est à l’échelle du montant.",) if len(drawn) > 1 else ()
    note = " ".join(scale if complete else (*scale, NOTE))
    return Block("carres", whole_title(block, context), tuple(drawn), block.repartition, note)


def surfaces(block: declared.Treemap, context: PlaceContext) -> Block | None:
    """Draw areas to scale, in two geometries: one for wide screens, one for phones."""
    given = given_parts(block.repartition, context.sources)
    if not given:
        return None
    question, amounts, inside, _ = given
    outside = context.sources.number(block.ajouter) if block.ajouter else None
    if outside:
        amounts.append((block.ajouter_libelle or "", None, outside))
        amounts.sort(key=lambda item: -item[2])
    if not amounts:
        return None
    whole, rest = drawn_whole(block.repartition, inside, context.sources)
    missing, whole = whole - inside, whole + (outside or 0)
    pieces = slices(amounts, writing(question), whole) + open_slice(rest, missing / whole)
    sizes = [amount for _, _, amount in amounts] + [missing] * bool(rest)
    drawn = _laid_out(pieces, sizes)
    return Block("surfaces", whole_title(block, context), drawn, block.repartition)


def _laid_out(pieces: Sequence[Slice], sizes: Sequence[Decimal]) -> tuple[Slice, ...]:
    """Place every part, and the room of what was not told, where its size puts it."""
    order = sorted(range(len(pieces)), key=lambda i: -sizes[i])
    areas = [float(sizes[i]) for i in order]
    boxes = zip(order, treemap(areas, *WIDE), treemap(areas, *NARROW), strict=True)
    placed = {i: _tile(pieces[i], wide, narrow) for i, wide, narrow in boxes}
    return tuple(placed[i] for i in range(len(pieces)))


def _tile(piece: Slice, wide: Box, narrow: Box) -> Slice:
    """Place a part; its label goes where its amount is, or in the legend."""
    if piece.open:
        return piece._replace(box=wide, narrow_box=narrow)
    fits = holds(piece.amount, wide)
    return piece._replace(
        box=wide,
        narrow_box=narrow,
        fits=fits,
        narrow_fits=holds(piece.amount, narrow),
        lines=fitted(piece.label, wide) if fits else (),
    )


def holds(amount: str, box: Box) -> bool:
    """Tell whether a rectangle has the room for an amount."""
    room = (box.width - GAP - AMOUNT_LEFT) / AMOUNT_SIZE
    return letters.width(amount) <= room and box.height >= AMOUNT_HEIGHT


def fitted(label: str, box: Box) -> tuple[str, ...]:
    """Cut a label into the lines a rectangle holds beside its amount; nothing when it does not fit."""
    room = int((box.width - LABEL_MARGIN) / LETTER)
    lines = tuple(textwrap.wrap(label, room, break_long_words=False)) if room > 0 else ()
    holds = len(lines) * LINE <= box.height - LABEL_TOP and all(len(line) <= room for line in lines)
    return lines if holds else ()
