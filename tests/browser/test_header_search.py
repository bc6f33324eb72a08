"""The search of the header, on every page: a combobox that loads nothing before it is used."""

from __future__ import annotations

import pytest

from tests.browser.sight import WINDOWS, faults, fits

pytestmark = pytest.mark.navigateur

PLACE = "lieux/le-piano-commun/"
PAGES = [
    "",
    "lieux/",
    PLACE,
    "methode/",
    "contribuer/questionnaire/",
    "mentions-legales/",
    "404.html",
]
FIELD = ".cm-recherche input"
STATUS = ".cm-propositions [role=status]"
GROUP = ".cm-propositions [role=group]"
ACTIVE = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent"


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="fr-FR")
    opened = context.new_page()
    yield opened
    context.close()


def typed(page, text: str) -> None:
    page.locator(FIELD).click()
    page.keyboard.type(text)
    page.wait_for_selector(f"{STATUS}:not(:empty)")


def grouped(page, title: str):
    """Find a group by the name that assistive technologies give it."""
    return page.get_by_role("group", name=title, exact=True)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_finds_a_place(page, served: str, address: str) -> None:
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served + address)
    typed(page, "FILOCHE")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(ACTIVE).startswith("La Filoche")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}lieux/la-filoche/")
    assert said == []


def test_nothing_is_loaded_before_the_field_is_used(page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(served + PLACE)
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if one.endswith((".js", ".json"))] == ["assets/recherche.js"]
    typed(page, "piano")
    page.wait_for_load_state("networkidle")
    assert {one for one in asked if one.endswith((".js", ".json"))} == {
        "assets/recherche.js", "assets/suggestions.js", "assets/lieux.js",
        "assets/annuaire.json", "assets/recherche.json",
    }  # fmt: skip


def test_types_communes_and_places_are_proposed(page, served: str) -> None:
    page.goto(f"{served}methode/")
    typed(page, "l")
    options = grouped(page, "Lieux").locator("[role=option]")
    assert 3 <= options.count() <= 10
    hints = options.locator("small").all_inner_texts()
    assert any(hint.startswith("Type, ") for hint in hints)
    assert any(hint.startswith("Commune, ") for hint in hints)
    assert any(hint.endswith("exemple fictif") for hint in hints)
    assert options.last.inner_text().startswith("Voir les ")
    page.locator(FIELD).fill("lille")
    page.locator(".cm-propositions [role=option]", has_text="Commune").first.click()
    page.wait_for_url(f"{served}lieux/?commune=59350")
    page.wait_for_selector(".cm-carte--vive")
    assert page.get_by_role("button", name="Retirer : Commune : Lille").is_visible()


def test_the_last_place_proposed_leads_to_as_many_places(page, served: str) -> None:
    page.goto(f"{served}methode/")
    typed(page, "cafe")
    options = grouped(page, "Lieux").locator("[role=option]")
    count = int("".join(c for c in options.last.inner_text() if c.isdigit()))
    for _ in range(options.count()):
        page.keyboard.press("ArrowDown")
    assert page.evaluate(ACTIVE) == options.last.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}lieux/?q=cafe")
    page.wait_for_selector(".cm-carte--vive")
    assert page.locator("#cartes > li").count() == count


@pytest.mark.parametrize(
    ("asked", "group", "shown", "led"),
    [
        ("sections masquees", "Pages", "Retirer, masquer", "contribuer/annees/#retirer-masquer"),
        ("etiquette energie", "Questions et critères", "Quelle lettre porte", "methode/environnement/#q-emissions."),
        ("redevance par m²", "Chiffres", "Loyer ou redevance", "methode/indicateurs/#loyer_au_m2"),
        ("millésimes", "Mots du projet", "Année, ou millésime (year)", "glossaire/#le-lieu-et-ses-reponses"),
    ],
)  # fmt: skip
def test_what_is_read_is_found_too(
    page, served: str, asked: str, group: str, shown: str, led: str
) -> None:
    """Without accents, in the plural, by the words of a part of a page."""
    page.goto(f"{served}{PLACE}")
    typed(page, asked)
    option = grouped(page, group).locator("[role=option]").first
    assert option.inner_text().startswith(shown)
    option.click()
    page.wait_for_url(f"{served}{led}**")


def test_groups_follow_one_another_by_the_arrows(page, served: str) -> None:
    page.goto(f"{served}glossaire/")
    typed(page, "question")
    options = page.locator(f"{GROUP} [role=option]").all_inner_texts()
    assert page.locator(GROUP).count() >= 3
    reached = []
    for _ in options:
        page.keyboard.press("ArrowDown")
        reached.append(page.evaluate(ACTIVE))
    assert [option.replace("\n", "") for option in options] == reached
    assert str(len(options)) in page.locator(STATUS).inner_text()


def test_enter_leads_to_what_is_read_when_no_place_answers(page, served: str) -> None:
    page.goto(f"{served}methode/")
    typed(page, "millésime")
    assert page.get_by_role("group", name="Lieux", exact=True).count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}glossaire/**")


def test_without_the_texts_places_are_still_found(page, served: str) -> None:
    page.route("**/recherche.json", lambda route: route.abort())
    page.goto(f"{served}methode/")
    typed(page, "piano")
    assert page.locator(GROUP).count() == 1
    assert grouped(page, "Lieux").locator("[role=option]").count() >= 1


def test_enter_searches_and_escape_closes(page, served: str) -> None:
    page.goto(f"{served}methode/")
    typed(page, "piano")
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None
    assert field.input_value() == "piano"
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    page.keyboard.type("zzzz")
    page.wait_for_selector("text=Rien ne correspond.")
    field.fill("Piano")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}lieux/?q=Piano")


def test_leaving_the_field_closes_the_list(page, served: str) -> None:
    page.goto(f"{served}methode/")
    typed(page, "piano")
    page.keyboard.press("Tab")
    assert page.locator(".cm-propositions").is_hidden()


def test_a_lost_connection_is_told(page, served: str) -> None:
    page.route("**/annuaire.json", lambda route: route.abort())
    page.goto(f"{served}methode/")
    typed(page, "piano")
    assert "n’a pas pu être chargée" in page.locator(STATUS).inner_text()
    page.unroute("**/annuaire.json")
    page.keyboard.type(" c")
    page.wait_for_selector(".cm-propositions [role=option]")


@pytest.mark.parametrize(("scheme", "width"), WINDOWS)
def test_axe_finds_nothing_in_the_open_list(sight, served: str, scheme: str, width: int) -> None:
    page = sight.window(scheme, width)
    page.goto(served + PLACE)
    typed(page, "li")
    page.keyboard.press("ArrowDown")
    assert faults(page) == []
    assert fits(page)
