"""Counts again, with DuckDB over the published Parquet, the numbers that pages show with `data-chiffre`.

Nothing is taken from the program but the questionnaire and what the audiences declare.
"""

# ruff: noqa: S608 - our own names, over our own file
from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb
import html5lib

from cm_build.questionnaire.audience import Audiences
from cm_build.questionnaire.concerned import ConcernedPlaces
from cm_build.referential.toolbox import Tools
from tests.support import DATA

RANKS = ("premier", "deuxieme", "troisieme")
QUANTILES = {"bas": 0.25, "mediane": 0.5, "haut": 0.75}
PLACES = {
    "lieux": "lieu",
    "communes": "code_commune",
    "departements": "departement",
    "regions": "region",
}


@dataclass(frozen=True)
class Shown:
    """A number of a page: what it says it is, its exact value, where it is counted, who is concerned."""

    page: str
    reference: str
    value: float
    inside: str
    concerned: ConcernedPlaces | None


def shown_in(page: str, content: bytes, audiences: Audiences) -> list[Shown]:
    """Find the numbers of a page."""
    wanted = {
        (f"pour/{audience.id}/index.html", question.id): question.lieux
        for audience in audiences.publics
        for question in audience.questions
    }
    found: list[Shown] = []

    def walk(element: Any, section: str) -> None:
        if element.tag == "section":
            section = element.get("id", section)
        name = element.get("data-chiffre")
        if name is not None:
            value = float(element.get("value") or element.get("data-valeur"))
            inside = element.get("data-dans", "")
            found.append(Shown(page, name, value, inside, wanted.get((page, section))))
        for child in element:
            if isinstance(child.tag, str):
                walk(child, section)

    walk(html5lib.parse(content.decode(), namespaceHTMLElements=False), "")
    return found


