"""What `evaluation_collective` may hold: its keys, from the colleges, the criteria and their options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

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
    DISAGREEMENTS,
    LONGEST_RESERVATION,
    LONGEST_TEXT,
    MOST_RESERVATIONS,
    RESERVATIONS,
    UNSURE,
    VOTES,
    WORKSHOP,
    Agreement,
    Length,
)
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Entry

_PEOPLE = quantity_type(Measure(0, Decimal(0), Decimal(10_000), unit="personnes"))
_TEXT = text_type(LONGEST_TEXT, short=False)
_TEXTS = list_type(text_type(LONGEST_RESERVATION, short=True), MOST_RESERVATIONS)
_WORDS = {DISAGREEMENTS: _TEXT, RESERVATIONS: _TEXTS, DECISIONS: _TEXT}
BY_CRITERION = (*VOTES, *_WORDS)
# Editors do not know the criteria of a place: they let any identifier stand.
_OTHERS = {"type": ["object", "string", "array"]}


def workshop_type(names: Names) -> Typed:
    """Make the type of `evaluation_collective` from the colleges, the criteria and their options."""
    colleges = [college.id for college in names.questionnaire.colleges]
    types = {
        "format": choice_type([str(one) for one in Length]),
        "date": day_type(FIRST_YEAR, YEARS_AHEAD),
        "participants": nested(counts_keys("participants", colleges)),
        **by_criterion({one: one for one in names.criteria}, names),
    }
    return nested(KnownKeys(WORKSHOP, types, (WORKSHOP, "des clés")))


class _Criteria(KnownKeys):
    """What is said criterion by criterion: those of the questionnaire, or of the place."""

    def refuse_key(self, key: str, entry: Entry, desk: Desk) -> None:
        """Say that nothing defines a criterion: the place may."""
        desk.refuse("CM-370", entry.key, lu=key, proche=Suggestion(key, self.types))


def by_criterion(alike: Mapping[str, str], names: Names) -> dict[str, Typed]:
    """Give the types of votes and words on some criteria; `alike` names one asked of every place.

    Those of a place are voted on as any other: on the options of the ordinary scale.
    """
    colleges = [college.id for college in names.questionnaire.colleges]
    types = {
        key: {one: ballots_type(key, one, like, colleges, names) for one, like in alike.items()}
        for key in VOTES
    }
    for key, told in _WORDS.items():
        types[key] = dict.fromkeys(alike, optional(told))
    shape = "un critère par ligne"
    return {
        key: nested(_Criteria(key, known, (key, shape), others=_OTHERS))
        for key, known in types.items()
    }


def counts_keys(name: str, known: Iterable[str]) -> KnownKeys:
    """Give the keys of a count of people."""
    return KnownKeys(name, dict.fromkeys(known, _PEOPLE), ("…", "un nombre par clé"))


def ballots_type(
    key: str,
    criterion: str,
    like: str,
    colleges: Iterable[str],
    names: Names,
    *,
    in_words: bool = True,
) -> Typed:
    """Give the type of the votes on a criterion; whoever does not know is counted too.

    A ballot is counts, or, `in_words`, how far its college agrees and on what.
    """
    asked = (names.of_role(role, like) for role in VOTES[key])
    options = [*dict.fromkeys(option.id for path in asked for option in choices(names, path))]
    types = dict(counts_keys("voix", (*options, UNSURE)).types)
    if in_words:
        types[AGREEMENT] = choice_type([str(one) for one in Agreement])
        types[ANSWERS] = list_type(choice_type([*options, UNSURE]), len(options) + 1)
    counts = nested(KnownKeys("voix", types, ("…", "un nombre par clé")))
    shape = (criterion, "un collège par ligne")
    return nested(KnownKeys(f"{key}_{criterion}", dict.fromkeys(colleges, counts), shape))
