"""What a place wanted comes back the year after; nothing of it leaves that was not chosen, one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.forms import FORM, filling, to_publish, whole_file, words
from tests.support import DATA

pytestmark = pytest.mark.navigateur
LAST_YEAR = DATA / "exemples/le-carre-de-terre/2024.yaml"
MEAL = "Déplacer le repas du samedi dans le champ, entre les rangs."


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def test_last_year_s_intentions_come_back_and_leave_only_if_chosen(
    form, served: str, tmp_path: Path, read, tools
) -> None:
    form.set_input_files("#fichier", LAST_YEAR)
    form.click("text=Préparer la fiche de 2025")
    form.wait_for_selector("#sommaire:not([hidden])")
    # The three intentions of 2024 wait for a word, each with the way to it.
    assert form.locator("#intentions li").count() == 3
    assert MEAL in words(form, "#intentions")
    form.click("#intentions a:has-text('Lien social')")
    assert form.input_value("#c-lien_social\\.intention_passee") == MEAL
    assert form.input_value("#c-lien_social\\.intention") == ""
    assert form.is_hidden("#q-lien_social\\.suite_raison")
    # A criterion that wanted nothing asks nothing.
    assert form.locator("#q-cadre_de_vie\\.intention_passee").is_hidden()
    assert form.locator("#q-cadre_de_vie\\.suite").is_hidden()

    form.check("#q-lien_social\\.suite--abandonnee")
    form.fill("#c-lien_social\\.suite_raison", "Trop de vent.")
    form.fill("#c-lien_social\\.intention", "Garder le hangar.")
    form.goto(f"{served}{FORM}#sommaire")
    assert form.locator("#intentions li").count() == 2

    form.goto(f"{served}{FORM}#publier")
    assert form.locator("#intentions-a-publier input:checked").count() == 0
    sent = to_publish(form)
    for word in ("intention", "suite:", "Trop de vent", "Garder le hangar", "reponses_publiees"):
        assert word not in sent
    assert "ce que vous voulez changer" in words(form, "#retire")

    # The follow-up, chosen: what was wanted and why go with it; the new intention stays.
    form.check("#montrer-lien_social\\.intention_passee")
    sent = to_publish(form)
    seen = read.assessment(sent).visible(tools.names).answers
    assert seen["lien_social.suite"].value == "abandonnee"
    assert seen["lien_social.suite_raison"].value == "Trop de vent."
    assert "Garder le hangar" not in sent
    assert "intention: " not in sent

    # The complete file keeps every word, and the choice; a word added since was not chosen.
    kept = tmp_path / "commune-mesure_carre_2025_complet.yml"
    form.goto(f"{served}{FORM}#garder")
    kept.write_text(whole_file(form), encoding="utf-8")
    assert "Garder le hangar." in kept.read_text(encoding="utf-8")
    form.evaluate("localStorage.clear()")
    form.goto(served + FORM)
    form.set_input_files("#fichier", kept)
    form.click("text=Reprendre la fiche de 2025")
    form.wait_for_selector("#sommaire:not([hidden])")
    form.goto(f"{served}{FORM}#publier")
    assert form.is_checked("#montrer-lien_social\\.intention_passee")
    assert not form.is_checked("#montrer-lien_social\\.intention")

    # The year after, everything is to be chosen again.
    form.goto(served + FORM)
    form.set_input_files("#fichier", kept)
    form.click("text=Préparer la fiche de 2026")
    form.wait_for_selector("#sommaire:not([hidden])")
    draft = json.loads(form.evaluate("Object.values(localStorage)[0]"))
    told = draft["document"]["effets_sociaux"]["criteres"]["lien_social"]
    assert told["intention_passee"] == "Garder le hangar."
    assert not {"suite", "suite_raison", "intention"} & {
        key for key, value in told.items() if value
    }
    assert draft["montrees"] == []
