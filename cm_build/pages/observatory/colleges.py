"""Whether the colleges of workshops say the same of a criterion, in how many places: never how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.colleges import Between, compared
from cm_build.computing.variables import COLLEGES
from cm_build.pages.observatory.chart import ChartLine, ChartView, count_of, headline, stack_of
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.computing.population import Populations
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.criterion import Criterion
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

METHOD = "methode/calculs/#colleges"
# As a column is headed: what each place is counted for.
SHORT = {
    Between.SAME: "La même chose",
    Between.DIFFERENT: "Pas la même chose",
    Between.DIVIDED: "Un collège est partagé",
}


class _Counted(NamedTuple):
    """How colleges stand on a criterion, in the places that held a workshop on it."""

    criterion: Criterion
    column: str
    places: dict[Between, int]

    @property
    def size(self) -> int:
        return sum(self.places.values())


def colleges(chart: declared.Colleges, counted: Populations, names: Names) -> ChartView:
    """Count places by criterion; a criterion that too few workshops discussed is not there at all."""
    minimum = counted.shown.minimum
    every = tuple(_every(chart, counted, names))
    shown = [one for one in every if one.size >= minimum]
    labels = [*SHORT.values()]
    return ChartView.of(
        chart, labels, [_line(one, names) for one in shown],
        f"Il faut au moins {minimum} lieux qui ont publié un atelier sur le même effet : aucun effet n’en a encore autant.",
        title=_most_different(shown), told=_told(every, counted), method=METHOD, legend=labels,
    )  # fmt: skip


def _every(chart: declared.Colleges, counted: Populations, names: Names) -> Iterator[_Counted]:
    directed = Role(chart.selon) is Role.DIRECTION
    for criterion in names.criteria.values():
        for vote in compared(names, criterion.id):
            if (names.asked[vote.path].question.role is Role.DIRECTION) is directed:
                column = f"{COLLEGES}{vote.name}"
                tally = counted.shown.frame[column].value_counts()
                places = {one: int(tally.get(str(one), 0)) for one in SHORT}
                yield _Counted(criterion, column, places)


def _line(one: _Counted, names: Names) -> ChartLine:
    values = tuple(
        count_of(count, f"{one.column}.{code}:compte") for code, count in one.places.items()
    )
    scale, link = names.scales[one.criterion.echelle].titre, f"methode/effets/#{one.criterion.id}"
    stack = stack_of([*one.places.values()])
    return ChartLine(one.criterion.titre, values, stack, group=scale, link=link)


def _most_different(shown: Sequence[_Counted]) -> tuple[Run, ...]:
    """Name the criterion on which colleges differ in most places; two equal ones make no headline."""
    ordered = sorted(shown, key=lambda one: -one.places[Between.DIFFERENT])
    if not ordered or not ordered[0].places[Between.DIFFERENT]:
        return ()
    first, *others = ordered
    count = first.places[Between.DIFFERENT]
    if others and others[0].places[Between.DIFFERENT] == count:
        return ()
    words = french.how_many(count, "lieu", "lieux")
    return headline(
        (f"{first.criterion.titre} : les collèges ne disent pas la même chose dans ", False),
        (words, True),
        (f" sur {french.number_of(first.size)}", False),
    )


def _told(every: Sequence[_Counted], counted: Populations) -> str:
    """Say how many places published a workshop where two colleges can be compared."""
    held = counted.shown.frame[[one.column for one in every]].notna().any(axis=1)
    places = int(held.sum())
    if not places:
        return ""
    words = french.how_many(places, "lieu a publié", "lieux ont publié")
    return f"{words} un atelier où deux collèges au moins se prononcent"
