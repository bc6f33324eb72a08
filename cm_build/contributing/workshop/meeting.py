"""Two facilitators' files become one, before anything is masked: nothing is lost, nothing counted twice unsaid.

The page does the same (meeting.js); one table of cases holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from cm_build.contributing.workshop.sheet import NO, Tree
from cm_build.places.own_definition import OWN_CRITERIA
from cm_build.places.workshop import DECISIONS, DIRECTIONS, DISAGREEMENTS, RESERVATIONS

_SCALARS = ("lieu", "annee", "date", "format")


class Side(StrEnum):
    """What becomes of something two files tell otherwise."""

    FIRST = "a"
    SECOND = "b"
    BOTH = "somme"


class Matter(StrEnum):
    """What is told: people counted, a text, or a word of which only one can stay."""

    COUNT = "nombre"
    TEXT = "texte"
    WORD = "mot"


class Conflict(NamedTuple):
    """What both files tell, and what may be done of it."""

    key: str
    first: Any
    second: Any
    sides: tuple[Side, ...]


class Meeting(NamedTuple):
    """The two files as one; conflicts are still to choose.

    `equal` are told alike by both, and counted once; `added` is how many counts were added.
    `already` are the counting sheets that both hold: their people are the same.
    """

    tree: Tree
    conflicts: tuple[Conflict, ...]
    equal: tuple[str, ...]
    added: int
    already: tuple[str, ...]


class _Table:
    """Where two files meet: what was chosen, and what is found on the way."""

    def __init__(self, choices: Mapping[str, Side], *, others: bool, counted: bool) -> None:
        self.choices, self.others, self.counted = choices, others and not counted, counted
        self.conflicts: list[Conflict] = []
        self.equal: list[str] = []
        self.added = 0

    def one(self, key: str, first: Any, second: Any, matter: Matter) -> Any:
        """Keep what two files tell of one thing; what does not decide itself waits for a choice."""
        if not first or not second:
            return first or second
        alike, counts = first == second, matter is Matter.COUNT
        wanted = self.choices.get(key)
        if wanted is None and counts and self.others:
            wanted = Side.BOTH
        if wanted is None and alike:
            wanted = Side.FIRST
        if alike and wanted is not Side.BOTH:
            self.equal.append(key)
        if wanted in (Side.FIRST, Side.SECOND):
            return first if wanted is Side.FIRST else second
        alone = matter is Matter.WORD or (counts and self.counted)
        if wanted is Side.BOTH and not alone:
            self.added += counts
            return _added(first, second) if counts else f"{first}\n{second}"
        sides = (Side.FIRST, Side.SECOND) if alone else tuple(Side)
        self.conflicts.append(Conflict(key, first, second, sides))
        return first

    def each(
        self,
        prefix: str,
        first: Mapping[str, Any],
        second: Mapping[str, Any],
        keep: Callable[[str, Any, Any], Any],
    ) -> Tree:
        """Keep what is told key by key; what is empty is forgotten."""
        kept = {
            key: keep(f"{prefix}.{key}", first.get(key), second.get(key))
            for key in dict.fromkeys((*first, *second))
        }
        return {key: told for key, told in kept.items() if told}

    def texts(self, key: str, first: Mapping[str, Any], second: Mapping[str, Any]) -> Tree:
        """Keep a text a criterion."""
        return self.each(key, first, second, lambda k, a, b: self.one(k, a, b, Matter.TEXT))


def meet(
    first: Tree, second: Tree, choices: Mapping[str, Side] | None = None, *, others: bool = False
) -> Meeting:
    """Make one of two files; `others` when they count other people, at another table."""
    already = tuple(one for one in first["fiches"] if one in second["fiches"])
    table = _Table(choices or {}, others=others, counted=bool(already))
    tree: Tree = {"atelier": first["atelier"], "fiches": _union(first["fiches"], second["fiches"])}
    for key in _SCALARS:
        tree[key] = table.one(key, first[key], second[key], Matter.WORD)
    tree["participants"] = table.each(
        "participants", first["participants"], second["participants"],
        lambda key, a, b: table.one(key, _count(a), _count(b), Matter.COUNT),
    )  # fmt: skip
    tree["criteres"] = _union(first["criteres"], second["criteres"])
    tree[OWN_CRITERIA] = _defined(table, first[OWN_CRITERIA], second[OWN_CRITERIA])
    for ballot in ("votes", DIRECTIONS):
        tree[ballot] = table.each(
            ballot, first[ballot], second[ballot],
            lambda criterion, mine, theirs: table.each(
                criterion, mine or {}, theirs or {},
                lambda key, a, b: table.one(key, _cast(a), _cast(b), Matter.COUNT),
            ),
        )  # fmt: skip
    tree["clos"] = _union(first["clos"], second["clos"])
    tree["gardes"] = table.each(
        "gardes", first["gardes"], second["gardes"],
        lambda key, a, b: _kept(table, key, a or {}, b or {}),
    )  # fmt: skip
    for key in (DISAGREEMENTS, DECISIONS):
        tree[key] = table.texts(key, first[key], second[key])
    tree[RESERVATIONS] = table.each(
        RESERVATIONS, first[RESERVATIONS], second[RESERVATIONS],
        lambda _, a, b: _reservations(a or [], b or []),
    )  # fmt: skip
    return Meeting(tree, tuple(table.conflicts), tuple(table.equal), table.added, already)


def _count(text: str | None) -> str:
    return text if text and int(text) else ""


def _cast(counts: Mapping[str, str] | None) -> dict[str, str]:
    """Give the votes there are: a zero says nothing."""
    return {option: count for option, count in (counts or {}).items() if int(count)}


def _added(first: Any, second: Any) -> Any:
    if isinstance(first, str):
        return str(int(first) + int(second))
    return {
        key: str(int(first.get(key, 0)) + int(second.get(key, 0)))
        for key in dict.fromkeys((*first, *second))
    }


def _union(first: list[Any], second: list[Any]) -> list[Any]:
    return [*first, *(one for one in second if one not in first)]


def _reservations(first: list[Tree], second: list[Tree]) -> list[Tree]:
    """Keep every reservation once; told with and without consent, it has none."""
    kept = [dict(one) for one in first]
    for one in second:
        mine = next((other for other in kept if other["texte"] == one["texte"]), None)
        if mine is None:
            kept.append(dict(one))
        elif mine["accord"] != one["accord"]:
            mine["accord"] = NO
    return kept


def _kept(table: _Table, key: str, first: Tree, second: Tree) -> Tree:
    told: Tree = {}
    for name, matter in (
        ("presence", Matter.WORD),
        ("sens", Matter.WORD),
        ("exemple", Matter.TEXT),
        ("intention", Matter.TEXT),
    ):
        told[name] = table.one(f"{key}.{name}", first.get(name), second.get(name), matter)
    told["preuves"] = _union(first.get("preuves", []), second.get("preuves", []))
    return {name: one for name, one in told.items() if one}


def _defined(table: _Table, first: list[Tree], second: list[Tree]) -> list[Tree]:
    """Keep every criterion of the place once: its id says that two files define the same."""
    theirs = {one["id"]: one for one in second}
    kept = []
    for mine in first:
        other = theirs.pop(mine["id"], None)
        if other is None:
            kept.append(mine)
            continue
        key = f"{OWN_CRITERIA}.{mine['id']}.titre"
        title = table.one(key, mine["titre"], other["titre"], Matter.WORD)
        observed = _union(mine["observer"], other["observer"])
        kept.append({**mine, "titre": title, "observer": observed})
    return [*kept, *theirs.values()]
