"""The workshop on screen, as facilitators run it: projector, phone, an interruption, no network, two tables merged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cm_build.contributing.form.page import WORKSHOP, Front
from cm_build.contributing.form.writing import contributing_pages
from cm_build.contributing.workshop.page import OFFLINE
from cm_build.contributing.workshop.sheet import EMPTY, read_sheet, sheet_bytes
from cm_build.pages.shell.environment import FONT
from cm_build.pages.site import fixed_files
from cm_build.pages.writing import write_outputs
from cm_build.reading.node import plain
from cm_build.reading.source import read_source
from tests.browser.conftest import serving
from tests.browser.forms import FORM, press, reach, type_in, visiting, whole_file, with_draft, words
from tests.browser.sight import faults, fits
from tests.support import ROOT, made_once, minimal

pytestmark = pytest.mark.navigateur

PROJECTOR, PHONE, NARROW = (1920, 1080), (390, 844), (320, 700)
OWN = {"Être fier de sa rue": "Ce que l’on montre aux gens de passage", "Le calme": "Le bruit, le soir"}  # fmt: skip
Counts = Mapping[str, Mapping[str, int]]


@pytest.fixture(scope="session")
def contributing(tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages by which people contribute, and nothing of any place."""
    packages = ROOT / "node_modules"

    def make(folder: Path) -> None:
        pages = chain(fixed_files(tools), contributing_pages(tools, Front(packages)))
        write_outputs(pages, tools.settings, folder / "site")
        shutil.copyfile(packages / FONT, folder / "site/assets/bricolage.woff2")

    with serving(made_once(tmp_path_factory, "contribuer", make) / "site") as address:
        yield address


