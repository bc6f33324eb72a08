"""The keyboard is never lost: what vanishes on use hands it over to what comes next."""

from __future__ import annotations

import pytest

from tests.browser.forms import FORM, filling, visiting
from tests.browser.test_form import IDENTITY

pytestmark = pytest.mark.navigateur

# Something of everything that can be taken away, answered or put aside.
RICH = {
    **IDENTITY,
    "identite": {**IDENTITY["identite"], "site_web": "www.lavoir.exemple.fr"},
    "histoire": {
        "idee_fondatrice": "Un don de Mme Fabre.",
        "frise": [{"annee": "2019"}, {"annee": "2020"}, {"annee": "2021"}],
        "photos": [{"fichier": "cour.jpg"}, {"fichier": "four.jpg"}],
    },
    "acteurs": {"structures": {"associations": "3"}},
    "espace": {"regime_occupation": "locataire", "etat_batiment": "bon_etat"},
    "inconnue": {"cle": "valeur"},
    "autre_inconnue": "x",
}
# What leaves the page, opens a window of the system, or loads the preview, which has its own tests.
ELSEWHERE = "#lancer-apercu, #refaire-apercu, #partager, #ouvrir-ticket, #imprimer-page, #telecharger-page, [data-effacer]"
BUTTONS = f"""[...document.querySelectorAll('.cm-form button:not({ELSEWHERE})')].filter(one => one.checkVisibility())"""
# Where the keyboard is: nowhere, or on something that can be seen.
HELD = "document.activeElement !== document.body && document.activeElement.checkVisibility()"


def pressed(page, screen: str) -> list[str]:
    """Press every button of a screen, one after the other; give those that lose the keyboard."""
    lost: list[str] = []
    done: set[str] = set()
    while True:
        page.evaluate("hash => { location.hash = 'sommaire'; location.hash = hash }", screen)
        page.wait_for_selector(f"#{screen}:not([hidden])")
        names = page.evaluate(f"{BUTTONS}.map((one, rank) => rank + ' ' + one.innerText)")
        rank = next((rank for rank, name in enumerate(names) if name not in done), None)
        if rank is None:
            return lost
        done.add(names[rank])
        page.evaluate(f"{BUTTONS}[{rank}].focus()")
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
        if not page.evaluate(HELD):
            lost.append(f"{screen} : {names[rank]}")


SCREENS = ("sommaire", "identite", "histoire", "espace", "acteurs", "relire", "garder", "publier")


@pytest.mark.parametrize("screen", SCREENS)
def test_no_button_of_the_form_loses_the_keyboard(browser, served: str, screen: str):
    with filling(browser, served, {"annee": "2025", "document": RICH}) as page:
        page.goto(f"{served}{FORM}#{screen}")
        assert pressed(page, screen) == []


def test_what_is_answered_in_the_summary_hands_the_keyboard_over(browser, served: str):
    with filling(browser, served, {"annee": "2025", "document": RICH}) as page:
        for screen in ("identite", "histoire", "acteurs"):
            page.goto(f"{served}{FORM}#{screen}")
            page.click("#continuer")
            page.focus("#erreurs button >> nth=0")
            page.keyboard.press("Enter")
            assert page.evaluate(HELD), screen
            assert page.is_hidden("#erreurs"), screen


def test_a_commune_recognised_while_tabbing_leads_to_the_next_question(browser, served: str):
    with filling(browser, served) as page:
        page.click("#commencer-tout")
        page.goto(f"{served}{FORM}#identite")
        page.type("#c-commune", "Aubusson 23200")
        page.wait_for_selector("[data-communes] button")
        page.keyboard.press("Tab")
        page.wait_for_selector("text=Commune reconnue")
        assert page.input_value("#c-commune") == "23200 Aubusson"
        after = page.evaluate("document.activeElement.closest('[data-q]')?.dataset.q")
        assert after
        order = page.evaluate(
            "[...document.querySelectorAll('#identite [data-q]')].filter(one => !one.hidden).map(one => one.dataset.q)"
        )
        assert order.index(after) == order.index("commune") + 1
        # And chosen with the mouse or the Enter key, one stays where one was.
        page.fill("#c-commune", "")
        page.type("#c-commune", "Mirepoix")
        page.wait_for_selector("[data-communes] button")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "c-commune"
        assert page.input_value("#c-commune") == "09500 Mirepoix"