class Recount:
    """The published table of one site, asked again."""

    def __init__(self, site: Path, tools: Tools) -> None:
        self.names, settings = tools.names, tools.settings
        self.base = duckdb.connect(config={"threads": 1})
        table = site / "donnees/bilans.parquet"
        self.base.execute(f"CREATE TABLE bilans AS SELECT * FROM read_parquet('{table}')")
        oldest = settings.annee_reference - settings.age_maximum
        self.base.execute(
            f"""
            CREATE TABLE derniers AS SELECT * EXCLUDE rang FROM (
              SELECT *, row_number() OVER (PARTITION BY lieu ORDER BY annee DESC) AS rang
              FROM bilans WHERE publication = 'publique'
            ) WHERE rang = 1 AND annee >= {oldest} AND etat IN ('ouvert', 'pause')
            """
        )
        real = self.one("SELECT count(*) FROM derniers WHERE NOT exemple_fictif")
        examples = self.one("SELECT count(*) FROM derniers WHERE exemple_fictif")
        world = "exemple_fictif" if examples and not real else "NOT exemple_fictif"
        self.base.execute(f"CREATE TABLE comptes AS SELECT * FROM derniers WHERE {world}")
        self.base.execute(f"CREATE TABLE fiches AS SELECT * FROM bilans WHERE {world}")
        communes = (DATA / "geo/communes.csv").as_posix()
        self.base.execute(
            f"CREATE TABLE communes AS SELECT * FROM read_csv('{communes}', all_varchar = true)"
        )

    @cache  # noqa: B019 - as long as its base
    def one(self, query: str) -> float:
        """Give the only value of a query, once: pages show the same number again and again."""
        row = self.base.execute(query).fetchone()
        return float("nan") if row is None or row[0] is None else float(row[0])

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self.base.execute("DESCRIBE bilans").fetchall()}

    def column(self, reference: str) -> str:
        names = (f"calcul:{reference}", f"total:{reference}", reference)
        return next(name for name in names if name in self.kinds)

    def count(self, shown: Shown) -> float:
        reference, _, statistic = shown.reference.rpartition(":")
        level, _, code = shown.inside.partition(":")
        where = f"{level} = '{code}'" if level else "true"
        if reference == "population":
            return self.one(f"SELECT sum(population::INT) FROM communes WHERE {where}")
        if reference == "fiches":
            places = self.one(f"SELECT count(DISTINCT lieu) FROM fiches WHERE {where}")
            if statistic == "compte":
                return places
            if statistic in ("publique", "annuaire"):
                # A place that answered is no longer listed: its directory's sheet gave way.
                own = f"SELECT count(DISTINCT lieu) FROM fiches WHERE {where} AND publication = 'publique'"
                return self.one(own) if statistic == "publique" else places - self.one(own)
            people = self.one(f"SELECT sum(population::INT) FROM communes WHERE {where}")
            open_ones = self.one(
                f"""SELECT count(*) FROM (SELECT arg_max(etat, annee) AS dernier FROM fiches
                WHERE {where} GROUP BY lieu) WHERE dernier IN ('ouvert', 'pause')"""
            )
            return open_ones * 100_000 / people
        if reference in PLACES:
            return self.one(f"SELECT count(DISTINCT {PLACES[reference]}) FROM comptes")
        if reference == "concernes":
            return self.concerned(shown.concerned, statistic)
        if statistic in ("repondus", "attendus"):
            reason = f'"manque:{reference}"'
            kept = "IS NULL" if statistic == "repondus" else "IS NOT NULL AND {0} <> 'sans_objet'"
            return self.one(f"SELECT count(*) FROM comptes WHERE {reason} {kept.format(reason)}")
        return self.statistic(reference, statistic, where)

    def statistic(self, reference: str, statistic: str, where: str) -> float:
        inner = self.inner(reference)
        if inner:
            return self.part(*inner, statistic)
        name = f'"{self.column(reference)}"'
        if statistic == "total":
            return self.one(f"SELECT sum({name}) FROM comptes WHERE {where}")
        if statistic == "reponses":
            return self.one(f"SELECT count({name}) FROM comptes WHERE {where}")
        share = QUANTILES[statistic]
        return self.one(f"SELECT quantile_cont({name}, {share}) FROM comptes WHERE {where}")

    def inner(self, reference: str) -> tuple[str, str] | None:
        """Cut what names an option, a part, a group or a rank."""
        if "@" in reference:
            head, _, group = reference.partition("@")
            return head, f"@{group}"
        head, _, code = reference.rpartition(".")
        return (
            (head, code) if head in self.names.asked and reference not in self.names.asked else None
        )

    def part(self, base: str, code: str, statistic: str) -> float:
        parts = getattr(self.names.asked[base].question, "parts", None)
        if parts is None:
            return self.option(base, code, statistic)
        full = f'"total:{base}" IS NOT NULL'
        if statistic in ("total", "reponses"):
            return self.one(
                f'SELECT {"sum" if statistic == "total" else "count"}("{base}.{code}") FROM comptes'
            )
        sums = {
            part.id: self.one(f'SELECT sum("{base}.{part.id}") FROM comptes WHERE {full}')
            for part in parts
        }
        if code in RANKS:
            wanted = sorted(sums.values(), reverse=True)[RANKS.index(code)]
        elif code.startswith("@"):
            wanted = sum(sums[part.id] for part in parts if part.groupe == code[1:])
        else:
            wanted = sums[code]
        return 100 * wanted / self.one(f'SELECT sum("total:{base}") FROM comptes WHERE {full}')

    def option(self, base: str, code: str, statistic: str) -> float:
        several = self.kinds[base].endswith("[]")
        answers = self.one(f'SELECT count("{base}") FROM comptes')
        if statistic == "reponses":
            return answers
        given = f'unnest("{base}")' if several else f'"{base}"'
        counts = dict(
            self.base.execute(
                f"SELECT a, count(*) FROM (SELECT {given} AS a FROM comptes) WHERE a IS NOT NULL GROUP BY a"
            ).fetchall()
        )
        number = counts.get(code, 0)
        if code in RANKS:
            number = sorted(counts.values(), reverse=True)[RANKS.index(code)]
        return float(100 * number / answers if statistic == "part" else number)

    def concerned(self, wanted: ConcernedPlaces | None, statistic: str) -> float:
        assert wanted
        name = f'"{self.column(wanted.question or wanted.mesure or "")}"'
        answers = self.one(f"SELECT count({name}) FROM comptes")
        if statistic == "reponses":
            return answers
        if wanted.question:
            codes = ", ".join(f"'{code}'" for code in wanted.contient)
            several = self.kinds[wanted.question].endswith("[]")
            test = f"list_has_any({name}, [{codes}])" if several else f"{name} IN ({codes})"
        else:
            low = "true" if wanted.au_moins is None else f"{name} >= {wanted.au_moins}"
            high = "true" if wanted.au_plus is None else f"{name} <= {wanted.au_plus}"
            test = f"{low} AND {high}"
        number = self.one(f"SELECT count(*) FROM comptes WHERE {test}")
        return float(100 * number / answers if statistic == "part" else number)
