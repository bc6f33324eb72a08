"""What was given of a distribution that may hold more: shown as given, never as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from cm_build.places.completion import expected_total
from cm_build.questionnaire.indicator import Operation, Sum
from cm_build.questionnaire.names import Reference
from cm_build.questionnaire.question import Distribution
from cm_build.referential.sentence import Run
from cm_build.referential.sources import Sources
from cm_build.wording import french

# What a drawing of parts leaves open when nothing tells how much is missing.
OPEN = Decimal("0.1")
# Beside a drawing: the rest is known to exist, or may.
THE_REST = "Le reste n’est pas indiqué"
MAYBE_MORE = "S’il y a autre chose, le lieu ne l’a pas indiqué"
NOTE = french.spaced("Ce que le lieu a indiqué ; il en manque peut-être.")


class Partial(NamedTuple):
    """What the given parts make together; `words` names it, in the number the amount asks for."""

    amount: Decimal
    unit: str
    decimals: int
    words: str


def partial_of(text: str, sources: Sources) -> Partial | None:
    """Sum what was given where no whole is known; None where one is, or where nothing was given.

    The sum is only ever shown: no figure, no total, no comparison is made with it.
    """
    reference = sources.names.resolve(text)
    if reference is None or sources.number(text) is not None:
        return None
    amount = _given(reference, sources)
    if not amount:
        return None
    words = ""
    asked = sources.names.asked.get(reference.path)
    if asked and reference.group is None and isinstance(asked.question, Distribution):
        declared = asked.question
        words = french.plural(
            amount, declared.indique or "", declared.indique_pluriel or declared.indique or ""
        )
    return Partial(amount, *sources.unit(text), words)


def _given(reference: Reference, sources: Sources) -> Decimal | None:
    """Give a number, or what is known of it; None as soon as an operand is wholly unknown."""
    if reference.is_indicator:
        indicator = sources.names.indicators.get(reference.path)
        return _of_all(_operands(indicator.operation), sources) if indicator else None
    distribution = sources.shares(reference.path)
    if distribution is None or reference.part is not None:
        return None
    question, shares = distribution
    if question.unite == "%":
        # Shares of something else: put together, they measure nothing.
        return None
    amounts = [
        shares.parts[part.id]
        for part in question.parts
        if part.id in shares.parts and reference.group in {None, part.groupe}
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _operands(operation: Operation) -> tuple[str, ...]:
    """Name what a figure puts together as it is; nothing when it is made by any other calculation."""
    if operation.reponse:
        return (operation.reponse,)
    total = operation.somme
    return (total.de if isinstance(total, Sum) else total) if total else ()


def _of_all(texts: Sequence[str], sources: Sources) -> Decimal | None:
    amounts: list[Decimal] = []
    for text in texts:
        reference = sources.names.resolve(text)
        whole = sources.number(text)
        known = whole if whole is not None or reference is None else _given(reference, sources)
        if known is None:
            return None
        amounts.append(known)
    return sum(amounts, Decimal(0)) if amounts else None


def partial_headline(path: str, sources: Sources) -> tuple[Run, ...]:
    """Say what was given of a distribution; nothing when it is told whole."""
    partial = partial_of(path, sources)
    if partial is None:
        return ()
    if not partial.words:
        amount = french.quantity(partial.amount, partial.unit, partial.decimals)
        return (Run(french.spaced("Indiqué : "), strong=False), Run(amount, strong=True))
    sign = french.sign(partial.unit)
    amount = french.quantity(partial.amount, sign, partial.decimals)
    return (Run(f"{amount} {partial.words}", strong=True),)


def partial_text(path: str, sources: Sources) -> str:
    """Say, after its parts, that a distribution may hold more; nothing when it is told whole."""
    distribution = sources.shares(path)
    if distribution is None or distribution[1].complete:
        return ""
    said = "".join(run.text for run in partial_headline(path, sources))
    return french.spaced(f"{said} ; il en manque peut-être" if said else "Il en manque peut-être")


def drawn_whole(path: str, given: Decimal, sources: Sources) -> tuple[Decimal, str]:
    """Give what the length of a drawing stands for, and what is said of the room it leaves open."""
    distribution = sources.shares(path)
    if distribution is None or distribution[1].complete:
        return given, ""
    asked = sources.names.asked[path]
    expected = expected_total(asked, sources.answers, sources.names)
    if expected is not None and expected > given:
        return expected, THE_REST
    if not given:
        return given, ""
    return given / (1 - OPEN), MAYBE_MORE
