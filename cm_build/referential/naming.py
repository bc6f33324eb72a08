"""How an answer is named inside a sentence: options and parts, by rank, by number, by sign."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from functools import partial

from cm_build.places.answer import Shares
from cm_build.questionnaire.grammar import precision_of
from cm_build.questionnaire.names import Reference
from cm_build.questionnaire.option import Option
from cm_build.questionnaire.pattern import SIGNS
from cm_build.referential.sources import Sources
from cm_build.wording import french


def named(reference: Reference, options: Iterable[Option], sources: Sources) -> str:
    """Write options by their `dans_phrase`, lists with "et"; a precision in the place's own words."""
    told = sources.text(precision_of(reference.path))
    return french.listed(
        [told if option.precision and told else option.in_sentence for option in options]
    )


def _largest_part(reference: Reference, value: object, sources: Sources) -> str | None:
    distribution = sources.shares(reference.path)
    if not distribution or not isinstance(value, Shares) or not value.complete:
        return None
    question, shares = distribution
    ranked = sorted(question.parts, key=lambda part: -shares.parts.get(part.id, 0))
    # Two equal parts: neither is the largest.
    if shares.parts.get(ranked[0].id) == shares.parts.get(ranked[1].id):
        return None
    return ranked[0].in_sentence


def _only_one(reference: Reference, value: object, sources: Sources) -> str | None:
    """Name the only option, or the part that is the whole when the others are known to be nothing."""
    options = sources.chosen(reference.path)
    if options:
        return named(reference, options, sources) if len(options) == 1 else None
    distribution = sources.shares(reference.path)
    if not distribution or not isinstance(value, Shares) or not value.complete:
        return None
    question, shares = distribution
    held = [part for part in question.parts if shares.parts.get(part.id)]
    return held[0].in_sentence if len(held) == 1 else None


def _month(reference: Reference, value: object, sources: Sources) -> str | None:
    """Say a month and its year; the year alone when nothing more is known."""
    del reference, sources
    return french.month(value) if isinstance(value, date) else None


def _several(reference: Reference, value: object, sources: Sources) -> str | None:
    """List the options when there are several."""
    del value
    options = sources.chosen(reference.path)
    return named(reference, options, sources) if len(options) > 1 else None


def _signed(
    reference: Reference, value: object, sources: Sources, *, signs: Container[str | None]
) -> str | None:
    """List the options of some signs; those that say there is nothing are told otherwise."""
    del value
    kept = [
        option
        for option in sources.chosen(reference.path)
        if option.signe in signs and not option.exclusif
    ]
    return named(reference, kept, sources) or None


OWN: Mapping[str, Callable[[Reference, object, Sources], str | None]] = {
    "premier": _largest_part,
    "seul": _only_one,
    "plusieurs": _several,
    "mois": _month,
    **{name: partial(_signed, signs=signs) for name, signs in SIGNS.items()},
}
