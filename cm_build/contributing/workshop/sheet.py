"""The facilitator's file: all that a workshop counted and said, read strictly, written as the page does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, nested, optional
from cm_build.places.own_definition import LAST_YEAR, OWN_CRITERIA
from cm_build.places.value_reading import choice_type, day_type, list_type, year_type
from cm_build.places.workshop import (
    DECISIONS,
    DIRECTIONS,
    DISAGREEMENTS,
    RESERVATIONS,
    VOTES,
    Length,
    Workshop,
)
from cm_build.places.workshop_types import ballots_type, counts_keys
from cm_build.questionnaire.level import choices, level_path
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Fields, Items, Node, Scalar, plain
from cm_build.reading.numbers import read_date
from cm_build.reading.problem import Problem, has_errors
from cm_build.reading.source import read_source
from cm_build.referential.toolbox import Tools

VERSION = "1"
YES, NO = "oui", "non"
# Nobody counts on more tables, nor lists more of anything.
MANY = 500
# What each key holds when nothing was said, in the order the page writes them.
EMPTY: Mapping[str, Any] = {
    "atelier": VERSION, "fiches": [], "lieu": "", "annee": "", "date": "", "format": "",
    "participants": {}, "criteres": [], OWN_CRITERIA: [], "votes": {}, DIRECTIONS: {}, "clos": [],
    "gardes": {}, DISAGREEMENTS: {}, RESERVATIONS: {}, DECISIONS: {},
}  # fmt: skip
Tree = dict[str, Any]


class _Whole(KnownKeys):
    """What stands in a list: each of its keys is needed, by whoever meets two files."""

    def read(self, node: Node, desk: Desk) -> dict[str, Any] | None:
        """Read it, and refuse what is not whole."""
        found = super().read(node, desk)
        if isinstance(node, Fields):
            for key in self.types.keys() - node.entries.keys():
                desk.refuse("CM-202", node.mark, cle=key)
        return found


class VoteSheet(NamedTuple):
    """A file read: its name, its tree of texts, and where each thing stands in it."""

    file: str
    tree: Tree
    root: Fields


class ReadVotes(NamedTuple):
    """What reading gave: nothing when an error forbids it."""

    sheet: VoteSheet | None
    problems: tuple[Problem, ...]


def read_sheet(content: bytes, file: str, tools: Tools) -> ReadVotes:
    """Read a facilitator's file; what is wrong is told with its line, all at once."""
    source = read_source(content, file)
    if source.root is None:
        return ReadVotes(None, source.problems)
    desk = Desk(source.ledger, tools.territory, FIRST_YEAR)
    read = _sheet_keys(source.root, tools.names).read(source.root, desk) or {}
    for key in ("atelier", "fiches"):
        if key not in source.root.entries:
            desk.refuse("CM-202", source.root.mark, cle=key)
    problems = desk.ledger.problems()
    if has_errors(problems):
        return ReadVotes(None, problems)
    told = cast("Tree", plain(source.root))
    counted = {key: _texts(read[key]) for key in ("participants", *VOTES) if key in read}
    return ReadVotes(VoteSheet(file, {**EMPTY, **told, **counted}, source.root), problems)


def _texts(counts: Any) -> Any:
    """Write counts as the page does, whatever way they were typed: `1 000` is 1000."""
    if isinstance(counts, Mapping):
        return {key: _texts(one) for key, one in counts.items()}
    return str(int(counts))


