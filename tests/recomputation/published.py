"""What a stranger downloads: the method as data, the tables, the documents, the pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pyarrow import parquet

Row = dict[str, Any]


class Difference(NamedTuple):
    """A figure that is not what the rules give."""

    where: str
    name: str
    told: object
    found: object


class Published:
    """The files of one site."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.method = json.loads((site / "donnees/methode.json").read_text("utf-8"))
        self.rules = self.method["regles"]
        self.questions = self.method["questions"]
        self.figures = self.method["chiffres"]
        self.axes = self.method["axes"]

    @cached_property
    def rows(self) -> list[Row]:
        """One row a place and a year, as the typed table gives them."""
        rows: list[Row] = parquet.read_table(self.site / "donnees/bilans.parquet").to_pylist()
        return rows

    @cached_property
    def drawn(self) -> list[Row]:
        """The rows of the places whose pages and documents are on this site, and not on their network's."""
        return [row for row in self.rows if not row["reseau"]]

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """What the dictionary says of each column."""
        return {line["colonne"]: line for line in self.table("donnees/dictionnaire.csv")}

    def table(self, path: str) -> list[dict[str, str]]:
        """Read a table with semicolons."""
        with (self.site / path).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream, delimiter=";"))

    def document(self, path: str) -> Any:
        """Read a JSON document."""
        return json.loads((self.site / path).read_text("utf-8"))

    @cached_property
    def documents(self) -> dict[str, Any]:
        """The document of each place."""
        folder = self.site / "api/v1/lieux"
        return {
            file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))
        }

    def pages(self) -> Iterator[tuple[str, str]]:
        """Give every page that marks its figures."""
        for file in sorted(self.site.rglob("*.html")):
            text = file.read_text("utf-8")
            if "data-chiffre=" in text:
                yield file.relative_to(self.site).as_posix(), text

    def column(self, reference: str) -> str:
        """Find the column of a reference, as the method says it is named."""
        names = (f"calcul:{reference}", f"total:{reference}", reference)
        return next(name for name in names if name in self.columns)

    def missing(self, column: str) -> str:
        """Name the column that says why another is empty."""
        if column.startswith("calcul:"):
            return f"manque:{column}"
        return f"manque:{self.columns[column]['question']}"
