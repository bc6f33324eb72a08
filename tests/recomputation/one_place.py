"""The figures of one place and one year, from its answers and the published formulas."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from math import fsum, log, prod
from typing import Any

from tests.recomputation.published import Published, Row

Value = float | str | None


class PlaceYear:
    """The answers of a row; figures are computed from them, never read."""

    def __init__(self, published: Published, row: Row) -> None:
        self.published, self.row = published, row
        self._known: dict[str, Value] = {}
        self.coverage: dict[str, float] = {}

    def every_figure(self) -> dict[str, Value]:
        """Compute what every column of figures must hold."""
        names = [*self.published.figures]
        for axis, asked in self.published.axes.items():
            names += [axis, *(f"{axis}/{sub}" for sub in asked["sous_axes"])]
        return {name: self.figure(name) for name in names}

    def figure(self, name: str) -> Value:
        """Compute an indicator, an axis or a part of an axis."""
        if name not in self._known:
            self._known[name] = self._computed(name)
        return self._known[name]

    def _computed(self, name: str) -> Value:
        axis, _, sub = name.partition("/")
        if axis in self.published.axes:
            asked = self.published.axes[axis]
            if sub:
                return self._score(asked["sous_axes"][sub], 100, name)
            fewest = self.published.rules["scores"]["axe_au_moins"]
            return self._score(asked["questions"], 100, name, fewest)
        declared = self.published.figures[name]
        if self._holds(declared.get("sans_objet_si")):
            return None
        ((operation, operands),) = declared["operation"].items()
        compute: Callable[..., Value] = getattr(self, f"_{operation}")
        return compute(operands, 100 if declared["unite"] == "%" else 1, name)

    def points(self, question: str) -> float | None:
        """Give the points of an answer, on the published scale."""
        asked, answer = self.published.questions[question], self.row[question]
        if answer is None:
            return None
        if asked["type"] != "choix_multiple":
            points: float | None = asked["points"].get(answer)
            return points
        share = len(set(answer) & set(asked["comptees"])) / len(asked["comptees"])
        if asked["bareme"] == "part":
            return share
        return float(share >= self.published.rules["scores"]["moitie_au_moins"])

    def number(self, reference: str) -> float | None:
        """Give what a reference is worth."""
        name, _, group = reference.partition("@")
        if group:
            question = self.published.questions[name]
            members = [(part, f"{name}.{part}") for part in question["groupes"][group]]
            undetailed = [c for p, c in members if p in question["sans_detail"]]
            told_whole = any(self.row[column] is not None for column in undetailed)
            return self._sum(
                [
                    column
                    for part, column in members
                    if self.row[column] is not None
                    or (self._was_asked(question, part) and not told_whole)
                ]
            )
        if reference in self.published.figures or reference in self.published.axes:
            value = self.figure(reference)
            return value if isinstance(value, float | int) else None
        value = self.row[self.published.column(reference)]
        return None if value is None else float(value)

    def _was_asked(self, question: Any, part: str) -> bool:
        """Tell whether the version of the file asked for a part."""
        since, until = question["parts_datees"].get(part, (None, None))

        def counted(bound: int) -> int:
            column = "annee" if bound >= 1000 else "questionnaire"
            return int(self.row[column])

        return (since is None or since <= counted(since)) and (
            until is None or counted(until) <= until
        )

    def whole(self, question: str) -> float:
        """Sum the parts that are told."""
        return fsum(self._parts(question).values())

    def _parts(self, question: str) -> dict[str, float]:
        names = self.published.questions[question]["parts"]
        values = {part: self.row[f"{question}.{part}"] for part in names}
        return {part: value for part, value in values.items() if value is not None}

    def _sum(self, references: Sequence[str]) -> float | None:
        numbers = [self.number(reference) for reference in references]
        known = [number for number in numbers if number is not None]
        return fsum(known) if len(known) == len(numbers) else None

    def _reponse(self, reference: str, _scale: int, _name: str) -> Value:
        return self.number(reference)

    def _premier_connu(self, references: Any, _scale: int, _name: str) -> Value:
        detail, told = references[0], self.number(references[-1])
        if told is not None and detail in self.published.questions:
            margin = told * self.published.rules["repartition_complete"]["marge"]
            gap = self.whole(detail) - told
            complete = self.number(detail) is not None
            if self._parts(detail) and (gap > margin or (complete and -gap > margin)):
                return None
        numbers = (self.number(reference) for reference in references)
        return next((number for number in numbers if number is not None), None)

    def _somme(self, declared: Any, _scale: int, name: str) -> Value:
        references = declared["de"] if isinstance(declared, dict) else declared
        numbers = [self.number(reference) for reference in references]
        known = [number for number in numbers if number is not None]
        apart = [one for one in references if self.row.get(f"manque:{one}") == "sans_objet"]
        self.coverage[name] = len(known) / (len(numbers) - len(apart) or len(numbers))
        loose = isinstance(declared, dict) and declared.get("si_absent") == "ignorer"
        return fsum(known) if len(known) == len(numbers) or (loose and known) else None

    def _difference(self, declared: Any, _scale: int, _name: str) -> Value:
        whole, taken = self._sum(declared["de"]), self._sum(declared["moins"])
        return None if whole is None or taken is None else whole - taken

    def _ratio(self, declared: Any, scale: int, _name: str) -> Value:
        top, bottom = self._sum(declared["de"]), self._sum(declared["sur"])
        if top is None or bottom is None or bottom <= 0:
            return None
        factor: float = declared.get("facteur", scale)
        return top / bottom * factor

    def _produit(self, declared: Any, _scale: int, _name: str) -> Value:
        numbers = [self.number(reference) for reference in declared["de"]]
        known = [number for number in numbers if number is not None]
        return prod(known) / declared.get("diviseur", 1) if len(known) == len(numbers) else None

    def _equilibre(self, declared: Any, scale: int, _name: str) -> Value:
        a, b = self.number(declared["a"]), self.number(declared["b"])
        if a is None or b is None or min(a, b) < 0 or a + b == 0:
            return None
        return (1 - abs(a - b) / (a + b)) * scale

    def _complete(self, question: str) -> list[float]:
        """Give the parts of a distribution that is whole, or nothing."""
        undetailed = self.published.questions[question]["sans_detail"]
        held = any(self.row[f"{question}.{part}"] for part in undetailed)
        known = self.row[f"total:{question}"] is not None and not held
        return list(self._parts(question).values()) if known else []

    def _part_max(self, question: str, scale: int, _name: str) -> Value:
        parts = self._complete(question)
        return max(parts) / fsum(parts) * scale if fsum(parts) else None

    def _diversite(self, question: str, scale: int, _name: str) -> Value:
        parts = [part for part in self._complete(question) if part > 0]
        if len(parts) < 2:
            return None
        shares = [part / fsum(parts) for part in parts]
        return -fsum(share * log(share) for share in shares) / log(len(shares)) * scale

    def _duree(self, declared: Any, _scale: int, _name: str) -> Value:
        rule = self.published.rules["durees"]
        start, end = self._day(declared["de"]), self._day(declared["a"])
        if start is None or end is None:
            return None
        years: float = (end - start).days / rule["jours_par_an"]
        months: float = rule["mois_par_an"] if declared["en"] == "mois" else 1
        return max(float(rule["au_moins"]), years * months)

    def _day(self, reference: str) -> date | None:
        if reference == "fin_annee":
            return date(self.row["annee"], 12, 31)
        value = self.row[reference]
        return date(value, 1, 1) if isinstance(value, int) else value

    def _compte(self, question: str, _scale: int, _name: str) -> Value:
        answer, asked = self.row[question], self.published.questions[question]
        if answer is None:
            return None
        items = json.loads(answer) if asked["type"] == "tableau" else answer
        apart = asked.get("exclusives", ())
        return float(len([item for item in items if item not in apart]))

    def _holds(self, condition: Any) -> bool | None:
        """Tell whether a condition is true; None when an answer it reads is missing."""
        if condition is None:
            return False
        for key, decisive in (("tous", False), ("un_de", True)):
            if key in condition:
                results = [self._holds(part) for part in condition[key]]
                return (
                    decisive if decisive in results else None if None in results else not decisive
                )
        if "non" in condition:
            result = self._holds(condition["non"])
            return None if result is None else not result
        question = condition["question"]
        answer = self.row[self.published.column(question)]
        if "repondu" in condition:
            return (answer is not None) is condition["repondu"]
        if answer is None:
            return False if self.row[f"manque:{question}"] == "sans_objet" else None
        if "superieur_a" in condition:
            return bool(answer > condition["superieur_a"])
        if "inferieur_a" in condition:
            return bool(answer < condition["inferieur_a"])
        words = set(answer) if isinstance(answer, list) else {plain(answer)}
        if "contient_tout" in condition:
            return words >= set(condition["contient_tout"])
        wanted = condition.get("parmi") or condition.get("contient") or [condition["egal"]]
        return not words.isdisjoint(wanted)

    def _score(self, questions: Sequence[str], scale: int, name: str, fewest: int = 1) -> Value:
        asked = answered = reached = 0.0
        concerned = 0
        for question in questions:
            if self.row[f"manque:{question}"] == "sans_objet":
                continue
            concerned += 1
            weight, points = self.published.questions[question]["poids"], self.points(question)
            asked += weight
            if points is not None:
                answered += weight
                reached += points * weight
        if concerned < min(fewest, len(questions)):
            self.coverage[name] = 0.0
            return None
        self.coverage[name] = answered / asked if asked else 0.0
        enough = self.published.rules["scores"]["couverture_au_moins"]
        shown = answered and self.coverage[name] >= enough
        return reached / answered * scale if shown else None

    def _moyenne(self, references: Sequence[str], _scale: int, name: str) -> Value:
        numbers = [self.number(reference) for reference in references]
        known = [number for number in numbers if number is not None]
        self.coverage[name] = len(known) / len(numbers)
        return fsum(known) / len(known) if known else None

    def _classe(self, declared: Any, _scale: int, _name: str) -> Value:
        number = self.number(declared["de"])
        if number is None:
            return None
        for bound in declared["bornes"]:
            top = bound.get("jusqu_a")
            if top is None or number < top or (number == top and bound.get("inclus")):
                label: str = bound["libelle"]
                return label
        return None


def plain(answer: object) -> str:
    """Write an answer as a condition does: a whole number without its point."""
    return f"{answer:g}" if isinstance(answer, float) else str(answer)
