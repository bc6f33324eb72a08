"""What colleges say, and whether they say the same: by majority, never by a mean."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cm_build.computing.colleges import Between, between, compared, voices, voted
from cm_build.places.ballot import shown_workshop
from cm_build.places.workshop import Workshop

Votes = Mapping[str, Mapping[str, int]]
# Votes on one criterion, then what each college says and how they stand; counted by hand.
CASES: dict[str, tuple[Votes, Mapping[str, str], str | None]] = {
    "deux collèges, la même majorité": (
        {"equipe": {"reguliere": 3, "durable": 1}, "usagers": {"ponctuelle": 2, "reguliere": 4}},
        {"equipe": "reguliere", "usagers": "reguliere"}, "meme",
    ),
    "deux suffisent à différer": (
        {"equipe": {"durable": 3, "aucune": 1}, "occupants": {"durable": 3, "aucune": 1},
         "voisins": {"aucune": 3, "durable": 1}},
        {"equipe": "durable", "occupants": "durable", "voisins": "aucune"}, "differe",
    ),
    "la moitié n’est pas une majorité": (
        {"equipe": {"reguliere": 2, "durable": 2}, "usagers": {"reguliere": 3, "durable": 1}},
        {"equipe": "", "usagers": "reguliere"}, "partage",
    ),
    "la réponse la plus votée n’est pas toujours une majorité": (
        {"equipe": {"aucune": 3, "ponctuelle": 2, "reguliere": 2}, "usagers": {"aucune": 3, "durable": 1}},
        {"equipe": "", "usagers": "aucune"}, "partage",
    ),
    "un collège partagé n’empêche pas deux autres de différer": (
        {"equipe": {"durable": 3, "aucune": 1}, "occupants": {"durable": 2, "aucune": 2},
         "usagers": {"aucune": 3, "durable": 1}},
        {"equipe": "durable", "occupants": "", "usagers": "aucune"}, "differe",
    ),
    "qui ne sait pas compte parmi les votes": (
        {"equipe": {"durable": 2, "ne_sait_pas": 2}, "usagers": {"durable": 3, "aucune": 1}},
        {"equipe": "", "usagers": "durable"}, "partage",
    ),
    "qui n’a pas regardé ne dit rien que l’on compare": (
        {"equipe": {"non_observe": 3, "durable": 1}, "usagers": {"durable": 3, "aucune": 1}},
        {"usagers": "durable"}, None,
    ),
    "un collège seul ne s’accorde avec personne": (
        {"equipe": {"durable": 3, "aucune": 1}}, {"equipe": "durable"}, None,
    ),
    "un vote de deux personnes n’est pas montré": (
        {"equipe": {"durable": 3, "aucune": 1}, "autres": {"durable": 1, "aucune": 1}},
        {"equipe": "durable"}, None,
    ),
    "un collège unanime se dit en mots, et compte": (
        {"equipe": {"durable": 4}, "usagers": {"durable": 3, "aucune": 1}},
        {"equipe": "durable", "usagers": "durable"}, "meme",
    ),
    "l’échelle de la version 1 en est une autre": (
        {"equipe": {"regulier": 3, "ponctuel": 1}, "usagers": {"regulier": 3, "ponctuel": 1}}, {}, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_colleges_say_is_what_most_of_their_people_voted(tools, case: str) -> None:
    votes, said, standing = CASES[case]
    told = shown_workshop(Workshop(None, {}, {"lien_social": votes}))
    presence, _direction = compared(tools.names, "lien_social")
    assert voices(told, presence, tools.names) == said
    assert between(said) == (standing and Between(standing))


def test_what_is_masked_never_changes_what_is_said(tools) -> None:
    """A college whose unanimity elsewhere hides its counts says the same here as if they were told."""
    names, votes = tools.names, CASES["deux suffisent à différer"][0]
    open_handed = Workshop(None, {}, {"lien_social": votes})
    elsewhere = {college: {"durable": 4} for college in votes}
    masked = shown_workshop(Workshop(None, {}, {"lien_social": votes, "solidarite": elsewhere}))
    assert masked.votes == {}
    presence, _direction = compared(names, "lien_social")
    assert voices(masked, presence, names) == voices(open_handed, presence, names)


def test_an_older_workshop_keeps_its_own_scale(tools) -> None:
    votes = {"lien_social": {"equipe": {"regulier": 3, "ponctuel": 1}}}
    (former,) = [
        vote for vote in voted(tools.names, "lien_social")
        if vote not in compared(tools.names, "lien_social")
    ]  # fmt: skip
    assert voices(Workshop(None, {}, votes), former, tools.names) == {"equipe": "regulier"}
