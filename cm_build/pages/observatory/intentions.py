"""What places chose to say they want to change: how many, effect by effect, and never how many did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.variables import MISSING
from cm_build.pages.observatory.chart import ChartLine, ChartView, bar_of, count_of
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    import pandas as pd

    from cm_build.computing.population import Population, Populations
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names

METHOD = "methode/effets/"


def intentions(chart: declared.Intentions, counted: Populations, names: Names) -> ChartView:
    """Count the places that published an intention, by criterion, and those that tell what became of one.

    What became of them is not counted by kind: a rate of success would make intentions easy to keep.
    """
    shown = counted.shown
    published = {
        criterion.id: path
        for criterion in names.criteria.values()
        if (path := names.of_role(Role.INTENTION, criterion.id))
    }
    places = _publishing(tuple(published.values()), shown)
    enough = places >= shown.minimum
    lines = []
    for criterion in names.criteria.values() if enough else ():
        path, follow = published.get(criterion.id), names.of_role(Role.SUITE, criterion.id)
        wanted = int(_published(path, shown).sum()) if path else 0
        told = int(_published(follow, shown).sum()) if follow else 0
        if not wanted and not told:
            continue
        values = (count_of(wanted, f"{path}:reponses"), count_of(told, f"{follow}:reponses"))
        scale, link = names.scales[criterion.echelle].titre, f"{METHOD}#{criterion.id}"
        bar = bar_of(wanted / places)
        lines.append(ChartLine(criterion.titre, values, bar, group=scale, link=link))
    words = french.how_many(places, "lieu a choisi", "lieux ont choisi")
    return ChartView.of(
        chart, ("Intentions", "Suites racontées"), lines,
        f"Il faut {french.number_of(shown.minimum)} lieux qui ont choisi de publier une intention ; les autres les gardent pour eux.",
        method=METHOD, told=f"{words} d’en publier au moins une" if enough else "", enough=enough,
    )  # fmt: skip


def _published(path: str, shown: Population) -> pd.Series[bool]:
    """Tell, place by place, who shows an answer: its words are not counted, only that they are there."""
    return shown.frame[f"{MISSING}{path}"].isna()


def _publishing(paths: tuple[str, ...], shown: Population) -> int:
    """Count the places that publish one intention at least."""
    columns = [f"{MISSING}{path}" for path in paths]
    return int(shown.frame[columns].isna().any(axis=1).sum()) if paths else 0
