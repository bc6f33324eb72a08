"""The kit holds what the questionnaire asks, whoever added to it: read here from its files alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml

from cm_build.pages.kit.page import ROOT, WHOLE, bound_kit, kit_pages
from cm_build.pages.shell.page import Page, render
from cm_build.referential.assembly import Referential
from cm_build.referential.records import Records
from cm_build.referential.toolbox import Tools, data_folders, load_tools
from tests.support import DATA, PROJECT

BALLOTS = ("bulletins", "bulletins-en-grand", "bulletins-en-images")
UNSURE = "Je ne sais pas"
# What a network adds to a criterion, and a criterion that a copy of the questionnaire adds.
NETWORK = """\
code: bzh
questions:
  - dans: lien_social
    questions: [{id: bzh__festou_noz, type: oui_non, libelle: "Y danse-t-on ensemble ?"}]
criteres:
  - critere: lien_social
    observer: ["Des personnes de plusieurs générations apprennent une danse ensemble."]
    notes: ["Ici, on danse aussi dehors."]
"""
ADDED = """\
criteres:
  - id: langues
    echelle: collective
    titre: "Langues & <parlers>"
    court: "Langues"
    definition: "On entend ici plusieurs langues, et chacun peut les apprendre."
    observer: ["Notez, une heure durant, les langues entendues au comptoir."]
    ancres: {ponctuelle: "Une fois ou deux.", reguliere: "Toute l’année.", durable: "Encore l’année suivante."}
"""


def words(one: Element) -> str:
    """Read a piece as a person does, with plain spaces."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", "".join(one.itertext())).strip()


def of_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def read(tools: Tools) -> Mapping[str, Element]:
    """Draw every page of the kit, and read it as a browser does."""
    pages = kit_pages(Referential(tools, (), Records()))
    return {
        page.url: html5lib.parse(render(page, tools.settings), namespaceHTMLElements=False)
        for page in pages
        if isinstance(page, Page)
    }


@pytest.fixture(scope="module")
def kit(tools: Tools) -> Mapping[str, Element]:
    return read(tools)


