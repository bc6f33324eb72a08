"""The figures a place chose to follow, year by year: what was counted, what was aimed at, what changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.evolution import UNKNOWN, multiple
from cm_build.places.own_definition import CHOSEN_BY
from cm_build.places.own_measure import PLACES, WISHES
from cm_build.places.own_years import changes_of
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cm_build.pages.portrait.evolution import Multiple
    from cm_build.places.own_measure import OwnMeasure
    from cm_build.referential.context import PlaceContext


class MeasureView(NamedTuple):
    """A figure of the place's own; `over` says it is followed no more, or not told this year.

    `aims` are what was aimed at, beside what came; `changes` what was counted otherwise, and when.
    """

    id: str
    title: str
    former: str
    value: str
    year: str
    counting: str
    chosen: str
    wish: str
    aim: str
    aims: tuple[str, ...]
    changes: tuple[str, ...]
    curve: Multiple | None
    over: str


class _Series(NamedTuple):
    """One measure through the years that told it, oldest first; `year` is that of the page."""

    told: Mapping[int, OwnMeasure]
    first: int
    year: int

    @property
    def last(self) -> OwnMeasure:
        """What was last said of it."""
        return self.told[max(self.told)]

    @property
    def alike(self) -> Mapping[int, OwnMeasure]:
        """The years counted in the unit of the last one: only those stand on one scale."""
        return {year: one for year, one in self.told.items() if one.unit == self.last.unit}


def measure_views(context: PlaceContext) -> tuple[MeasureView, ...]:
    """Show every measure that the years up to the page's tell, those of its own year first."""
    told: dict[str, dict[int, OwnMeasure]] = {one.id: {} for one in context.assessment.own.measures}
    years = [one for one in context.place.assessments if one.year <= context.year]
    for assessment in years:
        for one in assessment.own.measures:
            told.setdefault(one.id, {})[assessment.year] = one
    first = years[0].year
    return tuple(_view(_Series(by_year, first, context.year)) for by_year in told.values())


def _view(series: _Series) -> MeasureView:
    last, year = series.last, max(series.told)
    over = _over(series)
    # A measure followed no more keeps its last count, with its year.
    counted = [y for y, one in series.alike.items() if one.value is not None]
    shown = max(counted) if over and counted else year
    one = series.told[shown]
    titles = [series.told[y].title for y in series.told]
    former = next((title for title in reversed(titles) if title != last.title), "")
    return MeasureView(
        id=last.id,
        title=last.title,
        former=former,
        value=value_text(one, one.value) if one.value is not None else "",
        year=f"en {shown}",
        counting=last.counting,
        chosen=f"Choisie {CHOSEN_BY[last.chosen_by]}, suivie depuis {last.since}",
        wish=WISHES.get(last.wish, "") if not over else "",
        aim=_aim(series) if not over else "",
        aims=tuple(map(french.capitalised, _aims(series))),
        changes=tuple(map(french.capitalised, _changes(series))),
        curve=_curve(series),
        over=over,
    )


def _over(series: _Series) -> str:
    """Say when it ended, if the place said so; else that this year's file does not speak of it."""
    last = series.last
    if last.until is not None and last.until < series.year:
        return f"suivie jusqu’en {last.until}"
    if series.year not in series.told:
        return f"la fiche de {series.year} n’en parle pas"
    return ""


def value_text(one: OwnMeasure, value: Decimal) -> str:
    """Write an amount with its unit; an estimate says it is one."""
    text = french.quantity(value, one.unit, PLACES)
    return f"environ {text}" if one.estimate and value == one.value else text


def _aim(series: _Series) -> str:
    aim = series.last.aim
    if aim is None or aim.year <= series.year:
        return ""
    return f"{french.quantity(aim.value, series.last.unit, PLACES)} en {aim.year}"


def _aims(series: _Series) -> Sequence[str]:
    """Set what the files of the past aimed at beside what came; nobody is told they failed."""
    said: list[str] = []
    for year, one in series.told.items():
        aim = one.aim
        if aim is None or (year == max(series.told) and aim.year > series.year):
            continue
        aimed = f"visé en {year} pour {aim.year} : {french.quantity(aim.value, one.unit, PLACES)}"
        if aim.year > series.year:
            if aim != series.last.aim:
                said.append(aimed)
            continue
        came = series.told.get(aim.year)
        if came is None or came.value is None:
            said.append(f"{aimed} ; {UNKNOWN} pour {aim.year}")
        elif came.unit != one.unit or came.counting != one.counting:
            said.append(f"{aimed} ; compté autrement depuis : {value_text(came, came.value)}")
        else:
            said.append(f"{aimed} ; compté : {value_text(came, came.value)}")
    return said


def _changes(series: _Series) -> Sequence[str]:
    """Name each year from which it was counted otherwise, and the values that no line can join."""
    said = []
    years = sorted(series.told)
    for before, after in pairwise(years):
        old, new = series.told[before], series.told[after]
        changed = changes_of(old, new)
        if changed:
            value = (
                f" ; en {before} : {value_text(old, old.value)}" if old.value is not None else ""
            )
            aside = value if old.unit != series.last.unit else ""
            said.append(f"{changed} a changé en {after}{aside}")
    return said


def _curve(series: _Series) -> Multiple | None:
    """Draw the years that stand on one scale, from the first file that told it to the page's year."""
    alike, years = series.alike, sorted(series.told)
    over = series.last.until is not None and bool(_over(series))
    end = series.last.until or series.year if over else series.year
    values = {year: one.value for year, one in alike.items() if year <= end}
    values.setdefault(min(years), None)
    values.setdefault(end, None)
    cuts = [
        after
        for before, after in pairwise(years)
        if changes_of(series.told[before], series.told[after])
    ]
    rough = [year for year, one in alike.items() if one.estimate]
    return multiple(series.last.title, values, (series.last.unit, PLACES), {}, rough, cuts)
