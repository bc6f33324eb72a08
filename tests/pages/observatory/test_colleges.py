"""Across places: whether colleges say the same of a criterion, from five workshops on, and no mean."""

from __future__ import annotations

from pathlib import Path

from cm_build.pages.observatory.chart import ChartView
from cm_build.pages.observatory.view import chapter_view
from tests.referentials import referential_of
from tests.support import counted_of, minimal, write_place

WORKSHOP = """\
effets_sociaux: {{criteres: {{lien_social: {{presence: reguliere}}, solidarite: {{presence: ponctuelle}}}}}}
evaluation_collective:
  participants: {{equipe: 4, voisins: 4}}
  votes:
    lien_social: {{equipe: {{durable: 3, aucune: 1}}, voisins: {{{neighbours}}}}}
    {other}: {{equipe: {{durable: 3, aucune: 1}}, voisins: {{durable: 3, aucune: 1}}}}
"""
# Of six places: three where neighbours differ, two where they agree, one where they are divided.
NEIGHBOURS = (
    "aucune: 3, durable: 1", "ponctuelle: 3, durable: 1", "aucune: 4", "durable: 3, aucune: 1",
    "durable: 4", "durable: 2, aucune: 2",
)  # fmt: skip


def charts(root: Path) -> dict[str, ChartView]:
    for rank, neighbours in enumerate(NEIGHBOURS):
        other = "solidarite" if rank < 4 else "appartenance"
        text = minimal(f"Lieu {rank}", extra=WORKSHOP.format(neighbours=neighbours, other=other))
        write_place(root, f"lieu-{rank}", text)
    write_place(root, "sans-atelier", minimal("Sans atelier"))
    referential = referential_of(root)
    assert referential.observatory
    chapter = next(one for one in referential.observatory.chapitres if one.id == "effets")
    names = referential.tools.names
    view = chapter_view(chapter, referential.observatory, counted_of(referential), names)
    return {chart.id: chart for chart in view.charts}


def test_places_are_counted_criterion_by_criterion(tmp_path: Path) -> None:
    chart = charts(tmp_path)["colleges"]
    # Four places discussed solidarity, two belonging: too few, and they are not there at all.
    (line,) = chart.lines
    assert line.label == "Lien social"
    assert [value.raw for value in line.values] == [2, 3, 1]
    assert line.values[1].key == "colleges:lien_social.differe:compte"
    said = "".join(run.text for run in chart.headline).replace("\u00a0", " ")
    assert said == "Lien social : les collèges ne disent pas la même chose dans 3 lieux sur 6"
    assert chart.told == "6 lieux ont publié un atelier où deux collèges au moins se prononcent"


def test_a_vote_that_nobody_held_says_why_it_is_not_there(tmp_path: Path) -> None:
    chart = charts(tmp_path)["colleges_sens"]
    assert chart.lines == ()
    assert "Il faut au moins 5 lieux" in chart.absent
    assert chart.told == ""
