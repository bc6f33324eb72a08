"""What a workshop gives back: every college beside the others, and nothing that was not published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cm_build.computing.colleges import Between
from cm_build.pages.portrait.criteria import CriteriaView
from cm_build.pages.portrait.view import draw
from cm_build.pages.restitution.page import restitution_pages
from cm_build.pages.restitution.view import restitution
from cm_build.pages.shell.page import render
from tests.support import minimal

EFFECTS = """\
effets_sociaux:
  criteres:
    lien_social: {presence: reguliere, pour_qui: groupe, sens: les_deux}
    solidarite: {presence: ponctuelle}
"""
WORKSHOP = """\
evaluation_collective:
  date: 2025-11-20
  participants: {equipe: 4, usagers: 6, voisins: 3}
  votes:
    lien_social: {equipe: {reguliere: 3, durable: 1}, usagers: {reguliere: 3, durable: 2, ne_sait_pas: 1}, voisins: {aucune: 3}}
    solidarite: {equipe: {ponctuelle: 3, reguliere: 1}, usagers: {ponctuelle: 4, durable: 2}}
  sens:
    lien_social: {equipe: {favorable: 2, les_deux: 2}, usagers: {favorable: 4, les_deux: 2}}
"""


def told(contexts, tools, *texts: str) -> str:
    (page,) = restitution_pages(contexts(*texts)[-1])
    return " ".join(render(page, tools.settings).replace("\u00a0", " ").split())


def test_colleges_are_read_across_and_said_plainly(contexts) -> None:
    view = restitution(contexts(minimal(extra=EFFECTS + WORKSHOP))[-1])
    assert view is not None
    bond, help_given = view.criteria
    presence, direction = bond.ballots
    # The same colleges in both ballots, at the same ranks, though neighbours voted once.
    assert [row.college for row in presence.rows] == [row.college for row in direction.rows]
    assert [row.ballot is None for row in direction.rows] == [False, False, True]
    # Half of six people is no majority: one of them does not know.
    assert [(one.words, one.colleges) for one in presence.sayings] == [
        ("À aucun moment", "Voisines et voisins"),
        ("De façon régulière", "Équipe du lieu"),
        ("Avis partagés", "Personnes qui fréquentent le lieu"),
    ]
    assert (presence.standing, direction.standing) == (Between.DIFFERENT, Between.DIVIDED)
    assert (bond.standing, help_given.standing) == (Between.DIFFERENT, Between.SAME)
    assert (bond.kept, help_given.kept) == (
        "tout au long de l’année (présence régulière), pour un groupe ; sens du changement : favorable et défavorable",
        "une fois ou deux (présence ponctuelle)",
    )
    assert [(one.words, [c.id for c in one.criteria]) for one in view.standings] == [
        ("Les collèges disent la même chose", ["solidarite"]),
        ("Les collèges ne disent pas la même chose", ["lien_social"]),
    ]


def test_a_college_told_in_words_gives_back_no_number(contexts, tools) -> None:
    page = told(contexts, tools, minimal(extra=EFFECTS + WORKSHOP))
    assert "Voisines et voisins</li>" in page
    assert "toutes les personnes du groupe" in page
    # Thirteen were there: the number of all would give back that of the college that agreed.
    assert "13 personnes" not in page
    assert "le nombre de personnes de certains collèges n’est pas dit" in page
    assert "Méthode à l’essai" in page


def test_everyone_is_counted_where_it_gives_nothing_back(contexts, tools) -> None:
    open_handed = WORKSHOP.replace("aucune: 3", "aucune: 2, ponctuelle: 1")
    page = told(contexts, tools, minimal(extra=EFFECTS + open_handed))
    assert "Le 20 novembre 2025, 13 personnes, en 3 collèges, ont dit ce qu’elles voyaient." in page
    assert "n’est pas dit" not in page


@pytest.mark.parametrize(
    "head", ["", "sections_masquees: [evaluation_collective]\n", "publication: non_publiee\n"]
)
def test_nothing_is_there_of_a_workshop_that_is_not_published(contexts, tools, head: str) -> None:
    workshop = WORKSHOP if head else ""
    text = minimal(extra=head + EFFECTS + workshop)
    if "non_publiee" in head:
        first = text.replace("publication: publique\n", "", 1)
        years = contexts(first, minimal(extra=EFFECTS))
    else:
        years = contexts(text)
    assert [page for context in years for page in restitution_pages(context)] == []
    drawn = [block.data for block in draw(years[-1]).blocks]
    assert [one.held for one in drawn if isinstance(one, CriteriaView)] == [None]


def test_a_masked_criterion_is_not_given_back(contexts, tools) -> None:
    page = told(
        contexts, tools, minimal(extra="sections_masquees: [lien_social]\n" + EFFECTS + WORKSHOP)
    )
    assert "Solidarité" in page
    assert "Lien social" not in page
    # Neighbours only voted on what is hidden; that they were there is not.
    assert page.count("Voisines et voisins") == 1


SAID = """\
  format: soiree
  desaccords: {lien_social: "Le jeudi ou le reste de la semaine."}
  reserves: {solidarite: ["Nous n’étions que quatre à le dire."]}
  decisions: {lien_social: "Ouvrir le mercredi.", solidarite: "Compter les prêts."}
