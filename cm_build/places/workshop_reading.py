"""Reading `evaluation_collective`: nothing in it designates a voter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed
from cm_build.places.workshop import (
    AGREEMENT,
    ANSWERS,
    DECISIONS,
    DIRECTIONS,
    DISAGREEMENTS,
    MERGED_COLLEGE,
    RESERVATIONS,
    SMALLEST_COLLEGE,
    VOTES,
    WORKSHOP,
    Agreement,
    Ballots,
    BallotWords,
    Length,
    Workshop,
    criterion_of,
)
from cm_build.places.workshop_types import BY_CRITERION, by_criterion
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Fields, Mark, Node, mark_at


class _Cast(NamedTuple):
    """What one college voted, as a file writes it, and where."""

    name: str
    college: str
    ballot: Mapping[str, Any]
    mark: Mark


def read_workshop(
    node: Node, typed: Typed, names: Names, desk: Desk, own: Mapping[str, str]
) -> Workshop | None:
    """Read `evaluation_collective`, refusing what could designate a voter.

    `own` gives the title of each criterion of the place, by its id.
    """
    fields = typed.read(_among(node, own, inside=False), desk)
    if fields is None:
        return None
    for key, mine in _of_own(node, own, names, desk).items():
        fields[key] = {**fields.get(key, {}), **mine}
    titles = {**own, **{one.id: one.titre for one in names.criteria.values()}}
    participants = _whole(fields.get("participants", {}))
    every = [
        _Cast(voted_on(key, criterion, names), college, ballot,
              mark_at(node, (key, criterion, college)))
        for key in VOTES
        for criterion, ballots in fields.get(key, {}).items()
        for college, ballot in ballots.items()
    ]  # fmt: skip
    votes: dict[str, dict[str, Mapping[str, int]]] = {one.name: {} for one in every}
    words: dict[str, dict[str, BallotWords]] = {}
    for one in every:
        if {AGREEMENT, ANSWERS} & one.ballot.keys():
            told = _words(one, titles, desk)
            if told:
                words.setdefault(one.name, {})[one.college] = told
        else:
            votes[one.name][one.college] = _whole(one.ballot)
            _check_counts(one, participants, titles, desk)
    return Workshop(
        fields.get("date"),
        participants,
        _not_empty(votes),
        words,
        Length(fields["format"]) if "format" in fields else None,
        *(fields.get(key, {}) for key in (DISAGREEMENTS, RESERVATIONS, DECISIONS)),
    )


def _of_own(
    node: Node, own: Mapping[str, str], names: Names, desk: Desk
) -> dict[str, dict[str, Any]]:
    """Read what is voted and said of the criteria of the place."""
    first = next(iter(names.criteria), "")
    mine = _among(node, own, inside=True)
    if not isinstance(mine, Fields):
        return {}
    types = by_criterion(dict.fromkeys(own, first), names)
    return KnownKeys(WORKSHOP, types).read(mine, desk) or {}


def _among(node: Node, own: Mapping[str, str], *, inside: bool) -> Node:
    """Keep of what is said criterion by criterion the criteria of the place, or all but them."""
    if not isinstance(node, Fields):
        return node
    entries = {} if inside else dict(node.entries)
    for key in BY_CRITERION:
        told = node.entries[key].node if key in node.entries else None
        if isinstance(told, Fields):
            kept = {one: entry for one, entry in told.entries.items() if (one in own) is inside}
            entries[key] = node.entries[key]._replace(node=told._replace(entries=kept))
    return node._replace(entries=entries)


def _check_counts(
    cast: _Cast, participants: Mapping[str, int], titles: Mapping[str, str], desk: Desk
) -> None:
    """Refuse more votes than people, and too few votes for nobody to be recognised.

    The votes of small colleges were merged, their people stay where they are counted: for the
    college that received them, all who were there may have voted.
    """
    total = sum(_whole(cast.ballot).values())
    effect = titles[criterion_of(cast.name)]
    merged = cast.college == MERGED_COLLEGE
    present = sum(participants.values()) if merged else participants.get(cast.college, 0)
    if cast.college in participants and total > present:
        desk.refuse("CM-212", cast.mark, lu=cast.college, attendu=present, cle=effect)
    elif 0 < total < SMALLEST_COLLEGE and not merged:
        desk.refuse("CM-213", cast.mark, lu=cast.college, cle=effect)


def _words(cast: _Cast, titles: Mapping[str, str], desk: Desk) -> BallotWords | None:
    """Read how far a college agrees; a count beside it would tell what it keeps."""
    options = tuple(dict.fromkeys(cast.ballot.get(ANSWERS, ())))
    wrong = _why_wrong(cast.ballot, options)
    if wrong:
        effect = titles[criterion_of(cast.name)]
        desk.refuse("CM-219", cast.mark, lu=cast.college, cle=effect, attendu=wrong)
        return None
    return BallotWords(Agreement(cast.ballot[AGREEMENT]), options)


def _why_wrong(ballot: Mapping[str, Any], options: tuple[str, ...]) -> str:
    """Say what keeps a ballot from being read as words; nothing when it is well said."""
    if not ballot.keys() <= {AGREEMENT, ANSWERS}:
        return "compte aussi des voix"
    if AGREEMENT not in ballot or not options:
        return f"« {ANSWERS if AGREEMENT in ballot else AGREEMENT} » manque"
    if Agreement(ballot[AGREEMENT]).unanimous is not (len(options) == 1):
        many = "plusieurs réponses" if len(options) > 1 else "une seule réponse"
        return f"« {ballot[AGREEMENT]} » ne va pas avec {many}"
    return ""


def voted_on(key: str, criterion: str, names: Names) -> str:
    """Name what was voted on, from the key of the file that holds the votes."""
    like = criterion if criterion in names.criteria else next(iter(names.criteria), "")
    path = names.of_role(Role.DIRECTION, like) if key == DIRECTIONS else None
    return f"{criterion}.{path.rpartition('.')[2]}" if path else criterion


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    return {key: int(count) for key, count in counts.items()}


def _not_empty(votes: Mapping[str, Ballots]) -> dict[str, Ballots]:
    return {name: ballots for name, ballots in votes.items() if ballots}
