"""The figures that pages show: each says its name, its exact value, and where it is counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from html.parser import HTMLParser
from math import fsum
from typing import Any, NamedTuple

from tests.recomputation.all_places import quantile, same, shown
from tests.recomputation.published import Difference, Published, Row

RANKS = ("premier", "deuxieme", "troisieme")
WHEREABOUTS = {
    "lieux": "lieu", "communes": "code_commune", "departements": "departement", "regions": "region",
}  # fmt: skip
# Pages of audiences write parts in percent; everywhere else they are between 0 and 1.
PERCENT = "pour/"


class Shown(NamedTuple):
    """A figure of a page: its name, its exact value, the territory, and the section it is in."""

    name: str
    value: float
    inside: str
    section: str


class _Reader(HTMLParser):
    """Finds figures; a section without an address of its own is part of the one around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self._sections: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "section":
            self._sections.append(told.get("id", self._sections[-1]))
        if "data-chiffre" in told:
            value = float(told.get("value") or told["data-valeur"])
            inside = told.get("data-dans", "")
            self.found.append(Shown(told["data-chiffre"], value, inside, self._sections[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._sections.pop()


def shown_in(text: str) -> list[Shown]:
    """Read the figures of a page."""
    reader = _Reader()
    reader.feed(text)
    return reader.found


class Again:
    """The figures of pages, from the rows that count."""

    def __init__(self, published: Published, counted: dict[bool, list[Row]]) -> None:
        self.published = published
        self.rows = shown(counted)
        invented = bool(self.rows) and self.rows[0]["exemple_fictif"]
        self.fictional = bool(invented)
        self.met: Counter[str] = Counter()

    def differences(self) -> Iterator[Difference]:
        """Compare every figure of every page."""
        for path, found in self._pages.items():
            for one in found:
                self.met[one.name.rpartition(":")[2]] += 1
                value = self.value(path, one)
                if not same(one.value, value, 1e-9):
                    yield Difference(path, f"{one.name} {one.inside}".strip(), one.value, value)

    @cached_property
    def _pages(self) -> dict[str, list[Shown]]:
        return {path: shown_in(text) for path, text in self.published.pages()}

    @cached_property
    def _inhabitants(self) -> dict[str, float]:
        """How many inhabit each territory: told by its page, not counted here."""
        every = (one for found in self._pages.values() for one in found)
        return {one.inside: one.value for one in every if one.name == "population:total"}

    def value(self, path: str, one: Shown) -> float | None:
        """Compute a figure from its name."""
        reference, _, statistic = one.name.rpartition(":")
        if reference == "population":
            return self._inhabitants[one.inside]
        if reference == "fiches":
            return self._listed(one.inside, statistic)
        if reference in WHEREABOUTS:
            return len({row[WHEREABOUTS[reference]] for row in self.rows})
        if reference == "concernes":
            return self._concerned(path, one.section, statistic)
        if statistic in ("repondus", "attendus"):
            return self._replies(reference, statistic)
        value = self.statistic(reference, statistic, one.inside)
        percent = statistic == "part" and path.startswith(PERCENT) and value is not None
        return 100 * value if percent and value is not None else value

    @cache  # noqa: B019 - as long as what it reads
    def inside(self, area: str) -> tuple[Row, ...]:
        """Keep the rows of a territory."""
        level, _, code = area.partition(":")
        return tuple(row for row in self.rows if not level or row[level] == code)

    @cache  # noqa: B019
    def values(self, column: str, area: str = "") -> tuple[Any, ...]:
        """Give the answers in a column, sorted when they are numbers."""
        given = [row[column] for row in self.inside(area) if row[column] is not None]
        return tuple(sorted(given)) if given and isinstance(given[0], int | float) else tuple(given)

    @cache  # noqa: B019
    def statistic(self, reference: str, statistic: str, area: str = "") -> float | None:
        """Compute a statistic of an answer, an option, a part or a figure, maybe in a territory."""
        compute: Callable[[str, str], float | None] | None = getattr(self, f"_{statistic}", None)
        if compute is None:
            raise KeyError(statistic)
        return compute(reference, area)

    def _numbers(self, reference: str, area: str) -> tuple[float, ...]:
        return self.values(self.published.column(reference), area)

    def _total(self, reference: str, area: str = "") -> float:
        return fsum(self._numbers(reference, area))

    def _bas(self, reference: str, area: str) -> float:
        return quantile(self._numbers(reference, area), 0.25)

    def _mediane(self, reference: str, area: str) -> float:
        return quantile(self._numbers(reference, area), 0.5)

    def _haut(self, reference: str, area: str) -> float:
        return quantile(self._numbers(reference, area), 0.75)

    def _reponses(self, reference: str, area: str) -> float:
        base, code = self._cut(reference)
        if code and base not in self.published.columns and not self._is_part(base, code):
            base, code = reference, ""
        column = self.published.column(
            base if code and not self._is_part(base, code) else reference
        )
        return len(self.values(column, area))

    def _is_part(self, base: str, code: str) -> bool:
        asked = self.published.questions.get(base, {})
        return (
            code in asked.get("parts", ())
            or code.startswith("@")
            or (code in RANKS and "parts" in asked)
        )

    def _cut(self, reference: str) -> tuple[str, str]:
        """Cut what names an option, a part, a group or a rank; a whole question has no code."""
        if "@" in reference:
            base, _, group = reference.partition("@")
            return base, f"@{group}"
        if reference in self.published.questions or reference in self.published.figures:
            return reference, ""
        base, _, code = reference.rpartition(".")
        return base, code

    def _codes(self, base: str) -> Counter[str]:
        given = self.values(self.published.column(base))
        return Counter(c for one in given for c in (one if isinstance(one, list) else [one]))

    def _compte(self, reference: str, _area: str) -> float:
        base, code = self._cut(reference)
        codes = self._codes(base)
        return codes.most_common()[RANKS.index(code)][1] if code in RANKS else codes[code]

    def _part(self, reference: str, area: str) -> float | None:
        base, code = self._cut(reference)
        if self._is_part(base, code):
            return self._part_du_tout(reference, area)
        answers = len(self.values(self.published.column(base)))
        return self._compte(reference, area) / answers if answers else None

    @cache  # noqa: B019
    def _sums(self, base: str) -> dict[str, float]:
        """Sum each part over the places that told all of them."""
        complete = [row for row in self.rows if row[f"total:{base}"] is not None]
        parts = self.published.questions[base]["parts"]
        return {part: fsum(row[f"{base}.{part}"] or 0 for row in complete) for part in parts}

    def _total_complet(self, reference: str, _area: str) -> float:
        base, code = self._cut(reference)
        sums = self._sums(base)
        if code in RANKS:
            return sorted(sums.values(), reverse=True)[RANKS.index(code)]
        if code.startswith("@"):
            return fsum(sums[part] for part in self.published.questions[base]["groupes"][code[1:]])
        return sums[code]

    def _part_du_tout(self, reference: str, area: str) -> float:
        base, _ = self._cut(reference)
        return self._total_complet(reference, area) / self._total(base)

    def _en_place(self, reference: str, _area: str) -> float:
        values = self.values(reference)
        enough: float = self.published.rules["en_place"]["points_au_moins"]
        done: int = sum(value >= enough for value in values)
        return done / len(values)

    @cached_property
    def _years(self) -> dict[str, list[Row]]:
        """The years each place published itself, in order."""
        years: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.published.rows, key=lambda row: row["annee"]):
            if row["publication"] == self.published.rules["population"]["publication"]:
                years[row["lieu"]].append(row)
        return years

    def _gaps(self, reference: str) -> list[float]:
        column, gaps = self.published.column(reference), []
        for row in self.rows:
            before = [one for one in self._years[row["lieu"]] if one["annee"] < row["annee"]]
            if before and row[column] is not None and before[-1][column] is not None:
                years = row["annee"] - before[-1]["annee"]
                gaps.append((row[column] - before[-1][column]) / years)
        return sorted(gaps)

    def _hausse(self, reference: str, _area: str) -> float:
        return sum(gap > 0 for gap in self._gaps(reference))

    def _stable(self, reference: str, _area: str) -> float:
        return sum(gap == 0 for gap in self._gaps(reference))

    def _baisse(self, reference: str, _area: str) -> float:
        return sum(gap < 0 for gap in self._gaps(reference))

    def _ecart_median(self, reference: str, _area: str) -> float:
        return quantile(self._gaps(reference), 0.5)

    def _replies(self, question: str, statistic: str) -> float:
        reasons = [row[f"manque:{question}"] for row in self.rows]
        if statistic == "repondus":
            return sum(reason is None for reason in reasons)
        apart = self.published.rules["reponses"]["non_concernes"]
        return sum(reason is not None and reason not in apart for reason in reasons)

    def _listed(self, area: str, statistic: str) -> float:
        """Count the places of a territory, those of a directory too."""
        level, _, code = area.partition(":")
        own = self.published.rules["population"]
        latest: dict[str, Row] = {}
        for row in sorted(self.published.rows, key=lambda row: row["annee"]):
            if row["exemple_fictif"] is self.fictional and row[level] == code:
                latest[row["lieu"]] = row
        answered: int = sum(row["publication"] == own["publication"] for row in latest.values())
        if statistic == "publique":
            return answered
        if statistic == "annuaire":
            return len(latest) - answered
        there: int = sum(row["etat"] in own["etats"] for row in latest.values())
        people: float = self.published.rules["territoires"]["pour_habitants"]
        return there * people / self._inhabitants[area]

    def _concerned(self, path: str, section: str, statistic: str) -> float:
        """Count the places a question of an audience points to."""
        audience = path.split("/")[1]
        wanted = self.published.method["publics"][audience][section]
        name = wanted.get("question") or wanted.get("mesure")
        values = self.values(self.published.column(name))
        if statistic == "reponses":
            return len(values)
        number = sum(_points_to(wanted, value) for value in values)
        return 100 * number / len(values) if statistic == "part" else number


def _points_to(wanted: dict[str, Any], value: Any) -> bool:
    if "question" in wanted:
        given: Iterable[str] = value if isinstance(value, list) else [value]
        apart = set(wanted.get("sauf", ())).isdisjoint(given)
        return apart and not set(wanted["contient"]).isdisjoint(given)
    low, high = wanted.get("au_moins"), wanted.get("au_plus")
    return (low is None or value >= low) and (high is None or value <= high)


def rounded(value: float, decimals: int) -> str:
    """Write a number as the method says: rounded once, half away from zero, no useless zero."""
    exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, after = f"{abs(exact):f}".partition(".")
    digits = f"{int(whole):,}".replace(",", "\u202f")
    text = f"{digits},{after.rstrip('0')}" if after.rstrip("0") else digits
    return f"−{text}" if exact < 0 else text


def share_of_hundred(value: float, decimals: int) -> str:
    """Write a percentage as the method says: 0 and 100 are exact, and nothing is rounded to them."""
    text = rounded(value, decimals)
    if text == "0" and value > 1e-9:
        return "moins de 1"
    return "plus de 99" if text == "100" and value < 100 - 1e-9 else text


def _few(published: Published, row: Row, name: str) -> str:
    """Write a share of very few people in counts, as the method says; nothing for any other."""
    rule = published.rules["peu_de_personnes"]
    if name not in rule["chiffres"]:
        return ""
    operation = published.figures[name]["operation"]
    if "equilibre" in operation:
        one, other = (row[published.column(operation["equilibre"][key])] for key in "ab")
        both = f"{rounded(one, 2)} et {rounded(other, 2)}"
        return both if one + other < rule["moins_de"] else ""
    declared = operation["ratio"]
    some, among = (
        sum(row[published.column(one)] for one in declared[key]) for key in ("de", "sur")
    )
    return f"{rounded(some, 2)} sur {rounded(among, 2)}" if among < rule["moins_de"] else ""


HARD = "\u00a0"
LINE = re.compile(r'<tr id="chiffre-([^"]+)"><th[^>]*>.*?</th><td>(.*?)</td>', re.DOTALL)


def written(published: Published) -> Iterator[Difference]:
    """Compare what the page of data of each place writes with its latest figures, once rounded."""
    latest: dict[str, Row] = {}
    for row in sorted(published.drawn, key=lambda row: row["annee"]):
        latest[row["lieu"]] = row
    names: Sequence[str] = [
        name[len("calcul:") :] for name in published.columns if name.startswith("calcul:")
    ]
    ids = {name.replace("/", "-"): name for name in names}
    for slug, row in latest.items():
        text = (published.site / f"lieux/{slug}/donnees/index.html").read_text("utf-8")
        for anchor, cell in LINE.findall(text):
            name = ids[anchor]
            value = row[f"calcul:{name}"]
            decimals = published.figures[name]["decimales"] if name in published.figures else 0
            # A class is told whole; of a number, its unit is left out.
            text_told = cell.split("<br>")[0]
            if name in (row["calculs_estimes"] or ()):
                # Without the word, it differs from what is wanted below.
                text_told = text_told.removesuffix(" (estimation)") if "(est" in text_told else ""
            wanted: str | None = None
            if isinstance(value, str):
                wanted, text_told = value.replace(HARD, " "), text_told.replace(HARD, " ")
            elif value is not None and (few := _few(published, row, name)):
                wanted = few
            elif value is not None:
                unit = published.figures[name].get("unite") if name in published.figures else "%"
                write = share_of_hundred if unit == "%" else rounded
                wanted, text_told = write(value, decimals), text_told.split(HARD)[0]
            told = None if cell.startswith("<em>") else text_told
            if told != wanted:
                yield Difference(f"lieux/{slug}/donnees/", name, told, wanted)
