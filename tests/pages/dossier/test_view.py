"""What a file to hand over tells, what it leaves out, and what it never makes up."""

from __future__ import annotations

import pytest

from cm_build.pages.dossier.copying import paragraphs_of
from cm_build.pages.dossier.effects import FileEffects
from cm_build.pages.dossier.evaluation import FileEvaluation
from cm_build.pages.dossier.view import file_view
from tests.support import minimal

EFFECTS = """\
effets_sociaux:
  criteres:
    lien_social: {presence: durable, sens: favorable, sans_le_lieu: en_partie}
    sante_bien_etre: {presence: ponctuelle, sens: favorable, preuves: [{nature: comptage, titre: "Le registre"}]}
    capacite_a_agir: {presence: reguliere, sens: favorable}
    solidarite: {presence: durable, sens: defavorable, preuves: [{nature: document, titre: "Le tableau"}], effet_non_voulu: oui, effet_non_voulu_description: "Les mêmes portent tout."}
    reseaux_personnes: {presence: aucune}
"""
MONEY = """\
moyens:
  ressources: {locations: 60000, subventions_publiques: 40000, complet: oui}
  depenses: {salaires: 88000, amortissements: 7000, complet: oui}
sections_publiees: [financement]
financement: {resultat_annee: 5000, resultat_annee_precedente: -2000, quote_part_subventions: 3000, dettes: 18000, premier_client: 15000, fonds_dedies: 0}
"""


@pytest.fixture
def files(contexts):
    """Write the two files of the last year of a place."""

    def make(*extras: str, annexed: bool = False):
        context = contexts(*(minimal(extra=extra) for extra in extras))[-1]
        asked = context.names.questionnaire.fiches
        return [file_view(one, context, annexed=annexed) for one in asked]

    return make


def part_of(view, kind):
    sides = (*view.sides, *((view.annex,) if view.annex else ()))
    found = [part.data for side in sides for part in side.parts if isinstance(part.data, kind)]
    return found[0] if found else None


def told(view) -> dict[str, str]:
    return {
        row.label: row.text
        for side in (*view.sides, *((view.annex,) if view.annex else ()))
        for part in side.parts
        if part.form in {"lignes", "chiffres"}
        for row in part.data
    }


def test_without_a_choice_a_rule_takes_evidence_then_what_lasts(files) -> None:
    funders, owners = files(EFFECTS)
    effects = part_of(funders, FileEffects)
    titles = [effect.title for effect in effects.shown]
    # In the order of the questionnaire; the unfavourable one is not the rule's to show.
    assert titles == ["Lien social", "Santé et bien-être", "Capacité à agir"]
    assert (effects.among, effects.unwanted) == (5, None)
    assert "une preuve, puis ce qui dure" in effects.rule
    assert "projet urbain" not in effects.rule
    assert "projet urbain" in part_of(owners, FileEffects).rule
    assert effects.shown[0].counterfactual == "en partie"


def test_the_place_chooses_its_effects_and_whether_an_unwanted_one_is_shown(files) -> None:
    chosen = "effets_de_la_fiche: [solidarite]\neffet_non_voulu_de_la_fiche: solidarite\n"
    effects = part_of(files(chosen + EFFECTS)[0], FileEffects)
    assert [effect.title for effect in effects.shown] == ["Solidarité"]
    assert effects.rule == "Choisis par le lieu."
    assert effects.unwanted.unwanted == "Effet non voulu : Les mêmes portent tout."


def test_a_hidden_effect_that_was_chosen_leaves_no_trace(files) -> None:
    chosen = "effets_de_la_fiche: [solidarite]\neffet_non_voulu_de_la_fiche: solidarite\nsections_masquees: [solidarite]\n"
    bare = EFFECTS.replace(EFFECTS.splitlines()[5] + "\n", "")
    assert "solidarite" not in bare
    assert files(chosen + EFFECTS) == files(bare)


