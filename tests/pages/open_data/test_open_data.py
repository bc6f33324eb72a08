"""The open files, read by others: frictionless, pandas, DuckDB, and the page's own examples."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.support import ROOT, build, minimal, write_place

MISSING = {"", "non_repondu", "ne_sait_pas", "non_publie", "sans_objet", "prealable_inconnu"}


@pytest.fixture(params=["example_site", "synthetic_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def test_the_reference_validator_accepts_the_package(site: Path) -> None:
    with warnings.catch_warnings():
        # Its own dependencies warn about themselves.
        warnings.simplefilter("ignore")
        from frictionless import validate  # noqa: PLC0415

        report = validate(str(site / "donnees" / "datapackage.json"))
    found = report.flatten(["type", "rowNumber", "fieldName", "note"])
    assert report.valid, found[:5]


def test_every_column_is_explained_once(site: Path) -> None:
    header, *_ = rows_of(site / "donnees" / "bilans.csv")
    assert len(header) == len(set(header))
    explained = rows_of(site / "donnees" / "dictionnaire.csv")
    titles = explained[0]
    by_name = {row[0]: dict(zip(titles, row, strict=True)) for row in explained[1:]}
    assert set(header) <= set(by_name)
    columns = pd.read_parquet(site / "donnees" / "bilans.parquet").columns
    assert list(by_name) == list(columns)
    assert [column for column in columns if not column.startswith("manque:")] == header
    assert all(row["definition"] or row["rubrique"] == "Identification" for row in by_name.values())


def test_parquet_has_real_types(site: Path) -> None:
    sql = duckdb.connect()
    file = (site / "donnees" / "bilans.parquet").as_posix()
    query = f"select column_name, column_type from (describe select * from '{file}')"  # noqa: S608
    types = dict(sql.execute(query).fetchall())
    assert types["annee"] == "INTEGER"
    assert types["surface_interieure"] == "DOUBLE"
    assert types["date_ouverture"] == "DATE"
    assert types["types_de_lieu"] == "VARCHAR[]"
    assert types["exemple_fictif"] == "BOOLEAN"
    assert types["code_commune"] == "VARCHAR"
    frame = pd.read_parquet(file)
    assert frame["surface_interieure"].dtype == "float64"
    assert frame["exemple_fictif"].dtype == "bool"


def test_the_flat_table_and_the_typed_one_say_the_same(site: Path) -> None:
    header, *lines = rows_of(site / "donnees" / "bilans.csv")
    frame = pd.read_parquet(site / "donnees" / "bilans.parquet")
    assert len(lines) == len(frame)
    typed = {name: frame[name].tolist() for name in header}
    for rank, line in enumerate(lines):
        for name, cell in zip(header, line, strict=True):
            value = typed[name][rank]
            if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
                assert cell in MISSING, (name, cell)
            elif isinstance(value, float):
                assert "." not in cell, (name, cell)
                assert float(cell.replace(",", ".")) == value, (name, cell)


def test_a_place_s_document_says_what_the_table_says(example_site: Path) -> None:
    frame = pd.read_parquet(example_site / "donnees" / "bilans.parquet").set_index(
        ["lieu", "annee"]
    )
    seen = 0
    for path in sorted((example_site / "api" / "v1" / "lieux").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        for bilan in told["bilans"]:
            row = frame.loc[(told["lieu"], bilan["annee"])]
            for name, figure in bilan["chiffres"].items():
                value, typed = figure["valeur"], row[f"calcul:{name}"]
                if isinstance(value, float):
                    assert typed == pytest.approx(value, abs=1e-6)
                    seen += 1
                elif value is None:
                    assert pd.isna(typed)
    assert seen > 300


def examples(site: Path, language: str) -> list[str]:
    page = (site / "donnees" / "index.html").read_text(encoding="utf-8")
    found = re.findall(rf'<code class="exemple-{language}">(.*?)</code>', page, flags=re.DOTALL)
    assert found
    return [
        html.unescape(one).replace("https://adresse-du-site/", site.as_posix() + "/")
        for one in found
    ]


@pytest.mark.parametrize("folder", ["example_site", "mixed_site"])
def test_the_examples_of_the_page_say_what_pages_say(
    request: pytest.FixtureRequest, folder: str
) -> None:
    """With real, invented, old, closed, future and listed places together: the site's own numbers."""
    site: Path = request.getfixturevalue(folder)
    worlds = json.loads((site / "api/v1/referentiel.json").read_text())["mondes"]
    (world,) = {"fictifs" if folder == "example_site" else "reels"}
    told = worlds[world]["mesures"]
    for language, name in (("python", "calcul:part_recettes_propres"), ("tableau", "surface_interieure")):  # fmt: skip
        for code in examples(site, language):
            done = subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True
            )
            assert float(done.stdout) == pytest.approx(told[name]["mediane"], abs=1e-6)
    kinds = json.loads((site / "api/v1/referentiel/types_de_lieu.json").read_text())
    groups = kinds["mondes"][world]
    for query in examples(site, "sql"):
        rows = duckdb.connect(config={"threads": 1}).execute(query).fetchall()
        assert {kind: count for kind, count, _ in rows} == {
            kind: group["lieux"] for kind, group in groups.items()
        }
        for kind, _, median in rows:
            shown = groups[kind]["mesures"].get("surface_interieure", {}).get("mediane")
            assert shown is None or median == pytest.approx(shown, abs=1e-6)


