"""Figures of the pages computed again, by another road: DuckDB over the published Parquet file.

Nothing here comes from the code that made the pages: only the names of the columns, the rule of the
latest recent year of open places, and the statistics' usual definitions.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

SHARE_IN_PLACE = 0.75


class Shown(NamedTuple):
    """A figure as a page gives it to programs: its name, its value."""

    key: str
    value: float


class _Figures(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Shown] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        told = dict(attrs)
        key = told.get("data-chiffre")
        if key:
            value = told.get("value") or told.get("data-valeur") or "nan"
            self.found.append(Shown(key, float(value)))


def figures_of(page: Path) -> list[Shown]:
    """Read every figure a page marks."""
    parser = _Figures()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


class Recomputed:
    """The places counted together, behind SQL; `where` narrows them (a territory, for one)."""

    def __init__(self, site: Path, oldest: int, where: str = "true") -> None:
        self.sql = duckdb.connect(config={"threads": 1})
        file = (site / "donnees" / "bilans.parquet").as_posix()
        self.sql.execute(f"create table bilans as select * from read_parquet('{file}')")  # noqa: S608
        self.sql.execute(
            f"""
            create table derniers as
            select * from bilans
            where publication = 'publique'
            qualify row_number() over (partition by lieu order by annee desc) = 1 and annee >= {oldest}
            and etat in ('ouvert', 'pause')
            """  # noqa: S608
        )
        real = self.one("select count(*) from derniers where not exemple_fictif")
        self.fictional = not real
        self.sql.execute(
            f"""
            create table lieux as select * from derniers
            where exemple_fictif = {self.fictional} and {where}
            """  # noqa: S608
        )
        names = self.sql.execute("select column_name from (describe bilans)").fetchall()
        self.columns = {name for (name,) in names}

    def one(self, query: str) -> Any:
        """Give the only value of a query."""
        row = self.sql.execute(query).fetchone()
        return row[0] if row else None

    def column(self, reference: str) -> str:
        """Find the column of a reference, quoted."""
        for name in (f"calcul:{reference}", f"total:{reference}", reference):
            if name in self.columns:
                return f'"{name}"'
        raise KeyError(reference)

    def value(self, key: str) -> Any:
        """Compute a figure from its name, `reference:statistic`."""
        reference, _, statistic = key.rpartition(":")
        return getattr(self, f"_{statistic}")(reference)

    def _total(self, reference: str) -> Any:
        return self.one(f"select coalesce(sum({self.column(reference)}), 0) from lieux")  # noqa: S608

    def _reponses(self, reference: str) -> Any:
        return self.one(f"select count({self.column(reference)}) from lieux")  # noqa: S608

    def _quantile(self, reference: str, share: float) -> Any:
        return self.one(f"select quantile_cont({self.column(reference)}, {share}) from lieux")  # noqa: S608

    def _bas(self, reference: str) -> Any:
        return self._quantile(reference, 0.25)

    def _mediane(self, reference: str) -> Any:
        return self._quantile(reference, 0.5)

    def _haut(self, reference: str) -> Any:
        return self._quantile(reference, 0.75)

    def _compte(self, reference: str) -> Any:
        question, _, option = reference.rpartition(".")
        column, quoted = self.column(question), option.replace("'", "''")
        kind = self.one(f"select any_value(typeof({column})) from bilans")  # noqa: S608
        test = f"list_contains({column}, '{quoted}')" if "[]" in kind else f"{column} = '{quoted}'"
        return self.one(f"select count(*) from lieux where {test}")  # noqa: S608

    def _part(self, reference: str) -> Any:
        question = reference.rpartition(".")[0]
        return self._compte(reference) / self._reponses(question)

    def _total_complet(self, reference: str) -> Any:
        whole = f'"total:{reference.rpartition(".")[0]}"'
        query = f'select coalesce(sum("{reference}"), 0) from lieux where {whole} is not null'  # noqa: S608
        return self.one(query)

    def _part_du_tout(self, reference: str) -> Any:
        whole = self._total(reference.rpartition(".")[0])
        return self._total_complet(reference) / whole

    def _en_place(self, reference: str) -> Any:
        column = f'"{reference}"'
        return self.one(
            f"select count(*) filter ({column} >= {SHARE_IN_PLACE}) / count({column}) from lieux"  # noqa: S608
        )

    def _gaps(self, reference: str) -> str:
        column = self.column(reference)
        return f"""(
            with avant as (
                select b.lieu, b.annee, b.{column} as valeur from bilans b join lieux l using (lieu)
                where b.publication = 'publique' and b.annee < l.annee
                qualify row_number() over (partition by b.lieu order by b.annee desc) = 1
            )
            select (l.{column} - avant.valeur) / (l.annee - avant.annee) as ecart from lieux l join avant using (lieu)
        ) where ecart is not null"""  # noqa: S608

    def _hausse(self, reference: str) -> Any:
        return self.one(f"select count(*) from {self._gaps(reference)} and ecart > 0")  # noqa: S608

    def _stable(self, reference: str) -> Any:
        return self.one(f"select count(*) from {self._gaps(reference)} and ecart = 0")  # noqa: S608

    def _baisse(self, reference: str) -> Any:
        return self.one(f"select count(*) from {self._gaps(reference)} and ecart < 0")  # noqa: S608

    def _ecart_median(self, reference: str) -> Any:
        return self.one(f"select median(ecart) from {self._gaps(reference)}")  # noqa: S608