def sheet_bytes(tree: Mapping[str, Any]) -> bytes:
    """Write a file that the page opens again, as it writes them itself."""
    ordered = {key: tree[key] for key in EMPTY}
    return (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode()


def workshop_of(tree: Mapping[str, Any]) -> Workshop:
    """Give what a merged file says of the criteria that were chosen, before any masking."""
    chosen = [name for name in tree["criteres"] if isinstance(name, str)]
    votes = {
        criterion if key != DIRECTIONS else f"{criterion}.{DIRECTIONS}": {
            college: {option: int(count) for option, count in counts.items() if int(count)}
            for college, counts in tree[key][criterion].items()
        }
        for key in VOTES
        for criterion in chosen
        if criterion in tree[key]
    }
    reservations = {
        criterion: tuple(one["texte"] for one in told if one["accord"] == YES and one["texte"])
        for criterion, told in tree[RESERVATIONS].items()
        if criterion in chosen
    }
    return Workshop(
        read_date(tree["date"]),
        {college: int(count) for college, count in tree["participants"].items() if int(count)},
        votes,
        format=Length(tree["format"]) if tree["format"] else None,
        disagreements=_among(tree[DISAGREEMENTS], chosen),
        reservations={name: texts for name, texts in reservations.items() if texts},
        decisions=_among(tree[DECISIONS], chosen),
    )


def unclosed(tree: Mapping[str, Any]) -> list[str]:
    """Name the criteria whose votes were begun, and that nobody closed."""
    return [
        criterion
        for criterion in tree["criteres"]
        if any(
            tree[key].get(criterion) and f"{key}.{criterion}" not in tree["clos"] for key in VOTES
        )
    ]


def _among(told: Mapping[str, str], chosen: list[str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if name in chosen and text}


def _sheet_keys(root: Fields, names: Names) -> KnownKeys:
    """Give the keys of a file, and of what it counts: the criteria of the place are its own."""
    own = tuple(_own_ids(root))
    criteria = (*names.criteria, *own)
    colleges = [college.id for college in names.questionnaire.colleges]
    first = next(iter(names.criteria), "")

    def votes(key: str) -> Typed:
        types = {
            one: ballots_type(
                key, one, first if one in own else one, colleges, names, in_words=False
            )
            for one in criteria
        }
        return nested(KnownKeys(key, types, (key, "un critère par ligne")))

    def by_criterion(key: str, told: Typed) -> Typed:
        shape = (key, "un critère par ligne")
        return nested(KnownKeys(key, dict.fromkeys(criteria, told), shape))

    reservation = _Whole("reserve", {"texte": _ANY, "accord": choice_type([YES, NO])})
    evidence = KnownKeys("preuve", {"nature": _ANY, "texte": _ANY})
    kept = KnownKeys(
        "garde",
        {
            "presence": optional(choice_type(_options(level_path(names, first), names))),
            "sens": optional(choice_type(_options(names.of_role(Role.DIRECTION, first), names))),
            "exemple": _ANY,
            "intention": _ANY,
            "preuves": list_type(Typed(evidence.read, evidence.written), MANY),
        },
    )
    defined = _Whole("critere", {"id": _ANY, "titre": _ANY, "observer": list_type(_ANY, MANY)})
    types = {
        "atelier": choice_type([VERSION]),
        "fiches": list_type(_ANY, MANY),
        "lieu": _ANY,
        "annee": optional(year_type(FIRST_YEAR, LAST_YEAR, LAST_YEAR)),
        "date": optional(day_type(FIRST_YEAR, LAST_YEAR)),
        "format": optional(choice_type([str(one) for one in Length])),
        "participants": nested(counts_keys("participants", colleges)),
        "criteres": list_type(choice_type(criteria), MANY),
        OWN_CRITERIA: list_type(Typed(defined.read, defined.written), MANY),
        **{key: votes(key) for key in VOTES},
        "clos": list_type(_ANY, MANY),
        "gardes": by_criterion("gardes", nested(kept)),
        DISAGREEMENTS: by_criterion(DISAGREEMENTS, _ANY),
        RESERVATIONS: by_criterion(
            RESERVATIONS, list_type(Typed(reservation.read, reservation.written), MANY)
        ),
        DECISIONS: by_criterion(DECISIONS, _ANY),
    }
    return KnownKeys("animation", types)


def _options(path: str | None, names: Names) -> list[str]:
    return [option.id for option in choices(names, path)]


def _own_ids(root: Fields) -> Iterator[str]:
    """Name the criteria that the file defines, whatever else is wrong in it."""
    entry = root.entries.get(OWN_CRITERIA)
    for item in entry.node.items if entry and isinstance(entry.node, Items) else ():
        named = item.entries.get("id") if isinstance(item, Fields) else None
        if named and isinstance(named.node, Scalar):
            yield named.node.text


def _read_any(node: Node, desk: Desk) -> str | None:
    """Read a text as it is: this file stays with whoever counts, and what it says is checked later."""
    if isinstance(node, Scalar):
        return node.text
    desk.refuse("CM-301", node.mark)
    return None


_ANY = Typed(_read_any, lambda _: {"type": "string"})