"""
NEXT = """\
effets_sociaux:
  criteres: {lien_social: {presence: durable}}
evaluation_collective:
  decisions: {lien_social: "Tenir le mercredi."}
"""


def test_words_stand_beside_the_votes_and_an_evening_says_so(contexts, tools) -> None:
    page = told(contexts, tools, minimal(extra=EFFECTS + WORKSHOP + SAID))
    for text in (
        "Discussion d’une soirée", "Le jeudi ou le reste de la semaine.", "« Nous n’étions que quatre à le dire. »",
        "Ouvrir le mercredi.", "Compter les prêts.",
    ):  # fmt: skip
        assert page.count(text) == 1, text
    assert "Ce qui avait été décidé" not in page


def test_decisions_of_the_year_before_stand_beside_what_this_year_says(contexts, tools) -> None:
    years = (minimal(extra=EFFECTS + WORKSHOP + SAID), minimal(extra=NEXT))
    then, now = (restitution(context) for context in contexts(*years))
    assert then is not None
    assert now is not None
    # The page of the past says nothing of what came later.
    assert then.earlier is None
    assert now.earlier is not None
    assert now.earlier.year == 2025
    assert [(one.id, one.then, one.kept, one.now) for one in now.earlier.decisions] == [
        ("lien_social", "Ouvrir le mercredi.", "d’une année sur l’autre (présence durable)", "Tenir le mercredi."),
        ("solidarite", "Compter les prêts.", "", ""),
    ]  # fmt: skip
    page = told(contexts, tools, *years)
    assert "En 2026&nbsp;:</b> rien n’en est dit." in page
    assert "Tenir le mercredi." not in told(contexts, tools, years[0])


def test_a_masked_criterion_takes_its_words_with_it(contexts, tools) -> None:
    text = minimal(extra="sections_masquees: [lien_social]\n" + EFFECTS + WORKSHOP + SAID)
    page = told(contexts, tools, text)
    assert "Compter les prêts." in page
    assert "mercredi" not in page
    assert "Le jeudi" not in page


OWN = """\
criteres_du_lieu:
  - {id: fierte, titre: "Être fier de sa rue", observer: ["Dire son adresse"], choisi_par: atelier, depuis: 2025, presence: reguliere, direction: favorable}
evaluation_collective:
  votes: {fierte: {usagers: {ponctuelle: 4, reguliere: 5}, voisins: {aucune: 3, ponctuelle: 1}}}
  sens: {fierte: {usagers: {favorable: 5, les_deux: 3}}}
  decisions: {fierte: "Demander aux relogés."}
"""


def test_what_the_place_chose_is_given_back_apart(contexts, tools) -> None:
    view, later = (restitution(one) for one in contexts(minimal(extra=OWN), minimal(extra=OWN)))
    assert view is not None
    (scale,) = view.scales
    (own,) = scale.criteria
    assert (scale.title, own.title) == ("Choisis par le lieu", "Être fier de sa rue")
    presence, _direction = own.ballots
    assert presence.standing is Between.DIFFERENT
    kept = "tout au long de l’année (présence régulière) ; sens du changement : favorable"
    assert own.kept == kept
    assert later is not None
    assert later.earlier is not None
    assert [(one.title, one.kept) for one in later.earlier.decisions] == [(own.title, kept)]


def test_words_of_people_are_inert(contexts, tools) -> None:
    """Validation refuses them already: the second wall stands alone."""
    hostile, context = "<b onclick=1>{{ view }}", contexts(minimal(extra=EFFECTS + WORKSHOP))[-1]
    one = {"lien_social": hostile}
    said = replace(
        context.assessment.workshop,
        disagreements=one, decisions=one, reservations={"lien_social": (hostile,)},
    )  # fmt: skip
    (page,) = restitution_pages(
        replace(context, assessment=replace(context.assessment, workshop=said))
    )
    text = render(page, tools.settings)
    assert hostile not in text
    assert text.count("&lt;b onclick=1&gt;{{ view }}") == 3
