"""Resources and expenses face to face: two bars on one scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import Block, titled
from cm_build.pages.portrait.charts import HUNDRED, TONES, given_parts, open_slice, slices, writing
from cm_build.pages.portrait.partial import drawn_whole
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from cm_build.pages.portrait.charts import GivenParts, Slice
    from cm_build.questionnaire import block as declared
    from cm_build.referential.context import PlaceContext

# As many parts of a budget are named as there are tones; the page of the data names every one.
NAMED = TONES
SIDES = ("Ressources", "Dépenses")


class BudgetSide(NamedTuple):
    """One bar of a budget: every part drawn, the largest named, what the others make together."""

    name: str
    parts: tuple[Slice, ...]
    named: tuple[Slice, ...]
    others: str
    total: str
    marked: bool


class Budget(NamedTuple):
    """Two bars on one scale; widths are percentages of the longer one."""

    sides: tuple[BudgetSide, ...]
    accent_width: float
    accent_text: str


class _GivenSide(NamedTuple):
    """What one side holds: its parts, the length it is drawn on, the words of the rest."""

    name: str
    given: GivenParts
    whole: Decimal
    rest: str


def facing_bars(block: declared.FacingBars, context: PlaceContext) -> Block | None:
    """Face resources and expenses on one scale; either may be missing, or not be told whole."""
    paths = zip(SIDES, (block.ressources, block.depenses), strict=True)
    sides = [side for name, path in paths if (side := _given_side(name, path, context))]
    if not sides:
        return None
    longest = max(side.whole for side in sides)
    amounts = sides[0].given.amounts if sides[0].name.startswith(SIDES[0]) else []
    own = sum((a for _, group, a in amounts if group in block.accent), Decimal(0))
    written = writing(sides[0].given.question, *[side.given.amounts for side in sides])
    drawn = tuple(_side(side, longest, written, block.accent) for side in sides)
    width = round(float(own / longest * HUNDRED), 2)
    budget = Budget(drawn, width, french.euros(own) if own else "")
    return Block("barres_face", titled(block, context), budget, block.ressources)


def _given_side(name: str, path: str, context: PlaceContext) -> _GivenSide | None:
    """Read one side; None when nothing above zero was given."""
    given = given_parts(path, context.sources)
    if not given or not given.amounts:
        return None
    whole, rest = drawn_whole(path, given.total, context.sources)
    return _GivenSide(name if given.complete else f"{name} indiquées", given, whole, rest)


def _side(
    side: _GivenSide,
    longest: Decimal,
    written: Callable[[Decimal], str],
    accent: Container[str | None],
) -> BudgetSide:
    """Draw one side; marked parts come first, so that one bracket holds them together."""
    parts = slices(side.given.amounts, written, longest, accent)
    # One part alone is named rather than called "another".
    most = NAMED if len(parts) > NAMED + 1 else len(parts)
    rest = sum((amount for _, _, amount in side.given.amounts[most:]), Decimal(0))
    count = len(parts) - most
    room = open_slice(side.rest, (side.whole - side.given.total) / longest)
    return BudgetSide(
        side.name,
        (*sorted(parts, key=lambda part: not part.marked), *room),
        (*sorted(parts[:most], key=lambda part: not part.marked), *room),
        f"{count} autres postes\u00a0: {written(rest)}" if count else "",
        french.euros(side.given.total),
        marked=any(part.marked for part in parts),
    )
