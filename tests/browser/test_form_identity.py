"""Which place a file is about, told by the form before anything leaves; and which commune."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from cm_build.places.identity import name_key, near_key
from tests.browser.conftest import serving
from tests.browser.forms import FORM, filling, fresh, to_publish, visiting, with_draft, words
from tests.browser.test_form import configured, opened_ticket
from tests.support import NODE, ROOT, minimal, write_place

pytestmark = pytest.mark.navigateur

SCRIPTS = ROOT / "cm_build/contributing/form/scripts"
CASES = json.loads((ROOT / "tests/places/identity_cases.json").read_text(encoding="utf-8"))
OFFLINE = f"{FORM}formulaire-hors-ligne.html"


@pytest.fixture
def form(browser):
    with fresh(browser) as page:
        yield page


def drafted(nom: str, commune: str, **more: object) -> dict[str, object]:
    return {"annee": "2026", "document": {"identite": {"nom": nom, "commune": commune}}, **more}


def to_the_door(page, served: str, draft: dict[str, object]) -> None:
    with_draft(page, served, draft)
    page.goto(f"{served}{FORM}#publier")
    page.wait_for_selector("#publier:not([hidden])")


def test_both_programs_reduce_names_alike() -> None:
    names = sorted({name for group in ("egaux", "distincts", "proches") for pair in CASES[group] for name in pair} | set(CASES["vides"]))  # fmt: skip
    module = json.dumps((SCRIPTS / "identity.js").as_uri())
    script = f"""
      import {{ identityKey, nearKey }} from {module};
      console.log(JSON.stringify({json.dumps(names)}.map((one) => [identityKey(one), nearKey(one)])));
    """
    done = subprocess.run(
        [NODE, "--input-type=module"], input=script, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [[name_key(name), near_key(name)] for name in names]


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


def test_a_place_is_not_replaced_by_another_without_a_word(
    browser, copied_data: Path, tmp_path: Path
) -> None:
    write_place(copied_data / "places", "la-grue", minimal("La Grue", "29019"))
    write_place(copied_data / "places", "le-thon", minimal("Le Thon", "44109"))
    configured(copied_data, tmp_path / "site")
    with serving(tmp_path / "site") as address, filling(browser, address) as page:
        to_the_door(page, address, drafted("Le Thon", "29200 Brest", lieu="la-grue"))
        page.check("#licence")
        page.click("#preparer-envoi")
        page.wait_for_selector("#erreurs:not([hidden])")
        assert page.is_hidden("#envoi")
        assert "Dites si c’est le même lieu" in words(page, "#erreurs")
        assert "la fiche de « La Grue » (Brest)" in words(page, "#lieu-repris")
        assert "« Le Thon », 29200 Brest" in words(page, "#lieu-repris")

        page.check("#lieu-meme")
        assert sent(page) == "la-grue, même lieu"
        assert "une nouvelle année de « La Grue » (Brest)." in words(page, "#envoi-lieu")
        mail = urlsplit(str(page.get_attribute("#courriel", "href"))).query
        assert "son adresse reste la-grue." in dict(parse_qsl(mail))["body"]
        git = urlsplit(str(page.get_attribute("#ouvrir-git", "href"))).query
        assert dict(parse_qsl(git))["filename"] == "data/places/la-grue/2026.yaml"

        page.check("#lieu-autre")
        assert sent(page) == ""
        assert "est un nouveau lieu." in words(page, "#envoi-lieu")
        git = urlsplit(str(page.get_attribute("#ouvrir-git", "href"))).query
        # The address of its name is that of its homonym in Nantes.
        assert dict(parse_qsl(git))["filename"] == "data/places/le-thon-brest/2026.yaml"


def sent(page) -> str:
    """Prepare the file, then read the address of the place that the page of the forge is given."""
    page.click("#preparer-envoi")
    page.wait_for_selector("#envoi:not([hidden])")
    page.evaluate("document.querySelectorAll('#envoi details').forEach(d => d.open = true)")
    return opened_ticket(page).get("lieu", "")


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
