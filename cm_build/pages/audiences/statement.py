"""Sentences about all places together: each number with where it comes from, or silence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from cm_build.computing.population import Population
from cm_build.computing.selection import Selection
from cm_build.computing.statistic_value import StatisticReader
from cm_build.questionnaire.pattern import STATISTICS, Placeholder, Segment, parse_pattern
from cm_build.questionnaire.statistic import AGREEMENT, StatisticKind, statistic_of
from cm_build.wording import french

SIDES: tuple[french.Side, ...] = ("moins", "plus")
# What a figure counts may stand between it and « ou moins »: a space, and a word.
WORDS_BETWEEN = 2


class StatedFigure(NamedTuple):
    """A number of a sentence: `reference` names it (`ressources:total`), `value` is not rounded."""

    reference: str
    value: str
    text: str
    unit: str = ""
    decimals: int = 0


class StatedRun(NamedTuple):
    """A run of a sentence: words, or a figure."""

    text: str
    strong: bool
    figure: StatedFigure | None


class Spoken(NamedTuple):
    """A sentence that could be said, and the answers and figures it is about, in order."""

    runs: tuple[StatedRun, ...]
    bases: tuple[str, ...]


def exact(value: float) -> str:
    """Write a number for programs: what a rounding shows can be computed again."""
    return format(value, ".12g")


class Speaker:
    """Says sentences of one population; `selection` are the places the question concerns."""

    def __init__(self, population: Population, selection: Selection | None = None) -> None:
        self.names = population.names
        self.statistics = StatisticReader(population, selection)

    def first(self, patterns: Sequence[str]) -> Spoken | None:
        """Say the first sentence that can be said."""
        return next((said for pattern in patterns if (said := self.say(pattern))), None)

    def say(self, pattern: str) -> Spoken | None:
        """Say a sentence, or nothing when something it needs is missing."""
        runs: list[StatedRun] = []
        bases: dict[str, None] = {}
        counted: dict[str, float] = {}
        for segment in parse_pattern(pattern, STATISTICS):
            pieces = self._segment(segment, counted)
            if pieces is None and not segment.optional:
                return None
            for piece, base in pieces or ():
                runs = [*runs, piece] if piece.figure or not runs else _bounded(runs, piece)
                bases |= {base: None} if base else {}
        return Spoken(_emphasised(runs), tuple(bases))

    def _segment(
        self, segment: Segment, counted: dict[str, float]
    ) -> list[tuple[StatedRun, str]] | None:
        pieces = []
        for piece in segment.pieces:
            if isinstance(piece, str):
                pieces.append((StatedRun(piece, strong=False, figure=None), ""))
                continue
            said = self._filled(piece, counted)
            if said is None:
                return None
            pieces.append(said)
        return pieces

    def _filled(
        self, piece: Placeholder, counted: dict[str, float]
    ) -> tuple[StatedRun, str] | None:
        statistic = statistic_of(piece.reference, self.names)
        if statistic is None:
            return None
        if piece.format == AGREEMENT and piece.words:
            number = counted.get(piece.reference)
            if number is None:
                return None
            return StatedRun(
                french.plural(Decimal(str(number)), *piece.words), strong=False, figure=None
            ), ""
        said = self.statistics.value(statistic, piece.format)
        base = "" if statistic.kind is StatisticKind.PLACES else statistic.base
        if said is None:
            return None
        if said.value is None:
            return StatedRun(said.word, strong=False, figure=None), base
        counted[piece.reference] = said.value
        text = french.quantity(Decimal(str(said.value)), said.unit, said.decimals)
        reference = f"{piece.reference}:{piece.format or 'compte'}"
        figure = StatedFigure(reference, exact(said.value), text, said.unit, said.decimals)
        return StatedRun(text, strong=False, figure=figure), base


def _bounded(runs: list[StatedRun], after: StatedRun) -> list[StatedRun]:
    """Round a figure to the side of the « ou moins » that follows it, said once for what is a bound.

    Between the two may stand what the figure counts: `2 emplois ou moins`.
    """
    side = next((side for side in SIDES if after.text.startswith(f" ou {side}")), None)
    at = next((i for i in range(len(runs) - 1, -1, -1) if runs[i].figure), None)
    figure = runs[at].figure if at is not None else None
    if figure is None or at is None or side is None or len(runs) - at > WORDS_BETWEEN + 1:
        return [*runs, after]
    text = french.bounded(Decimal(figure.value), figure.unit, figure.decimals, side)
    said = text.removesuffix(f" ou {side}")
    if said == text:
        after = after._replace(text=after.text.removeprefix(f" ou {side}"))
    bounded = runs[at]._replace(text=said, figure=figure._replace(text=said))
    return [*runs[:at], bounded, *runs[at + 1 :], after]


def _emphasised(runs: Sequence[StatedRun]) -> tuple[StatedRun, ...]:
    """Turn the marks of emphasis into strong runs, and give the sentence its typography."""
    made: list[StatedRun] = []
    strong = False
    for run in runs:
        if run.figure:
            made.append(run)
            continue
        for index, text in enumerate(run.text.split("*")):
            strong ^= index > 0
            if text:
                made.append(StatedRun(french.spaced(text), strong, None))
    if made and made[0].figure is None:
        made[0] = made[0]._replace(text=french.capitalised(made[0].text))
    return tuple(made)
