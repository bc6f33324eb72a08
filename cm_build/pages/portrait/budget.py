"""Resources and expenses face to face: two bars on one scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import Block, titled
from cm_build.pages.portrait.charts import HUNDRED, TONES, amounts_of, open_slice, slices, writing
from cm_build.pages.portrait.partial import drawn_whole
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Callable

    from cm_build.pages.portrait.charts import Amounts, Slice
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


class _Told(NamedTuple):
    """What one side holds: its parts, their sum, the length it is drawn on, the words of the rest."""

    name: str
    amounts: Amounts
    given: Decimal
    whole: Decimal
    rest: str


def facing_bars(block: declared.FacingBars, context: PlaceContext) -> Block | None:
    """Face resources and expenses on one scale; either may be missing, or not be told whole."""
    paths = zip(SIDES, (block.ressources, block.depenses), strict=True)
    sides = [told for name, path in paths if (told := _told(name, path, context))]
    if not sides:
        return None
    longest = max(side.whole for side in sides)
    amounts = sides[0].amounts if sides[0].name.startswith(SIDES[0]) else []
    own = sum((a for _, group, a in amounts if block.accent and group == block.accent), Decimal(0))
    question = context.sources.shares(block.ressources) or context.sources.shares(block.depenses)
    if question is None:
        return None
    written = writing(question[0], *[side.amounts for side in sides])
    drawn = tuple(_side(side, longest, written, block.accent) for side in sides)
    width = round(float(own / longest * HUNDRED), 2)
    budget = Budget(drawn, width, french.euros(own) if own else "")
    return Block("barres_face", titled(block, context), budget, block.ressources)


def _told(name: str, path: str, context: PlaceContext) -> _Told | None:
    """Read one side; None when nothing above zero was given."""
    distribution = context.sources.shares(path)
    amounts = amounts_of(*distribution, context.sources) if distribution else []
    if not distribution or not amounts:
        return None
    given = sum((amount for _, _, amount in amounts), Decimal(0))
    whole, rest = drawn_whole(path, given, context.sources)
    shown = name if distribution[1].complete else f"{name} indiquées"
    return _Told(shown, amounts, given, whole, rest)


def _side(
    side: _Told, longest: Decimal, written: Callable[[Decimal], str], accent: str | None
) -> BudgetSide:
    """Draw one side; marked parts come first, so that one bracket holds them together."""
    parts = slices(side.amounts, written, longest, accent)
    # One part alone is named rather than called "another".
    most = NAMED if len(parts) > NAMED + 1 else len(parts)
    rest = sum((amount for _, _, amount in side.amounts[most:]), Decimal(0))
    count = len(parts) - most
    room = open_slice(side.rest, (side.whole - side.given) / longest)
    return BudgetSide(
        side.name,
        (*sorted(parts, key=lambda part: not part.marked), *room),
        (*sorted(parts[:most], key=lambda part: not part.marked), *room),
        f"{count} autres postes\u00a0: {written(rest)}" if count else "",
        french.euros(side.given),
        marked=any(part.marked for part in parts),
    )
