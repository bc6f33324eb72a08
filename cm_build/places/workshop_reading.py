"""Reading `evaluation_collective`: its keys are known, and nothing in it designates a voter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from cm_build.places.desk import Desk
from cm_build.places.known_keys import KnownKeys, Typed, nested, optional
from cm_build.places.measure import Measure
from cm_build.places.value_reading import (
    choice_type,
    day_type,
    list_type,
    quantity_type,
    text_type,
)
from cm_build.places.workshop import (
    AGREEMENT,
    ANSWERS,
    DECISIONS,
    DIRECTIONS,
    DISAGREEMENTS,
    LONGEST_RESERVATION,
    LONGEST_TEXT,
    MERGED_COLLEGE,
    MOST_RESERVATIONS,
    RESERVATIONS,
    SMALLEST_COLLEGE,
    UNSURE,
    VOTES,
    WORKSHOP,
    Agreement,
    Ballots,
    BallotWords,
    Length,
    Workshop,
    criterion_of,
)
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD
from cm_build.questionnaire.role import Role
from cm_build.reading.node import Mark, Node, mark_at

_PEOPLE = quantity_type(Measure(0, Decimal(0), Decimal(10_000), unit="personnes"))
_TEXT = text_type(LONGEST_TEXT, short=False)
_TEXTS = list_type(text_type(LONGEST_RESERVATION, short=True), MOST_RESERVATIONS)


def workshop_type(names: Names) -> Typed:
    """Make the type of `evaluation_collective` from the colleges, the criteria and their options."""
    colleges = [college.id for college in names.questionnaire.colleges]
    types = {
        "format": choice_type([str(one) for one in Length]),
        "date": day_type(FIRST_YEAR, YEARS_AHEAD),
        "participants": nested(_counts("participants", colleges)),
        **{
            key: nested(
                KnownKeys(key, {c: _ballots(key, c, colleges, names) for c in names.criteria})
            )
            for key in VOTES
        },
        DISAGREEMENTS: _by_criterion(DISAGREEMENTS, _TEXT, names),
        RESERVATIONS: _by_criterion(RESERVATIONS, _TEXTS, names),
        DECISIONS: _by_criterion(DECISIONS, _TEXT, names),
    }
    return nested(KnownKeys(WORKSHOP, types, (WORKSHOP, "des clés")))


def _counts(name: str, known: Iterable[str]) -> KnownKeys:
    return KnownKeys(name, dict.fromkeys(known, _PEOPLE), ("…", "un nombre par clé"))


def _by_criterion(key: str, told: Typed, names: Names) -> Typed:
    return nested(
        KnownKeys(key, dict.fromkeys(names.criteria, optional(told)), (key, "un critère par ligne"))
    )


def _ballots(key: str, criterion: str, colleges: Iterable[str], names: Names) -> Typed:
    """Give the type of the votes on a criterion; whoever does not know is counted too.

    A ballot is counts, or how far its college agrees and on what.
    """
    asked = (names.of_role(role, criterion) for role in VOTES[key])
    options = [*dict.fromkeys(option.id for path in asked for option in choices(names, path))]
    types = {
        **_counts("voix", (*options, UNSURE)).types,
        AGREEMENT: choice_type([str(one) for one in Agreement]),
        ANSWERS: list_type(choice_type([*options, UNSURE]), len(options) + 1),
    }
    counts = nested(KnownKeys("voix", types, ("…", "un nombre par clé")))
    shape = (criterion, "un collège par ligne")
    return nested(KnownKeys(f"{key}_{criterion}", dict.fromkeys(colleges, counts), shape))


class _Cast(NamedTuple):
    """What one college voted, as a file writes it, and where."""

    name: str
    college: str
    ballot: Mapping[str, Any]
    mark: Mark


def read_workshop(node: Node, typed: Typed, names: Names, desk: Desk) -> Workshop | None:
    """Read `evaluation_collective`, refusing what could designate a voter."""
    fields = typed.read(node, desk)
    if fields is None:
        return None
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
            told = _words(one, names, desk)
            if told:
                words.setdefault(one.name, {})[one.college] = told
        else:
            votes[one.name][one.college] = _whole(one.ballot)
            _check_counts(one, participants, names, desk)
    return Workshop(
        fields.get("date"),
        participants,
        _not_empty(votes),
        words,
        Length(fields["format"]) if "format" in fields else None,
        *(fields.get(key, {}) for key in (DISAGREEMENTS, RESERVATIONS, DECISIONS)),
    )


def _check_counts(cast: _Cast, participants: Mapping[str, int], names: Names, desk: Desk) -> None:
    """Refuse more votes than people, and too few votes for nobody to be recognised.

    The votes of small colleges were merged, their people stay where they are counted: for the
    college that received them, all who were there may have voted.
    """
    total = sum(_whole(cast.ballot).values())
    effect = names.criteria[criterion_of(cast.name)].titre
    merged = cast.college == MERGED_COLLEGE
    present = sum(participants.values()) if merged else participants.get(cast.college, 0)
    if cast.college in participants and total > present:
        desk.refuse("CM-212", cast.mark, lu=cast.college, attendu=present, cle=effect)
    elif 0 < total < SMALLEST_COLLEGE and not merged:
        desk.refuse("CM-213", cast.mark, lu=cast.college, cle=effect)


def _words(cast: _Cast, names: Names, desk: Desk) -> BallotWords | None:
    """Read how far a college agrees; a count beside it would tell what it keeps."""
    options = tuple(dict.fromkeys(cast.ballot.get(ANSWERS, ())))
    wrong = _why_wrong(cast.ballot, options)
    if wrong:
        effect = names.criteria[criterion_of(cast.name)].titre
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
    path = names.of_role(Role.DIRECTION, criterion) if key == DIRECTIONS else None
    return path or criterion


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    return {key: int(count) for key, count in counts.items()}


def _not_empty(votes: Mapping[str, Ballots]) -> dict[str, Ballots]:
    return {name: ballots for name, ballots in votes.items() if ballots}
