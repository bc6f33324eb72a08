"""Which place a file is about, told by the form before anything leaves; and which commune."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cm_build.places.identity import name_key, near_key
from tests.browser.forms import FORM, filling, to_publish, visiting, with_draft, words
from tests.support import ROOT

SCRIPTS = ROOT / "cm_build/rendering/scripts/formulaire"
CASES = json.loads((ROOT / "tests/places/identity_cases.json").read_text(encoding="utf-8"))
OFFLINE = f"{FORM}formulaire-hors-ligne.html"


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def drafted(nom: str, commune: str, **more: object) -> dict[str, object]:
    return {"annee": "2026", "document": {"identite": {"nom": nom, "commune": commune}}, **more}


def to_the_door(page, served: str, draft: dict[str, object]) -> None:
    with_draft(page, served, draft)
    page.goto(f"{served}{FORM}#publier")
    page.wait_for_selector("#publier:not([hidden])")


def test_both_programs_reduce_names_alike(browser) -> None:
    names = sorted({name for group in ("egaux", "distincts", "proches") for pair in CASES[group] for name in pair} | set(CASES["vides"]))  # fmt: skip
    pieces = (SCRIPTS / name for name in ("10-document.js", "77-communes.js", "78-identite.js"))
    source = "\n".join(piece.read_text(encoding="utf-8") for piece in pieces)
    with visiting(browser) as context:
        page = context.new_page()
        page.set_content(
            '<main id="questionnaire"></main><script type="application/json" id="formulaire-donnees">{}</script>'
        )
        found = page.evaluate(
            f"names => {{ const assets = ''; {source}; return names.map((one) => [identityKey(one), nearKey(one)]); }}",
            names,
        )
    assert found == [[name_key(one), near_key(one)] for one in names]


@pytest.mark.parametrize(
    ("nom", "commune", "year", "told"),
    [
        ("Le Lavoir d’en haut", "35000 Rennes", "2026", "est un nouveau lieu."),
        ("LA FILOCHE", "47500 Fumel", "2031", "est une nouvelle année de « La Filoche » (Fumel)."),
        ("La Filoche", "47106", "2025", "est une correction du bilan 2025 de « La Filoche » (Fumel)."),
        ("La Filoche", "35000 Rennes", "2026", "est un nouveau lieu."),
        ("Filoche", "47500 Fumel", "2026", "porte presque ce nom : « La Filoche » (Fumel)"),
    ],
)  # fmt: skip
def test_the_form_tells_what_the_file_is(form, served: str, nom, commune, year, told) -> None:
    to_the_door(form, served, drafted(nom, commune) | {"annee": year})
    to_publish(form)
    assert told in words(form, "#envoi-lieu")
    assert form.is_hidden("#q-fiche\\.lieu")


def ticket(page) -> str:
    """Open the page of the forge and read the address of the place it is given."""
    page.evaluate("window.open = (address) => { window.opened = address; }")
    page.evaluate("document.getElementById('voie-ticket').open = true")
    page.click("#ouvrir-ticket")
    page.wait_for_function("window.opened")
    return parse_qs(urlsplit(page.evaluate("window.opened")).query).get("lieu", [""])[0]


def test_a_place_is_not_replaced_by_another_without_a_word(form, served: str) -> None:
    to_the_door(form, served, drafted("Le Lavoir d’en haut", "35000 Rennes", lieu="la-filoche"))
    form.check("#licence")
    form.click("#preparer-envoi")
    form.wait_for_selector("#erreurs:not([hidden])")
    assert form.is_hidden("#envoi")
    assert "Dites si c’est le même lieu" in words(form, "#erreurs")
    assert "la fiche de « La Filoche » (Fumel)" in words(form, "#lieu-repris")
    assert "« Le Lavoir d’en haut », 35000 Rennes" in words(form, "#lieu-repris")
    form.check("#lieu-autre")
    form.click("#preparer-envoi")
    form.wait_for_selector("#envoi:not([hidden])")
    assert "est un nouveau lieu." in words(form, "#envoi-lieu")
    assert ticket(form) == ""
    assert "le-lavoir-d-en-haut_2026_a-publier" in words(form, "#envoi-resume")


def test_a_place_that_changed_its_name_says_so(form, served: str) -> None:
    to_the_door(form, served, drafted("La Filoche du Lot", "47500 Fumel", lieu="la-filoche"))
    form.check("#licence")
    form.click("#preparer-envoi")
    form.wait_for_selector("#erreurs:not([hidden])")
    form.check("#lieu-meme")
    form.click("#preparer-envoi")
    form.wait_for_selector("#envoi:not([hidden])")
    assert "est une nouvelle année de « La Filoche » (Fumel)." in words(form, "#envoi-lieu")
    assert ticket(form) == "la-filoche, même lieu"


def test_five_digits_alone_are_asked_for_their_name(form, served: str) -> None:
    to_the_door(form, served, drafted("Le Lavoir", "13003"))
    form.check("#licence")
    form.click("#preparer-envoi")
    form.wait_for_selector("#erreurs:not([hidden])")
    assert "Ajoutez le nom de la commune : « 13003 » peut en désigner plusieurs" in words(
        form, "#erreurs"
    )


def test_the_offline_form_asks_for_the_name_of_the_commune(
    browser, example_site: Path, tmp_path: Path
) -> None:
    file = tmp_path / "formulaire.html"
    shutil.copyfile(example_site / OFFLINE, file)
    with visiting(browser, offline=True) as alone:
        page = alone.new_page()
        page.goto(file.as_uri())
        page.click("#commencer-tout")
        page.goto(file.as_uri() + "#identite")
        page.fill("#c-nom", "Le Lavoir")
        for code, doubtful in (
            ("13003", True),
            ("35520", True),
            ("31000", False),
            ("35238", False),
        ):
            page.fill("#c-commune", code)
            page.click("#continuer")
            if doubtful:
                page.wait_for_selector("#erreurs:not([hidden])")
                assert f"« {code} » peut en désigner plusieurs" in words(page, "#erreurs")
            else:
                page.wait_for_selector("#identite", state="hidden")
                page.goto(file.as_uri() + "#identite")
        page.fill("#c-commune", "13003 Marseille")
        page.click("#continuer")
        page.wait_for_selector("#identite", state="hidden")


def test_the_name_of_a_commune_comes_back_even_without_the_list(form, served: str) -> None:
    form.route(re.compile(r"/assets/communes/\d\d\.json"), lambda route: route.abort())
    form.goto(f"{served}{FORM}?lieu=la-filoche")
    form.click("#reprise .cm-bouton >> nth=0")
    form.goto(f"{served}{FORM}#identite")
    assert form.input_value("#c-commune") == "47106 Fumel"
