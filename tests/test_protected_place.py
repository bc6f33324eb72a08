"""A shelter, its complete file at home, its public file as the form makes it, and the whole site.

Every text of the complete file holds a word that is nowhere else, every amount a number that is
nowhere else: none of them is in any byte of what is published, unless the place chose it.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
from typing import Any, NamedTuple

import pandas as pd
import pytest

from cm_build.contributing.form.view import form_view
from cm_build.reading.node import plain
from cm_build.reading.source import read_source
from cm_build.referential.toolbox import Tools
from tests.support import DATA, NODE, ROOT, build, files_of, minimal, write_place

COMPLETE = ROOT / "tests" / "places" / "lieu_protege_complet.yaml"
SLUG = "lieu-protege-3"
CHOSEN = ["lien_social.niveau", "lien_social.exemple", "accroche"]
HEAD = {
    "publication": "publique",
    "licence_acceptee": "oui",
    "region": "93",
    "grand_type": "hebergement",
    "classes": {"surface": "", "equipe": ""},
    "reponses_choisies": CHOSEN,
}
# What is searched for in its own words: the file holds codes, and the site could write them out.
WRITTEN = (
    "73282932000074",
    "732 829 320 00074",
    "W133456789",
    "1er octobre 2020",
    "5 juin 2021",
    "L’Hospice",
    "Lavandières",
)
# Lists of every commune of France, and programs: any number may be there.
NUMBERED = ("assets/communes/", "assets/moteur/", "assets/plotly.js", "contribuer/questionnaire/")
NEIGHBOURS = (
    "13100 Aix-en-Provence",
    "13200 Arles",
    "13300 Salon-de-Provence",
    "13500 Martigues",
    "13400 Aubagne",
)
COMMUNE = ("13055", "Marseille", "Bouches-du-Rhône")


class Shelter(NamedTuple):
    """What the form made, the canaries of the complete file, those that were chosen, and the site."""

    file: str
    canaries: frozenset[str]
    chosen: frozenset[str]
    site: dict[str, bytes]


def complete() -> dict[str, Any]:
    root = read_source(COMPLETE.read_bytes(), COMPLETE.name).root
    assert root is not None
    tree = plain(root)
    assert isinstance(tree, dict)
    return tree


def canaries(text: str) -> frozenset[str]:
    words = set(re.findall(r"zyx[a-z]+\d+q", text.lower()))
    numbers = set(re.findall(r"\b[6-9]\d{4}\b", text))
    return frozenset(words | numbers)


def made(tree: dict[str, Any], tools: Tools) -> dict[str, Any]:
    """Let the form's own script make the public file."""
    protection = form_view(tools, None).data["protection"]
    given = json.dumps({"tree": tree, "protection": protection})
    script = ROOT / "tests" / "scripts" / "protege.js"
    done = subprocess.run([NODE, script], input=given, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def shelter(tmp_path_factory, tools: Tools) -> Shelter:
    root = tmp_path_factory.mktemp("abri")
    tree = complete() | HEAD
    file = made(tree, tools)["file"]
    chosen = (
        tree["effets_sociaux"]["criteres"]["lien_social"]["exemple"] + tree["identite"]["accroche"]
    )
    write_place(root / "places", SLUG, file)
    # A year before, where nothing at all was chosen.
    before = made(tree | {"reponses_choisies": [], "classes": {}}, tools)["file"]
    write_place(root / "places", SLUG, before, 2024)
    for rank, commune in enumerate(NEIGHBOURS):
        write_place(root / "places", f"voisin-{rank}", minimal(f"Voisin {rank}", commune))
    # A site that knows its address also writes a site map, and what other sites are told.
    settings = (DATA / "referentiel.yaml").read_text("utf-8")
    address = 'url: "https://exemple.fr/mesure/"'
    (root / "referentiel.yaml").write_text(re.sub(r"(?m)^url:.*$", address, settings), "utf-8")
    assert build(root, root / "site") == 0
    every = canaries(COMPLETE.read_text("utf-8"))
    return Shelter(file, every, canaries(chosen), files_of(root / "site"))


def readable(path: str, content: bytes) -> str:
    """Read a file of the site as text, whatever it is packed in."""
    if path.endswith(".gz"):
        content = gzip.decompress(content)
    if path.endswith(".parquet"):
        return pd.read_parquet(io.BytesIO(content)).to_csv()
    return content.decode("utf-8", "replace")


def bare(text: str) -> str:
    return re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", text).lower()


def test_the_fixture_can_fail(shelter: Shelter) -> None:
    """Its words are many, and what was chosen is found: the search does see them."""
    assert len(shelter.canaries) > 120
    assert len(shelter.chosen) == 2
    page = bare(shelter.site[f"lieux/{SLUG}/index.html"].decode())
    assert all(word in page for word in shelter.chosen)


def test_the_file_to_publish_holds_only_what_is_listed(shelter: Shelter, tools: Tools) -> None:
    assert canaries(shelter.file) == shelter.chosen
    for word in (*WRITTEN, *COMMUNE):
        assert word not in shelter.file
    assert 'surface: "plus de 2 000 m²"' in shelter.file
    read = tools.reader.read(shelter.file.encode(), file="a.yaml", slug=SLUG, year=2025)
    assert [problem.code for problem in read.problems] == ["CM-433"]


def test_nothing_else_is_in_any_byte_of_the_site(shelter: Shelter) -> None:
    own = f"lieux/{SLUG}/"
    for path, content in shelter.site.items():
        text = bare(readable(path, content))
        allowed = shelter.chosen if path.startswith(own) else frozenset()
        found = {word for word in shelter.canaries - allowed if word in text}
        if path.startswith(NUMBERED):
            found = {word for word in found if not word.isdigit()}
        assert found == set(), path
        for word in WRITTEN:
            assert word.lower() not in text, (path, word)


def test_no_page_tells_the_commune_or_the_departement(shelter: Shelter) -> None:
    own = [path for path in shelter.site if path.startswith(f"lieux/{SLUG}/")]
    assert len(own) == 3
    for path in own:
        for word in COMMUNE:
            assert word not in shelter.site[path].decode(), (path, word)
    # The neighbours are there, and tell theirs: the search does see it.
    assert any(b"Bouches-du-Rh" in content for content in shelter.site.values())
    listed = shelter.site["lieux/index.html"].decode()
    assert "Un lieu d’hébergement en Provence-Alpes-Côte d’Azur" in listed
    assert "voisin-0" in shelter.site["sitemap.xml"].decode()
    assert SLUG not in shelter.site["sitemap.xml"].decode()
    assert SLUG not in shelter.site["assets/annuaire.json"].decode()
    assert f"api/v1/lieux/{SLUG}.json" not in shelter.site


def test_no_territory_denies_a_protected_place_nor_points_at_it(shelter: Shelter) -> None:
    pages = {
        path: content.decode()
        for path, content in shelter.site.items()
        if path.startswith("referentiel/territoires/") and path.endswith(".html")
    }
    assert len(pages) > 13
    for path, text in pages.items():
        assert text.count("Un lieu protégé n’est compté dans aucun territoire.") == 1, path
        assert not re.search(r"(?i)aucun (lieu )?(ne s’est )?encore|raconté en", text), path


def test_a_year_where_nothing_was_chosen_says_nothing(shelter: Shelter) -> None:
    text = bare(shelter.site[f"lieux/{SLUG}/2024/index.html"].decode())
    assert not any(word in text for word in shelter.canaries)


def test_what_the_form_would_warn_of(tools: Tools) -> None:
    """A chosen text that names the place is told before anything leaves."""
    tree = complete() | HEAD
    assert made(tree, tools)["giveaways"] == []
    told = tree["effets_sociaux"]["criteres"]["lien_social"]
    told["exemple"] = f"On se retrouve devant {tree['identite']['adresse']}, le mardi."
    (found,) = made(tree, tools)["giveaways"]
    assert found["name"] == "lien_social.exemple"
