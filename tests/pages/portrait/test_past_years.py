"""The page of a past year says what the file of that year said, whatever came later."""

from __future__ import annotations

import pytest

from cm_build.pages.portrait.page import place_pages
from cm_build.pages.portrait.view import draw
from cm_build.pages.shell.page import render
from cm_build.referential.provenance import Provenance
from tests.support import minimal

EFFECTS = """\
espace: {{surface_interieure: {surface}}}
equipe: {{benevoles: {hours}}}
effets_sociaux:
  criteres:
    lien_social: {{presence: {presence}, exemple: "Exemple {surface}."}}
"""


def year(name: str, commune: str, surface: int, hours: int, presence: str, head: str = "") -> str:
    extra = EFFECTS.format(surface=surface, hours=hours, presence=presence)
    return minimal(name, commune, head + extra)


YEARS = (
    year("La Halle", "35238", 100, 10, "ponctuelle"),
    year("La Grange", "44109", 250, 20, "reguliere"),
    year("La Ferme", "29019", 777, 4321, "durable", "etat: ferme\ndate_fermeture: 2027-06-30\n"),
)


@pytest.mark.parametrize("rank", [0, 1])
def test_a_past_year_is_drawn_as_it_was_the_day_it_was_the_latest(contexts, rank: int) -> None:
    then = draw(contexts(*YEARS[: rank + 1])[-1])
    now = draw(contexts(*YEARS)[rank])
    assert [link.year for link in now.years] == [2025, 2026, 2027]
    assert [link.current for link in now.years] == [index == rank for index in range(3)]
    assert now._replace(years=()) == then._replace(years=())
    assert (now.name, now.commune) == (("La Halle", "Rennes"), ("La Grange", "Nantes"))[rank]


def test_a_past_page_holds_no_word_of_a_later_year_but_the_way_there(contexts, tools) -> None:
    _, context, _ = contexts(*YEARS)
    settings = tools.settings
    pages = place_pages(context, draw(context), settings, Provenance(), "image.png")
    (page,) = [page for page in pages if page.url == "lieux/essai/2026/"]
    text = render(page, settings)
    for later in ("La Ferme", "Brest", "777", "4\u202f321", "Fermé", "30 juin 2027", "image.png"):
        assert later not in text, later
    assert "Toutes les réponses et les calculs (bilan 2027)" in text
    assert "De 2025 à 2026" in text
