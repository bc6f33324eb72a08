"""What a place chose to follow, on its portrait: its own years, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from cm_build.pages.portrait.own import OwnView
from cm_build.pages.portrait.own_measures import MeasureView
from cm_build.pages.portrait.page import ArticleTemplate, place_pages
from cm_build.pages.portrait.view import draw
from cm_build.pages.shell.page import render, render_piece
from cm_build.referential.provenance import Provenance
from tests.support import minimal

LINE = '  - {{id: repas, titre: "{titre}", unite: {unite}, comptage: "{comptage}", choisi_par: equipe, depuis: 2023{more}}}\n'


def year(more: str, titre: str = "Repas partagés", unite: str = "repas", comptage: str = "le cahier") -> str:  # fmt: skip
    line = LINE.format(titre=titre, unite=unite, comptage=comptage, more=more)
    head = "reponses_publiees: [mesures_du_lieu.repas.visee]\n"
    return minimal(extra=f"mesures_du_lieu:\n{line}{head}")


def own(contexts, *texts: str, start: int = 2023, at: int = -1) -> OwnView:
    view = draw(contexts(*texts, start=start)[at])
    (section,) = [one for one in view.sections if one.id == "choix_du_lieu"]
    (block,) = section.blocks
    assert isinstance(block.data, OwnView)
    return block.data


def repas(contexts, *texts: str, **values: Any) -> MeasureView:
    shown = own(contexts, *texts, **values)
    (one,) = (*shown.measures, *shown.left)
    return one


def test_a_measure_tells_its_years_its_wish_and_its_aim(contexts) -> None:
    one = repas(
        contexts,
        year(", valeur: 100, visee: {annee: 2024, valeur: 150}"),
        year(", valeur: 140, estimation: oui, visee: {annee: 2025, valeur: 200}"),
        year(", valeur: 214, souhait: hausse, visee: {annee: 2027, valeur: 300}"),
    )
    assert one.value.replace("\xa0", " ") == "214 repas"
    assert (one.wish, one.over) == ("une hausse", "")
    assert one.aim.replace("\xa0", " ") == "300 repas en 2027"
    told = [line.replace("\xa0", " ") for line in one.aims]
    assert told == [
        "Visé en 2023 pour 2024 : 150 repas ; compté : environ 140 repas",
        "Visé en 2024 pour 2025 : 200 repas ; compté : 214 repas",
    ]
    assert one.curve
    texts = [text.replace("\xa0", " ") for _, text in one.curve.years]
    assert texts == ["100 repas", "140 repas (estimation)", "214 repas"]
    assert len(one.curve.segments) == 1
    assert one.chosen == "Choisie par l’équipe, suivie depuis 2023"


def test_a_page_of_the_past_knows_nothing_later(contexts) -> None:
    texts = (year(", valeur: 100, visee: {annee: 2024, valeur: 150}"), year(", valeur: 140"))
    one = repas(contexts, *texts, at=0)
    assert one.aim.replace("\xa0", " ") == "150 repas en 2024"
    assert not one.aims
    assert one.curve is None


def test_a_missing_year_is_a_gap_and_an_aim_without_a_value_says_so(contexts) -> None:
    one = repas(
        contexts,
        year(", valeur: 100, visee: {annee: 2024, valeur: 150}"),
        year(""),
        year(", valeur: 120"),
    )
    assert one.curve
    assert dict(one.curve.years)[2024] == "pas de donnée"
    assert not one.curve.segments
    assert one.aims[0].endswith("pas de donnée pour 2024")


def test_a_new_title_says_the_former_one_and_keeps_the_line(contexts) -> None:
    one = repas(contexts, year(", valeur: 100"), year(", valeur: 120", titre="La grande table"))
    assert (one.title, one.former) == ("La grande table", "Repas partagés")
    assert one.curve
    assert len(one.curve.segments) == 1
    assert not one.changes


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ({"comptage": "les couverts lavés"}, "La façon de compter a changé en 2024"),
        ({"unite": "assiettes"}, "L’unité a changé en 2024 ; en 2023 : 100 repas"),
    ],
)
def test_counting_otherwise_cuts_the_line_and_is_named(contexts, now, change: str) -> None:
    one = repas(contexts, year(", valeur: 100"), year(", valeur: 120", **now))
    assert [line.replace("\xa0", " ") for line in one.changes] == [change]
    if one.curve:
        assert not one.curve.segments
        assert one.curve.change == "Compté autrement depuis 2024"


def test_a_measure_given_up_stays_with_its_years(contexts) -> None:
    texts = (year(", valeur: 100"), year(", valeur: 120"), year(", jusqu_a: 2024"))
    shown = own(contexts, *texts)
    assert not shown.measures
    (one,) = shown.left
    assert one.over == "suivie jusqu’en 2024"
    assert (one.value.replace("\xa0", " "), one.year) == ("120 repas", "en 2024")
    assert one.curve
    assert [year for year, _ in one.curve.years] == [2023, 2024]


def test_a_measure_the_year_says_nothing_of_is_not_said_to_be_over(contexts) -> None:
    other = year(", valeur: 3").replace("repas", "outils").replace("Repas partagés", "Outils")
    shown = own(contexts, year(", valeur: 100"), other)
    assert [one.title for one in shown.measures] == ["Outils"]
    assert [(one.title, one.over) for one in shown.left] == [
        ("Repas partagés", "la fiche de 2024 n’en parle pas")
    ]


def test_a_year_that_keeps_its_choices_shows_no_section(contexts) -> None:
    hidden = year(", valeur: 120").replace(
        "identite:", "sections_masquees: [mesures_du_lieu]\nidentite:"
    )
    view = draw(contexts(year(", valeur: 100"), hidden, start=2023)[-1])
    assert "choix_du_lieu" not in [section.id for section in view.sections]


CRITERION = """\
criteres_du_lieu:
  - id: fierte
    titre: "{titre}"
    observer: ["On donne son adresse"]
    choisi_par: atelier
    depuis: 2024
    presence: {presence}
    direction: {direction}
    preuves: [{{nature: observation, titre: "Cahier", annee: 2024}}]
    exemple: "<b>Une noce</b> au loin."
