"""A sheet says of its criterion what the questionnaire declares, in the words people vote on."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from cm_build.pages.evaluating.page import evaluating_pages
from cm_build.pages.evaluating.view import scale_sheets
from cm_build.pages.shell.page import Page, render
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.names import Names
from cm_build.referential.assembly import Referential
from cm_build.referential.records import Records
from cm_build.referential.toolbox import Tools
from tests.support import DATA

SPACES = re.compile(r"[\s\u00a0\u202f]+")
NETWORK = """\
code: bzh
criteres:
  - critere: lien_social
    preuves: [{nature: comptage, texte: "Les danses comptées."}]
    pieges: ["On danse avec qui l’on connaît."]
    notes: ["Un compteur se prête : demandez-le."]
"""


def words(text: str) -> str:
    return SPACES.sub(" ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def said(text: str) -> str:
    return SPACES.sub(" ", text)


@pytest.fixture(scope="module")
def sheets(tools: Tools) -> dict[str, str]:
    """Write every page of the family, by address."""
    pages = evaluating_pages(Referential(tools, (), Records()))
    return {one.url: render(one, tools.settings) for one in pages if isinstance(one, Page)}


@pytest.fixture(scope="module")
def with_network() -> Names:
    content = (DATA / "questionnaire.yaml").read_bytes()
    loaded = load_questionnaire(content, "q.yaml", (NETWORK.encode(), "reseau.yaml"))
    assert loaded.names, loaded.problems
    return loaded.names


def test_there_is_a_sheet_for_each_criterion_and_a_list(tools: Tools, sheets) -> None:
    root = "evaluer/criteres/"
    assert set(sheets) == {root, *(f"{root}{one}/" for one in tools.names.criteria)}
    for criterion in tools.names.criteria.values():
        assert f'href="{criterion.id}/"' in sheets[root]
        assert said(criterion.question or "") in words(sheets[root])


def test_a_sheet_says_all_that_is_declared(tools: Tools, sheets) -> None:
    for criterion in tools.names.criteria.values():
        told = words(sheets[f"evaluer/criteres/{criterion.id}/"])
        ways = criterion.ancres_sens
        assert ways
        for text in (
            criterion.titre, criterion.definition, criterion.question, criterion.exemple, *criterion.observer,
            *criterion.pieges, *(proof.texte for proof in criterion.preuves), *criterion.ancres.model_dump().values(),
            ways.favorable, ways.defavorable, "Méthode à l’essai",
        ):  # fmt: skip
            assert text
            assert said(text.strip()) in told, (criterion.id, text)
        assert "Les notes du réseau" not in told


def test_both_ballots_offer_what_the_form_offers(tools: Tools) -> None:
    """In the same order; who has not looked says so without choosing, and who does not know has a voice."""
    for scale in scale_sheets(tools.names):
        for sheet in scale.sheets:
            time, way = sheet.ballots
            assert [step.label.split(" (")[0] for step in time.steps] == [
                "Nous avons regardé, sans rien constater", "Une fois ou deux", "Tout au long de l’année",
                "D’une année sur l’autre",
            ]  # fmt: skip
            assert [step.label for step in way.steps] == ["Favorable", "Les deux", "Défavorable"]
            assert [bool(step.anchor) for step in time.steps] == [False, True, True, True]
            assert [bool(step.anchor) for step in way.steps] == [True, False, True]


def test_what_a_criterion_does_not_ask_is_not_on_its_sheet(tools: Tools, sheets) -> None:
    debated = "cela se serait produit ?"
    apart = {one.id for one in tools.names.criteria.values() if one.sans}
    assert apart
    urban = {one.id for one in tools.names.criteria.values() if one.si}
    assert len(urban) == 3
    for criterion in tools.names.criteria:
        told = words(sheets[f"evaluer/criteres/{criterion}/"])
        assert (debated in told) == (criterion not in apart), criterion
        assert ("Ce critère se regarde si" in told) == (criterion in urban), criterion


def test_what_a_network_adds_is_on_its_sheet_alone(tools: Tools, with_network: Names) -> None:
    theirs = Referential(replace(tools, names=with_network), (), Records())
    written = {
        one.url: words(render(one, tools.settings))
        for one in evaluating_pages(theirs)
        if isinstance(one, Page)
    }
    note = "Les notes du réseau Un compteur se prête : demandez-le."
    assert [url for url, told in written.items() if note in told] == [
        "evaluer/criteres/lien_social/"
    ]
    sheets = [one for scale in scale_sheets(with_network) for one in scale.sheets]
    noted = [one for one in sheets if one.declared.notes]
    assert [one.declared.id for one in noted] == ["lien_social"]
    assert noted[0].clues[-1].text == "Les danses comptées."
    assert noted[0].clues[-1].kind == "Un comptage"
    assert noted[0].declared.pieges[-1] == "On danse avec qui l’on connaît."


def test_each_sheet_leads_to_its_neighbours(tools: Tools, sheets) -> None:
    order = list(tools.names.criteria)
    pages = [sheets[f"evaluer/criteres/{one}/"] for one in order]
    after = [re.search(r'rel="next" href="\.\./(\w+)/"', page) for page in pages]
    assert [one and one[1] for one in after] == [*order[1:], None]
    before = [re.search(r'rel="prev" href="\.\./(\w+)/"', page) for page in pages]
    assert [one and one[1] for one in before] == [None, *order[:-1]]
