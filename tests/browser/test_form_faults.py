"""Faults and doubts of the form: each at its own input, all at once, in the words that were typed."""

from __future__ import annotations

import pytest

from cm_build.reading.problem import catalogue
from tests.browser.forms import FORM, READY, fresh, whole_file, with_draft, words
from tests.browser.test_form import IDENTITY
from tests.places.test_personal_words import CASES

pytestmark = pytest.mark.navigateur


@pytest.fixture
def form(browser):
    with fresh(browser) as page:
        yield page


def opened(form, served: str, screen: str, **document: object) -> None:
    """Open a screen on a draft that holds these answers."""
    with_draft(form, served, {"annee": "2025", "document": {**IDENTITY, **document}})
    form.goto(f"{served}{FORM}#{screen}")


def told(form) -> list[str]:
    """Read the entries of the summary."""
    text = "[...document.querySelectorAll('#erreurs li > a')].map(one => one.innerText)"
    return [one.replace("\u202f", " ").replace("\u00a0", " ") for one in form.evaluate(text)]


def invalid(form) -> list[str]:
    """Give the inputs in fault, by id, and check that each is described by its own words."""
    found = form.evaluate("""[...document.querySelectorAll('[aria-invalid]')].map(one => [one.id,
        one.getAttribute('aria-describedby').split(' ').filter(id => id.startsWith('e-'))
           .map(id => document.getElementById(id)).filter(Boolean).length])""")
    assert all(count == 1 for _, count in found), found
    return [name for name, _ in found]


def leads(form) -> list[str]:
    """Follow each link of the summary: where is one then?"""
    places = []
    for rank in range(form.locator("#erreurs li > a").count()):
        form.click(f"#erreurs li > a >> nth={rank}")
        places.append(form.evaluate("document.activeElement.id"))
    return places


def test_a_distribution_tells_each_wrong_line(form, served: str):
    amounts = {"locations": "12 000", "billetterie": "1.200", "ventes": "peu", "dons": "300"}
    opened(form, served, "moyens", moyens={"ressources": amounts})
    form.click("#continuer")
    wrong = ["c-ressources-billetterie", "c-ressources-ventes"]
    assert invalid(form) == wrong
    question = "Quelles ont été les ressources de l’année ? Ligne"
    assert [one.split(" : ")[0] for one in told(form)[:2]] == [
        f"{question} Billetterie", f"{question} Vente de produits",
    ]  # fmt: skip
    assert "« 1.200 »" in told(form)[0]
    assert "« peu »" in told(form)[1]
    assert leads(form)[:2] == wrong
    assert form.is_visible(".cm-part:has(#c-ressources-ventes) + .cm-q__erreur")
    form.fill("#c-ressources-billetterie", "1 200")
    form.click("#continuer")
    assert invalid(form) == ["c-ressources-ventes"]


DATES = [
    (("12", "14", "2018"), ["m"], ["« 14 » n’est pas un mois"]),
    (("45", "brumaire", "18"), ["j", "m", "a"], ["« 45 »", "« brumaire »", "« 18 »"]),
    (("31", "avril", "2019"), ["j"], ["« 31 » n’existe pas ce mois-là (31 / avril / 2019)"]),
    (("3", "", "2019"), ["m"], ["Le mois manque"]),
    (("", "mai", ""), ["a"], ["L’année manque"]),
    (("", "", "vers 2010"), ["a"], ["« vers 2010 » n’est pas une année"]),
]


@pytest.mark.parametrize(("typed", "wrong", "said"), DATES, ids=range(6))
def test_a_date_is_quoted_as_it_was_typed(form, served: str, typed, wrong, said):
    opened(form, served, "identite")
    for part, text in zip("jma", typed, strict=True):
        form.fill(f"#c-date_ouverture-{part}", text)
    form.click("#continuer")
    inputs = [f"c-date_ouverture-{part}" for part in wrong]
    assert invalid(form) == inputs
    assert leads(form) == inputs
    for entry, words_said in zip(told(form), said, strict=True):
        assert words_said in entry
    assert "2018-14-12" not in form.inner_text("#identite")
    # Taken up again, it is what was typed, in the same boxes.
    form.goto(f"{served}{FORM}#relire")
    form.reload()
    form.goto(f"{served}{FORM}#identite")
    shown = [form.input_value(f"#c-date_ouverture-{part}") for part in "jma"]
    assert shown == list(typed)
    form.click("#continuer")
    assert invalid(form) == inputs


