"""What places chose to follow: in tables of its own, and in nothing that puts places together."""

from __future__ import annotations

import ast
import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from tests.support import ROOT

# Words that only own definitions of the examples hold: ids, titles, ways of counting.
WORDS = (
    "appareils_rebranches", "gestes_transmis", "dossiers_seuls", "relogees_revenues", "oser_le_guichet",
    "Ce qui repart en marche", "Gestes appris et refaits seul", "Personnes relogées qui reviennent",
    "une pince à linge par geste", "les jetons du bocal", "Apprendre dans sa langue",
)  # fmt: skip
TABLES = frozenset(
    f"donnees/{name}-du-lieu.{form}" for name in ("criteres", "mesures") for form in ("csv", "json")
)
OWN = re.compile("criteres?_du_lieu|mesures?_du_lieu|choix_du_lieu")
# The stages and pages that count, compare or rank places.
TOGETHER = (
    "computing", "pages/observatory", "pages/comparison", "pages/territories", "pages/lab", "pages/audiences",
    "pages/home", "pages/directory", "pages/embeds", "pages/quality",
)  # fmt: skip


def table(site: Path, name: str) -> list[dict[str, str]]:
    text = (site / "donnees" / name).read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def test_nothing_that_puts_places_together_holds_a_word_of_it(example_site: Path) -> None:
    found: dict[str, set[str]] = {word: set() for word in WORDS}
    for path in sorted(example_site.rglob("*")):
        if not path.is_file() or path.suffix == ".parquet":
            continue
        content = path.read_bytes()
        for word, files in found.items():
            forms = {word.encode(), json.dumps(word).strip('"').encode()}
            if any(form in content for form in forms):
                files.add(path.relative_to(example_site).as_posix())
    own = ("lieux/ti-boulon/", "lieux/la-tasse-ebrechee/", "api/v1/lieux/ti-boulon", "api/v1/lieux/la-tasse-")  # fmt: skip
    for word, files in found.items():
        # Were the words nowhere, this test would say nothing.
        assert files & TABLES, word
        assert not [file for file in files - TABLES if not file.startswith(own)], word


def test_the_typed_table_has_neither_column_nor_cell_of_it(example_site: Path) -> None:
    frame = pd.read_parquet(example_site / "donnees" / "bilans.parquet")
    assert not [name for name in frame.columns if OWN.search(name)]
    cells = "\n".join(str(cell) for row in frame.itertuples(index=False) for cell in row)
    assert "ti-boulon" in cells
    assert not [word for word in WORDS if word in cells]


@pytest.mark.parametrize("folder", TOGETHER)
def test_what_counts_and_compares_never_reads_it(folder: str) -> None:
    modules = sorted((ROOT / "cm_build" / folder).rglob("*.py"))
    assert modules
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            named = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            assert not named.startswith(("cm_build.places.own", "cm_build.referential.own")), module
            assert not (isinstance(node, ast.Attribute) and node.attr == "own"), module


def test_each_row_says_what_it_is_and_what_was_counted(example_site: Path) -> None:
    rows = table(example_site, "mesures-du-lieu.csv")
    assert {row["nature"] for row in rows} == {"mesure choisie par le lieu"}
    (row,) = [row for row in rows if row["id"] == "conteneurs" and row["annee"] == "2025"]
    told = {key: row[key] for key in ("lieu", "valeur", "estimation", "visee_annee", "visee_valeur", "choisi_par")}  # fmt: skip
    assert told == {
        "lieu": "ti-boulon", "valeur": "9,5", "estimation": "oui", "visee_annee": "2026", "visee_valeur": "12",
        "choisi_par": "equipe",
    }  # fmt: skip
    # Given up: it stays, with its last year and no value.
    (row,) = [row for row in rows if row["id"] == "tisanes" and row["annee"] == "2025"]
    assert (row["valeur"], row["jusqu_a"]) == ("", "2024")
    criteria = table(example_site, "criteres-du-lieu.csv")
    assert {row["nature"] for row in criteria} == {"critère choisi par le lieu"}


def test_json_holds_the_same_rows_and_the_dictionary_their_columns(example_site: Path) -> None:
    explained = table(example_site, "dictionnaire-du-lieu.csv")
    for name in ("criteres-du-lieu", "mesures-du-lieu"):
        rows = table(example_site, f"{name}.csv")
        document = json.loads((example_site / "donnees" / f"{name}.json").read_text("utf-8"))
        assert [line["id"] for line in document["lignes"]] == [row["id"] for row in rows]
        columns = [line["colonne"] for line in explained if line["fichier"] == f"{name}.csv"]
        assert [*document["lignes"][0]] == columns
        assert [*rows[0]] == [*columns, "licence"]
    text = (example_site / "donnees" / "mesures-du-lieu.json").read_text("utf-8")
    assert {type(line["valeur"]) for line in json.loads(text)["lignes"]} == {
        int, float, type(None),
    }  # fmt: skip


def test_the_document_of_a_place_gives_it_back_as_its_file_writes_it(example_site: Path) -> None:
    text = (example_site / "api/v1/lieux/ti-boulon.json").read_text("utf-8")
    chosen = json.loads(text)["bilans"][-1]["choix_du_lieu"]
    assert chosen["nature"]["mesures_du_lieu"] == "mesure choisie par le lieu"
    (measure,) = [one for one in chosen["mesures_du_lieu"] if one["id"] == "conteneurs"]
    assert measure == {
        "id": "conteneurs", "titre": "Conteneurs évités", "unite": "conteneurs", "valeur": 9.5,
        "comptage": "le poids remis en usage, divisé par dix tonnes", "estimation": "oui", "choisi_par": "equipe",
        "depuis": 2023, "souhait": "hausse", "visee": {"annee": 2026, "valeur": 12},
    }  # fmt: skip
