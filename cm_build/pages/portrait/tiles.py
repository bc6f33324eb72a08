"""A treemap of what a place holds: rectangles to scale, and the words each has the room for."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.drawing.treemap import Rectangle, treemap
from cm_build.pages.portrait.block import Block
from cm_build.pages.portrait.charts import Slice, amounts_of, open_slice, slices, told, writing
from cm_build.pages.portrait.partial import drawn_whole
from cm_build.wording import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext

WIDE, NARROW = (720.0, 400.0), (340.0, 420.0)
# In a rectangle: the gap with its neighbour, where an amount begins, its size, the height it asks for.
GAP, AMOUNT_LEFT, AMOUNT_SIZE, AMOUNT_HEIGHT = 3.0, 11.0, 17.0, 38.0
# A label's mean letter, a line, the amount above it.
LETTER, LINE, LABEL_MARGIN, LABEL_TOP = 7.4, 17.0, 22.0, 44.0


def surfaces(block: declared.Treemap, context: PlaceContext) -> Block | None:
    """Draw areas to scale, in two geometries: one for wide screens, one for phones."""
    found = context.sources.shares(block.repartition)
    if not found:
        return None
    question, shares = found
    amounts = amounts_of(question, shares, context.sources)
    inside = sum((amount for _, _, amount in amounts), Decimal(0))
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
    return Block("surfaces", told(block, context), drawn, block.repartition)


def _laid_out(pieces: Sequence[Slice], sizes: Sequence[Decimal]) -> tuple[Slice, ...]:
    """Place every part, and the room of what was not told, where its size puts it."""
    order = sorted(range(len(pieces)), key=lambda i: -sizes[i])
    areas = [float(sizes[i]) for i in order]
    boxes = zip(order, treemap(areas, *WIDE), treemap(areas, *NARROW), strict=True)
    placed = {i: _tile(pieces[i], wide, narrow) for i, wide, narrow in boxes}
    return tuple(placed[i] for i in range(len(pieces)))


def _tile(piece: Slice, wide: Rectangle, narrow: Rectangle) -> Slice:
    """Place a part; its label goes where its amount is, or in the legend."""
    if piece.open:
        return piece._replace(box=wide, narrow_box=narrow)
    held = holds(piece.amount, wide)
    return piece._replace(
        box=wide,
        narrow_box=narrow,
        held=held,
        narrow_held=holds(piece.amount, narrow),
        lines=fitted(piece.label, wide) if held else (),
    )


def holds(amount: str, box: Rectangle) -> bool:
    """Tell whether a rectangle has the room for an amount."""
    room = (box.width - GAP - AMOUNT_LEFT) / AMOUNT_SIZE
    return letters.width(amount) <= room and box.height >= AMOUNT_HEIGHT


def fitted(label: str, box: Rectangle) -> tuple[str, ...]:
    """Cut a label into the lines a rectangle holds beside its amount; nothing when it does not fit."""
    room = int((box.width - LABEL_MARGIN) / LETTER)
    lines = tuple(textwrap.wrap(label, room, break_long_words=False)) if room > 0 else ()
    holds = len(lines) * LINE <= box.height - LABEL_TOP and all(len(one) <= room for one in lines)
    return lines if holds else ()