def test_money_is_what_hand_counts_say(files) -> None:
    view = files(MONEY)[0]
    lines = told(view)
    assert lines["Capacité à rembourser"] == "9\u202f000 €".replace(" ", "\u00a0")
    assert lines["Soit, en années de capacité"].startswith("2")
    assert lines["Premier client, en part des ressources"].startswith("15")
    # Zero was said; silence was not.
    assert lines["Dont réservé à un projet (fonds dédiés)"].startswith("0")
    assert "subventions à recevoir" in view.sides[1].missing
    assert view.annex is None


def test_without_the_share_of_grants_the_capacity_says_what_it_is(files) -> None:
    lines = told(files(MONEY.replace("quote_part_subventions: 3000, ", ""))[0])
    assert "Capacité à rembourser" not in lines
    assert lines["Capacité à rembourser, avant de retirer cette part"].startswith("12")


def test_what_is_private_is_neither_told_nor_named(files) -> None:
    private = MONEY.replace("sections_publiees: [financement]\n", "")
    kept = "annexe_pret: {pret_duree: 61}\n"
    bare = private[: private.index("financement:")]
    assert files(private + kept, annexed=True) == files(bare, annexed=True)


def test_hosted_structures_weigh_only_with_their_agreement(files) -> None:
    team = "equipe: {emplois_occupants: 31%s}\n"
    silent, agreed = files(team % "")[1], files(team % ", accord_structures: oui")[1]
    assert "Emplois" not in told(silent)
    assert told(agreed)["Emplois"].startswith("31")


def test_guarding_avoided_needs_its_source(files) -> None:
    space = "espace: {regime_occupation: gratuit, gardiennage_evite: 38000%s}\n"
    alone = files(space % "")[1]
    assert "Gardiennage évité" not in told(alone)
    assert "gardiennage évité" in alone.sides[0].missing
    sourced = files(space % ', gardiennage_source: "Marché de 2022"')[1]
    rows = [r for s in sourced.sides for p in s.parts if p.form == "lignes" for r in p.data]
    assert [row.origin for row in rows if row.label == "Gardiennage évité"] == ["Marché de 2022"]


def test_three_years_keep_their_gaps(files) -> None:
    first = "moyens: {ressources: {locations: 50000, complet: oui}}\n"
    view = files(first, MONEY)[0]
    years = next(p.data for p in view.sides[1].parts if p.form == "annees")
    assert years.years == (2025, 2026)
    rows = {row.label: row.values for row in years.rows}
    assert rows["Dépenses de l’année"][0] == ""
    assert rows["Résultat de l’année"][0].startswith("−2")


def test_colleges_that_differ_are_named_by_what_they_differ_on(files) -> None:
    workshop = """\
reponse: {mode: atelier, personnes: 7}
evaluation_collective:
  date: 2025-05-12
  format: soiree
  desaccords: {sante_bien_etre: "Le bruit repose les uns et fatigue les autres."}
  participants: {equipe: 4, usagers: 5}
  votes:
    lien_social: {equipe: {durable: 3, ponctuelle: 1}, usagers: {ponctuelle: 4, durable: 1}}
    capacite_a_agir: {equipe: {reguliere: 3, durable: 1}, usagers: {reguliere: 4, durable: 1}}
"""
    evaluation = part_of(files(workshop + EFFECTS)[0], FileEvaluation)
    assert "par 7 personnes" in evaluation.answered
    assert evaluation.workshop.startswith("Discussion d’une soirée du 12 mai 2025")
    assert "Le bruit repose les uns" in evaluation.differing
    assert "diffèrent sur : Lien social." in evaluation.differing
    assert "Capacité à agir" not in evaluation.differing


def test_the_text_to_copy_says_what_the_page_says(files) -> None:
    view = files(MONEY + EFFECTS)[0]
    text = "\n".join(paragraph.text for paragraph in paragraphs_of(view))
    for label, value in told(view).items():
        assert value in text, label
    for side in view.sides:
        assert all(silence in text for silence in side.missing)
