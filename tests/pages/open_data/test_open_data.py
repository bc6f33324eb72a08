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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from tests.support import ROOT, build, minimal, write_place

MISSING = {"", "non_repondu", "ne_sait_pas", "sans_objet", "non_publie"}
STATISTICS = {
    "minimum": "min({c})",
    "quart_bas": "quantile_cont({c}, 0.25)",
    "mediane": "quantile_cont({c}, 0.5)",
    "quart_haut": "quantile_cont({c}, 0.75)",
    "maximum": "max({c})",
    "moyenne": "avg({c})",
}


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


def aggregate_files(site: Path) -> list[Path]:
    return [
        site / "api" / "v1" / "referentiel.json",
        *sorted((site / "api" / "v1" / "referentiel").glob("*.json")),
    ]


def test_every_aggregate_is_what_duckdb_computes(site: Path) -> None:
    again = Again(site)
    compared = sum(again.compare(json.loads(path.read_text())) for path in aggregate_files(site))
    assert compared > 20_000


class Again:
    """Every aggregate computed again with SQL over the Parquet file, one facet at a time."""

    def __init__(self, site: Path) -> None:
        self.sql = duckdb.connect(config={"threads": 1})
        file = (site / "donnees" / "bilans.parquet").as_posix()
        self.sql.execute(f"create table bilans as select * from '{file}'")  # noqa: S608
        self.types = dict(
            self.sql.execute("select column_name, column_type from (describe bilans)").fetchall()
        )

    def compare(self, told: dict[str, Any]) -> int:
        """Compare a whole file; give the number of figures compared."""
        oldest = told["annee_reference"] - told["age_maximum"]
        facet = told.get("facette")
        group = "''"
        if facet:
            group = f'unnest("{facet}")' if self.types[facet].endswith("[]") else f'"{facet}"'
        compared = 0
        for world, found in told["mondes"].items():
            groups = found if facet else ({"": found} if found else {})
            self.sql.execute(
                f"""create or replace table lieux as select {group} as groupe, * from
                (select * from bilans where publication = 'publique'
                qualify row_number() over (partition by lieu order by annee desc) = 1
                and annee >= {oldest} and etat in ('ouvert', 'pause') and exemple_fictif = {world == "fictifs"})"""  # noqa: S608
            )
            self.sql.execute("delete from lieux where groupe is null")
            sizes = dict(self._rows("select groupe, count(*) from lieux group by groupe"))
            assert sizes == {name: one["lieux"] for name, one in groups.items()}
            if groups:
                compared += self._measures(groups, told["groupe_minimum"]) + self._choices(groups)
        return compared

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.sql.execute(query).fetchall()

    def _long(self, names: Sequence[str], kind: str) -> str:
        """Put what is answered on a line of its own: one query for hundreds of columns."""
        columns = ", ".join(f'"{name}"::{kind} as "{name}"' for name in names)
        return f"""(unpivot (select groupe, {columns} from lieux)
            on columns(* exclude groupe) into name nom value valeur)"""  # noqa: S608

    def _measures(self, groups: dict[str, Any], minimum: int) -> int:
        found = _by_name(groups, "mesures")
        if not found:
            return 0
        wanted = ", ".join(sql.format(c="valeur") for sql in STATISTICS.values())
        answers = self._long(sorted({name for name, _ in found}), "double")
        rows = self._rows(
            f"select nom, groupe, count(*), sum(valeur), {wanted} from {answers} group by all"  # noqa: S608
        )
        assert {(name, group) for name, group, *_ in rows} == found.keys()
        for name, group, count, total, *spread in rows:
            told = found[name, group]
            assert told["reponses"] == count
            if "total" in told:
                assert told["total"] == pytest.approx(total, abs=1e-5)
            if count < minimum:
                assert told.get("trop_peu") is True
                assert not set(STATISTICS) & set(told)
            else:
                assert [told[key] for key in STATISTICS] == pytest.approx(spread, abs=2e-6)
        return sum(len(told) for told in found.values())

    def _choices(self, groups: dict[str, Any]) -> int:
        found = _by_name(groups, "choix")
        names = sorted({name for name, _ in found})
        answered: dict[tuple[str, str], int] = {}
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for kind, value in (("varchar", "valeur"), ("varchar[]", "unnest(valeur)")):
            some = [one for one in names if self.types[one].endswith("[]") == kind.endswith("[]")]
            if not some:
                continue
            answers = self._long(some, kind)
            query = f"select nom, groupe, count(*) from {answers} group by all"  # noqa: S608
            answered |= {(name, group): count for name, group, count in self._rows(query)}
            codes = f"select nom, groupe, {value} as code from {answers}"  # noqa: S608
            query = f"select nom, groupe, code, count(*) from ({codes}) where code is not null group by all"  # noqa: S608
            for name, group, code, count in self._rows(query):
                counted.setdefault((name, group), {})[code] = count
        assert answered == {key: told["reponses"] for key, told in found.items()}
        assert {key: counted.get(key, {}) for key in found} == {
            key: told["effectifs"] for key, told in found.items()
        }
        return sum(1 + len(told["effectifs"]) for told in found.values())


def _by_name(groups: dict[str, Any], what: str) -> dict[tuple[str, str], Any]:
    """Give what is told of each name in each group."""
    return {
        (name, group): told for group, one in groups.items() for name, told in one[what].items()
    }


def examples(site: Path, language: str) -> list[str]:
    page = (site / "donnees" / "index.html").read_text(encoding="utf-8")
    found = re.findall(rf'<code class="exemple-{language}">(.*?)</code>', page, flags=re.DOTALL)
    assert found
    return [
        html.unescape(one).replace("https://adresse-du-site/", site.as_posix() + "/")
        for one in found
    ]


def test_the_examples_of_the_page_run(example_site: Path) -> None:
    frame = pd.read_parquet(example_site / "donnees" / "bilans.parquet")
    for code in examples(example_site, "python"):
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        # The median of the examples, worked out apart.
        latest = frame.sort_values("annee").groupby("lieu").tail(1)
        expected = latest.loc[latest["exemple_fictif"], "calcul:part_recettes_propres"].median()
        assert float(done.stdout) == pytest.approx(expected)
    for code in examples(example_site, "tableau"):
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        assert float(done.stdout) == pytest.approx(frame["surface_interieure"].median())
    for query in examples(example_site, "sql"):
        rows = duckdb.connect().execute(query).fetchall()
        assert len(rows) > 5
        assert all(count > 0 for _, count, _ in rows)


# What the page's examples must say, in whatever language, for a table with decimal commas.
CODES = ("code_commune", "departement", "region")


def test_the_example_in_r_reads_commas_and_keeps_codes(example_site: Path) -> None:
    """`read.csv2` reads semicolons and decimal commas unless it is told otherwise."""
    (code,) = examples(example_site, "r")
    assert "read.csv2(" in code
    assert "dec=" not in code.replace(" ", "")
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
