"""Answers drawn at random for any question, from its declaration and orders of magnitude."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from random import Random
from typing import Any

from cm_build.importing.document import PlainWord, Value
from cm_build.places.answer import Answer, Given, Shares
from cm_build.places.workshop import SMALLEST_COLLEGE, VOTES
from cm_build.questionnaire import question as kinds
from cm_build.questionnaire.level import choices, level_path
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.option import Option, Part
from cm_build.questionnaire.role import Role

PARTIES = 3
MOST_CHOICES = 5
MOST_ROWS = 2
YES = 0.8
TOLD_BY_GROUPS = 0.2
# A place's size on the scale from the least to the greatest order of magnitude: drawn from a bell
# on a logarithmic scale, as the sizes of real places are.
USUAL_SIZE, SPREAD, WANDER = 0.42, 0.18, 0.12
FIRST_YEARS = 12
# Creation and opening come first; what follows (the end of a lease) is further away.
FOUNDING_DATES = 3
Drawn = tuple[Value, "Answer"]
MOST_COLLEGES, MOST_VOTERS = 4, 7


class Respondent:
    """Answers questions one after the other, coherently within one file.

    `scale` shrinks or grows every quantity, so that a small place is small everywhere; `drift`
    moves them from one year to the next. Quantities already drawn bound those that depend on them.
    """

    def __init__(self, random: Random, orders: dict[str, Any], year: int, drift: float) -> None:
        self.random = random
        self.orders = orders
        self.year = year
        self.drift = drift
        self.scale = random.gauss(USUAL_SIZE, SPREAD)
        self.known: dict[str, Decimal] = {}
        self.month = (year - random.randint(3, FIRST_YEARS)) * 12
        self.dates = 0
        self.types: tuple[str, ...] = ()

    def answer(self, question: kinds.AnyQuestion, total: Decimal | None = None) -> Drawn | None:
        """Draw an answer; None for what a synthetic place leaves out (photos)."""
        match question:
            case kinds.SingleChoice():
                return self._single(question)
            case kinds.MultipleChoice():
                return self._multiple(question)
            case kinds.YesNoQuestion():
                yes = self.random.random() < YES
                return PlainWord("oui" if yes else "non"), Given(yes)
            case kinds.Number() | kinds.Amount():
                return self._number(question)
            case kinds.Distribution():
                return self._distribution(question, total)
            case kinds.Table():
                return self._table(question)
            case _:
                return self._plain(question)

    def again(
        self, question: kinds.AnyQuestion, total: Decimal | None, attempt: int
    ) -> Drawn | None:
        """Draw another answer, leaving what comes after as it would have been: years stay alike."""
        kept = self.random
        self.random = Random(f"{question.id}/{self.scale}/{attempt}")  # noqa: S311 - reproducible
        try:
            return self.answer(question, total)
        finally:
            self.random = kept

    def _single(self, question: kinds.SingleChoice) -> Drawn:
        options = choosable(question.options)
        if question.role is Role.TYPE_PRINCIPAL and self.types:
            chosen = self.random.choice(self.types)
        elif question.role is Role.PRESENCE:
            weights = self.orders["presences"]
            chosen = self.random.choices(options, [weights.get(option, 1) for option in options])[0]
        else:
            chosen = self.random.choice(options)
        return PlainWord(chosen), Given(chosen)

    def _multiple(self, question: kinds.MultipleChoice) -> Drawn:
        options = choosable(question.options)
        most = min(question.max or MOST_CHOICES, len(options))
        drawn = set(self.random.sample(options, self.random.randint(1, most)))
        chosen = tuple(option for option in options if option in drawn)
        if question.role is Role.TYPES:
            self.types = chosen
        return [PlainWord(option) for option in chosen], Given(chosen)

    def _between(self, low: float, high: float) -> float:
        """Draw around the place's own size, on a logarithmic scale."""
        low, high = max(low, 0.5), max(high, 1)
        share = min(1.0, max(0.0, self.scale + self.random.gauss(0, WANDER)))
        return low * math.exp(share * math.log(high / low)) * self.drift

    def _number(self, question: kinds.Number | kinds.Amount) -> Drawn:
        part = self.orders["fractions"].get(question.id)
        if part and part[0] in self.known:
            base, least, most = part
            value = float(self.known[base]) * self.random.uniform(least, most)
            low, high = 0.0, value
        else:
            low, high = self.orders["nombres"].get(question.id, self.orders["defaut"])
            value = self._between(low, high)
        number = round(Decimal(value), question.decimales)
        number = min(max(number, question.min, Decimal(low)), question.max or number)
        number = round(min(number, Decimal(high)), question.decimales)
        self.known[question.id] = number
        return PlainWord(f"{number:f}"), Given(number)

    def _distribution(self, question: kinds.Distribution, total: Decimal | None) -> Drawn:
        if total is None:
            total = self._total(question.id)
        self.known[question.id] = total
        if question.total:
            # Its total may not be told apart: what is drawn after it follows it all the same.
            self.known[question.total] = total
        parts = self._lines(question)
        weights = [self.random.expovariate(1) + 0.1 for _ in parts]
        step = Decimal(1).scaleb(-question.decimales)
        amounts = {
            part.id: (total * Decimal(weight / sum(weights))).quantize(step, ROUND_DOWN)
            for part, weight in zip(parts, weights, strict=True)
        }
        amounts[parts[0].id] += total.quantize(step, ROUND_DOWN) - sum(amounts.values())
        ordered = {part.id: amounts[part.id] for part in question.parts if part.id in amounts}
        self.known |= {f"{question.id}.{part}": amount for part, amount in ordered.items()}
        for group in question.groupes:
            inside = [p.id for p in question.parts if p.groupe == group.id and p.id in ordered]
            self.known[f"{question.id}@{group.id}"] = sum((ordered[p] for p in inside), Decimal(0))
        written: dict[str, Value] = {
            part: PlainWord(f"{amount:f}") for part, amount in ordered.items()
        }
        return {**written, "complet": PlainWord("oui")}, Given(Shares(ordered, complete=True))

    def _lines(self, question: kinds.Distribution) -> list[Part]:
        """Draw the lines that are told: now and then each group in one amount, otherwise its detail."""
        whole = [part for part in question.parts if part.sans_detail]
        if whole and self.random.random() < TOLD_BY_GROUPS:
            told = {part.groupe for part in whole}
            return whole + [part for part in question.parts if part.groupe not in told]
        always = self.orders["toujours"].get(question.id, ())
        first = [part for part in question.parts if part.id in always]
        others = [p for p in question.parts if p.id not in always and not p.sans_detail]
        more = max(0, self.random.randint(PARTIES, 2 * PARTIES) - len(first))
        return first + self.random.sample(others, min(len(others), more))

    def _total(self, question: str) -> Decimal:
        """Draw a whole; some follow another: expenses are close to income."""
        twin, least, most = self.orders["jumeaux"].get(question, ("", 1, 1))
        if twin in self.known:
            # In thousandths: accounts do not balance to the euro, nor by a whole percentage.
            return self.known[twin] * Decimal(self.random.randint(10 * least, 10 * most)) / 1000
        low, high = self.orders["totaux"].get(question, self.orders["defaut"])
        return Decimal(round(self._between(low, high)))

    def _table(self, question: kinds.Table) -> Drawn | None:
        rows: list[Value] = []
        for _ in range(self.random.randint(1, min(MOST_ROWS, question.max_lignes))):
            cells = {column.id: self.answer(column) for column in question.colonnes}
            rows.append({key: cell[0] for key, cell in cells.items() if cell})
        return rows, Given(())

    def _plain(self, question: kinds.AnyQuestion) -> Drawn | None:
        match question:
            case kinds.ShortText(role=Role.ADRESSE):
                street = self.random.choice(self.orders["rues"])
                text = f"{self.random.randint(1, 90)} {street}"
            case kinds.ShortText(role=Role.CONTACT) | kinds.Url():
                text = f"https://example.org/{self.random.randrange(1 << 30)}"
            case kinds.ShortText():
                text = self.random.choice(self.orders["phrases"])[: question.longueur]
            case kinds.LongText():
                # One sentence, sometimes two.
                several = 1 + (self.random.random() > YES)
                drawn = self.random.sample(self.orders["phrases"], several)
                text = " ".join(drawn)[: question.longueur]
            case kinds.ShortList():
                words = self.random.sample(self.orders["mots"], 4)
                return list(words), Given(tuple(words))
            case kinds.YearQuestion():
                year = self.year - self.random.randint(0, 9)
                return PlainWord(str(year)), Given(year)
            case kinds.DateQuestion():
                return self._date()
            case _:
                return None
        return text.strip(), Given(text.strip())

    def _date(self) -> Drawn:
        """Draw a day after those already told: a place opens after it is created."""
        self.month += self.random.randint(1, 30) * (1 if self.dates < FOUNDING_DATES else 6)
        self.dates += 1
        day = date(self.month // 12, self.month % 12 + 1, self.random.randint(1, 28))
        return PlainWord(day.isoformat()), Given(day)


@lru_cache(maxsize=1024)
def choosable(options: tuple[Option, ...]) -> tuple[str, ...]:
    """Give the options that say something and ask for no more words."""
    return tuple(option.id for option in options if not option.exclusif and not option.precision)


def drawn_workshop(
    random: Random, year: int, answered: Container[str], names: Names
) -> dict[str, Value]:
    """Draw participants and their votes, on the criteria that the place answered."""
    colleges = [college.id for college in names.questionnaire.colleges]
    present = random.sample(colleges, min(MOST_COLLEGES, len(colleges)))
    counts = {name: random.randint(SMALLEST_COLLEGE, MOST_VOTERS) for name in sorted(present)}
    votes: dict[str, dict[str, Value]] = {key: {} for key in VOTES}
    for criterion in names.criteria:
        if level_path(names, criterion) not in answered:
            continue
        for key, roles in VOTES.items():
            path = next((p for role in roles if (p := names.of_role(role, criterion))), None)
            options = choosable(choices(names, path))
            if options:
                votes[key][criterion] = {
                    part: _ballots(random, counts[part], options) for part in counts
                }
    return {
        "date": PlainWord(f"{year}-{random.randint(1, 12):02d}-15"),
        "participants": {one: PlainWord(str(count)) for one, count in counts.items()},
        **votes,
    }


def _ballots(random: Random, voters: int, levels: tuple[str, ...]) -> Mapping[str, Value]:
    """Share voters between two neighbouring levels: people who know a place mostly agree."""
    first = random.randrange(len(levels) - 1)
    low = random.randint(0, voters)
    shares = {levels[first]: low, levels[first + 1]: voters - low}
    return {level: PlainWord(str(count)) for level, count in shares.items() if count}
