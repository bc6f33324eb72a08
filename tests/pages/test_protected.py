"""The page of a protected place: what it chose, under the question that was asked, and nothing drawn from it."""

from __future__ import annotations

from cm_build.pages.protected.view import ProtectedView, protected_views
from cm_build.places.protected import ProtectedPlace
from cm_build.referential.shelter import DepartementCounts
from cm_build.referential.toolbox import Tools

FILE = """\
questionnaire: 1
publication: publique
licence_acceptee: oui
lieu_protege: oui
region: "53"
etat: {state}
grand_type: culture
classes: {{benevoles: "de 10 à 50"}}
reponses_choisies: {chosen}
identite: {{accroche: "On y joue."}}
effets_sociaux:
  criteres:
    lien_social: {{sans_le_lieu: non, exemple: "Le banc."}}
    solidarite: {{publics: [residents, benevoles]}}
"""


CHOSEN = "[accroche, lien_social.sans_le_lieu, lien_social.exemple, solidarite.publics]"


def view(tools: Tools, state: str = "ouvert") -> ProtectedView:
    text = FILE.format(state=state, chosen=CHOSEN)
    read = tools.reader.read(text.encode(), file="a.yaml", slug="a", year=2025)
    assert read.described is not None, read.problems
    place = ProtectedPlace("lieu-protege-1", (read.described,))
    (shown,) = protected_views(place, DepartementCounts({}), tools.names, tools.territory)
    return shown


def test_an_answer_stands_under_its_whole_question(tools: Tools) -> None:
    shown = view(tools)
    assert shown.title == "Un lieu culturel en Bretagne"
    assert shown.tagline == "On y joue."
    assert shown.figures == (("Bénévoles", "de 10 à 50"),)
    social, solidarity = shown.chosen
    assert (social.title, solidarity.title) == ("Lien social", "Solidarité")
    assert {(one.label, one.text) for one in social.told if not one.quoted} == {
        ("Sans le lieu, est-ce que cela se serait produit ?", "Non")
    }
    assert [one.text.replace("\u00a0", " ") for one in social.told if one.quoted] == [
        "« Le banc. »"
    ]
    assert solidarity.told[0].text == "Personnes qui habitent sur place ; Bénévoles"


def test_a_closed_place_says_so_without_a_day(tools: Tools) -> None:
    assert view(tools, "ferme").state == "Fermé"
    assert view(tools).state == ""