def test_a_table_tells_each_wrong_cell_by_its_line(form, served: str):
    rows = [
        {"annee": "2019", "evenement": "Le four rallumé"},
        {"annee": "l’an dernier", "evenement": "Écrire à four@exemple.fr ou au 06 45 12 78 90"},
    ]
    opened(form, served, "histoire", histoire={"frise": rows})
    # A line left empty before them is not in the file: it shifts nothing.
    form.click('[data-q="frise"] [data-ajouter]')
    form.evaluate(
        "document.querySelector('[data-q=frise] [data-lignes]').prepend("
        "document.querySelector('[data-q=frise] .cm-ligne:last-child'))"
    )
    form.click("#continuer")
    year, event = told(form)
    assert year.startswith("Quelles sont les grandes dates du projet ? Ligne 3, Année :")
    assert "« l’an dernier »" in year
    assert "Ligne 3, Ce qui s’est passé :" in event
    # Two faults in one cell are one entry that tells both.
    assert "four@exemple.fr" in event
    assert "06 45 12 78 90" in event
    cells = [f".cm-ligne:nth-child(3) [data-colonne={one}] " for one in ("annee", "evenement")]
    assert invalid(form) == [form.get_attribute(f"{cell} input", "id") for cell in cells]
    assert leads(form) == invalid(form)
    for cell in cells:
        assert form.is_visible(f"{cell} .cm-q__erreur")


def test_words_beside_a_choice_are_told_where_they_are(form, served: str):
    opened(
        form, served, "histoire",
        histoire={"valeurs": ["partage"], "valeurs_details": {"partage": "Au 06.45.12.78.90"}},
    )  # fmt: skip
    form.click("#continuer")
    assert invalid(form) == ["d-valeurs--partage"]
    assert form.is_visible('[data-suite="partage"] .cm-q__erreur')


def test_a_fault_of_the_votes_is_told_once_and_names_the_effect(form, served: str):
    votes = {"lien_social": {"equipe": {"ponctuelle": "2", "reguliere": "5"}}}
    workshop = {"participants": {"equipe": "4", "voisins": "x"}, "votes": votes}
    opened(form, served, "evaluation_collective", evaluation_collective=workshop)
    form.click("#continuer")
    people, effect = told(form)
    assert people.startswith("Combien de personnes par groupe ? Ligne Voisines et voisins :")
    assert effect.startswith("Lien social, Équipe du lieu :")
    assert effect.count("Équipe du lieu") == 2  # Once as a title, once in the sentence.
    for _ in range(2):
        form.click("#continuer")
        assert told(form) == [people, effect]
    form.click("#erreurs li > a >> nth=1")
    row = '[data-q="atelier.lien_social.equipe"]'
    assert form.evaluate(
        f"document.activeElement === document.querySelector('{row} [data-part=ponctuelle]')"
    )
    assert form.locator(f"{row} .cm-q__erreur").count() == 1


def test_what_the_program_finds_is_told_at_the_same_input(form, served: str):
    workshop = {"participants": {"equipe": "9"}, "votes": {"lien_social": {"equipe": {"reguliere": "2"}}}}  # fmt: skip
    document = {
        "histoire": {"frise": [{"annee": "2019"}, {"annee": "hier", "evenement": "Le four"}]},
        "moyens": {"depenses": {"loyer": "100", "energie": "beaucoup"}},
        "identite": {**IDENTITY["identite"], "date_ouverture": "12 / 14 / 2018"},
        "evaluation_collective": workshop,
    }
    opened(form, served, "apercu", **document)
    form.click("#lancer-apercu")
    form.wait_for_selector("#problemes:not([hidden])", timeout=READY)
    found = words(form, "#problemes")
    assert "Quelles sont les grandes dates du projet ? Ligne 2, Année :" in found
    assert "2018-14-12" not in found
    for keys, field in (
        ("histoire.frise.1.annee", ".cm-ligne:nth-child(2) [data-colonne=annee] input"),
        ("moyens.depenses.energie", "#c-depenses-energie"),
        ("identite.date_ouverture", "#c-date_ouverture-m"),
    ):
        form.goto(f"{served}{FORM}#apercu")
        form.click(f'#problemes a[href="#champ={keys}"]')
        assert form.get_attribute(field, "aria-invalid") == "true", keys
        assert form.is_visible(f"{field} >> xpath=ancestor::*[@data-q]//*[@class='cm-q__erreur']")
        if "date" not in keys:
            assert form.evaluate(f"document.activeElement === document.querySelector('{field}')")


def test_both_programs_find_the_same_personal_words(form, served: str):
    starts = {code: catalogue()[code].message.split("« {lu}")[0] for code in ("CM-321", "CM-322", "CM-329")}  # fmt: skip
    opened(form, served, "histoire")
    found = []
    for case in CASES:
        form.fill("#c-idee_fondatrice", case["texte"])
        form.click("#continuer")
        if form.is_visible("#histoire"):
            said = " ".join(told(form))
            found.append([code for code, start in starts.items() for _ in range(said.count(start.strip()))])  # fmt: skip
            assert form.get_attribute("#c-idee_fondatrice", "aria-invalid") == (
                "true" if {"CM-321", "CM-322"} & set(found[-1]) else None
            )
        else:
            found.append([])
            form.go_back()
            form.wait_for_selector("#histoire:not([hidden])")
        form.fill("#c-idee_fondatrice", "")
    expected = [case["trouve"] for case in CASES]
    assert found == expected


