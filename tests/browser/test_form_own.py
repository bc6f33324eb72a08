"""What a place chose to follow, in the form: defined, kept, renamed, taken up again the next year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cm_build.places.own_measure import Aim
from tests.browser.conftest import serving
from tests.browser.forms import FORM, filling, to_publish, whole_file, with_draft, words
from tests.support import DATA, build_here

pytestmark = pytest.mark.navigateur

IDENTITY = {"identite": {"nom": "La Halle", "commune": "35238 Rennes"}}
MEASURE = {
    "id": "repas", "titre": "Repas partagés", "unite": "repas", "valeur": "214", "comptage": "le cahier",
    "choisi_par": "equipe", "depuis": "2024",
}  # fmt: skip
CRITERION = {
    "id": "fierte", "titre": "Fierté", "observer": ["On donne son adresse"], "choisi_par": "atelier",
    "depuis": "2024", "presence": "durable", "direction": "favorable", "exemple": "Une noce au loin.",
    "preuves": [{"nature": "observation", "titre": "Cahier"}], "intention": "Demander.",
}  # fmt: skip


@pytest.fixture
def tab(browser, served: str):
    with filling(browser, served, {"annee": "2025", "document": dict(IDENTITY)}) as page:
        yield page


def cell(page, key: str, rank: int = 0):
    block = page.locator(".cm-ecran:not([hidden]) .cm-definition").nth(rank)
    return block.locator(f'[data-colonne="{key}"] :is(input, select, textarea)')


def test_a_measure_is_defined_renamed_and_its_aim_stays_home(tab, served: str, read) -> None:
    tab.goto(f"{served}{FORM}#mesures_du_lieu")
    tab.click(".cm-ecran:not([hidden]) [data-ajouter]")
    cell(tab, "titre").fill("Repas partagés, l’été")
    cell(tab, "valeur").fill("environ 1 214,5")
    cell(tab, "visee.valeur").fill("300")
    tab.click("#continuer")
    said = tab.inner_text("#erreurs")
    for needed in ("ce que l’on compte", "comment on compte", "qui l’a choisi", "l’année visée"):
        assert needed in said
    # What was typed as an estimate is one, and the year of the file is proposed as the first.
    assert cell(tab, "valeur").input_value() == "1 214,5"
    assert cell(tab, "estimation").input_value() == "oui"
    assert cell(tab, "depuis").input_value() == "2025"
    cell(tab, "unite").fill("repas")
    cell(tab, "comptage").fill("le cahier de la cantine")
    cell(tab, "choisi_par").select_option("equipe")
    cell(tab, "souhait").select_option("hausse")
    cell(tab, "visee.annee").fill("2025")
    tab.click("#continuer")
    assert "la fiche parle de 2025" in tab.inner_text("#erreurs")
    cell(tab, "visee.annee").fill("2027")
    # The title changes, the id does not: it is the same measure.
    cell(tab, "titre").fill("La grande table")
    tab.click("#continuer")
    tab.wait_for_selector("#mesures_du_lieu", state="hidden")
    tab.goto(f"{served}{FORM}#garder")
    (whole,) = read.assessment(whole_file(tab)).own.measures
    assert (whole.id, whole.title) == ("repas_partages_l_ete", "La grande table")
    assert (whole.value, whole.estimate, whole.aim) == (
        Decimal("1214.5"),
        True,
        Aim(2027, Decimal(300)),
    )
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    (shown,) = read.assessment(sent).own.measures
    assert (shown.title, shown.aim) == ("La grande table", None)
    assert "300" not in sent


def test_the_aim_leaves_when_it_is_chosen_and_a_criterion_may_stay(
    tab, served: str, read, tools, tmp_path: Path
) -> None:
    document = {
        **IDENTITY,
        "mesures_du_lieu": [{**MEASURE, "visee": {"annee": "2027", "valeur": "300"}}],
        "criteres_du_lieu": [CRITERION, {**CRITERION, "id": "oser", "titre": "Oser"}],
    }
    # A draft of before named what it kept, and showed the rest: nothing leaves that is not chosen.
    held = ["mesures_du_lieu.repas.visee", "criteres_du_lieu.oser"]
    with_draft(tab, served, {"annee": "2025", "document": document, "retenues": held})
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    own = read.assessment(sent).own
    assert own.measures[0].aim is None
    assert [(one.id, one.intention) for one in own.criteria] == [("fierte", "")]
    assert "Oser" not in sent
    assert "reponses_publiees" not in sent
    assert "2 réponses privées d’office restent chez vous" in words(tab, "#retire")
    # Chosen where it is written, or where one publishes: it is one choice.
    tab.goto(f"{served}{FORM}#mesures_du_lieu")
    tab.locator(".cm-ecran:not([hidden]) [data-montrer=visee]").check()
    tab.goto(f"{served}{FORM}#criteres_du_lieu")
    tab.locator(".cm-ecran:not([hidden]) [data-garder]").nth(1).uncheck()
    tab.reload()
    tab.goto(f"{served}{FORM}#publier")
    assert tab.is_checked("#montrer-mesures_du_lieu\\.repas\\.visee")
    assert "Repas partagés : 300 repas en 2027" in words(tab, "#intentions-a-publier")
    tab.check("#montrer-criteres_du_lieu\\.oser\\.intention")
    sent = to_publish(tab)
    assert (
        'reponses_publiees: ["criteres_du_lieu.oser.intention", "mesures_du_lieu.repas.visee"]'
        in sent
    )
    own = read.assessment(sent).visible(tools.names).own
    assert own.measures[0].aim == Aim(2027, Decimal(300))
    assert [(one.id, one.intention) for one in own.criteria] == [
        ("fierte", ""),
        ("oser", "Demander."),
    ]
    # Writing something else beside it keeps the choice, and the file at home remembers it.
    tab.goto(f"{served}{FORM}#criteres_du_lieu")
    shown = tab.locator(".cm-ecran:not([hidden]) [data-montrer=intention]")
    assert [shown.nth(rank).is_checked() for rank in (0, 1)] == [False, True]
    cell(tab, "titre", 1).fill("Oser encore")
    tab.goto(f"{served}{FORM}#garder")
    kept = tmp_path / "commune-mesure_halle_2025_complet.yml"
    kept.write_text(whole_file(tab), encoding="utf-8")
    assert [one.intention for one in read.assessment(kept.read_text(encoding="utf-8")).own.criteria] == [
        "Demander.", "Demander.",
    ]  # fmt: skip
    tab.evaluate("localStorage.clear()")
    tab.goto(served + FORM)
    tab.set_input_files("#fichier", kept)
    tab.click("text=Reprendre la fiche de 2025")
    tab.wait_for_selector("#sommaire:not([hidden])")
    tab.goto(f"{served}{FORM}#publier")
    own = read.assessment(to_publish(tab)).visible(tools.names).own
    assert [one.intention for one in own.criteria] == ["", "Demander."]
    assert own.measures[0].aim == Aim(2027, Decimal(300))
    # A whole list stays home with one gesture, like any section.
    tab.uncheck("#sections-a-publier >> text=Vos mesures à vous")
    assert not read.assessment(to_publish(tab)).own.measures


def test_the_next_year_proposes_the_same_with_its_values_emptied(
    tab, served: str, read, tmp_path: Path
) -> None:
    ahead = {"annee": "2027", "valeur": "300"}
    document = {
        **IDENTITY,
        "mesures_du_lieu": [
            {**MEASURE, "estimation": "oui", "visee": ahead},
            {
                **MEASURE,
                "id": "outils",
                "titre": "Outils",
                "visee": {"annee": "2026", "valeur": "9"},
            },
        ],
        "criteres_du_lieu": [{**CRITERION, "cle_d_ailleurs": "gardée"}],
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#garder")
    kept = tmp_path / "2025.yaml"
    kept.write_text(whole_file(tab).replace(', cle_d_ailleurs: "gardée"', ""), encoding="utf-8")
    tab.goto(f"{served}{FORM}")
    tab.set_input_files("#fichier", kept)
    tab.click("text=Préparer la fiche de 2026")
    tab.goto(f"{served}{FORM}#garder")
    own = read.assessment(whole_file(tab), year=2026).own
    assert [(one.id, one.value, one.estimate) for one in own.measures] == [
        ("repas", None, False), ("outils", None, False),
    ]  # fmt: skip
    assert [one.aim for one in own.measures] == [Aim(2027, Decimal(300)), None]
    (criterion,) = own.criteria
    assert (criterion.observe, criterion.since) == (("On donne son adresse",), 2024)
    assert (criterion.presence, criterion.example, criterion.evidence) == ("", "", ())
    assert (criterion.wanted, criterion.became, criterion.intention) == ("Demander.", "", "")


def test_what_was_wanted_of_an_own_criterion_comes_back_and_leaves_only_if_chosen(
    tab, served: str, read, tools, tmp_path: Path
) -> None:
    quiet = {key: value for key, value in CRITERION.items() if key != "intention"}
    document = {
        **IDENTITY,
        "criteres_du_lieu": [CRITERION, {**quiet, "id": "oser", "titre": "Oser"}],
    }
    shown = ["criteres_du_lieu.fierte.intention"]
    with_draft(tab, served, {"annee": "2025", "document": document, "montrees": shown})
    kept = tmp_path / "2025.yaml"
    kept.write_text(whole_file(tab), encoding="utf-8")
    tab.goto(f"{served}{FORM}")
    tab.set_input_files("#fichier", kept)
    tab.click("text=Préparer la fiche de 2026")
    tab.wait_for_selector("#sommaire:not([hidden])")
    assert "Fierté : Demander." in words(tab, "#intentions")
    tab.click("#intentions a:has-text('Fierté')")
    assert (
        tab.evaluate("document.activeElement.closest('[data-colonne]').dataset.colonne") == "suite"
    )
    assert cell(tab, "intention_passee").input_value() == "Demander."
    assert cell(tab, "suite_raison").is_hidden()
    # A criterion that wanted nothing asks nothing.
    for key in ("intention_passee", "suite", "suite_raison"):
        assert cell(tab, key, 1).is_hidden()
    block = tab.locator(".cm-ecran:not([hidden]) .cm-definition").first
    cell(tab, "suite").select_option("abandonnee")
    cell(tab, "suite_raison").fill("Ils sont loin.")
    cell(tab, "intention").fill("Leur écrire.")
    tab.goto(f"{served}{FORM}#sommaire")
    assert tab.is_hidden("#intentions")
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    for word in ("intention", "suite", "Demander", "loin", "écrire", "reponses_publiees"):
        assert word not in sent
    # The follow-up goes whole, from its block or from here; the new intention stays.
    follow = "#montrer-criteres_du_lieu\\.fierte\\.intention_passee"
    assert "Où en est-ce ? C’est abandonné Pourquoi, en une ligne ? Ils sont loin." in words(
        tab, "#intentions-a-publier"
    )
    tab.check(follow)
    (one, _) = read.assessment(to_publish(tab), year=2026).visible(tools.names).own.criteria
    assert (one.wanted, one.became, one.why) == ("Demander.", "abandonnee", "Ils sont loin.")
    assert one.intention == ""
    tab.goto(f"{served}{FORM}#criteres_du_lieu")
    assert block.locator("label:has-text('Publier aussi ce que c’est devenu')").is_visible()
    assert block.locator("[data-montrer^=intention_passee]").is_checked()
    assert not block.locator("[data-montrer=intention]").is_checked()
    # Nothing was wanted after all: what followed it goes nowhere.
    cell(tab, "intention_passee").fill("")
    cell(tab, "intention").focus()
    assert cell(tab, "suite").is_hidden()
    assert cell(tab, "suite_raison").is_hidden()
    tab.goto(f"{served}{FORM}#garder")
    (one, _) = read.assessment(whole_file(tab), year=2026).own.criteria
    assert (one.wanted, one.became, one.why, one.intention) == ("", "", "", "Leur écrire.")
    assert "suite" not in whole_file(tab)


def test_a_file_that_keeps_or_shows_its_aims_is_taken_up_as_it_was(
    tab, served: str, tmp_path: Path, read, tools
) -> None:
    """An older file named what it kept: it says no more, and shows nothing by its silence."""
    shown = DATA / "exemples/ti-boulon/2025.yaml"
    text = shown.read_text(encoding="utf-8")
    (choice,) = [line for line in text.splitlines() if line.startswith("reponses_publiees: ")]
    hiding = "reponses_masquees: [mesures_du_lieu.conteneurs.visee]"
    for name, head, aims in (
        ("2025.yaml", choice, ["appareils_rebranches", "conteneurs"]),
        ("ancien_2025.yaml", hiding, []),
        ("deux-fois_2025.yaml", f"{choice}\n{hiding}", ["appareils_rebranches"]),
    ):
        file = tmp_path / name
        file.write_text(text.replace(choice, head), encoding="utf-8")
        tab.goto(served + FORM)
        tab.set_input_files("#fichier", file)
        tab.click("text=Reprendre la fiche de 2025")
        tab.wait_for_selector("#sommaire:not([hidden])")
        tab.goto(f"{served}{FORM}#publier")
        seen = read.assessment(to_publish(tab)).visible(tools.names).own
        assert [one.id for one in seen.measures if one.aim] == aims
        assert bool(seen.criteria[0].intention) == (head != hiding)
        tab.goto(f"{served}{FORM}#garder")
        whole = read.assessment(whole_file(tab)).own
        assert [one.id for one in whole.measures if one.aim] == [
            "appareils_rebranches",
            "conteneurs",
        ]
        assert whole.criteria[0].intention


def test_what_a_file_says_that_a_block_cannot_show_is_kept(tab, served: str) -> None:
    strange = {**CRITERION, "cle_d_ailleurs": "gardée", "ancres": {"autre": "aussi"}}
    with_draft(
        tab, served, {"annee": "2025", "document": {**IDENTITY, "criteres_du_lieu": [strange]}}
    )
    tab.goto(f"{served}{FORM}#criteres_du_lieu")
    cell(tab, "titre").fill("Être fier")
    cell(tab, "ancres.durable").fill("Toujours")
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    for said in ("Être fier", "cle_d_ailleurs: ", "gardée", "autre: aussi", 'durable: "Toujours"'):
        assert said in text
    tab.goto(f"{served}{FORM}#criteres_du_lieu")
    tab.click(".cm-ecran:not([hidden]) [data-retirer]")
    tab.goto(f"{served}{FORM}#garder")
    assert "fierte" not in whole_file(tab)


def test_a_criterion_of_the_place_has_its_ballot_and_takes_its_votes_home(
    tab, served: str, read
) -> None:
    voted = {"usagers": {"reguliere": "4", "durable": "2"}}
    workshop = {
        "participants": {"usagers": "9"},
        "votes": {"fierte": voted, "lien_social": voted},
        "decisions": {"fierte": "Demander aux relogés."},
    }
    document = {**IDENTITY, "criteres_du_lieu": [CRITERION], "evaluation_collective": workshop}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#evaluation_collective")
    ballot = tab.locator('.cm-bulletin[data-critere="fierte"]')
    ballot.locator("summary").click()
    assert ballot.locator("summary").inner_text() == "Fierté"
    ballot.locator('[data-q="atelier.fierte.usagers.sens"] [data-part=favorable]').fill("5")
    ballot.locator('[data-q="atelier.fierte.usagers.sens"] [data-part=les_deux]').fill("1")
    tab.goto(f"{served}{FORM}#garder")
    told = read.assessment(whole_file(tab)).workshop
    assert told.votes["fierte"]["usagers"] == {"reguliere": 4, "durable": 2}
    assert told.votes["fierte.sens"]["usagers"] == {"favorable": 5, "les_deux": 1}
    tab.goto(f"{served}{FORM}#publier")
    tab.uncheck("#sections-a-publier >> text=Vos critères à vous")
    sent = to_publish(tab)
    assert read.assessment(sent).workshop.told == {"lien_social"}
    assert "fierte" not in sent


@pytest.mark.parametrize(
    "kept", ["lien_social.presence", "lien_social.sens", "lien_social.exemple"]
)
def test_an_effect_whose_answer_is_kept_keeps_its_votes_as_the_site_does(
    tab, served: str, read, tools, kept: str
) -> None:
    """What was voted, and said beside, would give back the presence or the direction that is kept."""
    voted = {"usagers": {"reguliere": "4", "durable": "2"}}
    workshop = {
        "participants": {"usagers": "9"},
        "votes": {"solidarite": voted, "lien_social": voted},
        "sens": {"lien_social": {"usagers": {"favorable": "4", "les_deux": "2"}}},
        "desaccords": {"lien_social": "La buvette."},
        "reserves": {"lien_social": ["Pas le soir."]},
        "decisions": {"lien_social": "Ouvrir le jeudi."},
    }
    told = {"presence": "reguliere", "sens": "favorable", "exemple": "Un repas."}
    document = {
        **IDENTITY,
        "effets_sociaux": {"criteres": {"lien_social": told}},
        "evaluation_collective": workshop,
    }
    with_draft(tab, served, {"annee": "2025", "document": document, "retenues": [kept]})
    tab.goto(f"{served}{FORM}#garder")
    whole = whole_file(tab)
    assert f'reponses_masquees: ["{kept}"]' in whole
    shown = read.assessment(whole).visible(tools.names).workshop
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    assert read.assessment(sent).visible(tools.names).workshop == shown
    hidden = kept != "lien_social.exemple"
    assert shown.told == ({"solidarite"} if hidden else {"solidarite", "lien_social"})
    assert ("La buvette" not in sent) == hidden
    assert ("Les votes sur « Lien social »" in words(tab, "#retire")) == hidden


IDEAS = """\
code: bzh
suggestions:
  criteres:
    - {id: bzh__oser, titre: Oser parler breton, question: "Dans quelle langue vous répond-on ?", ancres: {ponctuelle: Un mot, reguliere: Une phrase, durable: Une soirée}}
  mesures:
    - {id: bzh__danseurs, titre: Danseurs des veillées, unite: personnes, comptage: le tampon sur la main}
