"""A criterion through the years: when a change was seen and its direction, cut wherever years do not compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.observation import Observed, observe
from cm_build.questionnaire.level import choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cm_build.places.assessment import PublishedAssessment
    from cm_build.questionnaire.criterion import Criterion
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

FEWEST_YEARS = 2
MODES = {
    "seul": "par une personne seule",
    "equipe": "en équipe",
    "atelier": "en atelier ouvert",
}
OTHER_SCALE = "Les mots changent : l’échelle n’est plus la même. Les années d’avant et d’après ne se comparent pas."
NO_FILE, NO_ANSWER = "pas de fiche", "pas de réponse"


class YearLevel(NamedTuple):
    """What one year says of a criterion; `words` alone when it says nothing, or not when.

    `rank` goes from 0 to `most`, and is nothing when nobody looked. `sign` is that of the direction.
    `joined` tells whether the line comes down from the year above; `cut` says why it does not.
    """

    year: int
    told: bool
    rank: int | None
    most: int
    words: str
    direction: str
    sign: str
    joined: bool
    cut: str


def levels(
    criterion: Criterion, context: PlaceContext, *, fewest: int = FEWEST_YEARS
) -> tuple[YearLevel, ...]:
    """Tell each year of a criterion, from the first that says something to the last; nothing of too few."""
    files = {one.year: one for one in context.place.assessments}
    known = dict(context.history)
    seen = {
        year: observed
        for year, sources in known.items()
        if (observed := observe(criterion, sources)).level
    }
    if len(seen) < fewest:
        return ()
    return tuple(_rows(criterion, seen, known, files))


def _rows(
    criterion: Criterion,
    seen: Mapping[int, Observed],
    known: Mapping[int, Sources],
    files: Mapping[int, PublishedAssessment],
) -> Iterator[YearLevel]:
    before: int | None = None
    for year in range(min(seen), max(seen) + 1):
        observed = seen.get(year)
        if observed is None:
            words = NO_ANSWER if year in known else NO_FILE
            yield YearLevel(year, told=False, rank=None, most=0, words=words, direction="", sign="", joined=False, cut="")  # fmt: skip
            continue
        cut = _cut(criterion, observed, seen[before], files[before], files[year]) if before else ""
        direction = observed.direction
        yield YearLevel(
            year=year,
            told=True,
            rank=observed.rank,
            most=_most(observed, known[year]),
            words=observed.words,
            direction=direction.in_sentence if direction else "",
            sign=(direction.signe or "") if direction else "",
            joined=before == year - 1 and not cut,
            cut=cut,
        )
        before = year


def _most(observed: Observed, sources: Sources) -> int:
    options = choices(sources.names, observed.scale)
    return sum(not option.exclusif for option in options) - 1


def _cut(
    criterion: Criterion,
    now: Observed,
    before: Observed,
    earlier: PublishedAssessment,
    later: PublishedAssessment,
) -> str:
    """Say why two years do not make one line: other words, or other people to answer."""
    if now.scale != before.scale:
        return OTHER_SCALE
    modes = [MODES.get(_mode(criterion, file), "") for file in (earlier, later)]
    if all(modes) and modes[0] != modes[1]:
        return f"Répondu {modes[0]}, puis {modes[1]} : un écart peut venir de là."
    return ""


def _mode(criterion: Criterion, file: PublishedAssessment) -> str:
    """Tell how a criterion was answered: what was voted was answered in a workshop."""
    voted = file.workshop.criteria if file.workshop else frozenset()
    return "atelier" if criterion.id in voted else file.header.reponse.mode or ""
