"""A word of ninety letters, wherever a place may write one, passes no edge at 320 px."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from cm_build.contributing.intake.finding import keys_of
from cm_build.questionnaire.question import LongText, ShortList, ShortText, Table
from cm_build.questionnaire.role import Role
from tests.browser.conftest import serving
from tests.browser.forms import FORM, visiting, with_draft
from tests.support import DATA, build

pytestmark = pytest.mark.navigateur

WORD = "intercommunalisationnellement" * 3 + "abc"
SLUG = "le-mot-long"
WIDTH = {"width": 320, "height": 700}
EDGES = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# What sticks out, for whoever mends it: the deepest elements past the right edge, outside a scroller.
OUT = """() => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > 321
    && one.checkVisibility() && !one.closest('.cm-tableau, .cm-defile, svg') && one.children.length < 3)
  .slice(0, 8).map(one => one.tagName + '.' + one.className + ' ' + (one.textContent ?? '').slice(0, 20))"""


def with_long_words(names, file: Path) -> Any:
    """Take an example and write the word in place of each free text."""
    document: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    for asked in names.asked.values():
        *way, last = keys_of(asked)
        home: Any = document
        for key in way:
            home = home.get(key, {}) if isinstance(home, dict) else {}
        if not isinstance(home, dict) or last not in home or asked.question.role is Role.CONTACT:
            continue
        if asked.question.role is Role.PHOTOS:
            del home[last]
            continue
        home[last] = lengthened(asked.question, home[last])
        for end in ("_precision", "_details"):
            beside = home.get(last + end)
            if isinstance(beside, dict):
                home[last + end] = dict.fromkeys(beside, WORD)
            elif beside:
                home[last + end] = WORD
    return document


def lengthened(question, answer: Any) -> Any:
    """Write the word where the answer is a free text."""
    match question:
        case ShortText() | LongText():
            return WORD[: question.longueur]
        case ShortList():
            return [WORD[: question.longueur]]
        case Table():
            texts = {
                column.id: column for column in question.colonnes if isinstance(column, ShortText)
            }
            return [
                {
                    key: WORD[: texts[key].longueur] if key in texts else text
                    for key, text in row.items()
                }
                for row in answer
            ]
    return answer


@pytest.fixture(scope="module")
def document(tools) -> Any:
    return with_long_words(tools.names, DATA / "exemples/la-filoche/2024.yaml")


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory, document):
    folder = tmp_path_factory.mktemp("mots")
    data = folder / "data"
    (data / "places" / SLUG).mkdir(parents=True)
    for name in ("questionnaire.yaml", "referentiel.yaml"):
        (data / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    (data / "places" / SLUG / "2024.yaml").write_text(json.dumps(document), encoding="utf-8")
    assert build(data, folder / "site", "--sans-images") == 0
    with serving(folder / "site") as address:
        yield address


PAGES = (
    f"lieux/{SLUG}/", f"lieux/{SLUG}/donnees/", f"lieux/{SLUG}/carte/", f"lieux/{SLUG}/2024/effets/",
    "lieux/", "", "referentiel/", "referentiel/comparer/", "referentiel/qualite/",
    f"referentiel/comparer/?lieux={SLUG}", "referentiel/territoires/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_long_word_passes_no_edge_of_a_page(browser, long_words: str, path: str):
    with visiting(browser, viewport=WIDTH) as context:
        page = context.new_page()
        answer = page.goto(long_words + path, wait_until="networkidle")
        assert answer
        assert answer.status == 200
        scroll, client = page.evaluate(EDGES)
        assert scroll <= client, page.evaluate(OUT)


def test_a_long_word_passes_no_edge_of_the_form(browser, long_words: str, document):
    kept = {"annee": "2024", "document": {**document, "inconnue": {WORD: WORD}}}
    with visiting(browser, viewport=WIDTH) as context:
        page = context.new_page()
        with_draft(page, long_words, kept)
        screens = page.evaluate("[...document.querySelectorAll('.cm-ecran')].map(one => one.id)")
        for screen in screens:
            page.goto(f"{long_words}{FORM}#{screen}")
            page.wait_for_selector(f"#{screen}:not([hidden])")
            if screen == "publier":
                page.check("#licence")
                page.click("#preparer-envoi")
            elif page.is_visible("#continuer"):
                page.click("#continuer")
                page.goto(f"{long_words}{FORM}#{screen}")
            scroll, client = page.evaluate(EDGES)
            assert (screen, scroll <= client) == (screen, True), page.evaluate(OUT)
