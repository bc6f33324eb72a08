"""The table of what sentences say: which answers say each pattern, and which, one away, do not.

    lien_social:                     # where the patterns are: a criterion, a block, a question of an audience
      - avec: {publics: [voisinage]}         # the least answers that say it
        dit: "Le lieu constate des rencontres entre des personnes du voisinage."
        mais:                                # one answer away, and what is said instead, if anything
          - {avec: {publics: [aucun]}, dit: "Le lieu n’a pas constaté de nouvelles rencontres."}
          - {sans: publics}

About several places, `lieux` gives each question a column, a line a place: they are called A, B, C…
`{lieu: B, avec: {…}}` changes one answer of one of them. Sentences are written by hand: nothing here
asks the program what to expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

CASES = Path(__file__).resolve().parent / "cas"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Answers: TypeAlias = Mapping[str, Any]
# Answers of each place: one alone, or those that are counted together.
Places: TypeAlias = tuple[Answers, ...]


class Near(NamedTuple):
    """Answers one away from those of a case, and what is said of them."""

    places: Places
    said: str


class Case(NamedTuple):
    """Answers that say some patterns, and their neighbours that do not."""

    where: str
    places: Places
    said: str
    near: tuple[Near, ...]


class MalformedError(ValueError):
    """A case that cannot be run; the argument says why."""


def read_table(text: str) -> list[Case]:
    """Read a table; every scalar stays a text, as in the files of places.

    Raises:
        MalformedError: a neighbour is not one answer away, or a key is not known.
    """
    loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return [_case(where, one) for where, several in loaded.items() for one in several]


def table() -> list[Case]:
    """Read every table."""
    return [
        case
        for path in sorted(CASES.glob("*.yaml"))
        for case in read_table(path.read_text(encoding="utf-8"))
    ]


def _case(where: str, given: Mapping[str, Any]) -> Case:
    if given.keys() - {"avec", "lieux", "dit", "mais"} or not given.get("dit"):
        raise MalformedError(f"{where} : « dit », et « avec » ou « lieux »")
    places = _columns(given["lieux"]) if "lieux" in given else (dict(given.get("avec", {})),)
    near = tuple(_near(where, one, places) for one in given.get("mais", ()))
    return Case(where, places, given["dit"], near)


def _columns(columns: Mapping[str, Sequence[Any]]) -> Places:
    """Turn columns into places; an empty cell is not answered."""
    rows = zip(*columns.values(), strict=True)
    return tuple(
        {name: cell for name, cell in zip(columns, row, strict=True) if cell != ""} for row in rows
    )


def _near(where: str, given: Mapping[str, Any], places: Places) -> Near:
    changes = [
        *given.get("avec", {}).items(),
        *([(given["sans"], None)] if "sans" in given else []),
    ]
    if given.keys() - {"avec", "sans", "lieu", "dit"} or len(changes) != 1:
        raise MalformedError(
            f"{where} : un voisin change une réponse, et une seule ({dict(given)})"
        )
    rank = LETTERS.index(given.get("lieu", "A"))
    if rank >= len(places) or (len(places) > 1) is not ("lieu" in given):
        raise MalformedError(
            f"{where} : « lieu » dit lequel de plusieurs lieux change ({dict(given)})"
        )
    name, value = changes[0]
    before = places[rank]
    if before.get(name) == value:  # absent from both, or the same
        raise MalformedError(f"{where} : ce voisin ne change rien ({dict(given)})")
    after = {key: cell for key, cell in before.items() if key != name}
    after |= {} if value is None else {name: value}
    return Near((*places[:rank], after, *places[rank + 1 :]), given.get("dit", ""))


class Saying(NamedTuple):
    """What is said, and by which of the patterns of a place in the files."""

    text: str
    patterns: frozenset[int]


def faults(
    patterns: Mapping[str, Sequence[str]], heard: Iterable[tuple[Case, Saying, list[Saying]]]
) -> Iterator[str]:
    """Tell what is wrong: a pattern without both sides, a case that names none, words that differ."""
    both: set[tuple[str, int]] = set()
    once: set[tuple[str, int]] = set()
    for case, saying, near in heard:
        if case.where not in patterns:
            yield f"{case.where} : aucun motif de ce nom"
            continue
        if saying.text != case.said:
            yield f"{case.where} : « {saying.text} » et non « {case.said} »"
        for wanted, other in zip(case.near, near, strict=True):
            if other.text != wanted.said:
                yield f"{case.where}, à côté de « {case.said} » : « {other.text} » et non « {wanted.said} »"
        once |= {(case.where, rank) for one in (saying, *near) for rank in one.patterns}
        # What one of two neighbours says and the other does not has both its sides.
        both |= {(case.where, rank) for one in near for rank in one.patterns ^ saying.patterns}
    for where, texts in patterns.items():
        for rank, text in enumerate(texts):
            if (where, rank) not in once:
                yield f"{where} : aucun cas ne dit « {text} »"
            elif (where, rank) not in both:
                yield f"{where} : aucun voisin ne fait taire « {text} »"
