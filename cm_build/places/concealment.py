"""What a place keeps for itself, and what has to be kept with it so that nobody computes it back.

Nothing here looks at an amount: what is kept depends on what was answered, never on how much, so
that the choice itself says nothing. A total that stays public gives back a line kept alone: the
whole distribution is then kept. What else would say it again is declared by the questionnaire.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cm_build.places.answer import Answers, Given
from cm_build.places.header import Header
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import Distribution


class Along(NamedTuple):
    """Something kept because something else is, both by the names a file gives them."""

    name: str
    because: str


class Concealed(NamedTuple):
    """What is not shown: sections and what is like them, whole answers, parts of distributions.

    `along` tells what was answered, that the place did not name, and that goes with what it named:
    an answer or a line, or what a hidden section holds.
    """

    owners: frozenset[str]
    answers: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    along: tuple[Along, ...]

    def touches(self, answers: Answers, names: Names) -> bool:
        """Tell whether anything that was answered is kept."""
        return any(
            path in self.parts or names.asked_for(path).path in self.answers for path in answers
        )


class ConcealedSum(NamedTuple):
    """A distribution whose sum is known otherwise: from the answer `total`, or to all when empty."""

    path: str
    total: str


def kept_back(header: Header, answers: Answers, names: Names) -> Concealed:
    """Gather what a file keeps: what it names, then what would give that back."""
    owners = frozenset(header.sections_masquees) | {
        section.id
        for section in names.sections.values()
        if section.prive_par_defaut and section.id not in header.sections_publiees
    }
    chosen = frozenset(header.reponses_publiees)
    hidden = [
        path
        for path, asked in names.asked.items()
        if asked.owner in owners or (asked.question.prive_par_defaut and path not in chosen)
    ]
    answered = {path for path, answer in answers.items() if isinstance(answer, Given)}
    given = answered.difference(hidden)
    reasons = {name: "" for name in header.reponses_masquees if names.names_an_answer(name)}
    # What a hidden section answers is kept as if it were named answer by answer.
    reasons |= {path: "" for path in hidden if path in answered}
    waiting = list(reasons)
    for because in waiting:
        for name in _echoes(because, given, reasons, names):
            if name not in reasons:
                reasons[name] = because
                waiting.append(name)
    parts: dict[str, frozenset[str]] = {}
    for name in reasons.keys() - names.asked.keys():
        path, _, part = name.rpartition(".")
        parts[path] = parts.get(path, frozenset()) | {part}
    along = tuple(
        Along(name, because)
        for name, because in reasons.items()
        if because and _path(name, names) in given
    )
    return Concealed(
        owners, frozenset(hidden) | (reasons.keys() & names.asked.keys()), parts, along
    )


def _path(name: str, names: Names) -> str:
    return name if name in names.asked else name.rpartition(".")[0]


def _echoes(
    because: str, given: Container[str], known: Iterable[str], names: Names
) -> Iterator[str]:
    """Name what would give back one thing that is kept."""
    for rule in names.questionnaire.recoupements:
        if any(_within(because, kept) or _within(kept, because) for kept in rule.garder):
            yield from rule.garde_aussi
    for path, total in sums(names):
        known_otherwise = not total or (total in given and total not in known)
        if known_otherwise and _within(because, path):
            yield path
        elif because == total and not any(_within(kept, path) for kept in known):
            # Every line stays: together, they are the total.
            yield path


def _within(name: str, whole: str) -> bool:
    """Tell whether a name is another, or one of its lines."""
    return name == whole or name.startswith(f"{whole}.")


@lru_cache(maxsize=4)
def sums(names: Names) -> tuple[ConcealedSum, ...]:
    """List the distributions whose sum is a fixed number, or another answer."""
    known = []
    for path, asked in names.asked.items():
        question = asked.question
        if not isinstance(question, Distribution) or question.total is None:
            continue
        reference = None if question.total.isdigit() else names.resolve(question.total, asked.scope)
        known.append(ConcealedSum(path, reference.path if reference else ""))
    return tuple(known)