# What the page's examples must say, in whatever language, for a table with decimal commas.
CODES = ("code_commune", "departement", "region")


def test_the_example_in_r_reads_commas_and_keeps_codes(example_site: Path) -> None:
    """`read.csv2` reads semicolons and decimal commas unless it is told otherwise."""
    (code,) = examples(example_site, "r")
    assert "read.csv2(" in code
    assert "dec=" not in code.replace(" ", "")
    assert 'subset(bilans, compte_dans_les_chiffres == "oui")' in code
    for name in CODES:
        assert f'{name} = "character"' in code
    rscript = shutil.which("Rscript")
    if rscript:
        subprocess.run([rscript, "-e", code], check=True, capture_output=True)


def test_no_cell_of_a_table_is_a_date_for_a_french_spreadsheet(site: Path) -> None:
    """9.5 becomes 9 May: every table with semicolons writes 9,5."""
    seen = 0
    for path in sorted(site.rglob("*.csv")):
        header, *lines = rows_of(path)
        for line in lines:
            for name, cell in zip(header, line, strict=True):
                assert not re.fullmatch(r"-?\d+\.\d+", cell), (path.name, name, cell)
                seen += bool(re.fullmatch(r"-?\d+,\d+", cell))
    assert seen > 100


def test_codes_are_quoted_so_that_zeros_can_be_kept(tmp_path: Path, copied_data: Path) -> None:
    write_place(copied_data / "places", "la-remise", minimal("La Remise", "01004"))
    assert build(copied_data, tmp_path / "site", "--sans-images") == 0
    for name in ("donnees/bilans.csv", "referentiel/territoires/auvergne-rhone-alpes/lieux.csv"):
        text = (tmp_path / "site" / name).read_text(encoding="utf-8-sig")
        assert ';"01004";' in text, name
        assert ';"01";"84";' in text, name
    told = {row[0]: row for row in rows_of(tmp_path / "site/donnees/dictionnaire.csv")}
    assert told["code_commune"][4] == "code"
    assert "les zéros du début comptent" in told["code_commune"][2]


def test_every_open_file_is_told_of(example_site: Path) -> None:
    page = (example_site / "donnees" / "index.html").read_text(encoding="utf-8")
    for folder in ("donnees", "api", "schema"):
        for path in sorted((example_site / folder).rglob("*")):
            name = path.relative_to(example_site).as_posix()
            if path.is_dir() or path.suffix == ".html" or name.startswith("api/v1/lieux/"):
                continue
            assert path.name in page, name


def test_geojson_is_longitude_first(example_site: Path) -> None:
    told = json.loads((example_site / "donnees" / "lieux.geojson").read_text(encoding="utf-8"))
    for feature in told["features"]:
        assert isinstance(feature["properties"]["exemple_fictif"], bool)
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            # France and its overseas départements.
            assert -62 < longitude < 56
            assert -22 < latitude < 52


def test_the_citation_file_has_what_the_format_requires() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for key in ("cff-version: 1.2.0", "message:", "title:", "authors:"):
        assert re.search(rf"^{re.escape(key)}", text, flags=re.MULTILINE)
