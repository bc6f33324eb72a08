"""The value of each statistic a sentence may name: a number, a word, or nothing when too few answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cm_build.computing.population import WHEREABOUTS, Population, whereabouts
from cm_build.computing.selection import Selection
from cm_build.computing.statistics import Coverage
from cm_build.questionnaire.pattern import RANKS
from cm_build.questionnaire.statistic import Statistic, StatisticKind, statistic_of

# Units a number is never written without; the sentence says the others in words.
WRITTEN_UNITS = frozenset({"%", "€", "m²", "mois", "ans"})


class Said(NamedTuple):
    """A number or a word that fills a sentence; `decimals` and `unit` are how it is written."""

    value: float | None
    word: str = ""
    decimals: int = 0
    unit: str = ""


def shown_unit(unit: str) -> str:
    """Keep of a unit what is written beside a number."""
    first = unit.partition(" ")[0]
    return first if first in WRITTEN_UNITS else ""


class StatisticReader:
    """Reads statistics of one population; `selection` are the places a question concerns."""

    def __init__(self, population: Population, selection: Selection | None = None) -> None:
        self.population = population
        self.selection = selection

    def value(self, statistic: Statistic, wanted: str) -> Said | None:
        """Compute what a sentence says; None when nobody answered, or too few did."""
        match statistic.kind:
            case StatisticKind.PLACES:
                return self._places(statistic.base)
            case StatisticKind.CONCERNED:
                return self._concerned(wanted)
            case StatisticKind.CHOICE | StatisticKind.OPTION | StatisticKind.RANKED_OPTION:
                return self._choice(statistic, wanted)
            case StatisticKind.PART | StatisticKind.RANKED_PART:
                return self._part(statistic, wanted)
            case _:
                return self._number(statistic, wanted)

    def coverage(self, base: str) -> Coverage | None:
        """Tell how many answered what a sentence is about."""
        statistic = statistic_of(base, self.population.names)
        if statistic is None or statistic.kind in (StatisticKind.PLACES, StatisticKind.CONCERNED):
            return None
        if statistic.kind is StatisticKind.CHOICE:
            return self.population.counts(base).coverage
        return self.population.numbers(base).coverage

    def _places(self, base: str) -> Said | None:
        size = self.population.size
        number = whereabouts(self.population, base) if base in WHEREABOUTS else size
        return Said(number) if size else None

    def _concerned(self, wanted: str) -> Said | None:
        selection = self.selection
        if selection is None or not selection.answers:
            return None
        if wanted == "reponses":
            return Said(selection.answers)
        if wanted == "part":
            enough = selection.answers >= self.population.minimum
            return (
                Said(100 * len(selection.places) / selection.answers, unit="%") if enough else None
            )
        return Said(len(selection.places))

    def _number(self, statistic: Statistic, wanted: str) -> Said | None:
        if wanted in RANKS:
            return self._part(Statistic(StatisticKind.RANKED_PART, statistic.base, wanted), "")
        numbers = self.population.numbers(statistic.base)
        if not numbers.coverage.answers:
            return None
        variable = self.population.variable(statistic.base)
        unit, decimals = shown_unit(variable.unit), variable.decimals
        if wanted == "reponses":
            return Said(numbers.coverage.answers)
        if wanted == "total":
            return Said(numbers.total, decimals=decimals, unit=unit)
        if numbers.spread is None:
            return None
        quartiles = {"bas": "low", "mediane": "median", "haut": "high"}
        return Said(getattr(numbers.spread, quartiles[wanted]), decimals=decimals, unit=unit)

    def _choice(self, statistic: Statistic, wanted: str) -> Said | None:
        counts = self.population.counts(statistic.base)
        answers = counts.coverage.answers
        if not answers:
            return None
        if wanted == "reponses":
            return Said(answers)
        code = wanted if wanted in RANKS else statistic.code
        if code in RANKS:
            ranked = _standing_out(counts.counts, code) if counts.enough else None
            if ranked is None:
                return None
            code = ranked
        if wanted == "part":
            share = counts.share(code)
            return None if share is None else Said(100 * share, unit="%")
        if wanted == "compte":
            return Said(counts.counts.get(code, 0))
        return Said(None, self._option(statistic.base, code))

    def _part(self, statistic: Statistic, wanted: str) -> Said | None:
        base, code = statistic.base, statistic.code
        shares = self.population.parts(base)
        question = self.population.names.asked[base].question
        declared = getattr(question, "parts", ())
        if wanted in ("total", "reponses") and not code.startswith("@"):
            return self._number(Statistic(StatisticKind.NUMBER, f"{base}.{code}"), wanted)
        if not shares.enough or not shares.whole:
            return None
        sums = {part.id: shares.totals[f"{base}.{part.id}"] for part in declared}
        if code in RANKS:
            ranked = _standing_out(sums, code)
            if ranked is None:
                return None
            if wanted != "part":
                words = {part.id: part.in_sentence for part in declared}
                return Said(None, words[ranked])
            code = ranked
        if code.startswith("@"):
            total = sum(sums[part.id] for part in declared if part.groupe == code[1:])
        else:
            total = sums[code]
        return Said(100 * total / shares.whole, unit="%")

    def _option(self, base: str, code: str) -> str:
        asked = self.population.names.asked.get(base)
        options = getattr(asked.question, "options", ()) if asked else ()
        words: dict[str, str] = {option.id: option.in_sentence for option in options}
        return words.get(code, code)


def _standing_out(counts: Mapping[str, float], rank: str) -> str | None:
    """Give what comes at a rank, when nothing else does: between two equals, nothing is first."""
    place = RANKS.index(rank)
    ordered = sorted(counts, key=lambda code: -counts[code])
    if len(ordered) <= place or not counts[ordered[place]]:
        return None
    number = counts[ordered[place]]
    alone = sum(1 for code in ordered if counts[code] == number) == 1
    return ordered[place] if alone else None