"""


def test_a_criterion_tells_presence_direction_and_its_years_outside_the_wheel(
    contexts, tools
) -> None:
    texts = [
        minimal(extra=CRITERION.format(titre=title, presence=presence, direction=direction))
        for title, presence, direction in (
            ("Fierté", "ponctuelle", "favorable"), ("Être fier de sa rue", "reguliere", "les_deux"),
        )
    ]  # fmt: skip
    context = contexts(*texts, start=2024)[-1]
    view = draw(context)
    (section,) = [one for one in view.sections if one.id == "choix_du_lieu"]
    (block,) = section.blocks
    assert isinstance(block.data, OwnView)
    (one,) = block.data.criteria
    assert one.scale
    assert (one.scale.step, len(one.scale.steps), one.scale.sign) == (2, 3, "neutre")
    assert (one.former, one.direction) == ("Fierté", "favorable et défavorable")
    assert one.years == ("En 2024 : de façon ponctuelle, favorable",)
    assert [piece.text for piece in one.evidence] == ["Une observation sur place, Cahier (2024)"]
    article = ArticleTemplate(view, True, "", "", frozenset(), None, "")  # noqa: FBT003 - the latest
    html = str(render_piece(article, tools.settings))
    assert "Critère choisi par le lieu, auparavant «&nbsp;Fierté&nbsp;»" in html
    assert "&lt;b&gt;Une noce&lt;/b&gt; au loin." in html
    assert "url(#propre-neutre)" in html
    assert "cm-roue" not in html


WANTED = "Demander aux relogés."
PARTS = ", ".join(
    f"criteres_du_lieu.fierte.{key}"
    for key in ("intention_passee", "suite", "suite_raison", "intention")
)


def wanting(more: str, *, chosen: bool = True) -> str:
    told = CRITERION.format(titre="Fierté", presence="reguliere", direction="favorable")
    head = f"reponses_publiees: [{PARTS}]\n" if chosen else ""
    return minimal(extra=told + more + head)


BEFORE = f'    intention: "{WANTED}"\n'
AFTER = (
    f'    intention_passee: "{WANTED}"\n    suite: changee\n    suite_raison: "Ils sont loin."\n'
)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (BEFORE, AFTER, "L’an dernier (2024), le lieu voulait : « Demander aux relogés » ; cette année : l’intention a changé. Ils sont loin."),
        # Other words, or none: nothing dates what the place says it wanted.
        (BEFORE.replace("relogés", "enfants"), AFTER, "Auparavant, le lieu voulait : « Demander aux relogés » ; cette année : l’intention a changé. Ils sont loin."),
        ("", AFTER, "Auparavant, le lieu voulait : « Demander aux relogés » ; cette année : l’intention a changé. Ils sont loin."),
        # What became of it is not said: nothing is said for the place.
        (BEFORE, f'    intention_passee: "{WANTED}"\n', ""),
        (BEFORE, "", ""),
    ],
)  # fmt: skip
def test_what_a_place_wanted_of_its_own_criterion_comes_back(
    contexts, tools, first: str, second: str, said: str
) -> None:
    view = draw(contexts(wanting(first), wanting(second), start=2024)[-1])
    article = ArticleTemplate(view, True, "", "", frozenset(), None, "")  # noqa: FBT003 - the latest
    html = str(render_piece(article, tools.settings)).replace("&nbsp;", " ")
    told = html.replace("\u00a0", " ").replace("\u202f", " ")
    assert ("le lieu voulait" in told) == bool(said)
    assert said in told


def test_an_own_intention_that_nobody_chose_is_on_no_page(contexts, tools) -> None:
    quiet = [
        wanting(BEFORE, chosen=False),
        wanting(AFTER + BEFORE.replace("relogés", "enfants"), chosen=False),
    ]
    for context in contexts(*quiet, start=2024):
        for page in place_pages(context, draw(context), tools.settings, Provenance(), ""):
            html = render(page, tools.settings)
            assert "Demander aux" not in html
            assert "Ils sont loin" not in html
