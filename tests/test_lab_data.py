"""What the laboratory loads is what the Parquet file holds, read by another program."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.support import DATA

LATEST = """
  select * from (
    select *, row_number() over (partition by lieu order by annee desc) as rang
    from read_parquet('{path}') where publication = 'publique'
  ) where rang = 1 and annee >= 2020 and exemple_fictif and etat in ('ouvert', 'pause')
"""


def test_every_measure_equals_the_parquet(example_site: Path) -> None:
    root = example_site / "referentiel/lab/fictifs"
    places = json.loads((root / "lieux.json").read_text(encoding="utf-8"))
    base = duckdb.connect()
    base.execute(
        f"create view dernier as {LATEST.format(path=example_site / 'donnees/bilans.parquet')}"
    )
    told = base.execute("select lieu, nom, commune from dernier").fetchall()
    assert sorted(told) == sorted(zip(places["lieux"], places["noms"], places["communes"], strict=True))  # fmt: skip
    columns = {name for name, *_ in base.execute("describe dernier").fetchall()}
    files = sorted((root / "mesures").glob("*.json"))
    assert len(files) > 30
    for file in files:
        column = json.loads(file.read_text(encoding="utf-8"))
        name = column["mesure"]
        variable = next(one for one in (f"calcul:{name}", f"total:{name}", name) if one in columns)
        missing = f"manque:{variable.removeprefix('total:')}"
        found = {
            slug: (value, reason)
            for slug, value, reason in base.execute(
                f'select lieu, "{variable}", "{missing}" from dernier'  # noqa: S608
            ).fetchall()
        }
        reasons = {rank: code for code, ranks in column["manque"].items() for rank in ranks}
        for rank, (slug, value) in enumerate(zip(places["lieux"], column["colonne"], strict=True)):
            expected, reason = found[slug]
            if expected is None:
                assert value is None, (name, slug)
                assert reasons.get(rank, "non_repondu") == (reason or "non_repondu"), (name, slug)
            else:
                assert value == pytest.approx(expected, abs=5.1e-5), (name, slug)


def test_real_and_invented_places_never_share_a_file(example_site: Path) -> None:
    assert not (example_site / "referentiel/lab/reels").exists()
    slugs = json.loads((example_site / "referentiel/lab/fictifs/lieux.json").read_bytes())["lieux"]
    assert set(slugs) < {one.name for one in (DATA / "exemples").iterdir()}


def test_every_row_compared_leads_to_the_published_document(example_site: Path) -> None:
    """The script knows no question: each row must find its answer in the places' own documents."""
    schema = json.loads((example_site / "referentiel/comparer/schema.json").read_bytes())
    documents = [
        json.loads(path.read_bytes())["bilans"][-1]
        for path in sorted((example_site / "api/v1/lieux").glob("*.json"))
    ]
    answers = {name for document in documents for name in document["reponses"]}
    figures = {name for document in documents for name in document["chiffres"]}
    rows = [row for section in schema["sections"] for row in section["lignes"]]
    for row in rows:
        if row["sorte"] == "niveaux":
            assert {item["id"] for item in row["elements"]} <= answers
        elif row["sorte"] == "indices":
            assert {item["id"] for item in row["elements"]} <= figures
        else:
            assert row["ref"] in (figures if row.get("calcul") else answers), row["ref"]
    assert len(rows) > 60
