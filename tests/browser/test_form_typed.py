"""Nothing typed is cut or silently changed; what a flag says of an answer goes when the answer does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.forms import FORM, STORE, filling, visiting, whole_file, with_draft, words

pytestmark = pytest.mark.navigateur

IDENTITY: dict[str, Any] = {"identite": {"nom": "Le Pressoir", "commune": "23200 Aubusson"}}
DRAFT = {"annee": "2025", "document": IDENTITY}
AFTER_SAVING = 700
# Every field of the form where one can write, its photos and one line of each table included.
# The ballot on a criterion of the place comes once it is defined: it is not there before.
FIELDS = """[...document.querySelectorAll('.cm-form [data-q] :is(input[type=text], input[type=url], textarea), #annee')]
    .filter((field) => !field.closest('[data-propre]'))"""
TYPED = """(text) => {
    for (const more of document.querySelectorAll('[data-ajouter]')) more.click();
    for (const field of FIELDS) {
        const option = field.closest('[data-suite]')?.parentElement.querySelector('input');
        if (option && !option.checked) { option.checked = true; option.dispatchEvent(new Event('change', { bubbles: true })); }
        field.value = text;
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
}""".replace("FIELDS", FIELDS)
VALUES = f"() => {FIELDS}.map((field) => field.value)"


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def drafted(page) -> dict[str, Any]:
    page.wait_for_timeout(AFTER_SAVING)
    told = json.loads(page.evaluate("key => localStorage.getItem(key)", STORE))
    document: dict[str, Any] = told["document"]
    return document


def test_no_field_cuts_what_is_typed(form):
    everywhere = """() => [document, ...[...document.querySelectorAll('template')].map((one) => one.content)]
        .flatMap((tree) => [...tree.querySelectorAll('[maxlength], input[type=number], input[type=date]')])
        .map((field) => field.outerHTML)"""
    assert form.evaluate(everywhere) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024-2025", marks=pytest.mark.long),
        "12 k€ ou 12%, à voir",
        # Longer than any field allows, and short enough that all of them fit in what a browser keeps.
        pytest.param("é" * 2500, marks=pytest.mark.long),
    ],
)
def test_whatever_is_typed_anywhere_comes_back_letter_for_letter(tab, served: str, text: str):
    document = {**IDENTITY, "histoire": {"photos": [{"fichier": "cour.jpg"}]}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.evaluate(TYPED, text)
    typed = tab.evaluate(VALUES)
    assert len(typed) > 300
    assert set(typed) == {text}
    tab.wait_for_timeout(AFTER_SAVING)
    tab.reload()
    assert tab.evaluate(VALUES) == typed


def test_a_pasted_text_is_whole_counted_then_told_too_long(browser, served: str):
    text = "Un four, une table. " * 250
    assert len(text) == 5000
    with visiting(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        with_draft(page, served, DRAFT)
        page.goto(f"{served}{FORM}#identite")
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.focus("#c-accroche")
        page.keyboard.press("Control+V")
        assert page.input_value("#c-accroche") == text
        limit = int(page.get_attribute("#c-accroche", "data-longueur") or 0)
        counted = f"{4999 - limit} caractères de trop : {limit} au plus. Rien n’est coupé."
        assert words(page, '[id="compte-c-accroche"]') == counted
        assert counted in words(page, "#annonce")
        described = page.get_attribute("#c-accroche", "aria-describedby") or ""
        assert "compte-c-accroche" in described.split()
        page.click("#continuer")
        assert f"Le texte compte 4999 caractères ; la limite est de {limit}." in words(
            page, "#erreurs"
        )
        assert drafted(page)["identite"]["accroche"] == text.strip()
        page.fill("#c-accroche", "é" * limit)
        assert words(page, '[id="compte-c-accroche"]') == "Encore 0 caractère au plus"
        page.click("#continuer")
        assert page.is_visible("#histoire")


KEPT = [
    ("moyens", "#c-ressources-aides_privees", "12%", "n’est pas écrit dans l’unité demandée"),
    ("moyens", "#c-ressources-aides_privees", "12 k€", "n’est pas écrit dans l’unité demandée"),
    ("moyens", "#c-ressources-aides_privees", "1.234", "se lire de deux façons"),
    ("moyens", "#c-ressources-aides_privees", "06 12 34 56", "n’est pas un nombre"),
    ("espace", "#c-surface_interieure", "250 €", "n’est pas écrit dans l’unité demandée"),
    ("espace", "#c-surface_interieure", "entre 100 et 120", "n’est pas un nombre"),
    ("fiche", "#annee", "année 2025", "quatre chiffres"),
    ("fiche", "#annee", "2024-2025", "quatre chiffres"),
    ("fiche", '[id="c-fiche.siret"]', "130 025 265", "il a quatorze chiffres"),
    ("fiche", '[id="c-fiche.siret"]', "130 025 265 00031", "ne s’accordent pas entre eux"),
    ("fiche", '[id="c-fiche.rna"]', "751123456", "la lettre W, puis neuf chiffres"),
    ("identite", "#c-date_ouverture-a", "vers 2019", "n’est pas une année"),
]


@pytest.mark.parametrize("case", KEPT, ids=range(len(KEPT)))
def test_what_is_not_understood_stays_as_typed_and_is_told(tab, served: str, case: tuple[Any, ...]):
    screen, field, typed, told = case
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#{screen}")
    tab.fill(field, typed)
    tab.press(field, "Tab")
    assert tab.input_value(field) == typed
    tab.click("#continuer")
    assert told in words(tab, "#erreurs")
    tab.wait_for_timeout(AFTER_SAVING)
    tab.reload()
    assert tab.input_value(field) == typed


DATES = [
    (("12", "jui", "2019"), "12 / jui / 2019"),
    (("14", "", "2018"), "14 / ? / 2018"),
    (("12", "14", "2018"), "12 / 14 / 2018"),
    (("31", "2", "2019"), "31 / 2 / 2019"),
    (("1", "maison", "2019"), "1 / maison / 2019"),
    (("9", "sept.", "2019"), "2019-09-09"),
    (("", "juillet", "2019"), "2019-07-01"),
]


@pytest.mark.parametrize("case", DATES, ids=range(len(DATES)))
def test_a_date_is_understood_or_kept_slot_by_slot(tab, served: str, case: tuple[Any, ...]):
    typed, kept = case
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#identite")
    for part, text in zip("jma", typed, strict=True):
        tab.fill(f"#c-date_ouverture-{part}", text)
    assert drafted(tab)["identite"]["date_ouverture"] == kept
    tab.reload()
    shown = tuple(tab.input_value(f"#c-date_ouverture-{part}") for part in "jma")
    assert shown == (typed if "/" in kept else tuple(reversed(kept.split("-"))))


def test_what_is_understood_is_told(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#espace")
    tab.fill("#c-surface_interieure", "environ 1 180 m2")
    tab.press("#c-surface_interieure", "Tab")
    assert tab.input_value("#c-surface_interieure") == "1 180"
    told = "Noté : 1 180 m², une estimation, pour « environ 1 180 m2 »."
    assert words(tab, '[data-q="surface_interieure"] [data-lu]') == told
    assert words(tab, "#annonce") == told


def test_numbers_of_registers_are_joined_told_kept_and_taken_back(tab, served: str, tmp_path: Path):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#fiche")
    for field, typed in (("siret", "130 025 265 00013"), ("rna", "w2a 1001234")):
        tab.fill(f'[id="c-fiche.{field}"]', typed)
        tab.press(f'[id="c-fiche.{field}"]', "Tab")
    told = "Noté : 13002526500013, pour « 130 025 265 00013 »."
    assert words(tab, '[data-q="fiche.siret"] [data-lu]') == told
    assert drafted(tab)["identifiants"] == {"siret": "13002526500013", "rna": "W2A1001234"}
    tab.click("#continuer")
    assert tab.is_visible("#identite")
    tab.goto(f"{served}{FORM}#relire")
    assert "Numéro RNA de l’association W2A1001234" in " ".join(words(tab, "#reponses").split())
    tab.goto(f"{served}{FORM}#garder")
    text = whole_file(tab)
    assert 'identifiants:\n  siret: 13002526500013\n  rna: "W2A1001234"\n' in text
    file = tmp_path / "commune-mesure_le-pressoir_2025.yml"
    file.write_text(text, encoding="utf-8")
    tab.goto(f"{served}{FORM}#debut")
    tab.set_input_files("#fichier", file)
    tab.click("#reprise .cm-bouton >> nth=0")
    assert tab.input_value('[id="c-fiche.siret"]') == "13002526500013"
    assert tab.input_value('[id="c-fiche.rna"]') == "W2A1001234"


RESUMED = """
annee_inconnue: 12
identite:
  nom: Le Pressoir
  commune: 23200 Aubusson
  accroche: [deux, morceaux]
  date_ouverture: printemps 2019
espace:
  surface_interieure: "12 k€"
  etat_batiment: moyen
  surfaces: {cafe: "12%", grenier: 4}
histoire:
  idee_fondatrice: "Un four.\\r\\nUne table."
  frise:
    - {annee: "2019-2020", evenement: "Deux\\nlignes", note: x}
"""


def test_what_a_resumed_file_says_and_nobody_touches_is_written_the_same(
    form, served: str, tmp_path: Path
):
    file = tmp_path / "commune-mesure_le-pressoir_2025_complet.yml"
    file.write_text(RESUMED, encoding="utf-8")
    form.set_input_files("#fichier", file)
    form.click("#reprise .cm-bouton >> nth=0")
    before = drafted(form)
    # Each question is touched without being changed, and the ones beside are answered.
    form.evaluate(
        "() => { for (const box of document.querySelectorAll('[data-q]')) box.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    form.goto(f"{served}{FORM}#histoire")
    form.fill(".cm-ligne input[id$=-annee] >> nth=0", "2019")
    after = drafted(form)
    assert after["histoire"].pop("frise") == [
        {"annee": "2019", "evenement": "Deux\nlignes", "note": "x"}
    ]
    before["histoire"].pop("frise")
    assert after == before
    form.goto(f"{served}{FORM}#identite")
    assert "Votre fichier dit ici" in words(form, '[data-q="accroche"] [data-repris]')
    assert "[deux, morceaux]" in words(form, '[data-q="accroche"] [data-repris]')
    form.goto(f"{served}{FORM}#espace")
    assert "moyen" in words(form, '[data-q="etat_batiment"] [data-repris]')
    assert words(form, '[data-q="surfaces"] [data-repris]').endswith(": 4. C’est gardé tel quel.")
    assert form.input_value("#c-surfaces-cafe") == "12%"
    form.goto(f"{served}{FORM}#identite")
    form.fill("#c-accroche", "On y presse des pommes.")
    assert form.locator('[data-q="accroche"] [data-repris]').count() == 0
    assert drafted(form)["identite"]["accroche"] == "On y presse des pommes."


def test_an_unknown_choice_of_a_table_is_shown_and_kept(form, served: str):
    table = """() => {
        const cell = [...document.querySelectorAll('[data-type=tableau] template')]
            .map((one) => one.content.querySelector('[data-colonne] select')).find(Boolean);
        const box = cell.getRootNode().host ?? [...document.querySelectorAll('[data-type=tableau]')]
            .find((one) => one.querySelector('template').content.contains(cell));
        return [box.dataset.chemin, box.dataset.q, cell.closest('[data-colonne]').dataset.colonne, box.closest('.cm-ecran').id];
    }"""
    path, question, column, screen = form.evaluate(table)
    section, key = path.split(".")
    document = {**IDENTITY, section: {key: [{column: "autre_chose"}]}}
    with_draft(form, served, {"annee": "2025", "document": document})
    form.goto(f"{served}{FORM}#{screen}")
    form.click(f'[data-q="{question}"] [data-ajouter]')
    form.evaluate(
        "name => document.querySelector(`[data-q=\"${name}\"] select`).dispatchEvent(new Event('change', { bubbles: true }))",
        question,
    )
    chosen = f'[data-q="{question}"] .cm-ligne select >> nth=0'
    assert form.input_value(chosen) == "autre_chose"
    assert drafted(form)[section][key] == [{column: "autre_chose"}]


def test_an_estimate_follows_its_answer(tab, served: str):
    rough, number = '[id="q-surface_interieure--estimation"]', "#c-surface_interieure"
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#espace")
    # Ticked before the number: it is said of the number that comes.
    tab.check(rough)
    tab.fill(number, "180")
    tab.press(number, "Tab")
    assert tab.is_checked(rough)
    tab.fill(number, "182,5")
    tab.press(number, "Tab")
    assert not tab.is_checked(rough)
    assert "cochez à nouveau si c’est encore une estimation" in words(tab, "#annonce")
    assert "estimations" not in drafted(tab)
    tab.fill(number, "environ 190")
    tab.press(number, "Tab")
    assert tab.is_checked(rough)
    tab.fill(number, "environ 200")
    tab.press(number, "Tab")
    assert tab.is_checked(rough)
    tab.fill(number, "")
    tab.press(number, "Tab")
    tab.fill(number, "204")
    tab.press(number, "Tab")
    assert not tab.is_checked(rough)


def test_an_estimate_of_several_amounts_goes_with_the_last_rough_one(tab, served: str):
    rough = '[id="q-surfaces--estimation"]'
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#espace")
    for part, text in (("cafe", "environ 40"), ("bureaux", "~12"), ("cafe", "41")):
        tab.fill(f"#c-surfaces-{part}", text)
        tab.press(f"#c-surfaces-{part}", "Tab")
    assert tab.is_checked(rough)
    tab.fill("#c-surfaces-bureaux", "13")
    tab.press("#c-surfaces-bureaux", "Tab")
    assert not tab.is_checked(rough)


def test_all_told_is_not_said_of_nothing(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#espace")
    tab.fill("#c-surfaces-cafe", "40")
    tab.check("#c-surfaces-complet")
    tab.fill("#c-surfaces-cafe", "")
    tab.press("#c-surfaces-cafe", "Tab")
    assert not tab.is_checked("#c-surfaces-complet")
    assert "Plus rien n’est indiqué" in words(tab, "#annonce")
    assert "espace" not in drafted(tab)


def test_i_do_not_know_gives_back_what_it_emptied(tab, served: str):
    apart = '[id="q-surfaces--ne_sait_pas"]'
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#espace")
    for part, text in (("cafe", "40"), ("bureaux", "environ 12")):
        tab.fill(f"#c-surfaces-{part}", text)
        tab.press(f"#c-surfaces-{part}", "Tab")
    tab.check(apart)
    assert drafted(tab)["espace"]["surfaces"] == "ne_sait_pas"
    tab.uncheck(apart)
    told = drafted(tab)
    assert told["espace"]["surfaces"] == {"cafe": "40", "bureaux": "12"}
    assert told["estimations"] == ["surfaces"]


def test_the_words_of_an_option_unticked_by_mistake_come_back(tab, served: str):
    with_draft(tab, served, DRAFT)
    tab.goto(f"{served}{FORM}#histoire")
    tab.check('[id="q-valeurs--partage"]')
    tab.fill('[data-detail="partage"]', "On se prête tout.")
    tab.uncheck('[id="q-valeurs--partage"]')
    assert "histoire" not in drafted(tab)
    tab.reload()
    tab.check('[id="q-valeurs--partage"]')
    assert tab.input_value('[data-detail="partage"]') == "On se prête tout."
    assert drafted(tab)["histoire"]["valeurs_details"] == {"partage": "On se prête tout."}
    tab.goto(f"{served}{FORM}#garder")
    assert "On se prête tout." in whole_file(tab)
