"""Driving the form as a person does, and reading what it gives back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FORM = "contribuer/questionnaire/"
MOST_STEPS = 600
# What the engine of the preview may take on a machine that does much else: a limit, never a measure.
READY = 180_000
# Where the draft is: one by address of the form.
STORE = "commune-mesure:brouillon:/contribuer/questionnaire/"


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Open a browser that keeps nothing from one test to the next."""
    context = browser.new_context(locale="fr-FR", accept_downloads=True, **options)
    yield context
    context.close()


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """Open a tab on nothing, in a fresh browser; a script that fails fails the test."""
    said: list[str] = []
    with visiting(browser) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert said == []


@contextmanager
def filling(browser: Browser, address: str, draft: dict[str, Any] | None = None) -> Iterator[Page]:
    """Open the form in a fresh browser, on a draft if any."""
    with fresh(browser) as page:
        if draft is None:
            page.goto(address + FORM)
        else:
            with_draft(page, address, draft)
        yield page


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it is wanted: a person without a mouse does so.

    What is folded away is opened on the way, as one does.
    """
    where = """selector => {
        const here = document.activeElement;
        if (here.matches(selector)) return "there";
        const folded = here.matches("summary") && !here.parentElement.open;
        return folded && here.parentElement.querySelector(selector) ? "folded" : "elsewhere";
    }"""
    for _ in range(MOST_STEPS):
        stands = page.evaluate(where, selector)
        if stands == "there":
            return
        if stands == "folded":
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"le clavier n’atteint pas {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Reach something and press a key."""
    reach(page, selector)
    page.keyboard.press(key)


def type_in(page: Page, selector: str, text: str) -> None:
    """Reach a field and type in it."""
    reach(page, selector)
    page.keyboard.type(text)


def choose(page: Page, question: str, option: str) -> None:
    """Reach a group of radio buttons, then move to an option with the arrows."""
    reach(page, f'input[name="{question}"]')
    page.keyboard.press("Space")
    wanted = f"q-{question}--{option}"
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"les flèches n’atteignent pas {wanted}")


def tick(page: Page, question: str, *options: str) -> None:
    """Reach boxes and tick them."""
    for option in options:
        press(page, f'[id="q-{question}--{option}"]', "Space")


def with_draft(page: Page, address: str, draft: dict[str, Any]) -> None:
    """Open the form on a draft that is already on the device."""
    # The form is the heaviest page: its draft is put there from the lightest.
    page.goto(f"{address}assets/icone.svg")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, json.dumps(draft)])
    page.goto(f"{address}{FORM}#garder")


def words(page: Page, selector: str) -> str:
    """Read a part of the page, its no-break spaces as ordinary ones."""
    return page.inner_text(selector).replace("\u202f", " ").replace("\u00a0", " ")


def to_publish(page: Page) -> str:
    """Agree, prepare the file to publish, and read it."""
    page.check("#licence")
    page.click("#preparer-envoi")
    page.wait_for_selector("#envoi:not([hidden])")
    return page.text_content("#texte-envoye") or ""


def whole_file(page: Page) -> str:
    """Download the complete file."""
    with page.expect_download() as waiting:
        page.click("#telecharger-complet")
    return waiting.value.path().read_text(encoding="utf-8")


# The wholes that have lines the first version of the questionnaire did not ask.
_WITH_NEW_LINES = re.compile(r"(?m)^(\s+(?:ressources|depenses): \{.*?), complet: oui\}")


def as_taken_up(text: str) -> str:
    """Write a file as the form takes it up: it answers the present version, and « tout est indiqué » said nothing of lines nobody was asked."""
    if "questionnaire: 1" not in text:
        return text
    return _WITH_NEW_LINES.sub(r"\1}", text.replace("questionnaire: 1", "questionnaire: 2", 1))
