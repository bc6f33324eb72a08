"""A place that asks not to be found: what the form proposes, what it lets choose, what leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.forms import FORM, READY, filling, words
from tests.support import DATA, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.navigateur

COMPLETE = ROOT / "tests" / "places" / "lieu_protege_complet.yaml"
SHELTER: dict[str, Any] = {
    "annee": "2025",
    "document": {
        "identite": {"nom": "La Porte", "commune": "29019 Brest", "types_de_lieu": ["hebergement"]},
    },
}
CANARY = re.compile(r"zyx[a-z]+\d+q", re.IGNORECASE)


def sent_by(page: Page) -> str:
    return page.text_content("#texte-envoye") or ""


def at_the_doors(page: Page, served: str) -> None:
    page.goto(f"{served}{FORM}#publier")
    page.wait_for_selector("#publier:not([hidden])")


def test_it_is_proposed_and_the_choice_is_the_place_s(browser, served: str):
    with filling(browser, served, SHELTER) as page:
        at_the_doors(page, served)
        assert "d’hébergement, d’exil, de violences" in words(page, "#protection-proposee")
        page.check("#licence")
        page.click("#preparer-envoi")
        assert "Dites si ce lieu doit être protégé" in words(page, "#erreurs")
        page.check('[id="q-fiche.protege--non"]')
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        sent = sent_by(page)
        assert "lieu_protege: non" in sent
        assert "La Porte" in sent


def test_a_place_that_says_nothing_of_the_kind_is_not_asked(browser, served: str):
    document = {"identite": {"nom": "La Halle", "commune": "35000 Rennes"}}
    with filling(browser, served, {"annee": "2025", "document": document}) as page:
        at_the_doors(page, served)
        assert page.is_hidden("#protection-proposee")
        assert page.is_hidden("#protection")
        page.check("#licence")
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        assert "protege" not in sent_by(page)


def test_only_what_is_chosen_one_by_one_leaves(browser, served: str):
    """The complete file has a word of its own in each text: one of them was chosen."""
    with filling(browser, served) as page:
        page.set_input_files("#fichier", COMPLETE)
        page.click("#reprise .cm-bouton >> nth=0")
        page.goto(f"{served}{FORM}#fiche")
        page.fill("#annee", "2025")
        at_the_doors(page, served)
        # Nothing is ticked beforehand.
        assert page.locator("#protection input[type=checkbox]:checked").count() == 0
        page.check("#licence")
        page.click("#preparer-envoi")
        told = words(page, "#erreurs")
        assert "Choisissez un grand type de lieu." in told
        assert "Choisissez une région." in told
        page.check('[id="q-fiche.grand_type--hebergement"]')
        page.select_option('[id="c-fiche.region"]', "93")
        page.check('[id="classe-surface"]')
        page.click("#protection-choix summary:has-text('Lien social')")
        page.check('[id="choisie-lien_social.exemple"]')
        page.check('[id="choisie-lien_social.occasions"]')
        page.uncheck('[id="choisie-lien_social.occasions"]')
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        # No public door, and nothing that names the place in what goes with the file.
        for door in ("#voie-ticket", "#voie-git"):
            assert page.locator(door).count() == 0 or page.is_hidden(door)
        if page.locator("#courriel").count():
            assert "Hospice" not in (page.get_attribute("#courriel", "href") or "")
        assert words(page, "#envoi-lieu") == ""
        with page.expect_download() as waiting:
            page.click("#telecharger-publier")
        assert waiting.value.suggested_filename == "lieu-protege_2025_a-publier.yml"
        sent = waiting.value.path().read_text("utf-8")
        (only,) = CANARY.findall(sent)
        assert f"loin de chez nous. {only}" in sent
        for word in ("Hospice", "13055", "occasions", "2021", "9200", "#"):
            assert word not in sent
        # The complete file keeps everything, and what was chosen.
        with page.expect_download() as waiting:
            page.click("#telecharger-complet-publie")
        kept = waiting.value.path().read_text("utf-8")
        assert "lieu_protege: oui" in kept
        assert "lien_social.exemple" in kept
        assert len(set(CANARY.findall(kept))) > 70


def test_a_public_file_comes_back_and_leaves_the_same(browser, served: str, tools):
    """Taken up alone, without the complete file: nothing is lost, and nothing is added."""
    path = DATA / "exemples" / "lieu-protege-1" / "2025.yaml"
    with filling(browser, served) as page:
        page.set_input_files("#fichier", path)
        page.click("#reprise .cm-bouton >> nth=0")
        page.goto(f"{served}{FORM}#fiche")
        page.fill("#annee", "2025")
        at_the_doors(page, served)
        page.check("#licence")
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        sent = sent_by(page)
    before, after = (
        tools.reader.read(content, file="a.yaml", slug="a", year=2025).described
        for content in (path.read_bytes(), sent.encode())
    )
    # The form does not make examples.
    assert after == before._replace(fictional=False)


def test_a_chosen_text_that_names_the_place_does_not_leave(browser, served: str):
    document = SHELTER["document"] | {
        "lieu_protege": "oui",
        "grand_type": "hebergement",
        "region": "53",
        "reponses_choisies": ["accroche"],
    }
    document["identite"] = document["identite"] | {"accroche": "On dort à Brest."}
    with filling(browser, served, {"annee": "2025", "document": document}) as page:
        at_the_doors(page, served)
        assert page.is_checked('[id="choisie-accroche"]')
        page.check("#licence")
        page.click("#preparer-envoi")
        assert "répète « Brest »" in words(page, "#erreurs")
        page.uncheck('[id="choisie-accroche"]')
        page.click("#preparer-envoi")
        page.wait_for_selector("#envoi:not([hidden])")
        assert "Brest" not in sent_by(page)


def test_the_preview_shows_exactly_what_would_be_seen(browser, served: str):
    document = SHELTER["document"] | {
        "lieu_protege": "oui",
        "grand_type": "hebergement",
        "region": "53",
    }
    with filling(browser, served, {"annee": "2025", "document": document}) as page:
        page.goto(f"{served}{FORM}#apercu")
        page.click("#lancer-apercu")
        page.wait_for_selector("#apercu-page:not([hidden])", timeout=READY)
        inside = page.frame_locator("#cadre").locator("body").inner_text()
        assert "Un lieu d’hébergement en Bretagne" in inside
        for word in ("La Porte", "Brest"):
            assert word not in inside
        # At home, the place sees its own portrait.
        page.check("#apercu-prive")
        page.frame_locator("#cadre").locator("h1:has-text('La Porte')").wait_for(timeout=READY)