@pytest.fixture(scope="session")
def alone(contributing: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workshop as one file, on a disk."""
    del contributing
    kept = tmp_path_factory.mktemp("cle-usb") / "atelier.html"
    root = tmp_path_factory.getbasetemp()
    root = root if (root / "contribuer").is_dir() else root.parent
    shutil.copyfile(root / "contribuer/site" / OFFLINE, kept)
    return kept


def prepare(
    page: Page, present: Mapping[str, int], criteria: list[str], own: Mapping[str, str]
) -> None:
    page.click("#commencer")
    page.fill("#lieu", "La Fabrique du Gué")
    page.fill("#date", "2025-11-08")
    page.check("#format--ateliers")
    for college, count in present.items():
        page.fill(f"#present--{college}", str(count))
    for criterion in criteria:
        page.check(f"#critere--{criterion}")
    for title, seen in own.items():
        page.fill("#propre-titre", title)
        page.fill("#propre-observer", seen)
        page.click("#propre-ajouter")


def type_votes(page: Page, counts: Counts) -> None:
    """Type each number, one college at a time."""
    for college, options in counts.items():
        page.click(f"details:has([id^=voix--{college}--]) summary")
        for option, count in options.items():
            page.fill(f"#voix--{college}--{option}", str(count))
        page.keyboard.press("Tab")


def click_votes(page: Page, counts: Counts) -> None:
    """Enter ballots as people do, one college at a time, with + alone."""
    for college, options in counts.items():
        page.click(f"details:has(#voix--{college}--{next(iter(options))}) summary")
        for option, count in options.items():
            more = page.locator(f".cm-pas:has(#voix--{college}--{option}) button").nth(1)
            for _ in range(count):
                more.click()


def vote(page: Page, counts: Counts, *, clicked: bool = False) -> None:
    """Enter a ballot; nothing is seen of it until both are closed, then both together."""
    page.wait_for_selector("#clore")
    second = page.inner_text("#clore") == "Clore, et voir les réponses"
    assert page.locator("#effet .cm-etal").count() == 0
    (click_votes if clicked else type_votes)(page, counts)
    page.click("#clore")
    closed(page, second=second)
    if second:
        page.click("#suite")


def closed(page: Page, *, second: bool) -> None:
    """After the first ballot comes the second, and nothing is shown; after it, both are."""
    if second:
        assert page.evaluate("document.activeElement.id") == "etalement"
        assert page.locator("#effet .cm-etal").count() == 2
    else:
        page.wait_for_selector("#clore:has-text('Clore, et voir les réponses')")
        assert page.locator("#effet .cm-etal, #effet [href='#fin']").count() == 0


def keep(page: Page, rank: int) -> None:
    """Debate, then keep a presence and a direction beside the spread."""
    page.fill("#dit--desaccords", f"Désaccord {rank}")
    page.click("#suite")
    page.wait_for_selector("#garde--presence--reguliere")
    assert page.locator("#effet .cm-etal").count() == 2
    page.check("#garde--presence--reguliere")
    page.check("#garde--sens--favorable")
    page.click("#suite")


# Two tables, other people at each, the five same colleges. Owners are two, then one: together they are told by
# themselves, as no table alone could. Occupants are one and one: too few, even together.
FIRST = {"equipe": 4, "occupants": 1, "usagers": 6, "voisins": 3, "proprietaire": 2}
SECOND = {"equipe": 3, "occupants": 1, "usagers": 5, "voisins": 3, "proprietaire": 1}
SCALES = {"votes": ("aucune", "ponctuelle", "reguliere", "durable", "ne_sait_pas"),
          "sens": ("favorable", "les_deux", "defavorable", "ne_sait_pas")}  # fmt: skip


def votes_of(present: Mapping[str, int], rank: int, key: str) -> dict[str, dict[str, int]]:
    """Share each college between two answers, by a rule one can redo by hand.

    Neighbours agree once, on the first criterion, at both tables.
    """
    scale, votes = SCALES[key], {}
    for place, (college, people) in enumerate(present.items()):
        low, high = scale[(rank + place) % len(scale)], scale[(rank + place + 1) % len(scale)]
        first = 1 + (rank + place) % max(1, people - 1) if people > 1 else people
        votes[college] = {low: first, high: people - first} if people > first else {low: first}
    if (rank, key) == (0, "votes"):
        votes["voisins"] = {"aucune": present["voisins"]}
    return votes


def by_hand(rank: int, key: str) -> dict[str, list[int]]:
    """Add both tables; occupants are told nowhere: what each bar must say."""
    sums: dict[str, dict[str, int]] = {}
    for present in (FIRST, SECOND):
        for college, counts in votes_of(present, rank, key).items():
            told = sums.setdefault(college, {})
            for option, count in counts.items():
                told[option] = told.get(option, 0) + count
    del sums["occupants"]
    return {
        college: [told[option] for option in SCALES[key] if told.get(option)]
        for college, told in sums.items()
    }


BARS = """() => Object.fromEntries([...document.querySelectorAll("[data-effet]")].map(one => [one.dataset.effet,
    [...one.querySelectorAll(".cm-etal")].map(etal => Object.fromEntries([...etal.querySelectorAll(".cm-etal__rang")].map(rang => [
        rang.querySelector("strong").textContent,
        [...rang.querySelectorAll(".cm-etal__barre li")].map(li => Number(li.lastChild.textContent))])))]))"""


def sized(size: tuple[int, int]) -> Any:
    return dict(zip(("width", "height"), size, strict=True))


def run_rounds(page: Page, ranks: range, present: Mapping[str, int] = FIRST) -> None:
    """Vote twice on each effect, debate, keep; the first is entered with + alone."""
    for rank in ranks:
        for key in SCALES:
            vote(page, votes_of(present, rank, key), clicked=rank == 0)
        if present is FIRST:
            keep(page, rank)
        else:
            counted_elsewhere(page, rank)


def counted_elsewhere(page: Page, rank: int) -> None:
    """The other table debates; it concludes on one effect, and somebody there has a reservation."""
    if rank == 0:
        page.fill("#dit--desaccords", "Vu d’en face, autre chose")
    page.click("#suite")
    page.wait_for_selector("#garde--presence--reguliere")
    if rank == 1:
        page.check("#garde--presence--durable")
    for place, (words_, agreed) in enumerate((("Vu de chez le propriétaire, trop tôt.", True), ("Je préfère le garder.", False))):  # fmt: skip
        if rank == 0:
            page.click("#reserves-ajouter")
            page.fill(f"#reserve--{place}", words_)
            if agreed:
                page.check(f"#accord--{place}")
    page.click("#suite")


def interrupted(page: Page, address: str) -> Page:
    """The power fails in the middle of a ballot; the evening goes on, on a phone without network."""
    page.wait_for_selector("#clore")
    type_votes(page, {"equipe": votes_of(FIRST, 8, "votes")["equipe"]})
    page.close()
    again = page.context.new_page()
    again.set_viewport_size(sized(PHONE))
    again.goto(address + WORKSHOP)
    assert "La Fabrique du Gué" in again.inner_text("#en-cours-texte")
    page.context.set_offline(True)
    again.click("#en-cours .cm-bouton")
    # What is not closed is shown nowhere, even by an address typed by hand.
    again.goto(f"{again.url.split('#')[0]}#fin")
    again.wait_for_selector("#restitution :text('Le vote n’est pas clos')")
    again.click("#repondre")
    assert "Un vote n’est pas clos" in words(again, "#fin-etat")
    again.goto(f"{again.url.split('#')[0]}#preparer")
    again.click("#preparer .cm-bouton:has-text('Commencer les votes')")
    again.wait_for_selector("#clore")
    assert "Effet 9 sur 17".upper() in words(again, "#effet").upper()
    assert f"{FIRST['equipe']} bulletins saisis sur {FIRST['equipe']}" in words(again, "#effet")
    return again


def run_elsewhere(browser: Browser, alone: Path, criteria: list[str], folder: Path) -> Path:
    """The second table counts on a phone, from one file and without network; it gives its file."""
    with visiting(browser, offline=True, viewport=sized(PHONE)) as context:
        page = context.new_page()
        page.goto(alone.as_uri())
        prepare(page, SECOND, criteria, OWN)
        page.click("#preparer .cm-bouton:has-text('Commencer les votes')")
        run_rounds(page, range(17), SECOND)
        page.wait_for_selector("#fin:not([hidden])")
        kept = folder / "autre.json"
        kept.write_bytes(saved(page, "#fin [data-garder]").read_bytes())
    return kept


def merged(page: Page, path: Path) -> None:
    """Bring the other table; what differs is chosen; the same file a second time adds nobody."""
    page.click("#fin a:has-text('Réunir avec un autre fichier')")
    page.check("#reunir--autres")
    page.set_input_files("#autre", path)
    page.wait_for_selector("#reunion:not([hidden])")
    assert "2 réponses diffèrent : choisissez." in words(page, "#reunion")
    assert page.is_disabled("#reunir-faire")
    page.check(".cm-q:has-text('Ce que nous gardons') [id$='--a']")
    page.check(".cm-q:has-text('Ce qui fait désaccord') [id$='--somme']")
    page.click("#reunir-faire")
    page.set_input_files("#autre", path)
    page.wait_for_selector("#reunion :text('déjà réuni')")
    page.goto(f"{page.url.split('#')[0]}#fin")
    page.wait_for_selector("[data-effet]")


def saved(page: Page, selector: str) -> Path:
    with page.expect_download() as waiting:
        page.click(selector)
    return waiting.value.path()


def test_two_tables_and_seventeen_criteria_are_told_as_counted(
    browser: Browser, contributing: str, alone: Path, tools, read, tmp_path: Path
) -> None:
    """Two facilitators, a projector and a phone, an interruption, no network: the end equals hand counts."""
    names = tools.names
    criteria = [*names.criteria, "etre_fier_de_sa_rue", "le_calme"]
    assert len(criteria) == 17
    other = run_elsewhere(browser, alone, list(names.criteria), tmp_path)
    with visiting(browser, viewport=sized(PROJECTOR)) as context:
        page = context.new_page()
        page.goto(contributing + WORKSHOP)
        prepare(page, FIRST, list(names.criteria), OWN)
        page.click("#preparer .cm-bouton:has-text('Commencer les votes')")
        run_rounds(page, range(8))
        page = interrupted(page, contributing)
        run_rounds(page, range(8, 17))
        page.wait_for_selector("#fin:not([hidden])")
        # Raw counts stay in that file, and the strict reader reads it.
        mine = read_sheet(saved(page, "#fin [data-garder]").read_bytes(), "un.json", tools)
        assert mine.sheet, mine.problems
        assert mine.sheet.tree["votes"][criteria[16]]["proprietaire"] == {
            option: str(count)
            for option, count in votes_of(FIRST, 16, "votes")["proprietaire"].items()
        }
        merged(page, other)
        told_as_counted(
            page, criteria, {one.id: one.libelle for one in names.questionnaire.colleges}
        )
        answers = saved(page, "#repondre")
        context.set_offline(False)
        reveals_no_vote(answers.read_text(encoding="utf-8"))
        whole = taken_by_the_form(context.new_page(), contributing, answers, criteria)
    # What the questionnaire keeps is a sound file, own criteria and their votes included.
    assert read.assessment(whole).workshop.told == set(criteria)


def told_as_counted(page: Page, criteria: list[str], labels: Mapping[str, str]) -> None:
    bars = page.evaluate(BARS)
    for rank, criterion in enumerate(criteria):
        for place, key in enumerate(SCALES):
            expected = {labels[one]: count for one, count in by_hand(rank, key).items()}
            # Neighbours agreed once: nothing of theirs is counted anywhere.
            expected[labels["voisins"]] = []
            assert bars[criterion][place] == expected, (criterion, key)
    shown = words(page, "#restitution")
    assert "Toutes les personnes du groupe : nous avons regardé, sans rien constater" in shown
    assert "Vu de chez le propriétaire, trop tôt." in shown
    assert "restent chez vous" in shown
    assert "Je préfère le garder." not in shown


def reveals_no_vote(text: str) -> None:
    """Nothing in the file gives back a vote: no small college, no unanimous count, no size of it."""
    root = read_source(text.encode(), "reponses.yml").root
    assert root
    tree: Any = plain(root)
    workshop = tree["evaluation_collective"]
    assert set(workshop["participants"]) == {"equipe", "usagers", "proprietaire", "autres"}
    assert workshop["participants"]["proprietaire"] == "3"
    assert "garder." not in text
    for key in SCALES:
        assert len(workshop[key]) == 17
        for ballots in workshop[key].values():
            assert ballots.keys() == {"equipe", "usagers", "voisins", "proprietaire"}
            assert set(ballots["voisins"]) == {"accord", "reponses"}
            for college, counts in ballots.items():
                if college != "voisins":
                    assert sum(map(int, counts.values())) >= 3
                    assert len(counts) > 1


def taken_by_the_form(page: Page, address: str, answers: Path, criteria: list[str]) -> str:
    """The questionnaire takes them as it takes another person’s answers."""
    identity = {"identite": {"nom": "La Fabrique du Gué", "commune": "23200 Aubusson"}}
    with_draft(page, address, {"annee": "2025", "document": identity})
    page.goto(f"{address}{FORM}#sommaire")
    page.set_input_files("#ajout", answers)
    page.wait_for_selector("#fusion:not([hidden])", state="attached")
    assert "Aucun désaccord" in (page.text_content("#fusion") or "")
    page.goto(f"{address}{FORM}#garder")
    whole = whole_file(page)
    root = read_source(whole.encode(), "fiche").root
    assert root
    tree: Any = plain(root)
    effects = tree["effets_sociaux"]["criteres"]
    assert set(effects) == set(criteria[:15])
    assert effects["lien_social"]["presence"] == "reguliere"
    assert effects["lien_social"]["sens"] == "favorable"
    assert tree["evaluation_collective"]["desaccords"]["lien_social"] == (
        "Désaccord 0\nVu d’en face, autre chose"
    )
    assert [one["id"] for one in tree["criteres_du_lieu"]] == criteria[15:]
    assert tree["criteres_du_lieu"][0]["observer"] == [OWN["Être fier de sa rue"]]
    return whole


EVENING: Counts = {
    "equipe": {"durable": 2, "reguliere": 1},
    "usagers": {"ponctuelle": 2, "reguliere": 3},
    "voisins": {"aucune": 2},
}
WAYS: Counts = {
    "equipe": {"favorable": 2, "les_deux": 1},
    "usagers": {"favorable": 4, "defavorable": 1},
    "voisins": {"ne_sait_pas": 2},
}


def seen(page: Page) -> None:
    """What stands on the screen fits a narrow phone, and axe finds nothing in it."""
    assert fits(page)
    assert faults(page) == []


def more_of(field: str) -> str:
    return f'.cm-pas:has({field}) button[aria-label^="Un de plus"]'


def typed_ballot(page: Page, counts: Counts, *, look: bool) -> None:
    """Enter a ballot and close it, without a mouse."""
    page.wait_for_selector("#clore")
    second = page.inner_text("#clore") == "Clore, et voir les réponses"
    for college, options in counts.items():
        press(page, f"details:has([id^=voix--{college}]) summary")
        for option, count in options.items():
            for _ in range(count):
                press(page, more_of(f"#voix--{college}--{option}"))
    # One more than the people who are there is not taken.
    press(page, more_of("[id^=voix--voisins--]"))
    assert "2 bulletins saisis sur 2" in words(page, "#effet")
    if look:
        seen(page)
    press(page, "#clore")
    closed(page, second=second)
    if look:
        seen(page)
    if second:
        press(page, "#suite")


def kept_by_keyboard(page: Page) -> None:
    """Say what is kept, with a reservation; a telephone number is told at once."""
    # Nothing is answered for them, not even that they do not settle it.
    assert page.locator("[name=garde--presence]:checked").count() == 0
    reach(page, "[name=garde--presence]")
    page.keyboard.press("ArrowUp")
    assert page.is_checked("#garde--presence--rien")
    press(page, "#reserves-ajouter")
    page.keyboard.type("Le samedi, trop de bruit.")
    press(page, "#accord--0", "Space")
    press(page, "#preuves-ajouter")
    type_in(page, "#appui--0", "Cahier d’accueil")
    press(page, "#preuves-ajouter")
    type_in(page, "#garde--exemple", "Appelez le 06 12 34 56 78")
    page.keyboard.press("Tab")
    assert "06 12 34 56 78" in words(page, "#faute-garde--exemple")
    page.fill("#garde--exemple", "La table s’allonge.")
    seen(page)


def run_evening(page: Page) -> None:
    press(page, "#commencer")
    type_in(page, "#lieu", "La Halle")
    reach(page, "[name=format]")
    page.keyboard.press("Space")
    for college, count in (("equipe", 3), ("usagers", 5), ("voisins", 2)):
        for _ in range(count):
            press(page, more_of(f"#present--{college}"))
    advice = words(page, "#presents-avis")
    assert "10 personnes votent. Moins de trois personnes : Voisines et voisins" in advice
    for criterion in ("lien_social", "solidarite", "cadre_de_vie"):
        press(page, f"#critere--{criterion}", "Space")
    seen(page)
    press(page, "#preparer .cm-actions .cm-bouton")
    for rank in range(3):
        typed_ballot(page, EVENING, look=rank == 0)
        typed_ballot(page, WAYS, look=rank == 0)
        page.wait_for_selector("#dit--desaccords")
        if rank == 0:
            press(page, "#minutes--3")
            assert page.inner_text("#minuterie").startswith(("3", "2"))
            seen(page)
        press(page, "#suite")
        page.wait_for_selector("#garde--exemple")
        if rank == 0:
            kept_by_keyboard(page)
        press(page, "#suite")


def test_a_short_evening_is_run_by_keyboard_from_one_file(
    browser: Browser, alone: Path, read
) -> None:
    """Ten people, three criteria, a phone, no network; what is handed over is a sound file."""
    with visiting(browser, offline=True, viewport=sized(NARROW)) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(alone.as_uri())
        seen(page)
        run_evening(page)
        page.wait_for_selector("#fin:not([hidden])")
        assert "discussion d’une soirée" in words(page, "#restitution .cm-kicker").lower()
        shown = words(page, "[data-effet=lien_social]")
        assert "La présence : nous ne tranchons pas" in shown
        # Two neighbours joined nobody: what is said of their votes is what was done with them.
        assert "restent chez vous" in shown
        assert "ont rejoint" not in shown
        seen(page)
        text = saved(page, "#repondre").read_text(encoding="utf-8")
        assert said == []
    result = read(minimal(extra=text.split("\n", 2)[2]))
    assert [one.code for one in result.problems] == []
    workshop = result.assessment.workshop
    # Two neighbours alone are counted nowhere; what they said with their consent stays.
    assert workshop.participants == {"autres": 2, "equipe": 3, "usagers": 5}
    for criterion in ("lien_social", "solidarite", "cadre_de_vie"):
        told = {college: EVENING[college] for college in ("equipe", "usagers")}
        assert workshop.votes[criterion] == told
    assert workshop.reservations == {"lien_social": ("Le samedi, trop de bruit.",)}
    assert "voisins" not in text
    assert workshop.format == "soiree"
    # The line that was added and left empty is no evidence.
    assert "ressenti" not in text
    assert text.count("Cahier d’accueil") == 1


def test_a_vote_is_closed_knowingly_and_taken_up_where_it_stopped(
    browser: Browser, alone: Path
) -> None:
    """Missing ballots are asked about; a group that agrees is told of; the debate is found again."""
    agreed: Counts = {"equipe": {"durable": 3}, "usagers": {"ponctuelle": 2, "reguliere": 3}}
    with visiting(browser, viewport=sized(PHONE)) as context:
        page = context.new_page()
        page.goto(alone.as_uri())
        assert "si tout un groupe répond pareil, cela se saura" in words(page, "#debut")
        prepare(page, {"equipe": 3, "usagers": 5}, ["lien_social", "solidarite"], {})
        page.click("#preparer .cm-bouton:has-text('Commencer les votes')")
        page.wait_for_selector("#clore")
        asked = words(page, "#effet")
        assert "Quand avez-vous constaté un changement ?" in asked
        assert "Coupez le projecteur" in asked
        page.click("#clore")
        assert "8 bulletins manquent : clore quand même ?" in words(page, "#clore-sur")
        seen(page)
        page.click("#clore-non")
        assert page.is_hidden("#clore-sur")
        type_votes(page, agreed)
        page.click("#clore")
        closed(page, second=False)
        asked = words(page, "#effet")
        assert "Dans quel sens va ce changement ?" in asked
        assert "Des personnes s’évitent" in asked
        # Looking ahead, or back, shows nothing of the vote that is closed.
        for step in ("votes", "debat", "garder"):
            page.goto(f"{alone.as_uri()}#voter=lien_social.{step}")
            page.wait_for_selector("#effet :text('Rien ne se montre avant')")
            assert page.locator("#effet .cm-etal").count() == 0
        page.goto(f"{alone.as_uri()}#voter")
        page.wait_for_selector("#clore")
        type_votes(page, {"usagers": WAYS["usagers"]})
        page.click("#clore")
        assert "3 bulletins manquent" in words(page, "#clore-sur")
        page.click("#clore-oui")
        closed(page, second=True)
        told = words(page, "#effet")
        assert "cela se saura" in told
        assert "3 sans bulletin" in told
        assert page.locator(".cm-etal__legende").count() == 2
        page.close()
        page = context.new_page()
        page.goto(alone.as_uri())
        page.click("#en-cours .cm-bouton")
        page.click("#preparer a:has-text('Aller aux votes')")
        page.wait_for_selector("#dit--desaccords")
        assert "Effet 1 sur 2".upper() in words(page, "#effet").upper()
        page.goto(f"{alone.as_uri()}#fin")
        told = words(page, "[data-effet=lien_social]")
        assert "cela se saura" in told
        assert "Étaient là, sans dire combien : Équipe du lieu" in words(page, "#restitution")
        assert "cela se saura" not in words(page, "[data-effet=solidarite]")


def sheet(**values: Any) -> dict[str, Any]:
    votes = {"lien_social": {"equipe": {"durable": "3", "reguliere": "1"}}}
    return {
        **EMPTY, "fiches": ["aaaaaaaa"], "lieu": "La Halle", "participants": {"equipe": "4"},
        "criteres": ["lien_social"], "votes": votes, **values,
    }  # fmt: skip


def test_what_differs_is_chosen_in_the_page_and_bad_files_are_told(
    browser: Browser, contributing: str, tmp_path: Path
) -> None:
    other = {"lien_social": {"equipe": {"durable": "2", "reguliere": "2"}}}
    for name, tree in (("un", sheet()), ("autre", sheet(fiches=["bbbbbbbb"], votes=other))):
        (tmp_path / f"{name}.json").write_bytes(sheet_bytes(tree))
    (tmp_path / "abime.json").write_text('{"atelier": "1", "fiches": [', encoding="utf-8")
    (tmp_path / "liste.json").write_text('{"atelier": "1", "votes": []}', encoding="utf-8")
    for name, damaged in (
        ("creux", {"votes": {"lien_social": {"equipe": "3"}}}),
        ("sans-accord", {"reserves": {"lien_social": [{"texte": "Trop tôt."}]}}),
        ("appui", {"gardes": {"lien_social": {"preuves": [{"nature": "cahier", "rang": "1"}]}}}),
    ):
        (tmp_path / f"{name}.json").write_bytes(sheet_bytes(sheet(**damaged)))
    (tmp_path / "ailleurs.json").write_text('{"nom": "La Halle"}', encoding="utf-8")
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(contributing + WORKSHOP)
        for name, told in (("abime", "abîmé"), ("liste", "« votes »"), ("creux", "« votes »"), ("sans-accord", "« reserves »"),
                           ("appui", "« gardes »"), ("ailleurs", "pas un fichier d’animation")):  # fmt: skip
            page.set_input_files("#ouvrir", tmp_path / f"{name}.json")
            page.wait_for_selector(f"#ouvrir-echec:has-text('{told}')")
        page.set_input_files("#ouvrir", tmp_path / "un.json")
        page.wait_for_selector("#preparer:not([hidden])")
        page.goto(f"{contributing}{WORKSHOP}#reunir")
        page.check("#reunir--memes")
        page.set_input_files("#autre", tmp_path / "autre.json")
        page.wait_for_selector("#reunion:not([hidden])")
        told = words(page, "#reunion")
        assert "1 réponse diffère : choisissez." in told
        assert "Présence dans le temps, Lien social, Équipe du lieu" in told.replace("\n", " ")
        assert page.is_disabled("#reunir-faire")
        page.check("#choix-0--b")
        page.click("#reunir-faire")
        kept = json.loads(
            page.evaluate("localStorage.getItem('commune-mesure:atelier:/contribuer/atelier/')")
        )
        assert kept["votes"] == other
        assert kept["fiches"] == ["aaaaaaaa", "bbbbbbbb"]
        # Another window wrote since: what is there is not lost in silence.
        twin = context.new_page()
        twin.goto(f"{contributing}{WORKSHOP}#preparer")
        twin.fill("#lieu", "La Halle aux grains")
        twin.locator("#lieu").blur()
        page.goto(f"{contributing}{WORKSHOP}#preparer")
        page.fill("#present--equipe", "5")
        page.locator("#present--equipe").blur()
        assert page.is_visible("#rival")
        assert "La Halle aux grains" in twin.evaluate("localStorage.getItem('commune-mesure:atelier:/contribuer/atelier/')")  # fmt: skip
