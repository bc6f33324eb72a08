"""What the page of a protected place shows: its file, in words, and nothing that locates it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.referential.shelter import title_of
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cm_build.places.protected import ProtectedPlace, ProtectedYear, Said
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.names import Names
    from cm_build.referential.shelter import DepartementCounts

_STATES = {
    "idee": "À l’état d’idée",
    "prefiguration": "En préfiguration",
    "pause": "En pause",
    "ferme": "Fermé",
}


class Told(NamedTuple):
    """One answer: what was asked, and what was said; `quoted` for the words of an example."""

    label: str
    text: str
    quoted: bool


class ChosenSubject(NamedTuple):
    """What the place chose to tell of one subject."""

    title: str
    tone: int
    told: tuple[Told, ...]


class ProtectedView(NamedTuple):
    """A page; `figures` are titles with classes, `years` every year that has a page."""

    slug: str
    title: str
    year: int
    latest: bool
    years: tuple[int, ...]
    state: str
    fictional: bool
    tagline: str
    figures: tuple[tuple[str, str], ...]
    chosen: tuple[ChosenSubject, ...]


def protected_views(
    place: ProtectedPlace, counts: DepartementCounts, names: Names, territory: Territory
) -> tuple[ProtectedView, ...]:
    """Lay out every year of a place, oldest first; all say the same area, that of the latest."""
    title = title_of(place.latest, counts, names, territory)
    years = tuple(year.year for year in place.years)
    return tuple(_view(place.slug, title, year, years, names) for year in place.years)


def _view(
    slug: str, title: str, year: ProtectedYear, years: Sequence[int], names: Names
) -> ProtectedView:
    protection = names.questionnaire.protection
    titles = {figure.id: figure.titre for figure in protection.classes} if protection else {}
    tagline = names.of_role(Role.ACCROCHE)
    said = dict(year.said)
    return ProtectedView(
        slug=slug,
        title=title,
        year=year.year,
        latest=year.year == years[-1],
        years=tuple(years),
        state=_STATES.get(year.state, ""),
        fictional=year.fictional,
        tagline=str(said.pop(tagline, "")) if tagline else "",
        figures=tuple((titles[name], label) for name, label in year.figures),
        chosen=tuple(_chosen(said.items(), names)),
    )


def _chosen(said: Iterable[tuple[str, Said]], names: Names) -> Iterable[ChosenSubject]:
    """Gather answers by what they are about, in the order of the questionnaire."""
    scales = [scale.id for scale in names.questionnaire.echelles]
    for owner, answers in groupby(said, key=lambda one: names.asked[one[0]].owner):
        criterion = names.criteria.get(owner)
        scale = criterion.echelle if criterion else owner
        tone = scales.index(scale) if scale in scales else 0
        told = tuple(_told(path, value, names) for path, value in answers)
        yield ChosenSubject(names.title(owner), tone, told)


def _told(path: str, value: Said, names: Names) -> Told:
    question = names.asked[path].question
    quoted = question.role is Role.EXEMPLE
    if isinstance(value, bool):
        text = "Oui" if value else "Non"
    elif isinstance(question, SingleChoice | MultipleChoice):
        wanted = {value} if isinstance(value, str) else set(value)
        labels = [option.libelle for option in question.options if option.id in wanted]
        text = " ; ".join(labels)
    elif isinstance(value, tuple):
        text = " ; ".join(value)
    else:
        text = french.quoted(value) if quoted else value
    # The whole question: beside « Non », its short name would say something else.
    return Told(question.libelle, text, quoted)
