"""Whom each row comes from and on what terms: directories keep their name and their licence."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.support import DATA, build, minimal, write_place

LISTED = """\
questionnaire: 1
publication: annuaire
source: {{nom: "{source}", licence: "{licence}", date: {date}, url: "https://{site}/liste"}}
identite:
  nom: "{nom}"
  commune: "{commune}"
"""
ATLAS = {"source": "Atlas des ateliers", "licence": "CC BY 4.0", "date": "2021-03-01", "site": "atlas.exemple.test"}  # fmt: skip
INVENTORY = {"source": "Inventaire régional", "licence": "ODbL 1.0", "date": "2023-09-12", "site": "inventaire.exemple.test"}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two places that answered, three that are only listed, in two directories."""
    root = tmp_path_factory.mktemp("origine")
    data = root / "data"
    (data / "places").mkdir(parents=True)
    for name in ("questionnaire.yaml", "referentiel.yaml", "observatoire.yaml"):
        shutil.copyfile(DATA / name, data / name)
    for slug, commune in (("la-voute", "35238"), ("l-appentis", "29019")):
        write_place(data / "places", slug, minimal(slug, commune))
    listed = {"le-sechoir": ("35047", ATLAS), "la-halte": ("56121", ATLAS), "le-preau": ("35238", INVENTORY)}  # fmt: skip
    for slug, (commune, source) in listed.items():
        write_place(data / "places", slug, LISTED.format(nom=slug, commune=commune, **source))
    assert build(data, root / "site", "--sans-images") == 0
    return root / "site"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


OWN = ("Réponses du lieu", "Licence Ouverte 2.0")


def test_every_row_of_every_table_says_its_source_and_licence(site: Path) -> None:
    rows = {row["lieu"]: row for row in table(site / "donnees/bilans.csv")}
    told = {slug: (row["source"], row["licence"]) for slug, row in rows.items()}
    assert told == {
        "la-voute": OWN,
        "l-appentis": OWN,
        "le-sechoir": ("Atlas des ateliers", "CC BY 4.0"),
        "la-halte": ("Atlas des ateliers", "CC BY 4.0"),
    }
    assert rows["la-halte"]["source_adresse"] == "https://atlas.exemple.test/liste"
    assert rows["la-halte"]["source_date"] == "2021-03-01"
    assert rows["la-voute"]["source_adresse"] == ""
    frame = pd.read_parquet(site / "donnees/bilans.parquet").set_index("lieu")
    assert dict(zip(frame.index, zip(frame["source"], frame["licence"], strict=True), strict=True)) == told  # fmt: skip
    territory = table(site / "referentiel/territoires/bretagne/lieux.csv")
    assert {row["lieu"]: (row["source"], row["licence"]) for row in territory} == told


def test_the_map_and_the_documents_say_it_too(site: Path) -> None:
    features = json.loads((site / "donnees/lieux.geojson").read_text("utf-8"))["features"]
    by_slug = {feature["id"]: feature["properties"] for feature in features}
    assert (by_slug["la-halte"]["source"], by_slug["la-halte"]["licence"]) == ("Atlas des ateliers", "CC BY 4.0")  # fmt: skip
    assert (by_slug["la-voute"]["source"], by_slug["la-voute"]["licence"]) == OWN
    places = json.loads((site / "api/v1/lieux.json").read_text("utf-8"))["lieux"]
    listed = {place["lieu"]: place["source"] for place in places}
    assert listed["la-halte"] == {
        "nom": "Atlas des ateliers",
        "licence": "CC BY 4.0",
        "adresse": "https://atlas.exemple.test/liste",
        "date": "2021-03-01",
    }
    one = json.loads((site / "api/v1/lieux/la-halte.json").read_text("utf-8"))
    assert one["bilans"][0]["source"] == listed["la-halte"]


