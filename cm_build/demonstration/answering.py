"""Answers drawn at random for any question, from its declaration and orders of magnitude."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cm_build.importing.document import Value, Word
from cm_build.places.answer import Given, Shares
from cm_build.questionnaire import question as kinds

if TYPE_CHECKING:
    from random import Random

    from cm_build.places.answer import Answer

PARTIES = 3
MOST_CHOICES = 5
Drawn = tuple[Value, "Answer"]


class Respondent:
    """Answers questions one after the other, coherently within one file.

    `scale` shrinks or grows every quantity, so that a small place is small everywhere; `drift`
    moves them from one year to the next.
    """

    def __init__(self, random: Random, orders: dict[str, Any], year: int, drift: float) -> None:
        self.random = random
        self.orders = orders
        self.year = year
        self.drift = drift
        self.scale = random.random()
        self.totals: dict[str, Decimal] = {}

    def answer(self, question: kinds.AnyQuestion, total: Decimal | None) -> Drawn | None:
        """Draw an answer; None for what a synthetic place leaves out (photos, web pages)."""
        match question:
            case kinds.SingleChoice():
                return self._single(question)
            case kinds.MultipleChoice():
                return self._multiple(question)
            case kinds.YesNoQuestion():
                yes = self.random.random() < 0.8  # noqa: PLR2004 - gates mostly open
                return Word("oui" if yes else "non"), Given(yes)
            case kinds.Number() | kinds.Amount():
                return self._number(question)
            case kinds.Distribution():
                return self._distribution(question, total)
            case kinds.Table():
                return self._table(question)
            case _:
                return self._plain(question)

    def _single(self, question: kinds.SingleChoice) -> Drawn:
        options = [o.id for o in question.options if not o.exclusif and not o.precision]
        chosen = self.random.choice(options)
        return Word(chosen), Given(chosen)

    def _multiple(self, question: kinds.MultipleChoice) -> Drawn:
        options = [o.id for o in question.options if not o.exclusif and not o.precision]
        most = min(question.max or MOST_CHOICES, len(options))
        wanted = self.random.randint(1, most)
        drawn = set(self.random.sample(options, wanted))
        chosen = tuple(option for option in options if option in drawn)
        return [Word(option) for option in chosen], Given(chosen)

    def _between(self, low: float, high: float) -> float:
        """Draw on a logarithmic scale around the place's own size, as real quantities spread."""
        low, high = max(low, 0.5), max(high, 1)
        share = min(1.0, max(0.0, self.scale + self.random.gauss(0, 0.15)))
        return low * math.exp(share * math.log(high / low)) * self.drift

    def _number(self, question: kinds.Number | kinds.Amount) -> Drawn:
        low, high = self.orders["nombres"].get(question.id, self.orders["defaut"])
        value = Decimal(round(self._between(low, high), question.decimales))
        value = min(max(value, question.min, Decimal(low)), question.max or value, Decimal(high))
        value = round(value, question.decimales)
        return Word(f"{value:f}"), Given(value)

    def _distribution(self, question: kinds.Distribution, total: Decimal | None) -> Drawn:
        low, high = self.orders["totaux"].get(question.id, (PARTIES, 30))
        if total is None:
            twin = self.orders["jumeaux"].get(question.id)
            drawn = (
                self.totals[twin]
                if twin in self.totals
                else Decimal(round(self._between(low, high)))
            )
            total = (
                drawn * Decimal(self.random.randint(95, 105)) / 100
                if twin in self.totals
                else drawn
            )
        self.totals[question.id] = total
        parts = self.random.sample(
            question.parts, min(len(question.parts), self.random.randint(3, 6))
        )
        weights = [self.random.random() + 0.1 for _ in parts]
        step = Decimal(1).scaleb(-question.decimales)
        amounts = {
            part.id: (total * Decimal(weight / sum(weights))).quantize(step)
            for part, weight in zip(parts, weights, strict=True)
        }
        first = parts[0].id
        amounts[first] = max(
            Decimal(0), amounts[first] + (total.quantize(step) - sum(amounts.values()))
        )
        ordered = {part.id: amounts[part.id] for part in question.parts if part.id in amounts}
        written: dict[str, Value] = {part: Word(f"{amount:f}") for part, amount in ordered.items()}
        return {**written, "complet": Word("oui")}, Given(Shares(ordered, complete=True))

    def _table(self, question: kinds.Table) -> Drawn | None:
        rows: list[Value] = []
        for _ in range(self.random.randint(1, min(3, question.max_lignes))):
            cells = {column.id: self.answer(column, None) for column in question.colonnes}
            rows.append({key: cell[0] for key, cell in cells.items() if cell})
        return rows, Given(())

    def _plain(self, question: kinds.AnyQuestion) -> Drawn | None:
        match question.type:
            case "texte_court":
                text = self.random.choice(self.orders["phrases"])[
                    : getattr(question, "longueur", 80)
                ]
            case "texte_long":
                wanted = self.random.randint(1, 2)
                text = " ".join(self.random.sample(self.orders["phrases"], wanted))
                text = text[: getattr(question, "longueur", 500)]
            case "liste":
                words = self.random.sample(self.orders["mots"], 4)
                return list(words), Given(tuple(words))
            case "annee":
                year = self.year - self.random.randint(0, 9)
                return Word(str(year)), Given(year)
            case "date":
                day = (
                    f"{self.year - self.random.randint(1, 12)}-{self.random.randint(1, 12):02d}-01"
                )
                return Word(day), Given(day)
            case _:
                return None
        return text.strip(), Given(text.strip())