def test_one_goes_back_to_the_answer_one_was_changing(browser, served: str):
    many = {"espace": {"surface_interieure": "180"}, "acteurs": {"gestionnaires": "2"}}
    with filling(browser, served, {"annee": "2025", "document": {**IDENTITY, **many}}) as page:
        page.goto(f"{served}{FORM}#relire")
        link = "#reponses a[href='#champ=gestionnaires']"
        page.click(link)
        page.click("#continuer")
        page.wait_for_selector("#relire:not([hidden])")
        assert page.evaluate(f'document.activeElement.matches("{link}")')
        assert page.evaluate("scrollY") > 0
        # Come by the ordinary way, one reads it from its beginning.
        page.goto(f"{served}{FORM}#acteurs")
        page.goto(f"{served}{FORM}#relire")
        assert page.evaluate("document.activeElement.tagName") == "H2"
        # An answer taken away is no longer there: one is back at its section.
        page.click(link)
        page.fill("#c-gestionnaires", "")
        page.fill("#c-structures-artisans", "2")
        page.check('[data-q="structures"] [data-complet]')
        page.click("#continuer")
        page.wait_for_selector("#relire:not([hidden])")
        assert page.evaluate("document.activeElement.dataset.relue") == "acteurs"


def test_what_is_hidden_to_the_eye_shows_its_focus(browser, served: str):
    with filling(browser, served, {"annee": "2025", "document": IDENTITY}) as page:
        hidden = page.evaluate("""[...document.querySelectorAll('.cm-form :is(input, select, textarea).cm-cache')]
            .map(one => [one.id, one.closest('.cm-ecran').id])""")
        assert hidden == [["c-photos", "histoire"]]
        for name, screen in hidden:
            page.goto(f"{served}{FORM}#{screen}")
            shown = f"getComputedStyle(document.querySelector('label[for={name}]')).outlineStyle"
            assert page.evaluate(shown) == "none"
            page.keyboard.press("Tab")
            page.focus(f"#{name}")
            assert page.evaluate(shown) == "solid"


def test_explorer_leads_to_the_drawing_it_brought(browser, served: str):
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/economie/")
        page.wait_for_selector(".cm-explorer button")
        page.focus(".cm-explorer button >> nth=0")
        page.keyboard.press("Enter")
        page.wait_for_selector(".cm-explorer__dessin .main-svg", state="attached")
        page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement.matches('.cm-explorer__dessin')")
        named = page.evaluate("document.activeElement.getAttribute('aria-label')")
        heading = page.locator("section:has(.cm-explorer__dessin) h2")
        # As it is written: a style may draw it in capitals.
        assert named == (heading.text_content() or "").strip()


TYPED = [
    ("paris 18", "75018 Paris"),
    ("Paris 3e", "75003 Paris"),
    ("lyon 1er", "69001 Lyon"),
    ("Marseille 16", "13016 Marseille"),
    ("Paris 20e arrondissement", "75020 Paris"),
]


@pytest.mark.parametrize(("typed", "line"), TYPED, ids=[one[0] for one in TYPED])
def test_an_arrondissement_is_found_by_its_number(browser, served: str, typed: str, line: str):
    with filling(browser, served) as page:
        page.click("#commencer-tout")
        page.goto(f"{served}{FORM}#identite")
        page.type("#c-commune", typed)
        page.press("#c-commune", "Tab")
        page.wait_for_selector("text=Commune reconnue")
        assert page.input_value("#c-commune") == line


def test_no_list_that_does_not_exist_is_asked_for(browser, served: str):
    failed: list[str] = []
    with filling(browser, served) as page:
        page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
        page.on("console", lambda one: failed.append(one.text) if one.type == "error" else None)
        page.click("#commencer-tout")
        page.goto(f"{served}{FORM}#identite")
        for typed in (
            "st a",
            "St X",
            "ste qz",
            "xq",
            "qqq",
            "99",
            "00100",
            "96",
            "zzz",
            "paris 30",
            "Y",
            "l’h",
        ):
            page.fill("#c-commune", "")
            page.type("#c-commune", typed)
            page.wait_for_timeout(50)
        page.fill("#c-commune", "")
        page.type("#c-commune", "st lizier")
        page.wait_for_selector("[data-communes] button")
    assert failed == []
