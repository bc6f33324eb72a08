"""What is shown of a vote gives back no count that it keeps, by any subtraction; agreement is in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from cm_build.places.ballot import shown_workshop
from cm_build.places.workshop import Agreement, BallotWords, Workshop
from tests.referentials import referential_of
from tests.support import DATA

Votes = Mapping[str, Mapping[str, Mapping[str, int]]]


def shown(participants: Mapping[str, int], votes: Votes) -> Workshop:
    return shown_workshop(Workshop(None, participants, votes))


def test_a_college_that_agrees_is_told_in_words() -> None:
    told = shown({"equipe": 4}, {"lien": {"equipe": {"oui": 4}}})
    assert told.words == {"lien": {"equipe": BallotWords(Agreement.PRESENT, ("oui",))}}
    assert told.votes == {}
    assert told.participants == {}


@pytest.mark.parametrize("present", [{}, {"equipe": 5}])
def test_who_was_there_is_only_said_when_all_voted(present: Mapping[str, int]) -> None:
    told = shown(present, {"lien": {"equipe": {"oui": 4}}})
    assert told.words["lien"]["equipe"].agreement is Agreement.VOTING


def test_one_voice_apart_leaves_the_counts() -> None:
    votes = {"lien": {"equipe": {"oui": 3, "non": 1}}}
    told = shown({"equipe": 4}, votes)
    assert (told.votes, told.participants, told.words) == (votes, {"equipe": 4}, {})


def test_a_zero_is_no_disagreement() -> None:
    told = shown({}, {"lien": {"equipe": {"oui": 4, "non": 0}}})
    assert told.words["lien"]["equipe"].options == ("oui",)


def test_another_vote_does_not_tell_how_many_agreed() -> None:
    votes = {
        "lien": {"equipe": {"oui": 4}, "usagers": {"oui": 2, "non": 2}},
        "soin": {"equipe": {"oui": 1, "non": 3}},
        "aide": {"equipe": {"oui": 2, "non": 2}},
    }
    told = shown({"equipe": 4, "usagers": 4}, votes)
    assert told.votes == {"lien": {"usagers": {"oui": 2, "non": 2}}}
    assert told.participants == {"usagers": 4}
    assert told.words["soin"]["equipe"] == BallotWords(Agreement.MOST, ("non", "oui"))
    assert told.words["aide"]["equipe"] == BallotWords(Agreement.SHARED, ("non", "oui"))


def test_small_colleges_that_were_merged_may_still_be_few() -> None:
    """Two neighbours alone were merged into `autres`: with nobody else there, it is they."""
    votes = {"lien": {"autres": {"oui": 1, "non": 1}, "usagers": {"oui": 3, "non": 1}}}
    told = shown({"autres": 2, "usagers": 4}, votes)
    assert told.votes == {"lien": {"usagers": {"oui": 3, "non": 1}}}
    assert told.words == {}


def test_a_hidden_criterion_decides_nothing() -> None:
    votes = {"lien": {"equipe": {"oui": 4}}, "soin": {"equipe": {"oui": 1, "non": 3}}}
    told = shown_workshop(Workshop(None, {"equipe": 4}, votes), frozenset({"lien"}))
    assert told.votes == {"soin": votes["soin"]}


def drawn(random: Random) -> tuple[dict[str, int], Votes]:
    """Draw a workshop where agreement is frequent; everyone votes, or a few do not."""
    people = {name: random.randint(3, 6) for name in ("equipe", "usagers", "voisins", "autres")}
    votes = {}
    for criterion in ("lien", "soin", "aide", "lieu"):
        ballots = {}
        for college, present in people.items():
            voters = present - random.choice((0, 0, 0, 1))
            first = random.choice((voters, random.randint(0, voters)))
            if voters >= 3:
                ballots[college] = {"oui": first, "non": voters - first}
        votes[criterion] = ballots
    return people, votes


def counts_in(told: Workshop) -> dict[str, float]:
    """Give every number that is published, and every sum anyone would make: totals, sizes."""
    known = {f"presents {name}": float(n) for name, n in told.participants.items()}
    known["presents"] = float(sum(told.participants.values()))
    for criterion, ballots in told.votes.items():
        for college, counts in ballots.items():
            known |= {f"{criterion} {college} {o}": float(n) for o, n in counts.items()}
            known[f"{criterion} {college}"] = float(sum(counts.values()))
        for option in ("oui", "non"):
            total = sum(counts.get(option, 0) for counts in ballots.values())
            known[f"{criterion} {option}"] = float(total)
    return known


def test_no_number_moves_with_the_size_of_a_college_that_agrees() -> None:
    """Two workshops that differ by what is kept publish the same bytes: no arithmetic tells them apart."""
    random, kept = Random(18), 0  # noqa: S311
    for _ in range(300):
        people, votes = drawn(random)
        told = shown(people, votes)
        agreeing = {c for ballots in told.words.values() for c in ballots}
        for college in sorted(agreeing):
            # Twice the people, voting in the same proportions: what is said of it still holds.
            larger = {**people, college: 2 * people[college]}
            twin = {
                criterion: {
                    name: {o: n * (1 + (name == college)) for o, n in counts.items()}
                    for name, counts in ballots.items()
                }
                for criterion, ballots in votes.items()
            }
            assert shown(larger, twin) == told
            kept += 1
    assert kept > 300


def test_a_subtraction_gives_back_no_count_that_is_kept() -> None:
    """The attack on names: what anyone knows of a college told in words is never about its numbers."""
    random = Random(3)  # noqa: S311
    for _ in range(100):
        people, votes = drawn(random)
        told = shown(people, votes)
        agreeing = {c for ballots in told.words.values() for c in ballots}
        assert not [name for name, college in product(counts_in(told), agreeing) if college in name]


def test_the_same_attack_gives_back_counts_that_were_published() -> None:
    """Without the rule, the total less the other colleges gives each one's votes."""
    people, votes = {"equipe": 4, "usagers": 5}, {"lien": {"equipe": {"oui": 4}, "usagers": {"oui": 2, "non": 3}}}  # fmt: skip
    known = counts_in(Workshop(None, people, votes))
    assert known["lien oui"] - known["lien usagers oui"] == 4
    kept = counts_in(shown(people, votes))
    assert kept["lien oui"] - kept["lien usagers oui"] == 0


def test_examples_publish_no_unanimous_count() -> None:
    referential, ballots = referential_of(DATA), 0
    for summary in referential.summaries:
        for assessment in referential.record(summary).place.assessments:
            workshop = assessment.workshop
            for colleges in workshop.votes.values() if workshop else ():
                for counts in colleges.values():
                    ballots += 1
                    assert sum(1 for n in counts.values() if n) > 1
                    assert sum(counts.values()) >= 3
    assert ballots > 20


def test_how_many_answered_does_not_size_a_college_told_in_words() -> None:
    """Of 22 people, 9 and 5 counted: the 8 others would be the college whose votes are in words."""
    referential, in_words, in_counts = referential_of(DATA), 0, 0
    for summary in referential.summaries:
        for assessment in referential.record(summary).place.assessments:
            reply, workshop = assessment.header.reponse, assessment.workshop
            if workshop is None or reply.mode != "atelier":
                continue
            if workshop.words:
                in_words += 1
                assert reply.personnes is None, assessment.slug
            else:
                in_counts += reply.personnes is not None
    assert in_words
    assert in_counts
