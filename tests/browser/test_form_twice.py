"""What is asked twice, and a rent told by month: offered, computed in sight, never filled in alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.forms import FORM, STORE, filling, whole_file, with_draft, words

pytestmark = pytest.mark.navigateur

RENTED: dict[str, Any] = {
    "identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"},
    "espace": {"regime_occupation": "locataire", "surface_interieure": "250"},
}
AFTER_SAVING = 700
RENT, MONTH, AREA = "#c-loyer_hors_charges", "#m-loyer_hors_charges", "#c-surface_louee"
SPENT = "#c-depenses-loyer"
OFFER = '[data-q="{}"] [data-proposition]'


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def opened(page, served: str, screen: str, **more: dict[str, Any]) -> None:
    document = {**RENTED, **{key: {**RENTED.get(key, {}), **inner} for key, inner in more.items()}}
    with_draft(page, served, {"annee": "2025", "document": document})
    page.goto(f"{served}{FORM}#{screen}")


def drafted(page) -> dict[str, Any]:
    page.wait_for_timeout(AFTER_SAVING)
    told = json.loads(page.evaluate("key => localStorage.getItem(key)", STORE))
    document: dict[str, Any] = told["document"]
    return document


def test_a_month_shows_its_year_before_it_is_written(form, served: str):
    opened(form, served, "espace")
    form.fill(MONTH, "250")
    note = '[data-q="loyer_hors_charges"] [data-annee-calculee]'
    assert words(form, note) == "250 × 12 = 3 000 € par an"
    assert form.input_value(RENT) == ""
    form.press(MONTH, "Tab")
    assert form.input_value(RENT) == "3000"
    assert drafted(form)["espace"]["loyer_hors_charges"] == "3000"
    form.reload()
    assert (form.input_value(RENT), form.input_value(MONTH)) == ("3000", "250")
    # The year is corrected: the month says something else, and goes.
    form.fill(RENT, "3100")
    form.press(RENT, "Tab")
    assert form.input_value(MONTH) == ""
    assert words(form, note) == ""
    assert "loyer_hors_charges: 3100" in downloaded(form, served)


def downloaded(page, served: str) -> str:
    page.wait_for_timeout(AFTER_SAVING)
    page.goto(f"{served}{FORM}#garder")
    return whole_file(page)


def test_cents_of_a_month_are_rounded_in_sight(form, served: str):
    opened(form, served, "espace")
    form.fill(MONTH, "250,33")
    note = '[data-q="loyer_hors_charges"] [data-annee-calculee]'
    assert words(form, note) == "250,33 × 12 = 3 003,96 € par an, noté 3 004 €"
    form.press(MONTH, "Tab")
    assert form.input_value(RENT) == "3004"


def test_a_month_that_is_no_number_stays_as_typed_and_is_told(form, served: str):
    opened(form, served, "espace")
    form.fill(MONTH, "entre 200 et 300")
    form.click("#continuer")
    assert "n’est pas un nombre" in words(form, "#erreurs")
    assert form.get_attribute(MONTH, "aria-invalid") == "true"
    form.wait_for_timeout(AFTER_SAVING)
    form.reload()
    assert form.input_value(MONTH) == "entre 200 et 300"
    assert form.input_value(RENT) == ""


def test_a_month_typed_for_a_year_is_offered_its_year(form, served: str):
    opened(form, served, "espace")
    form.fill(RENT, "310 €/mois")
    form.click("#continuer")
    assert "Pour toute l’année : 310 × 12 = 3 720." in words(form, "#erreurs")
    assert form.input_value(RENT) == "310 €/mois"
    form.click("#erreurs button")
    assert form.input_value(RENT) == "3720"


def test_the_rent_is_offered_to_the_expenses_and_back(form, served: str):
    opened(form, served, "moyens", espace={"loyer_hors_charges": "9600"})
    told = words(form, OFFER.format("depenses"))
    assert "Vous avez indiqué : « Quel loyer" in told
    assert "9 600 € par an ». Reprendre cette réponse" in told
    assert form.input_value(SPENT) == ""
    assert "moyens" not in drafted(form)
    form.click(OFFER.format("depenses") + " button")
    assert form.input_value(SPENT) == "9600"
    assert form.evaluate("document.activeElement.id") == "c-depenses-loyer"
    assert form.locator(OFFER.format("depenses")).count() == 0
    assert drafted(form)["moyens"]["depenses"] == {"loyer": "9600"}
    opened(form, served, "espace", moyens={"depenses": {"loyer": "7200"}})
    assert "Loyer, redevance : 7 200 €" in words(form, OFFER.format("loyer_hors_charges"))


def test_an_expense_that_is_told_complete_is_offered_nothing(form, served: str):
    spent = {"energie": "3100", "complet": "oui"}
    opened(
        form, served, "moyens", espace={"loyer_hors_charges": "9600"}, moyens={"depenses": spent}
    )
    assert form.locator(OFFER.format("depenses")).count() == 0
    form.goto(f"{served}{FORM}#relire")
    told = words(form, "#doutes")
    assert "Loyer, redevance : 0 € » ne vont pas ensemble. C’est le loyer de la même année." in told


def test_two_rents_that_differ_are_told_with_both(form, served: str):
    opened(
        form,
        served,
        "espace",
        espace={"loyer_hors_charges": "9600"},
        moyens={"depenses": {"loyer": "9900"}},
    )
    form.click("#continuer")
    told = words(form, "#erreurs")
    assert "9 600 € par an » et « " in told
    assert "Loyer, redevance : 9 900 €" in told


def test_an_estimate_that_is_taken_over_remains_one(form, served: str):
    document = {**RENTED, "estimations": ["surface_interieure"]}
    document["espace"] = {**RENTED["espace"], "loyer_hors_charges": "9600"}
    with_draft(form, served, {"annee": "2025", "document": document})
    form.goto(f"{served}{FORM}#espace")
    form.click(OFFER.format("surface_louee") + " button")
    assert form.input_value(AREA) == "250"
    assert drafted(form)["estimations"] == ["surface_interieure", "surface_louee"]


def test_a_choice_is_offered_each_option_the_first_answer_leaves(form, served: str):
    opened(form, served, "environnement_physique", espace={"inoccupe_avant": "oui"})
    name = "environnement_physique.ancienne_friche"
    form.evaluate(f"""document.getElementById("q-{name}").closest("details").open = true""")
    offer = form.locator(OFFER.format(name))
    assert offer.locator("button").all_inner_texts() == [
        "Répondre «\u00a0Un bâtiment ou un terrain à l’abandon\u00a0»",
        "Répondre «\u00a0Un local vide depuis peu\u00a0»",
    ]
    assert form.locator(f'[data-q="{name}"] :checked').count() == 0
    offer.locator("button").nth(1).click()
    assert form.locator(f'[data-q="{name}"] [value="vide"]').is_checked()
    assert form.evaluate("document.activeElement.value") == "vide"
    assert offer.count() == 0


@pytest.mark.parametrize(
    ("share", "option"),
    [("95", "presque_tous"), ("50", None), ("49", "minorite"), ("4", "personne")],
)
def test_a_share_is_offered_as_a_word(form, served: str, share: str, option: str | None):
    opened(form, served, "emissions", programmation={"venus_sans_voiture": share})
    for name in ("emissions.mobilite_douce", "emissions.mobilite_douce_usager_occasionnel"):
        form.evaluate(f"""document.getElementById("q-{name}").closest("details").open = true""")
        offer = form.locator(OFFER.format(name))
        assert offer.count() == (option is not None)
        if option:
            offer.locator("button").click()
            assert form.locator(f'[data-q="{name}"] [value="{option}"]').is_checked()