@pytest.fixture(scope="module")
def declared() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DATA / "questionnaire.yaml").read_text(encoding="utf-8"))
    return told


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def votes_of(declared: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Give both votes as they are to be seen: the question, its options, then not knowing.

    Who has not looked yet does not vote.
    """
    asked = {one["id"]: one for one in declared["modele_critere"]["questions"]}
    return [
        (plain(asked[name]["libelle"]), [*(plain(o["libelle"]) for o in asked[name]["options"] if "exclusif" not in o), UNSURE])
        for name in ("presence", "sens")
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", BALLOTS)
def test_every_criterion_has_both_ballots_with_every_option(kit, declared, sheet: str) -> None:
    titles = [plain(one["titre"]) for one in declared["criteres"]]
    expected = {(title, *vote) for title in titles for vote in _told(votes_of(declared))}
    expected |= {("Notre critère :", *vote) for vote in _told(votes_of(declared))}
    found = set()
    for ballot in of_class(kit[f"{ROOT}{sheet}/"], "cm-k-bulletin"):
        (title,) = ballot.findall(".//strong")
        (question,) = of_class(ballot, "cm-k-bulletin__question")
        options = [words(one) for one in ballot.iter("li")]
        assert len(of_class(ballot, "cm-k-case")) == len(options)
        found.add((words(title), words(question), tuple(options)))
    assert found == expected


def _told(votes: list[tuple[str, list[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(question, tuple(options)) for question, options in votes]


def test_every_criterion_has_its_card_and_every_group_its_line(kit, declared) -> None:
    cards = of_class(kit[f"{ROOT}cartes-des-criteres/"], "cm-k-carte")
    for card, one in zip(cards, declared["criteres"], strict=True):
        scale = next(s["titre"] for s in declared["echelles"] if s["id"] == one["echelle"])
        said = words(card)
        told = (
            *one["observer"],
            *one["pieges"],
            *one["ancres"].values(),
            *one["ancres_sens"].values(),
        )
        for text in (scale, one["titre"], one["question"], one["definition"], *told):
            assert plain(text) in said, text
    colleges = [plain(one["libelle"]) for one in declared["colleges"]]
    for sheet in ("presence", "etiquettes-des-groupes", "depouillement", "compte-rendu"):
        said = words(kit[f"{ROOT}{sheet}/"])
        assert [one for one in colleges if one not in said] == [], sheet


def test_a_drawing_never_stands_for_two_answers(kit) -> None:
    """People who do not read choose by the drawing alone."""
    for ballot in of_class(kit[f"{ROOT}bulletins-en-images/"], "cm-k-bulletin"):
        drawn = [
            repr([(one.tag, sorted(one.items())) for one in svg.iter()])
            for svg in of_class(ballot, "cm-k-signe")
        ]
        assert len(drawn) == len(list(ballot.iter("li"))) == len(set(drawn))


def test_the_list_leads_to_every_sheet_and_says_its_pages(kit) -> None:
    index = kit[ROOT]
    told = {
        str(link.get("href")): int(words(pages).split()[0])
        for listed in of_class(index, "cm-k-liste")
        for line in listed.iter("li")
        for link, pages in zip(line.iter("a"), line.iter("small"), strict=True)
    }
    counted = {
        url.removeprefix(ROOT): len(of_class(page, "cm-feuille"))
        for url, page in kit.items()
        if url not in (ROOT, WHOLE)
    }
    assert told == counted
    assert len(of_class(kit[WHOLE], "cm-feuille")) == sum(counted.values()) + 1
    assert "méthode à l’essai" in words(index).lower()


def test_an_evening_prints_what_the_guide_says(kit) -> None:
    """The guide and the kit name the same sheets for an evening, in the same order."""
    told = (PROJECT / "docs/evaluer/soiree.md").read_text(encoding="utf-8")
    listed = told.split("| La feuille du kit")[1].split("\n\n")[0]
    sheets = re.findall(r"\.\./kit/([a-z-]+)/", listed)
    (heading,) = (one for one in kit[ROOT].iter("h2") if words(one) == "Pour une seule soirée")
    section = next(one for one in kit[ROOT].iter("section") if heading in list(one))
    links = [str(one.get("href")).strip("/") for one in section.iter("a")]
    assert links == sheets
    assert len(sheets) >= 8


def test_what_may_be_public_is_the_same_six_lines_everywhere(kit) -> None:
    """What is crossed out of the charter is left out of the minutes, by its letter."""
    (asked,) = of_class(kit[f"{ROOT}charte/"], "cm-k-oui")
    lines = [words(next(one.iter("span"))) for one in asked.iter("li")]
    assert [one[:2] for one in lines] == ["a.", "b.", "c.", "d.", "e.", "f."]
    minutes = words(kit[f"{ROOT}compte-rendu/"])
    charter = plain((PROJECT / "docs/evaluer/preparer.md").read_text(encoding="utf-8"))
    for line in lines:
        assert line in minutes, line
        letter, text = line.split(". ", 1)
        assert f"({letter}) {text}" in charter, line


# Each page of the guide that goes by the minute, in the order of the printed schedules.
GUIDE = ("soiree", "atelier-1", "atelier-2", "atelier-3")


def test_the_clock_of_a_schedule_is_that_of_its_durations_and_of_the_guide(kit) -> None:
    """What is printed for the evening follows the minutes that the guide explains."""
    tables = of_class(kit[f"{ROOT}deroules/"], "cm-k-table--deroule")
    for table, name in zip(tables, GUIDE, strict=True):
        at, printed = 0, set()
        for row in list(table.iter("tr"))[1:]:
            clock, lasts, *_ = (words(cell) for cell in row.iter("td"))
            assert clock == f"{at // 60} h {at % 60:02}"
            printed.add(at)
            at += int(lasts.split()[0]) if lasts else 0
        told = (PROJECT / f"docs/evaluer/{name}.md").read_text(encoding="utf-8")
        steps = re.findall(r"^(?:### |\| )(\d+) à (\d+)\b", told, re.MULTILINE)
        minutes = {int(bound) for step in steps for bound in step}
        assert len(minutes) >= 8
        assert minutes <= printed
        assert max(minutes) == at


def test_what_a_network_adds_is_on_its_sheets(copied_data: Path) -> None:
    shutil.copytree(DATA / "geo", copied_data / "geo")
    (copied_data / "reseau.yaml").write_text(NETWORK, encoding="utf-8")
    questionnaire = copied_data / "questionnaire.yaml"
    told = questionnaire.read_text(encoding="utf-8")
    questionnaire.write_text(told.replace("\ncriteres:\n", f"\n{ADDED}", 1), encoding="utf-8")
    tools, problems = load_tools(data_folders(copied_data, DATA))
    assert tools, problems
    kit = read(tools)
    first, second, *_ = of_class(kit[f"{ROOT}cartes-des-criteres/"], "cm-k-carte")
    assert "Langues & <parlers>" in words(first)
    assert "Y danse-t-on ensemble ?" in words(second)
    assert "apprennent une danse ensemble" in words(second)
    assert "Notre réseau ajoute : Ici, on danse aussi dehors." in words(second)
    assert "Notre réseau" not in words(first)
    for sheet in BALLOTS:
        titles = [words(one) for one in kit[f"{ROOT}{sheet}/"].iter("strong")]
        assert titles.count("Langues & <parlers>") in (2, 8)
    assert "Langues &amp; &lt;parlers&gt;" in bound_kit(tools, b"")