def test_a_person_named_is_asked_about_then_left(form, served: str):
    opened(form, served, "histoire", histoire={"idee_fondatrice": "Un don de Mme Fabre."})
    form.click("#continuer")
    assert form.inner_text("#erreurs h2") == "Une question avant de continuer"
    assert "Mme Fabre" in told(form)[0]
    assert not form.title().startswith("Erreur")
    form.click("#erreurs button")
    assert form.is_hidden("#erreurs")
    assert form.evaluate("document.activeElement.id") == "c-idee_fondatrice"
    form.click("#continuer")
    form.wait_for_selector("#espace:not([hidden])")
    form.goto(f"{served}{FORM}#relire")
    assert form.is_hidden("#doutes")


WEB = [
    ("www.lavoir.exemple.fr", "https://www.lavoir.exemple.fr"),
    ("lavoir.exemple.fr/agenda", "https://lavoir.exemple.fr/agenda"),
]


@pytest.mark.parametrize(("typed", "whole"), WEB, ids=["www", "sans-www"])
def test_an_address_without_its_beginning_is_completed_on_request(
    form, served: str, typed: str, whole: str
):
    opened(form, served, "identite")
    form.fill("#c-site_web", typed)
    form.click("#continuer")
    assert invalid(form) == ["c-site_web"]
    # Nothing is changed that one did not ask for.
    assert form.input_value("#c-site_web") == typed
    form.click(f"text=Écrire {whole}")
    assert form.input_value("#c-site_web") == whole
    assert form.evaluate("document.activeElement.id") == "c-site_web"
    assert form.is_hidden("#erreurs")
    form.goto(f"{served}{FORM}#garder")
    assert f'site_web: "{whole}"' in whole_file(form)


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "le site", "jeanne@exemple.fr"])
def test_what_is_no_address_is_not_completed(form, served: str, typed: str):
    opened(form, served, "identite")
    form.fill("#c-site_web", typed)
    form.click("#continuer")
    assert invalid(form) == ["c-site_web"]
    assert form.locator("#erreurs button").count() == 0


PARTIAL = {"structures": {"associations": "3", "artisans": "2"}}


def test_a_distribution_that_may_be_whole_is_asked_about(form, served: str):
    opened(form, served, "acteurs", acteurs=PARTIAL)
    form.click("#continuer")
    assert form.is_visible("#acteurs")
    (asked,) = told(form)
    assert "Est-ce tout ?" in asked
    assert invalid(form) == []
    # Pressing again leaves it as it is; the review asks once more.
    form.click("#continuer")
    assert form.is_hidden("#acteurs")
    form.goto(f"{served}{FORM}#relire")
    assert "Est-ce tout ?" in words(form, "#doutes")
    form.click("#doutes >> text=Oui, j’ai tout indiqué")
    assert form.is_hidden("#doutes")
    assert form.evaluate("document.activeElement !== document.body")
    form.goto(f"{served}{FORM}#garder")
    assert "complet: oui" in whole_file(form)


def test_a_distribution_that_lacks_lines_stays_so(form, served: str):
    opened(form, served, "acteurs", acteurs=PARTIAL)
    form.click("#continuer")
    form.click("#erreurs >> text=Non, il manque des lignes")
    assert form.evaluate("document.activeElement.closest('[data-q]').dataset.q") == "structures"
    form.reload()
    form.click("#continuer")
    assert form.is_hidden("#acteurs")
    form.goto(f"{served}{FORM}#relire")
    assert form.is_hidden("#doutes")
    form.goto(f"{served}{FORM}#garder")
    assert "complet: " not in whole_file(form)


NOT_ASKED = {
    "cochée": ("acteurs", {"structures": {"associations": "3", "complet": "oui"}}),
    "vide": ("acteurs", {"structures": {}}),
    "au total": ("espace", {"surface_interieure": "100", "surfaces": {"cafe": "40", "bureaux": "60"}}),
    "ligne inconnue": ("acteurs", {"structures": {"associations": "3", "artisans": "ne_sait_pas"}}),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_ASKED)
def test_what_is_known_to_be_whole_or_not_is_not_asked(form, served: str, name: str):
    screen, answers = NOT_ASKED[name]
    opened(form, served, screen, **{screen: answers})
    form.click("#continuer")
    assert form.is_hidden(f"#{screen}")


def test_two_answers_that_contradict_are_both_named_and_may_both_stay(form, served: str):
    opened(form, served, "acces", acces={"ouverture": "hebdomadaire", "jours_ouverture": "4"})
    form.click("#continuer")
    asked = words(form, "#erreurs")
    assert "Une fois par semaine ou moins" in asked
    assert "Combien de jours par semaine le lieu est-il ouvert ? 4" in asked
    assert "Une fois par semaine ou moins fait un jour au plus." in asked
    # Nothing stops: the review asks again, until the person says that both are right.
    form.goto(f"{served}{FORM}#relire")
    assert "ne vont pas ensemble" in words(form, "#doutes")
    form.click("#doutes >> text=Les deux sont justes")
    assert form.is_hidden("#doutes")


def test_the_state_of_the_place_is_held_against_its_answers(form, served: str):
    opened(form, served, "relire", etat="ferme", espace={"destin_site": ["perenne"]})
    asked = words(form, "#doutes")
    assert "Il a fermé" in asked
    assert "Le lieu est là pour durer" in asked
