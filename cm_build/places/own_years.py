"""What the years of a place say together of what it follows: a title that changed, a definition too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from cm_build.places.own import OWN_KEYS, OWN_TITLES
from cm_build.places.own_criterion import OwnCriterion
from cm_build.places.own_definition import OWN_CRITERIA, OWN_MEASURES, Definition
from cm_build.places.own_measure import OwnMeasure
from cm_build.reading.problem import Problem, problem

if TYPE_CHECKING:
    from cm_build.places.assessment import Assessment

Followed = TypeVar("Followed", bound=Definition)


def own_warnings(years: Sequence[Assessment]) -> Iterator[Problem]:
    """Tell what changed under the same id: a title says it is the same, a definition says it is not."""
    criteria: dict[str, OwnCriterion] = {}
    measures: dict[str, OwnMeasure] = {}
    for year in years:
        yield from _between(criteria, year.own.criteria, year, OWN_CRITERIA)
        yield from _between(measures, year.own.measures, year, OWN_MEASURES)
        if year.header.publication != "non_publiee":
            # What a year does not show is compared with nothing.
            own = year.own.shown(year.header)
            criteria |= {one.id: one for one in own.criteria}
            measures |= {one.id: one for one in own.measures}


def _between(
    before: Mapping[str, Followed], now: Sequence[Followed], year: Assessment, key: str
) -> Iterator[Problem]:
    """Hold a year against what was last said of each id."""
    for one in now:
        last = before.get(one.id)
        if last is None:
            continue
        mark = year.mark_of(f"{key}.{one.id}")
        if last.title != one.title:
            yield problem("CM-369", year.file, mark, lu=last.title, attendu=one.title, cle=one.id)
        changed = changes_of(last, one)
        if changed:
            yield problem("CM-368", year.file, mark, lu=one.title, attendu=changed, cle=one.id)


def changes_of(before: Definition, after: Definition) -> str:
    """Name what makes a definition another: what is counted, how, what each presence looks like."""
    if isinstance(before, OwnMeasure) and isinstance(after, OwnMeasure):
        told: Mapping[str, tuple[object, object]] = {
            "l’unité": (before.unit, after.unit),
            "la façon de compter": (before.counting, after.counting),
        }
    elif isinstance(before, OwnCriterion) and isinstance(after, OwnCriterion):
        told = {
            "ce que l’on observe": (before.observe, after.observe),
            "ce que veut dire chaque présence": (before.anchors, after.anchors),
        }
    else:
        return ""
    return " et ".join(words for words, (old, new) in told.items() if old != new)


def kept_elsewhere(years: Sequence[Assessment]) -> Iterator[Problem]:
    """Tell what a year keeps of its own lists while another year of the place still shows it."""
    for keeper in years:
        if keeper.header.publication == "non_publiee":
            continue
        for name, title, ids in _kept(keeper):
            showing = [
                str(year.year)
                for year in years
                if year.header.publication != "non_publiee" and not ids.isdisjoint(_ids(year))
            ]
            if showing:
                where = " et ".join(showing)
                mark = keeper.mark_of(name)
                yield problem("CM-421", keeper.file, mark, lu=title, attendu=where)


def _kept(keeper: Assessment) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Name what a year keeps: where it stands, as people read it, and the names that are kept."""
    every = [*keeper.own.held()]
    for key in OWN_KEYS:
        if key in keeper.header.sections_masquees:
            inside = frozenset(one.name for one in every if one.name.startswith(f"{key}."))
            yield key, OWN_TITLES[key], inside
    for one in every:
        if one.name in keeper.header.reponses_masquees:
            yield one.name, one.title, frozenset({one.name})


def _ids(year: Assessment) -> frozenset[str]:
    return frozenset(one.name for one in year.own.shown(year.header).held())
