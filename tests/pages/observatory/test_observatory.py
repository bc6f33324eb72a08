"""The observatory on the shipped examples: figures, tables, words, and what is not said."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import plotly.graph_objects as plotly
import pytest

from cm_build.computing.statistics import Coverage, Numbers, Spread
from cm_build.pages.observatory import spread
from cm_build.pages.observatory.spread import HistogramView
from cm_build.pages.observatory.spreads import _middle
from cm_build.referential.toolbox import Tools
from tests.recomputation.all_places import counting
from tests.recomputation.pages import Again
from tests.recomputation.published import Published
from tests.support import build_here, minimal, write_place

CHAPTERS = [
    "economie",
    "gouvernance",
    "occupation",
    "activites",
    "emplois",
    "effets",
    "environnement",
    "evolution",
]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_figure_to_explore_is_one_plotly_knows(example_site: Path, chapter: str) -> None:
    files = sorted((example_site / "referentiel" / chapter).glob("*.json"))
    assert files
    for path in files:
        # The reference implementation refuses a key or a value that its schema does not know.
        plotly.Figure(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chart_has_its_table_and_says_who_answered(example_site: Path, chapter: str) -> None:
    folder = example_site / "referentiel" / chapter
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "inventés pour l’exemple" in page
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        assert len({len(row) for row in rows}) == 1
        assert f'href="{path.name}"' in page


def test_classes_are_round_and_far_values_share_the_last() -> None:
    found = Spread(lowest=3, low=20, median=40, high=60, highest=900, mean=70)
    limits = spread.edges(found)
    # Up to the third quartile and one and a half times the range between quartiles: 60 + 60.
    assert list(limits) == [0, 20, 40, 60, 80, 100]
    drawn = spread.histogram(found, limits, (1, 1, 1, 1, 0, 1), "€", 0)
    assert isinstance(drawn, HistogramView)
    assert drawn.columns[0].label == "de 0 à 20\u00a0€"
    assert drawn.columns[-1].label == "100\u00a0€ et plus"


def test_one_value_only_makes_one_class() -> None:
    found = Spread(5, 5, 5, 5, 5, 5)
    limits = spread.edges(found)
    assert list(limits) == [5]
    assert spread.histogram(found, limits, (6,), "m²", 0).columns[0].label == "5\u00a0m² et plus"


def test_a_limit_is_never_rounded_into_its_neighbour() -> None:
    assert spread.said(0.25, "ETP", 0) == "0,25\u00a0ETP"


FEW = """\
  statut_juridique: association
programmation:
  personnes_accueillies: {people}
"""


def few(root: Path, count: int) -> Path:
    """Write real places that answer a little."""
    (root / "lieux").mkdir()
    for rank in range(count):
        text = minimal(nom=f"Le lieu {rank}", extra=FEW.format(people=1000 * (rank + 1)))
        write_place(root / "lieux", f"le-lieu-{rank}", text)
    return root / "lieux"


def words_of(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


def test_three_places_are_counted_and_not_spread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CM_IMAGES", "false")
    site = tmp_path / "site"
    build_here(few(tmp_path, 3), site)
    told = words_of(site / "referentiel" / "activites" / "index.html")
    # 1 000 + 2 000 + 3 000, counted; no median is given.
    assert "6 000 personnes accueillies" in told
    assert "Trop peu de réponses (3 réponses)" in told
    assert "médiane" not in told
    assert "inventés pour l’exemple" not in told
    statuses = words_of(site / "referentiel" / "gouvernance" / "index.html")
    assert "Association" in statuses
    assert "%" not in statuses


def test_a_headline_says_of_whom_it_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CM_IMAGES", "false")
    places = few(tmp_path, 8)
    # Twelve places: four more, that do not answer.
    for rank in range(8, 12):
        write_place(places, f"le-lieu-{rank}", minimal(nom=f"Le lieu {rank}"))
    site = tmp_path / "site"
    build_here(places, site)
    statuses = words_of(site / "referentiel" / "gouvernance" / "index.html")
    assert "pour 100 % des 8 lieux qui ont répondu" in statuses
    assert "100 % des lieux" not in statuses


def test_the_middle_is_told_by_what_each_side_holds() -> None:
    # Six numbers: between 2,25 and 4,75, the quartiles, stand two of six, not the half of them.
    found = Spread(lowest=1, low=2.25, median=3.5, high=4.75, highest=6, mean=3.5)
    runs = _middle(Numbers(Coverage(6, 9, 9), 21, found), "ans", 2)
    assert "".join(run.text for run in runs).replace("\u00a0", " ").replace("\u202f", " ") == (
        "La moitié au moins des 6 lieux qui ont répondu : 3,5 ans ou moins ; "
        "un quart au moins : 2,25 ans ou moins, un quart au moins : 4,75 ans ou plus"
    )


def test_percentages_of_places_are_averaged_never_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CM_IMAGES", "false")
    (tmp_path / "lieux").mkdir()
    for rank in range(10):
        near = 60 + rank
        users = f"{{commune: {near}, voisines: {100 - near}, complet: oui}}"
        text = minimal(
            extra=f"programmation:\n  personnes_accueillies: 10\n  provenance_usagers: {users}\n"
        )
        write_place(tmp_path / "lieux", f"le-lieu-{rank}", text)
    site = tmp_path / "site"
    build_here(tmp_path / "lieux", site)
    told = words_of(site / "referentiel" / "activites" / "index.html")
    told = told.replace("\u00a0", " ")
    # (60 + 61 + … + 69) ÷ 10 = 64,5; the sum, 645 %, is of nothing.
    mean = "65 % en moyenne, par lieu (des 10 lieux qui ont tout indiqué)"
    assert f"De la commune ou du quartier : {mean}" in " ".join(told.split())
    assert "645" not in told
    assert "Chaque lieu compte autant." in told
    frame = words_of(site / "referentiel" / "cadre" / "index.html")
    assert "Comptent ici les lieux ouverts, par leur dernier bilan" in frame


def test_no_place_at_all_reads_gracefully(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CM_IMAGES", "false")
    site = tmp_path / "site"
    build_here(few(tmp_path, 0), site)
    for page in (site / "referentiel").rglob("index.html"):
        told = words_of(page)
        assert "nan" not in told.lower().split()
        assert "inventés" not in told
    assert "Personne n’a encore" in words_of(site / "referentiel" / "economie" / "index.html")


def test_the_totals_of_the_home_page_are_those_of_the_open_table(
    example_site: Path, tools: Tools
) -> None:
    published = Published(example_site)
    again = Again(published, counting(published))
    home = words_of(example_site / "index.html")
    for figure in tools.names.questionnaire.accueil.totaux:
        total = again.statistic(figure.chiffre, "total")
        answers = again.statistic(figure.chiffre, "reponses")
        # Written in French, spaces made plain by the reading of the page.
        told = f"{total:,.0f}".replace(",", " ")
        assert f"{told} {figure.pluriel} {answers} réponses" in home
