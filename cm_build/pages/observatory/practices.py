"""The charts of the environment: axes, and practices from the most to the least common."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    Value,
    headline,
    part_of,
    share_text,
    too_few,
)
from cm_build.pages.observatory.spreads import strips_of
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.computing.population import Populations
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run


def axes(chart: declared.Axes, counted: Populations, names: Names) -> ChartView:
    """Draw how the share of practices in place is spread, axis by axis."""
    labels = {axis.id: axis.titre for axis in names.questionnaire.axes}
    return strips_of(chart, tuple(labels), labels, counted, names)


def practices(chart: declared.PracticesChart, counted: Populations, names: Names) -> ChartView:
    """Show the most and the least common practices, among those enough places answered."""
    told = counted.shown.practices()
    known = [
        (path, share, found)
        for path, found in told.items()
        if (share := found.share("en_place")) is not None
    ]
    ranked = sorted(known, key=lambda one: -one[1])
    most = ranked[: chart.nombre]
    least = ranked[max(chart.nombre, len(ranked) - chart.nombre) :]
    lines = tuple(
        ChartLine(
            names.asked[path].question.short,
            (
                part_of(share, f"points:{path}:en_place"),
                Value(
                    french.number(Decimal(found.coverage.answers)),
                    found.coverage.answers,
                    f"points:{path}:reponses",
                ),
            ),
            (BarSegment(0, 0, round(share * 100, 1)),) if share else (),
            group=title,
            link=f"methode/environnement/#q-{path}",
        )
        for title, chosen in (("Les plus courantes", most), ("Les moins courantes", least))
        for path, share, found in chosen
    )
    title: tuple[Run, ...] = ()
    if most:
        first = names.asked[most[0][0]].question.short
        title = headline((f"{first} : ", False), (f"{share_text(most[0][1])} des lieux", True))
    few = max(
        (found.coverage for found in told.values()), key=lambda one: one.answers, default=None
    )
    missing = too_few(few, counted.shown.minimum) if few else "Aucune pratique n’est notée."
    return ChartView(
        chart.id, chart.forme, chart.titre, title, chart.note or "", "", "methode/environnement/",
        ("En place", "Réponses"), lines, absent="" if lines else missing,
    )  # fmt: skip
