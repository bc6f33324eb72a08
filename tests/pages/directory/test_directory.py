"""The list of places: its order, its counts, its pages, its map, by hand on small sets."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from cm_build.drawing.projection import Dot
from cm_build.pages.directory.dots import DotMap, dot_map, radius
from cm_build.pages.directory.page import directory_pages
from cm_build.pages.directory.view import (
    PAGE_SIZE,
    Directory,
    FacetView,
    directory,
    list_pages,
    towns,
)
from cm_build.pages.shell.page import Page, render
from cm_build.referential.assembly import assemble
from cm_build.referential.card import Card
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from cm_build.wording.tally import communes, offered, said, tally
from tests.places_at_scale import matching, write_places
from tests.support import DATA, minimal, write_place


def card(slug: str, name: str, commune: str = "Rennes", **changed) -> Card:
    told = Card(
        slug=slug, name=name, commune=commune, commune_code=f"code-{commune}",
        departement="Ille-et-Vilaine", tagline="", types=(), fictional=False, from_directory=False,
        closed=False, year=2025, values=(("Bretagne",), ("Ille-et-Vilaine",)), dot=Dot(10.4, 20.6),
    )  # fmt: skip
    return told._replace(**changed)


def shown(*cards: Card) -> Directory:
    facets = tuple(FacetView(name, name, (), told=True) for name in ("region", "departement"))
    return Directory(cards, facets, -1, towns(cards), len(towns(cards)), 0, 0)


def test_places_and_examples_are_never_added() -> None:
    narrow = "\u202f"
    assert tally(0) == "0 lieu"
    assert tally(1) == "1 lieu"
    assert tally(3500) == f"3{narrow}500 lieux"
    assert tally(0, 1) == "1 exemple fictif"
    assert tally(12, 24) == "12 lieux et 24 exemples fictifs"
    assert tally(6, 0, 199) == "6 lieux qui se racontent et 199 recensés"
    assert tally(1, 24, 1) == "1 lieu qui se raconte, 1 recensé et 24 exemples fictifs"
    assert tally(0, 0, 199) == "199 lieux recensés"
    assert said(6, 199) == "6 lieux se racontent, 199 sont recensés"
    assert said(1, 1, "en Bretagne") == "1 lieu se raconte en Bretagne, 1 y est recensé"
    assert said(0, 199, "en France") == "199 lieux sont recensés en France"
    assert said(3, 0, "en France") == "3 lieux se racontent en France"
    assert communes(1) == "1 commune"
    assert offered(3, 2, mixed=False) == "5"
    assert offered(3, 2, mixed=True) == "3 et 2 fictifs"
    assert offered(0, 1, mixed=True) == "1 fictif"
    assert offered(4, 0, mixed=True) == "4"
    assert offered(0, 0, mixed=True) == "0"


def test_communes_come_in_the_order_of_their_names() -> None:
    found = towns([card("b", "B", "Évry"), card("a", "A", "Arles"), card("c", "C", "Évry")])
    assert [(town.name, len(town.cards)) for town in found] == [("Arles", 1), ("Évry", 2)]
    mixed = towns([card("a", "A", fictional=True), card("b", "B")])
    assert not mixed[0].fictional
    assert towns([card("a", "A", fictional=True)])[0].fictional


def test_few_communes_are_links_and_many_are_drawn() -> None:
    one = towns([card("la-halle", "La Halle")])
    (dot,) = dot_map(one).dots
    assert (dot.label, dot.url, dot.radius) == ("Rennes : La Halle", "lieux/la-halle/", 12)
    several = towns([card(str(n), f"Lieu {n}", fictional=n == 0) for n in range(4)])
    (dot,) = dot_map(several).dots
    assert dot.label == "Rennes : 3 lieux et 1 exemple fictif"
    assert dot.url == "lieux/?commune=code-Rennes"
    assert dot.radius == 24  # Four places: twice the radius, four times the area.
    crowd = towns([card(str(n), "Lieu", f"Ville {n}", fictional=n > 60) for n in range(100)])
    drawn = dot_map(crowd)
    assert (drawn.dots, drawn.communes) == ((), 100)
    assert [(group.fictional, group.width) for group in drawn.groups] == [(True, 16), (False, 16)]
    assert drawn.groups[1].path.count("M10 21h0") == 61
    assert radius(10_000, 5) == 20
    nowhere = towns([card("a", "A", dot=None)])
    assert dot_map(nowhere) == DotMap((), (), 0)


def test_neighbours_on_the_map_are_one_link_and_none_touches_another() -> None:
    """30 units apart: a finger cannot tell them; 60 apart, it can. Links come in the order of names."""
    found = towns(
        [
            card("c", "Le Quai", "Clichy", dot=Dot(100, 130)),
            card("a", "La Cale", "Asnières", dot=Dot(100, 100)),
            card("b", "Le Bac", "Bezons", dot=Dot(160, 100)),
        ]
    )
    near, far = dot_map(found).dots
    assert (near.label, near.places, near.at) == ("Asnières et Clichy : 2 lieux", 2, Dot(100, 100))
    assert near.url == "lieux/?region=Bretagne"
    assert (far.label, far.url) == ("Bezons : Le Bac", "lieux/b/")
    assert (near.aim, far.aim) == (23, 23)


@pytest.mark.parametrize(
    ("count", "last"), [(0, 1), (1, 1), (30, 1), (31, 2), (60, 2), (3500, 117)]
)
def test_every_place_is_on_one_page(count: int, last: int) -> None:
    cards = [card(f"lieu-{n}", f"Lieu {n}") for n in range(count)]
    pages = list(list_pages(shown(*cards)))
    assert len(pages) == last
    assert [one.slug for page in pages for one in page.cards] == [one.slug for one in cards]
    assert all(len(page.cards) <= PAGE_SIZE for page in pages)
    assert (pages[0].url, pages[0].before, pages[-1].after) == ("", None, None)


def test_a_page_leads_to_all_others_in_few_steps() -> None:
    pages = list(list_pages(shown(*[card(str(n), "Lieu") for n in range(3500)])))
    links = pages[24].links
    far = [*range(30, 111, 10), 117]
    assert [link.number for link in links] == [1, 10, 20, 23, 24, 25, 26, 27, *far]
    assert [link.number for link in links if link.gap] == [10, 20, 23, *far]
    assert [link.number for link in links if link.current] == [25]
    assert links[0].url == ""
    assert links[1].url == "page/10/"
    assert list_pages(shown(card("a", "A"))).__next__().links == ()


@pytest.fixture(scope="module")
def referential_of(tmp_path_factory):
    def made(write):
        places = tmp_path_factory.mktemp("lieux")
        told = write(places)
        assembled = assemble(data_folders(places, DATA), Records())
        assert assembled.referential, assembled.problems
        return assembled.referential, told

    return made


def test_facets_count_places_and_examples_apart(referential_of) -> None:
    referential, made = referential_of(lambda root: write_places(root, 90))
    tools = referential.tools
    view = directory((summary.card for summary in referential.summaries), tools.names)
    assert [one.slug for one in view.cards] == matching(made)
    assert (view.real, view.fictional, view.mixed) == (67, 23, True)
    assert view.from_directory == sum(one.from_directory for one in made)
    assert view.real_towns == len({one.code for one in made if not one.fictional})
    by_id = {facet.id: facet for facet in view.facets}
    assert view.facets[view.types].id == "types_de_lieu"
    for value in by_id["types_de_lieu"].values:
        held = [one for one in made if value.label in one.types]
        assert value.real == sum(not one.fictional for one in held)
        assert value.fictional == sum(one.fictional for one in held)
    assert [value.label for value in by_id["fiche"].values] == [
        "Lieux qui se racontent", "Fiches d’un annuaire ouvert", "Exemples fictifs",
    ]  # fmt: skip
    regions = [value.label for value in by_id["region"].values]
    assert sorted(regions) == sorted({one.region for one in made})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags += [tag, *[value for name, value in attrs if name == "id" and value]]

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())


def first_page(referential) -> _Words:
    words = _Words()
    page = next(directory_pages(referential))
    assert isinstance(page, Page)
    words.feed(render(page, referential.tools.settings))
    return words


def test_no_place_one_place_and_three_read_well(referential_of) -> None:
    nobody, _ = referential_of(lambda _: None)
    page = first_page(nobody)
    assert any("Aucun lieu compté ici." in text for text in page.text)
    assert "filtres" not in page.tags
    alone, _ = referential_of(lambda root: write_place(root, "la-halle", minimal()))
    page = first_page(alone)
    assert "1 lieu dans 1 commune" in page.text
    assert "filtres" not in page.tags
    assert "pages" not in page.tags

    def three(root: Path) -> None:
        for name in ("une", "deux", "trois"):
            write_place(root, f"lieu-{name}", minimal(nom=f"Lieu {name}"))

    few, _ = referential_of(three)
    page = first_page(few)
    assert "3 lieux dans 1 commune" in page.text
    # One commune, one kind, no type: nothing to choose but the order.
    assert [tag for tag in page.tags if tag.startswith("f-")] == []
    assert {"filtres", "q", "tri"} <= set(page.tags)