"""


def test_an_idea_of_a_network_fills_a_block_that_the_place_changes_or_leaves(
    browser, copied_data: Path, tmp_path: Path, read
) -> None:
    (copied_data / "reseau.yaml").write_text(IDEAS, encoding="utf-8")
    build_here(copied_data, tmp_path / "site")
    with (
        serving(tmp_path / "site") as address,
        filling(browser, address, {"annee": "2025", "document": dict(IDENTITY)}) as page,
    ):
        page.goto(f"{address}{FORM}#criteres_du_lieu")
        page.click(".cm-ecran:not([hidden]) button:has-text('Oser parler breton')")
        # Taken up once: it is not offered again, unless it is taken away.
        assert page.is_hidden(".cm-ecran:not([hidden]) .cm-idees")
        assert (
            page.evaluate("document.activeElement.closest('[data-colonne]').dataset.colonne")
            == "titre"
        )
        page.click(".cm-ecran:not([hidden]) [data-retirer]")
        page.click(".cm-ecran:not([hidden]) [data-idee]")
        cell(page, "titre").fill("Oser le breton")
        cell(page, "presence").select_option("ponctuelle")
        page.goto(f"{address}{FORM}#mesures_du_lieu")
        page.click(".cm-ecran:not([hidden]) [data-idee]")
        cell(page, "valeur").fill("120")
        page.goto(f"{address}{FORM}#garder")
        own = read.assessment(whole_file(page)).own
    (criterion,), (measure,) = own.criteria, own.measures
    assert (criterion.id, criterion.title, criterion.chosen_by) == (
        "bzh__oser",
        "Oser le breton",
        "reseau",
    )
    assert (criterion.since, criterion.anchors["durable"]) == (2025, "Une soirée")
    assert (measure.id, measure.unit, measure.counting) == (
        "bzh__danseurs",
        "personnes",
        "le tampon sur la main",
    )
