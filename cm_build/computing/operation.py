"""The closed set of operations. Each is one function from an indicator to a way to compute it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from cm_build.computing.figure import Figure, Input, Reason
from cm_build.computing.operand import (
    Known,
    Operand,
    Reading,
    answer_of,
    groups_of,
    missing_reason,
    number_of,
    resolved,
)
from cm_build.computing.score import score_of
from cm_build.places.answer import Given, Shares
from cm_build.questionnaire.indicator import Balance, Classes, Difference, Duration, Ratio, Sum
from cm_build.questionnaire.question import MultipleChoice, Role, SingleChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.operand import Groups
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names

HUNDRED, ONE, ZERO = Decimal(100), Decimal(1), Decimal(0)
MONTHS_A_YEAR, DAYS_A_YEAR = Decimal(12), Decimal("365.2425")


class Result(NamedTuple):
    """What an operation gives, before it is dressed as a figure."""

    value: Decimal | str | None
    reason: Reason
    inputs: tuple[Input, ...]
    coverage: Decimal | None = None


Kind = TypeVar("Kind")
Computation: TypeAlias = Callable[[Known], Result]
FigureMaker: TypeAlias = Callable[[Known], Figure]


def compile_indicator(indicator: Indicator, names: Names) -> FigureMaker:
    """Prepare an indicator: its references are resolved once, for all places."""
    compute = _OPERATIONS[indicator.operation.name](indicator, names, groups_of(names))

    def figure(known: Known) -> Figure:
        value, reason, inputs, coverage = compute(known)
        return Figure(
            indicator.id, value, reason, indicator.unite, indicator.decimales, inputs, coverage
        )

    return figure


def _scale(indicator: Indicator) -> Decimal:
    return HUNDRED if indicator.unite == "%" else ONE


class _Operands:
    """Several operands read together, in the order they are written."""

    def __init__(self, names: Names, groups: Groups, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.readings: list[Reading] = [number_of(names, groups, text) for text in texts]

    def read(self, known: Known) -> tuple[list[Operand], tuple[Input, ...]]:
        operands = [reading(known) for reading in self.readings]
        inputs = tuple(
            Input(text, operand.number) for text, operand in zip(self.texts, operands, strict=True)
        )
        return operands, inputs


def _total(operands: Sequence[Operand]) -> Operand:
    """Sum operands; missing as soon as one is, with the first reason."""
    total = ZERO
    for operand in operands:
        if operand.number is None:
            return operand
        total += operand.number
    return Operand(total, Reason.NONE)


def _answer(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    operands = _Operands(names, groups, [indicator.operation.reponse or ""])

    def compute(known: Known) -> Result:
        read, inputs = operands.read(known)
        return Result(*read[0], inputs)

    return compute


def _sum(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    declared = indicator.operation.somme
    somme = declared if isinstance(declared, Sum) else Sum(de=declared or ())
    operands = _Operands(names, groups, somme.de)

    def compute(known: Known) -> Result:
        read, inputs = operands.read(known)
        given = [operand for operand in read if operand.number is not None]
        coverage = Decimal(len(given)) / len(read)
        counted = given if somme.si_absent == "ignorer" and given else read
        return Result(*_total(counted), inputs, coverage)

    return compute


def _difference(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    declared = _given(indicator.operation.difference, Difference)
    operands = _Operands(names, groups, (*declared.de, *declared.moins))
    cut = len(declared.de)

    def compute(known: Known) -> Result:
        read, inputs = operands.read(known)
        whole, taken = _total(read[:cut]), _total(read[cut:])
        if whole.number is None or taken.number is None:
            return Result(None, whole.reason or taken.reason, inputs)
        return Result(whole.number - taken.number, Reason.NONE, inputs)

    return compute


def _ratio(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    declared = _given(indicator.operation.ratio, Ratio)
    operands = _Operands(names, groups, (*declared.de, *declared.sur))
    cut = len(declared.de)
    factor = declared.facteur or _scale(indicator)

    def compute(known: Known) -> Result:
        read, inputs = operands.read(known)
        top, bottom = _total(read[:cut]), _total(read[cut:])
        if top.number is None or bottom.number is None:
            return Result(None, top.reason or bottom.reason, inputs)
        if bottom.number == 0:
            return Result(None, Reason.ZERO_DENOMINATOR, inputs)
        return Result(top.number / bottom.number * factor, Reason.NONE, inputs)

    return compute


def _shares(names: Names, text: str) -> Callable[[Known], tuple[Shares | None, Reason]]:
    path = resolved(names, text).path

    def read(known: Known) -> tuple[Shares | None, Reason]:
        answer = answer_of(known, path)
        if isinstance(answer, Given) and isinstance(answer.value, Shares):
            complete = answer.value.complete
            return answer.value, Reason.NONE if complete else Reason.INCOMPLETE
        return None, missing_reason(answer)

    return read


def _part_inputs(text: str, shares: Shares | None) -> tuple[Input, ...]:
    parts = shares.parts if shares else {}
    return tuple(Input(f"{text}.{part}", amount) for part, amount in parts.items())


def _largest(indicator: Indicator, names: Names, _: Groups) -> Computation:
    text = indicator.operation.part_max or ""
    read = _shares(names, text)

    def compute(known: Known) -> Result:
        shares, reason = read(known)
        inputs = _part_inputs(text, shares)
        if shares is None or reason:
            return Result(None, reason, inputs)
        total = sum(shares.parts.values(), ZERO)
        if total == 0:
            return Result(None, Reason.ZERO_DENOMINATOR, inputs)
        return Result(max(shares.parts.values()) / total * _scale(indicator), Reason.NONE, inputs)

    return compute


def _evenness(indicator: Indicator, names: Names, _: Groups) -> Computation:
    """Pielou's evenness: Shannon's entropy over its maximum, on the parts that are not zero.

    Source: E. C. Pielou, "The measurement of diversity in different types of biological
    collections", Journal of Theoretical Biology 13 (1966), 131-144.
    """
    text = indicator.operation.diversite or ""
    read = _shares(names, text)

    def compute(known: Known) -> Result:
        shares, reason = read(known)
        inputs = _part_inputs(text, shares)
        if shares is None or reason:
            return Result(None, reason, inputs)
        amounts = [amount for amount in shares.parts.values() if amount > 0]
        if len(amounts) < 2:  # noqa: PLR2004 - evenness of one part has no meaning
            return Result(None, Reason.TOO_FEW_PARTS, inputs)
        total = sum(amounts, ZERO)
        # Fifteen digits: logarithms are slow, and one digit after the comma is shown.
        with localcontext(prec=15):
            entropy = -sum(((a / total) * (a / total).ln() for a in amounts), ZERO)
            # Rounding in the last digits may pass the maximum by a hair.
            evenness = min(ONE, entropy / Decimal(len(amounts)).ln())
        return Result(evenness * _scale(indicator), Reason.NONE, inputs)

    return compute


def _balance(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    declared = _given(indicator.operation.equilibre, Balance)
    operands = _Operands(names, groups, (declared.a, declared.b))

    def compute(known: Known) -> Result:
        (a, b), inputs = operands.read(known)
        if a.number is None or b.number is None:
            return Result(None, a.reason or b.reason, inputs)
        total = a.number + b.number
        if total == 0:
            return Result(None, Reason.ZERO_DENOMINATOR, inputs)
        if min(a.number, b.number) < 0:
            # A difference went below zero: more of a part than of the whole was declared.
            return Result(None, Reason.INCONSISTENT, inputs)
        even = ONE - abs(a.number - b.number) / total
        return Result(even * _scale(indicator), Reason.NONE, inputs)

    return compute


def _duration(indicator: Indicator, names: Names, _: Groups) -> Computation:
    declared = _given(indicator.operation.duree, Duration)
    start, end = _day(names, declared.de), _day(names, declared.a)
    factor = MONTHS_A_YEAR if declared.en == "mois" else ONE

    def compute(known: Known) -> Result:
        (first, missing_first), (last, missing_last) = start(known), end(known)
        inputs = (
            Input(declared.de, first.isoformat() if first else None),
            Input(declared.a, last.isoformat() if last else None),
        )
        if first is None or last is None:
            return Result(None, missing_first or missing_last, inputs)
        years = Decimal((last - first).days) / DAYS_A_YEAR
        return Result(max(ZERO, years * factor), Reason.NONE, inputs)

    return compute


def _day(names: Names, text: str) -> Callable[[Known], tuple[date | None, Reason]]:
    if text == "fin_annee":
        return lambda known: (known.end_of_year, Reason.NONE)
    path = resolved(names, text).path

    def read(known: Known) -> tuple[date | None, Reason]:
        answer = answer_of(known, path)
        value = answer.value if isinstance(answer, Given) else None
        if isinstance(value, date):
            return value, Reason.NONE
        # A question that asks for a year only stands for the first of January.
        if type(value) is int:
            return date(value, 1, 1), Reason.NONE
        return None, missing_reason(answer)

    return read


def _count(indicator: Indicator, names: Names, _: Groups) -> Computation:
    text = indicator.operation.compte or ""
    path = resolved(names, text).path
    question = names.asked[path].question
    none_options: set[str] = set()
    if isinstance(question, MultipleChoice | SingleChoice):
        none_options = {option.id for option in question.options if option.exclusif}

    def compute(known: Known) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given) or not isinstance(answer.value, tuple):
            return Result(None, missing_reason(answer), (Input(text, None),))
        chosen = [i for i in answer.value if not (isinstance(i, str) and i in none_options)]
        count = len(chosen)
        return Result(Decimal(count), Reason.NONE, (Input(text, Decimal(count)),))

    return compute


def _score(indicator: Indicator, names: Names, _: Groups) -> Computation:
    texts = indicator.operation.score or ()
    asked = [names.asked[resolved(names, text).path] for text in texts]
    scored = score_of(asked)

    def compute(known: Known) -> Result:
        score = scored(known.answers)
        value = score.share * _scale(indicator) if score.share is not None else None
        inputs = tuple(Input(points.path, points.points) for points in score.details)
        return Result(value, score.reason, inputs, score.coverage)

    return compute


def _level(indicator: Indicator, names: Names, _: Groups) -> Computation:
    text = indicator.operation.niveau or ""
    path = names.of_role(Role.NIVEAU, text) or resolved(names, text).path
    question = names.asked[path].question
    ranks = level_ranks(question) if isinstance(question, SingleChoice) else {}

    def compute(known: Known) -> Result:
        answer = answer_of(known, path)
        if not isinstance(answer, Given):
            return Result(None, missing_reason(answer), (Input(text, None),))
        rank = ranks.get(str(answer.value))
        reason = Reason.NONE if rank is not None else Reason.NOT_OBSERVED
        return Result(rank, reason, (Input(text, rank),))

    return compute


def level_ranks(question: SingleChoice) -> dict[str, Decimal]:
    """Rank the levels of a criterion, 0 for none; "not observed" (exclusive) has no rank."""
    ranked = [option.id for option in question.options if not option.exclusif]
    return {option: Decimal(rank) for rank, option in enumerate(ranked)}


def _mean(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    operands = _Operands(names, groups, indicator.operation.moyenne or ())

    def compute(known: Known) -> Result:
        read, inputs = operands.read(known)
        numbers = [operand.number for operand in read if operand.number is not None]
        coverage = Decimal(len(numbers)) / len(read)
        if not numbers:
            return Result(None, read[0].reason, inputs, coverage)
        return Result(sum(numbers, ZERO) / len(numbers), Reason.NONE, inputs, coverage)

    return compute


def _class(indicator: Indicator, names: Names, groups: Groups) -> Computation:
    declared = _given(indicator.operation.classe, Classes)
    operands = _Operands(names, groups, (declared.de,))

    def compute(known: Known) -> Result:
        (operand,), inputs = operands.read(known)
        if operand.number is None:
            return Result(None, operand.reason, inputs)
        return Result(class_label(operand.number, declared), Reason.NONE, inputs)

    return compute


def class_label(number: Decimal, classes: Classes) -> str:
    """Give the label of the class a number falls in; the last class has no upper bound."""
    for bound in classes.bornes:
        if bound.jusqu_a is None or number < bound.jusqu_a:
            return bound.libelle
        if bound.inclus and number == bound.jusqu_a:
            return bound.libelle
    return classes.bornes[-1].libelle


def _given(value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value


_OPERATIONS: dict[str, Callable[[Indicator, Names, Groups], Computation]] = {
    "reponse": _answer,
    "somme": _sum,
    "difference": _difference,
    "ratio": _ratio,
    "part_max": _largest,
    "diversite": _evenness,
    "equilibre": _balance,
    "duree": _duration,
    "compte": _count,
    "score": _score,
    "niveau": _level,
    "moyenne": _mean,
    "classe": _class,
}
