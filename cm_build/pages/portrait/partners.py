"""Partners around the place: who they are, what they bring, where each stands in the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cm_build.pages.portrait.block import Block, column_option, rows_of, titled
from cm_build.questionnaire.question import Table
from cm_build.wording import french, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext

Row: TypeAlias = "Mapping[str, object]"

# Line styles, one a nature of support (a fifth takes the first again), then several, then none told.
STYLES, SEVERAL, UNTOLD = 4, 4, 5
# The wide drawing: half of the partners on each side; the narrow one: all under the place.
ROW, DOT, TEXT, RADIUS = 82.0, 118.0, 132.0, 52.0
NARROW_TOP, NARROW_DOT = 150.0, 52.0
# Each line turns towards its dot at a quarter of a circle; the first partner's is the rightmost, so
# that none crosses another.
NARROW_TURN, NARROW_STEP, NARROW_LEFT = 14.0, 6.0, 14.0
# Room beside a dot (units of the drawing), sizes of the name and of what is said under it, lines of both.
WIDE_ROOM, NARROW_ROOM, NAME_SIZE, TOLD_SIZE, LINES = 176.0, 230.0, 15.0, 14.0, 4
# The legend under the drawing: two columns when it is wide, the height of a line, room for its label.
LEGEND_COLUMNS, LEGEND_ROW, LEGEND_ROOM = (-250.0, 30.0), 24.0, 220.0
# Room inside the circle, and the lines it holds.
CENTRE_ROOM, CENTRE_LINES = 92.0, 3
HERE = "Le lieu"


class Partner(NamedTuple):
    """A partner, the nature of its support, and where it stands in both drawings.

    `narrow_x` is where its line goes down in the narrow one.
    """

    name: str
    told: str
    line: int
    x: float
    y: float
    side: int
    narrow_x: float
    narrow_y: float
    wide: tuple[tuple[str, ...], tuple[str, ...]]
    narrow: tuple[tuple[str, ...], tuple[str, ...]]


class Style(NamedTuple):
    """A style of line that is drawn, what it says, and where the legend says it in both drawings."""

    line: int
    label: str
    x: float = 0.0
    y: float = 0.0
    narrow_y: float = 0.0


class Circle(NamedTuple):
    """Partners around the place; `centre` is the place's name when it fits.

    `styles` is the legend of the lines; nothing when they are all alike.
    """

    partners: tuple[Partner, ...]
    centre: tuple[str, ...]
    height: float
    top: float
    narrow_height: float
    styles: tuple[Style, ...]


class _Said(NamedTuple):
    name: str
    told: str
    supports: tuple[str, ...]


def partners(block: declared.Partners, context: PlaceContext) -> Block | None:
    """Stand partners around the place; the line style says the nature of the support."""
    said = _said(block, context)
    if not said:
        return None
    natures = list(
        dict.fromkeys(partner.supports[0] for partner in said if len(partner.supports) == 1)
    )
    styles = {partner.supports: _style(partner.supports, natures) for partner in said}
    left = -(-len(said) // 2)
    height = max(left * ROW, 2 * RADIUS) + 16
    placed = tuple(
        Partner(
            partner.name,
            partner.told,
            styles[partner.supports].line,
            *_place(index, left, len(said)),
            _narrow_x(index, len(said)),
            NARROW_TOP + index * ROW,
            _lines(partner, WIDE_ROOM),
            _lines(partner, NARROW_ROOM),
        )
        for index, partner in enumerate(said)
    )
    centre = letters.broken(context.place.name, CENTRE_ROOM / NAME_SIZE, CENTRE_LINES)
    whole = letters.fits(centre, CENTRE_ROOM / NAME_SIZE)
    narrow_height = NARROW_TOP + len(said) * ROW - ROW / 2
    legend = _legend(styles.values(), height / 2, narrow_height)
    drawn = Circle(
        placed,
        centre if whole else (HERE,),
        height + -(-len(legend) // len(LEGEND_COLUMNS)) * LEGEND_ROW,
        -height / 2,
        narrow_height + len(legend) * LEGEND_ROW,
        legend,
    )
    return Block("partenaires", titled(block, context), drawn, block.tableau)


def _said(block: declared.Partners, context: PlaceContext) -> list[_Said]:
    question = context.sources.question(block.tableau)
    if not isinstance(question, Table):
        return []
    rows: dict[str, list[Row]] = {}
    for row in rows_of(block.tableau, context.sources):
        if block.nom in row:
            rows.setdefault(str(row[block.nom]), []).append(row)
    said = []
    # A partner that brings two things has two rows: it stands once, and both are told.
    for name, own in rows.items():
        natures, supports = (
            tuple(dict.fromkeys(_told(question, column, row) for row in own if column in row))
            for column in (block.nature, block.soutien)
        )
        words = french.capitalised(", ".join(dict.fromkeys(natures + supports)))
        said.append(_Said(name, words, supports))
    return said


def _told(table: Table, column: str, row: Row) -> str:
    option = column_option(table, column, row[column])
    return option.in_sentence if option else french.initial_folded(str(row[column]))


def _style(supports: tuple[str, ...], natures: list[str]) -> Style:
    if not supports:
        return Style(UNTOLD, "Soutien non précisé")
    if len(supports) > 1:
        return Style(SEVERAL, "Plusieurs soutiens")
    return Style(natures.index(supports[0]) % STYLES, french.capitalised(supports[0]))


def _legend(used: Iterable[Style], bottom: float, narrow_bottom: float) -> tuple[Style, ...]:
    """Place the styles that are used, under the drawing; one alone says nothing more."""
    styles = sorted(set(used))
    if len(styles) == 1:
        return ()
    return tuple(
        Style(
            style.line,
            letters.broken(style.label, LEGEND_ROOM / TOLD_SIZE, 1)[0],
            LEGEND_COLUMNS[rank % len(LEGEND_COLUMNS)],
            bottom + (rank // len(LEGEND_COLUMNS) + 0.5) * LEGEND_ROW,
            narrow_bottom + (rank + 0.5) * LEGEND_ROW,
        )
        for rank, style in enumerate(styles)
    )


def _narrow_x(index: int, count: int) -> float:
    """Give where a line goes down: each to the left of the one before, within the circle."""
    first = NARROW_DOT - NARROW_TURN
    step = min(NARROW_STEP, (first - NARROW_LEFT) / max(count - 1, 1))
    return round(first - index * step, 1)


def _place(index: int, left: int, count: int) -> tuple[float, float, int]:
    """Give a partner's dot and side (-1 left, 1 right): the left column first, each centred."""
    on_left = index < left
    rank, rows = (index, left) if on_left else (index - left, count - left)
    side = -1 if on_left else 1
    return side * DOT, (rank - (rows - 1) / 2) * ROW, side


def _lines(partner: _Said, room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Break both texts: a short one leaves its lines to the other.

    What is too long even so ends with an ellipsis, and is whole on the data page.
    """
    name = letters.broken(partner.name, room / NAME_SIZE, LINES // 2)
    words = letters.broken(partner.told, room / TOLD_SIZE, LINES - max(1, len(name)))
    return letters.broken(partner.name, room / NAME_SIZE, LINES - max(1, len(words))), words
