"""Partners around the place: who they are, what they bring, where each stands in the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cm_build.questionnaire.question import Table
from cm_build.viewing import french, letters
from cm_build.viewing.block import Block, cell_text, column_option, rows_of, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.questionnaire import block as declared
    from cm_build.viewing.context import PlaceContext

Row: TypeAlias = "Mapping[str, object]"

# Line styles, one a nature of support; a fifth nature takes the first style again.
STYLES = 4
# The wide drawing: half of the partners on each side; the narrow one: all under the place.
ROW, DOT, TEXT, RADIUS = 82.0, 118.0, 132.0, 52.0
NARROW_TOP, NARROW_DOT, NARROW_TEXT = 128.0, 52.0, 68.0
# Room beside a dot (units of the drawing), sizes of the name and of what is said under it, lines.
WIDE_ROOM, NARROW_ROOM, NAME_SIZE, TOLD_SIZE, LINES = 176.0, 230.0, 15.0, 14.0, 2
# Room inside the circle, and the lines it holds.
CENTRE_ROOM, CENTRE_LINES = 92.0, 3
HERE = "Le lieu"


class Partner(NamedTuple):
    """A partner, the nature of its support, and where it stands in both drawings."""

    name: str
    told: str
    line: int
    x: float
    y: float
    side: int
    narrow_y: float
    wide: tuple[tuple[str, ...], tuple[str, ...]]
    narrow: tuple[tuple[str, ...], tuple[str, ...]]


class Circle(NamedTuple):
    """Partners around the place; `centre` is the place's name when it fits."""

    partners: tuple[Partner, ...]
    centre: tuple[str, ...]
    height: float
    narrow_height: float


class _Said(NamedTuple):
    name: str
    told: str
    support: str


def partners(block: declared.Partners, context: PlaceContext) -> Block | None:
    """Stand partners around the place; the line style says the nature of the support."""
    said = _said(block, context)
    if not said:
        return None
    supports = list(dict.fromkeys(one.support for one in said))
    left = -(-len(said) // 2)
    height = max(left * ROW, 2 * RADIUS) + 16
    placed = tuple(
        Partner(
            one.name,
            one.told,
            supports.index(one.support) % STYLES,
            *_place(index, left, len(said)),
            NARROW_TOP + index * ROW,
            _lines(one, WIDE_ROOM),
            _lines(one, NARROW_ROOM),
        )
        for index, one in enumerate(said)
    )
    centre = letters.broken(context.place.name, CENTRE_ROOM / NAME_SIZE, CENTRE_LINES)
    whole = letters.fits(centre, CENTRE_ROOM / NAME_SIZE)
    narrow_height = NARROW_TOP + len(said) * ROW - ROW / 2
    drawn = Circle(placed, centre if whole else (HERE,), height, narrow_height)
    return Block("partenaires", titled(block, context), drawn, block.tableau)


def _said(block: declared.Partners, context: PlaceContext) -> list[_Said]:
    question = context.sources.question(block.tableau)
    if not isinstance(question, Table):
        return []
    columns = {column.id: column for column in question.colonnes}
    rows: dict[str, list[Row]] = {}
    for row in rows_of(block.tableau, context.sources):
        if block.nom in row:
            rows.setdefault(str(row[block.nom]), []).append(row)
    said = []
    # A partner that brings two things has two rows: it stands once, and both are told.
    for name, own in rows.items():
        supports = [
            cell_text(columns[block.soutien], row[block.soutien])
            for row in own
            if block.soutien in row
        ]
        options = [column_option(question, block.nature, row.get(block.nature)) for row in own]
        words = dict.fromkeys([*(one.libelle for one in options if one), *supports])
        told = french.capitalised(", ".join(french.initial_folded(one) for one in words))
        said.append(_Said(name, told, supports[0] if supports else ""))
    return said


def _place(index: int, left: int, count: int) -> tuple[float, float, int]:
    """Give a partner's dot and side (-1 left, 1 right): the left column first, each centred."""
    on_left = index < left
    rank, rows = (index, left) if on_left else (index - left, count - left)
    side = -1 if on_left else 1
    return side * DOT, (rank - (rows - 1) / 2) * ROW, side


def _lines(one: _Said, room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Break both texts; what is too long ends with an ellipsis, and is whole on the data page."""
    name = letters.broken(one.name, room / NAME_SIZE, LINES)
    return name, letters.broken(one.told, room / TOLD_SIZE, LINES)
