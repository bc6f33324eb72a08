"""What places say together: who counts, medians and totals of every group, and who is like whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import fsum, isclose
from typing import Any

from tests.recomputation.published import Difference, Published, Row

NUMBER, CHOICES, SEVERAL = "nombre", ("choix", "choix_multiple"), ("choix_multiple", "textes")
WORLDS = {"reels": False, "fictifs": True}


def quantile(values: Sequence[float], share: float) -> float:
    """Give a quantile of sorted values, by the published rule."""
    position = share * (len(values) - 1)
    low = int(position)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (position - low)


def counting(published: Published) -> dict[bool, list[Row]]:
    """Choose the rows that count: those of real places, and those of invented ones."""
    rule, latest = published.rules["population"], {}
    for row in sorted(published.rows, key=lambda row: row["annee"]):
        if row["publication"] == rule["publication"]:
            latest[row["lieu"]] = row
    kept = [
        row
        for _, row in sorted(latest.items())
        if row["etat"] in rule["etats"] and row["annee"] >= rule["annee_au_moins"]
    ]
    return {
        world: [row for row in kept if row["exemple_fictif"] is world] for world in (False, True)
    }


def shown(counted: dict[bool, list[Row]]) -> list[Row]:
    """Give the rows whose figures pages show."""
    return counted[False] or counted[True]


def flags(published: Published, counted: dict[bool, list[Row]]) -> Iterator[Difference]:
    """Check what each export says of the rows that count."""
    wanted = {(row["lieu"], row["annee"]) for row in shown(counted)}
    places = {slug for slug, _ in wanted}
    found: list[tuple[str, str, bool, bool]] = []
    for row in published.rows:
        key = (row["lieu"], row["annee"])
        found.append(("bilans.parquet", str(key), row["compte_dans_les_chiffres"], key in wanted))
    for line in published.table("donnees/bilans.csv"):
        key = (line["lieu"], int(line["annee"]))
        told = line["compte_dans_les_chiffres"] == "oui"
        found.append(("bilans.csv", str(key), told, key in wanted))
    for place in published.document("api/v1/lieux.json")["lieux"]:
        told = place["compte_dans_les_chiffres"]
        found.append(("lieux.json", place["lieu"], told, place["lieu"] in places))
    for one in published.document("donnees/lieux.geojson")["features"]:
        told = one["properties"]["compte_dans_les_chiffres"]
        found.append(("lieux.geojson", one["id"], told, one["id"] in places))
    for slug, document in published.documents.items():
        for year in document["bilans"]:
            told = year["compte_dans_les_chiffres"]
            found.append(("lieu", slug, told, (slug, year["annee"]) in wanted))
    for path in sorted(published.site.glob("referentiel/territoires/**/lieux.csv")):
        name = path.relative_to(published.site).as_posix()
        for line in published.table(name):
            told = line["compte_dans_les_chiffres"] == "oui"
            found.append((name, line["lieu"], told, line["lieu"] in places))
    for where, name, said, right in found:
        if said is not right:
            yield Difference(where, f"{name} compte", said, right)


class Groups:
    """Every measure and every choice of some rows, group by group."""

    def __init__(self, published: Published, rows: Sequence[Row]) -> None:
        self.published, self.rows = published, rows
        named = published.columns.items()
        plain = [
            (name, line) for name, line in named if not name.startswith(("manque:", "points:"))
        ]
        self.measures = [name for name, line in plain if line["type"] == NUMBER]
        self.choices = [
            name for name, line in plain if line["type"] in CHOICES and line["question"]
        ]
        self.totals = {published.column(reference) for reference in published.method["totaux"]}
        self.minimum = published.rules["petits_groupes"]["minimum"]

    def by(self, facet: str | None) -> dict[str, dict[str, Any]]:
        """Count the rows of each value of a facet."""
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            values = [""] if facet is None else row[facet]
            for value in values if isinstance(values, list) else [values]:
                if value is not None:
                    groups[value].append(row)
        return {name: self._group(rows) for name, rows in groups.items()}

    def _group(self, rows: Sequence[Row]) -> dict[str, Any]:
        measures, choices = {}, {}
        for name in self.measures:
            values = sorted(row[name] for row in rows if row[name] is not None)
            if values:
                measures[name] = self._measure(name, values, rows)
        for name in self.choices:
            given = [row[name] for row in rows if row[name] is not None]
            if given:
                codes = Counter(
                    code for one in given for code in (one if isinstance(one, list) else [one])
                )
                head = {"reponses": len(given), "concernes": self._concerned(name, rows)}
                choices[name] = head | {"effectifs": dict(codes)}
        return {"lieux": len(rows), "mesures": measures, "choix": choices}

    def _concerned(self, name: str, rows: Sequence[Row]) -> int:
        missing = self.published.missing(name)
        apart = self.published.rules["reponses"]["non_concernes"]
        return sum(row[missing] not in apart for row in rows)

    def _measure(self, name: str, values: list[float], rows: Sequence[Row]) -> dict[str, Any]:
        found: dict[str, Any] = {"reponses": len(values), "concernes": self._concerned(name, rows)}
        if name in self.totals:
            found["total"] = fsum(values)
        if len(values) < self.minimum:
            return found | {"trop_peu": True}
        low, median, high = (
            quantile(values, share) for share in self.published.rules["quartiles"]["parts"]
        )
        return found | {
            "minimum": values[0], "quart_bas": low, "mediane": median, "quart_haut": high,
            "maximum": values[-1], "moyenne": fsum(values) / len(values),
        }  # fmt: skip


def aggregates(published: Published, counted: dict[bool, list[Row]]) -> Iterator[Difference]:
    """Compare every document of what places say together."""
    head = published.document("api/v1/referentiel.json")
    for path in ("api/v1/referentiel.json", *head["facettes"]):
        document = published.document(path)
        facet = document.get("facette")
        for name, world in WORLDS.items():
            found = Groups(published, counted[world]).by(facet)
            told = document["mondes"].get(name) or {}
            if facet is None:
                told = {"": told} if told else {}
            yield from _differences(f"{path} {name}", told, found)


def _differences(where: str, told: Any, found: Any, name: str = "") -> Iterator[Difference]:
    """Walk two documents together."""
    if isinstance(told, dict) and isinstance(found, dict):
        for key in told.keys() | found.keys():
            yield from _differences(where, told.get(key), found.get(key), f"{name}/{key}")
    elif not same(told, found):
        yield Difference(where, name, told, found)


def same(told: object, found: object, digits: float = 1e-6) -> bool:
    """Tell whether two values are the same, up to what a document keeps after the comma."""
    numbers = isinstance(told, int | float) and isinstance(found, int | float)
    return isclose(told, found, rel_tol=1e-9, abs_tol=digits) if numbers else told == found  # type: ignore[arg-type]


def peers(published: Published, counted: dict[bool, list[Row]]) -> Iterator[Difference]:
    """Compare what each place shows of the places like it."""
    rule = published.rules["semblables"]
    own = {row["lieu"]: row for rows in counted.values() for row in rows}
    for slug, document in published.documents.items():
        latest, told = document["bilans"][-1], document["reperes"]
        row = own.get(slug)
        agrees = latest["entete"]["afficher_reperes"] == "oui"
        if row is None or not agrees:
            found = None
        else:
            found = _alike(
                row, [one for one in counted[row["exemple_fictif"]] if one is not row], rule
            )
        yield from _differences(f"repères de {slug}", told, found)


def _alike(row: Row, others: Sequence[Row], rule: Any) -> dict[str, Any]:
    columns, size = rule["colonnes"], 0
    if row[columns["type"]] in (None, *rule["types_a_part"]):
        return {"criteres": [], "lieux": 0, "manque": "type_inconnu", "chiffres": {}}
    for step in rule["etapes"]:
        if any(row[columns[name]] is None for name in step):
            continue
        alike = [one for one in others if all(one[columns[n]] == row[columns[n]] for n in step)]
        size = len(alike)
        if size >= rule["minimum"]:
            return {"criteres": step, "lieux": size, "chiffres": _spreads(alike, rule)}
    return {"criteres": [], "lieux": size, "manque": "trop_peu_de_lieux", "chiffres": {}}


def _spreads(alike: Sequence[Row], rule: Any) -> dict[str, Any]:
    found = {}
    for name in rule["chiffres"]:
        values = sorted(one[f"calcul:{name}"] for one in alike if one[f"calcul:{name}"] is not None)
        if len(values) >= rule["minimum"]:
            low, median, high = (quantile(values, share) for share in (0.25, 0.5, 0.75))
            found[name] = {"bas": low, "mediane": median, "haut": high, "reponses": len(values)}
    return found