def test_a_list_to_share_alike_is_mixed_with_nothing(site: Path) -> None:
    """Mixed, its licence would bind the other lines; it keeps its page, its document, its own files."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for folder in ("donnees", "api", "referentiel")
        for path in (site / folder).rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    own = {"donnees/annuaires/odbl-1-0.csv", "donnees/annuaires/odbl-1-0.geojson", "api/v1/lieux/le-preau.json"}  # fmt: skip
    assert {path for path, content in files.items() if b"le-preau" in content} == own
    (line,) = table(site / "donnees/annuaires/odbl-1-0.csv")
    assert (line["lieu"], line["commune"], line["annee"]) == ("le-preau", "Rennes", "2025")
    told = (
        "Inventaire régional",
        "https://inventaire.exemple.test/liste",
        "2023-09-12",
        "ODbL 1.0",
    )
    assert tuple(line[key] for key in ("source", "source_adresse", "source_date", "licence")) == told  # fmt: skip
    (feature,) = json.loads(files["donnees/annuaires/odbl-1-0.geojson"])["features"]
    assert (feature["id"], feature["properties"]["licence"]) == ("le-preau", "ODbL 1.0")
    assert 'href="annuaires/odbl-1-0.csv"' in (site / "donnees/index.html").read_text("utf-8")
    assert "ODbL 1.0, 1 lieu" in words_of(site, "donnees/")


def test_the_package_names_every_source_and_licence(site: Path) -> None:
    package = json.loads((site / "donnees/datapackage.json").read_text("utf-8"))
    assert [licence["title"] for licence in package["licenses"]] == ["Licence Ouverte 2.0", "CC BY 4.0"]  # fmt: skip
    apart = {one["path"]: one["licenses"][0]["title"] for one in package["resources"] if "licenses" in one}  # fmt: skip
    assert apart == {"annuaires/odbl-1-0.csv": "ODbL 1.0", "annuaires/odbl-1-0.geojson": "ODbL 1.0"}
    assert package["licenses"][1]["name"] == "CC-BY-4.0"
    assert [source["title"] for source in package["sources"]] == [
        "Commune Mesure, réponses des lieux",
        "Atlas des ateliers, 2021-03-01",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "lieux/",
        "donnees/",
        "referentiel/carte/",
        "referentiel/territoires/",
        "referentiel/territoires/bretagne/",
    ],
)
def test_every_page_that_shows_such_rows_names_their_directories(site: Path, page: str) -> None:
    text = (site / page / "index.html").read_text("utf-8")
    for name, licence, address in (
        ("Atlas des ateliers", "CC BY 4.0", "https://atlas.exemple.test/liste"),
        ("Inventaire régional", "ODbL 1.0", "https://inventaire.exemple.test/liste"),
    ):
        assert name in text
        assert licence in text
        assert f'href="{address}"' in text


@pytest.mark.parametrize("page", ["", "donnees/", "carte/", "2025/"])
def test_the_pages_of_a_listed_place_name_its_directory(site: Path, page: str) -> None:
    text = (site / "lieux/le-preau" / page / "index.html").read_text("utf-8")
    assert "Inventaire régional" in text
    assert "ODbL 1.0" in text
    assert "https://inventaire.exemple.test/liste" in text


def test_a_territory_names_only_its_own(site: Path) -> None:
    text = (site / "referentiel/territoires/bretagne/morbihan/index.html").read_text("utf-8")
    assert "Atlas des ateliers" in text
    assert "Inventaire régional" not in text


def test_nothing_is_cited_where_every_place_answered(example_site: Path) -> None:
    for page in ("lieux/", "referentiel/territoires/", "referentiel/carte/", "donnees/"):
        text = (example_site / page / "index.html").read_text("utf-8")
        assert "Fiches d’annuaire" not in text
        assert "cm-provenances" not in text


def words_of(site: Path, page: str) -> str:
    text = (site / page / "index.html").read_text("utf-8")
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "2 lieux se racontent, 3 sont recensés, dans 4 communes"),
        ("lieux/", "2 lieux qui se racontent et 3 recensés dans 4 communes"),
        ("donnees/", "2 bilans de lieux qui se racontent, 2 fiches de lieux seulement recensés"),
        ("referentiel/cadre/", "2 lieux se racontent en France, 3 y sont recensés"),
        ("referentiel/carte/", "2 lieux se racontent en France, 3 y sont recensés"),
        ("referentiel/territoires/", "2 lieux se racontent en France, 3 y sont recensés."),
        (
            "referentiel/territoires/bretagne/",
            "2 lieux se racontent en Bretagne, 3 y sont recensés, dans 4 communes.",
        ),
        ("referentiel/territoires/bretagne/morbihan/", "1 lieu est recensé dans le Morbihan."),
    ],
)
def test_numbers_of_places_say_what_they_count(site: Path, page: str, words: str) -> None:
    assert words in words_of(site, page)


def test_nobody_tells_who_is_only_listed(site: Path) -> None:
    """Five places are known and two answered: no page says that three, four or five tell anything."""
    verbs = r"(?:se racontent|se raconte|répondent|ont raconté|disent ensemble|ont répondu)"
    for path in sorted(site.rglob("*.html")):
        text = " ".join(re.sub(r"<[^>]+>", "", path.read_text("utf-8")).split())
        text += " ".join(re.findall(r'content="([^"]*)"', path.read_text("utf-8")))
        found = re.findall(rf"\b([345]) lieux {verbs}|{verbs} ([345]) lieux", text)
        assert not found, (path.relative_to(site), found)


def test_descriptions_for_search_engines_tell_them_apart(site: Path) -> None:
    for page, words in (
        ("lieux", "2 lieux qui se racontent et 3 recensés"),
        (
            "referentiel/territoires/bretagne",
            "2 lieux se racontent en Bretagne, 3 y sont recensés.",
        ),
    ):
        text = (site / page / "index.html").read_text("utf-8")
        told = re.findall(
            r'<meta name="description" property="og:description" content="([^"]*)"', text
        )
        assert told, page
        assert all(words in one for one in told), (page, told)
