"""The essential path: fifteen steps, fewer before the opening, groups told in one amount, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.forms import FORM, filling, whole_file, with_draft, words

pytestmark = pytest.mark.navigateur

SEEN = """() => [...document.querySelectorAll('.cm-ecran:not(#fiche) [data-q]')]
    .filter((one) => one.checkVisibility())
    .map((one) => ({
        name: one.dataset.q,
        step: Number(one.dataset.essentiel),
        needed: 'obligatoire' in one.dataset,
        held: one.querySelector('[data-retenir]')?.checkVisibility() ?? false,
    }))"""
# What makes the second question of a step arise, and an effect to tell.
FILLED = {"#c-nom": "Le Pressoir", "#c-commune": "23200 Aubusson", "#c-heures_ouverture": "30"}
TICKED = ['[id="q-regime_occupation--locataire"]']


@pytest.fixture
def form(browser, served: str) -> Iterator[Any]:
    with filling(browser, served) as page:
        yield page


def walked(form) -> list[dict[str, Any]]:
    """Follow the path to the re-reading, and give what each screen asked."""
    seen: list[dict[str, Any]] = []
    for _ in range(30):
        if form.is_visible("#relire"):
            return seen
        for field, text in FILLED.items():
            if form.is_visible(field) and not form.input_value(field):
                form.fill(field, text)
        for box in TICKED:
            if form.is_visible(box):
                form.check(box)
        if form.is_visible("#effet-choisi"):
            form.select_option("#effet-choisi", "lien_social")
        known = {one["name"] for one in seen}
        seen += [one for one in form.evaluate(SEEN) if one["name"] not in known]
        form.click("#continuer")
    raise AssertionError(seen)


def test_fifteen_steps_each_of_which_may_stay_private(form):
    assert "15 étapes" in words(form, "#commencer")
    form.click("#commencer-essentiel")
    seen = walked(form)
    assert {one["step"] for one in seen} == set(range(1, 16))
    by_step: dict[int, list[str]] = {}
    for one in seen:
        by_step.setdefault(one["step"], []).append(one["name"])
    assert by_step[6] == ["regime_occupation", "occupation_fin"]
    assert by_step[11] == ["effectif", "emplois"]
    assert by_step[13] == ["ressources_total", "ressources"]
    assert by_step[15] == ["lien_social.exemple"]
    assert [one["name"] for one in seen if not one["held"] and not one["needed"]] == []


def test_a_place_to_come_is_asked_less(form):
    assert "11 si le lieu n’est pas encore ouvert" in words(form, "#commencer")
    form.click("#commencer-essentiel")
    form.check('[id="q-fiche.etat--prefiguration"]')
    seen = walked(form)
    assert {one["step"] for one in seen} == {1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 14}
    assert not form.evaluate("document.querySelector('#taches a[href=\"#un-effet\"]')")


def test_the_people_and_their_time_stand_on_one_line(form):
    form.click("#commencer-essentiel")
    form.goto(form.url.split("#")[0] + "#equipe")
    tops = [
        form.evaluate("id => document.getElementById(id).getBoundingClientRect().top", f"q-{name}")
        for name in ("effectif", "emplois")
    ]
    assert tops[0] == tops[1]
    form.set_viewport_size({"width": 320, "height": 800})
    assert form.evaluate("document.documentElement.scrollWidth <= 320")


def test_a_group_told_in_one_amount_keeps_it_while_its_lines_are_written(form, served: str):
    form.click("#commencer-essentiel")
    form.goto(f"{served}{FORM}#moyens")
    group = ".cm-groupe:has(#c-ressources-ventes_ensemble)"
    assert form.is_hidden("#c-ressources-restauration")
    form.fill("#c-ressources-ventes_ensemble", "60 000")
    form.click(f"{group} summary")
    form.fill("#c-ressources-restauration", "20 000")
    form.press("#c-ressources-restauration", "Tab")
    assert form.input_value("#c-ressources-ventes_ensemble") == "40000"
    assert "Le groupe fait toujours 60 000 € ; il reste 40 000 € sans détail." in words(form, group)
    assert "Total indiqué : 60 000 €" in words(form, '[id="q-ressources"]')
    # Corrected, the line gives back what it took.
    form.fill("#c-ressources-restauration", "15 000")
    form.press("#c-ressources-restauration", "Tab")
    assert form.input_value("#c-ressources-ventes_ensemble") == "45000"
    # More than the group: nothing below zero, and no zero that would speak for its other lines.
    form.fill("#c-ressources-billetterie", "50 000")
    form.press("#c-ressources-billetterie", "Tab")
    assert form.input_value("#c-ressources-ventes_ensemble") == ""
    assert "le groupe fait maintenant 65 000 €" in words(form, group)
    # A slip corrected gives back what was told.
    form.fill("#c-ressources-billetterie", "5 000")
    form.press("#c-ressources-billetterie", "Tab")
    assert form.input_value("#c-ressources-ventes_ensemble") == "40000"
    form.goto(f"{served}{FORM}#garder")
    told = whole_file(form)
    assert "ventes_ensemble: 40000" in told
    assert 'restauration: "15 000"' in told


def test_a_group_told_after_its_lines_is_not_counted_twice(tab, served: str):
    spent = {"loyer": "12000", "energie": "3000"}
    document = {
        "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
        "moyens": {"depenses": spent},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#moyens")
    whole, box = "#c-depenses-locaux_ensemble", '[id="q-depenses"]'
    group = f".cm-groupe:has({whole})"
    assert "Les locaux, sans détail" in words(tab, f"{group} > .cm-part").replace(" ,", ",")
    tab.fill(whole, "15 000")
    tab.press(whole, "Tab")
    assert tab.input_value(whole) == ""
    assert "Le groupe fait 15 000 €, dont 15 000 € en détail." in words(tab, group)
    assert "Total indiqué : 15 000 €" in words(tab, box)
    tab.fill(whole, "20 000")
    tab.press(whole, "Tab")
    assert tab.input_value(whole) == "5000"
    assert "Total indiqué : 20 000 €" in words(tab, box)


def test_a_line_kept_home_leaves_no_zero_behind(tab, served: str):
    """The zero of its group would say that the line kept is zero."""
    spent = {"locaux_ensemble": "0", "loyer": "12000", "energie": "800", "achats": "400"}
    document = {
        "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
        "equipe": {"effectif": "9"},
        "moyens": {"depenses": spent},
    }
    with_draft(tab, served, {"annee": "2025", "document": document, "retenues": ["depenses.loyer"]})
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#envoi:not([hidden])")
    sent = tab.text_content("#texte-envoye")
    assert "energie: 800" in sent
    assert "locaux_ensemble" not in sent
    assert "12000" not in sent


def test_the_essential_path_does_not_ask_whether_what_it_hides_is_zero(form, served: str):
    form.click("#commencer-essentiel")
    form.goto(f"{served}{FORM}#equipe")
    assert form.is_hidden("#c-emplois-complet")
    form.fill("#c-emplois-non_precise", "1,5")
    form.click("#continuer")
    assert "Est-ce tout" not in words(form, "#erreurs")


def test_only_effects_that_can_be_told_are_offered(form, served: str):
    form.click("#commencer-essentiel")
    form.goto(f"{served}{FORM}#un-effet")
    offered = form.evaluate(
        "[...document.querySelectorAll('#effet-choisi option:not([hidden])')].map((one) => one.value)"
    )
    assert "lien_social" in offered
    # Asked only of a place tied to a project of its quarter, which this one did not say.
    assert "programmation_urbaine" not in offered


def test_what_a_group_holds_waits_for_nothing(tab, served: str):
    groups = {
        "ventes_ensemble": "60000", "locations_ensemble": "0", "aides_publiques": "30000",
        "aides_privees": "0", "autres_ressources": "0",
    }  # fmt: skip
    document = {
        "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
        "moyens": {"ressources": groups},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    assert "Est-ce tout" not in words(tab, "#doutes")
    del groups["aides_privees"]
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    assert "Est-ce tout" in words(tab, "#doutes")


def test_an_empty_line_of_a_told_group_is_not_proposed_as_zero(tab, served: str):
    """Everything is told, the premises in one amount: the rent is somewhere in it, and is not zero."""
    spent = {"locaux_ensemble": "30000", "salaires": "40000", "complet": "oui"}
    document = {
        "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
        "espace": {"regime_occupation": "locataire"},
        "moyens": {"depenses": spent},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#espace")
    box = '[id="q-loyer_hors_charges"]'
    assert tab.is_visible(box)
    assert tab.locator(f"{box} [data-proposition]").count() == 0
    spent["loyer"] = "18000"
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#espace")
    assert "18 000" in words(tab, f"{box} [data-proposition]")


def test_what_it_engages_to_stands_before_the_agreement(form, served: str):
    form.click("#commencer-essentiel")
    form.goto(f"{served}{FORM}#publier")
    told = words(form, ".cm-engagement")
    for title in (
        "Qui est d’accord",
        "Ce qui devient public",
        "Pour combien de temps",
        "Comment en sortir",
    ):
        assert title in told
    order = "document.querySelector('.cm-engagement').compareDocumentPosition(document.getElementById('licence')) & 4"
    assert form.evaluate(order)


def test_a_word_is_ready_to_be_forwarded(tab, served: str):
    document = {"identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(f"{served}{FORM}#garder")
    told = tab.input_value("#mot-garde").replace("\u00a0", " ")
    assert "Voici le portrait du Pressoir, pour l’année 2025" in told
    assert "n’est pas publié" in told
    tab.click("[data-copier=mot-garde]")
    tab.wait_for_selector("#garder-etat:has-text('copié')")
    # What the person wrote stays theirs.
    tab.fill("#mot-garde", "Chère voisine")
    tab.goto(f"{served}{FORM}#relire")
    tab.goto(f"{served}{FORM}#garder")
    assert tab.input_value("#mot-garde") == "Chère voisine"
    assert tab.evaluate("navigator.clipboard.readText()").replace("\u00a0", " ") == told
