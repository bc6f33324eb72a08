"""Two phones' journeys in the engine of Safari: Back, a device without room, a long paste, photos by each route."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser import webkit as engine
from tests.browser.conftest import serving
from tests.browser.forms import FORM, STORE
from tests.browser.test_form import configured, photo

pytestmark = [
    pytest.mark.navigateur,
    pytest.mark.skipif(
        not engine.is_installed(), reason=f"WebKit manque : apt-get install {engine.PACKAGES}"
    ),
]
PHONE = (390, 844)
IDENTITY = {"nom": "Le Pressoir", "commune": "23200 Aubusson"}
DRAFT = {"annee": "2025", "document": {"identite": IDENTITY}}
SAVED = f"JSON.parse(localStorage.getItem('{STORE}')).document"
SHOWN = "!document.getElementById('{}').hidden"


@pytest.fixture
def window():
    with engine.webkit() as opened:
        opened.resize(*PHONE)
        yield opened


def on_draft(window: engine.WebKit, address: str) -> None:
    window.open(address + FORM)
    window.run("localStorage.setItem(arguments[0], arguments[1])", STORE, json.dumps(DRAFT))
    window.open(address)
    window.open(f"{address}{FORM}#identite")
    window.until("document.getElementById('c-nom').value === 'Le Pressoir'")


def test_back_brings_the_page_with_the_newest_draft(window, served: str):
    on_draft(window, served)
    window.run(
        "window.before = true;"
        "window.addEventListener('pageshow', (event) => { window.back = event.persisted })"
    )
    window.type("#c-adresse", "2 rue du Moulin")
    window.click('[id="q-milieu--bourg"]')
    window.open(f"{served}{FORM}?encore#identite")
    window.until("document.getElementById('c-adresse').value === '2 rue du Moulin'")
    window.type("#c-accroche", "Une table et un four.")
    window.until(f"{SAVED}.identite.accroche === 'Une table et un four.'")
    window.back()
    window.until("window.before === true")
    assert window.run("return window.back") is True
    # Safari sets such fields again once the page is shown.
    window.run("window.later = false; setTimeout(() => { window.later = true }, 500)")
    window.until("window.later")
    for field, told in (("accroche", "Une table et un four."), ("adresse", "2 rue du Moulin")):
        assert window.run(f"return document.getElementById('c-{field}').value") == told
    assert window.run("return document.getElementById('q-milieu--bourg').checked") is True
    window.type("#c-adresse", " bis")
    window.until(f"{SAVED}.identite.adresse.endsWith('bis')")
    assert window.run(f"return {SAVED}.identite") == {
        **IDENTITY,
        "accroche": "Une table et un four.",
        "adresse": "2 rue du Moulin bis",
        "milieu": "bourg",
    }


def test_a_device_without_room_says_so_on_every_screen(window, served: str):
    on_draft(window, served)
    window.run("""
        let size = 2 ** 22;
        while (size >= 1) {
            try { localStorage.setItem(`plein-${size}-${Math.random()}`, "x".repeat(size)); } catch { size /= 2; }
        }""")
    window.type("#c-accroche", "Une table et un four, au bout du village, depuis 2019.")
    window.until(SHOWN.format("abri"))
    told = window.run("return document.getElementById('abri').textContent")
    assert "Cet appareil n’enregistre pas vos réponses" in told
    assert (
        window.run("return document.getElementById('continuer').textContent")
        == "Continuer sans enregistrer"
    )
    for screen in ("identite", "sommaire", "relire", "apercu", "publier"):
        window.run("location.hash = arguments[0]", screen)
        window.until(SHOWN.format(screen))
        assert window.run("return document.getElementById('abri').checkVisibility()")
        assert window.run("return document.getElementById('tete-abri').checkVisibility()")
        assert window.run("return document.documentElement.scrollWidth <= innerWidth")


def test_a_long_paste_is_whole(window, served: str):
    on_draft(window, served)
    text = "Un four, une table. " * 250
    window.run(
        "const box = document.createElement('textarea'); box.id = 'source'; box.value = arguments[0];"
        "document.getElementById('identite').prepend(box); box.focus(); box.select()", text
    )  # fmt: skip
    window.type("#source", f"{engine.CONTROL}ac")
    window.type("#c-accroche", f"{engine.CONTROL}v")
    window.until("document.getElementById('c-accroche').value.length === 5000")
    window.until(f"{SAVED}.identite.accroche?.length === 4999")
    assert "Rien n’est coupé" in window.run(
        "return document.querySelector('.cm-compteur--trop').textContent"
    )


def test_photos_are_seen_then_said_to_stay_behind_by_each_route(
    window, copied_data: Path, tmp_path: Path
):
    configured(copied_data, tmp_path / "site")
    with serving(tmp_path / "site") as address:
        on_draft(window, address)
        window.run("location.hash = 'histoire'")
        window.run("document.getElementById('c-photos').classList.remove('cm-cache')")
        window.type("#c-photos", str(photo(tmp_path / "cour.jpg")))
        window.until("document.querySelector('.cm-photo img')?.naturalWidth === 1333")
        window.type(".cm-photo input[data-cle=texte]", "La cour, un jour de marché.")
        window.until(f"{SAVED}.histoire?.photos[0].texte === 'La cour, un jour de marché.'")
        # Taken up again: the photo comes from the device.
        window.open(address)
        window.open(f"{address}{FORM}#publier")
        window.until("document.querySelector('.cm-photo img')?.naturalWidth === 1333")
        window.click("#licence")
        window.click("#preparer-envoi")
        window.until(SHOWN.format("envoi"))
        assert "et 1\u00a0photo" in window.run(
            "return document.getElementById('envoi-resume').textContent"
        ).replace(" photo", "\u00a0photo")
        for route in ("voie-ticket", "voie-sans-compte"):
            window.run("document.getElementById(arguments[0]).open = true", route)
            said = window.run(
                "return document.querySelector(`#${arguments[0]} [data-avec-photos]`).checkVisibility()",
                route,
            )
            assert said is True, route
