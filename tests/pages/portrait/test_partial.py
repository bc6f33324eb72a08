"""A distribution not ticked "tout indiqué": what was given is shown as given, never as a whole."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from cm_build.pages.portrait.data_page import data_page
from cm_build.pages.portrait.partial import partial_of
from cm_build.pages.portrait.view import draw
from cm_build.questionnaire import block as declared
from cm_build.questionnaire.question import Distribution
from tests.pages.portrait.test_views import sections
from tests.support import minimal

PARTLY = minimal(
    extra="""\
acteurs:
  structures: {associations: 41, artistes: 19}
equipe:
  emplois: {cdi: 10.5, cdd: 2.5}
moyens:
  ressources: {locations: 21000, subventions_publiques: 9000}
  subventions: {commune: 6000, region: 3000}
espace:
  surface_interieure: 800
  surfaces: {cafe: 130, bureaux: 270}
"""
)
# Every way a page may say something of a distribution.
FORMS = (declared.Waffle, declared.Bar, declared.Squares, declared.Treemap, declared.FacingBars)


def title_of(block) -> str:
    return "".join(run.text for run in block.title)


def test_key_figures_show_what_was_given_and_say_so(contexts) -> None:
    view = draw(contexts(PARTLY)[-1])
    told = {(figure.value, figure.label) for figure in view.key_figures}
    assert ("60", "structures indiquées") in told
    assert ("13", "emplois salariés, en équivalent temps plein (ce qui est indiqué)") in told


def test_one_alone_is_in_the_singular(contexts) -> None:
    text = minimal(extra="acteurs:\n  structures: {associations: 1}\n")
    (number,) = draw(contexts(text)[-1]).key_figures
    assert (number.value, number.label) == ("1", "structure indiquée")


def test_headlines_say_what_was_given(contexts) -> None:
    drawn = sections(contexts, PARTLY)
    assert title_of(drawn["acteurs"]["gaufre"]) == "60 structures indiquées"
    assert title_of(drawn["espace"]["surfaces"]) == "400\u00a0m² de surface intérieure indiquée"
    assert title_of(drawn["moyens"]["barre"]) == "9\u202f000\u00a0€ d’aides publiques indiquées"
    assert (
        drawn["acteurs"]["gaufre"].note == "Ce que le lieu a indiqué\u202f; il en manque peut-être."
    )


def test_a_bar_stays_open_where_the_whole_is_not_known(contexts) -> None:
    """6,000 and 3,000 of nobody knows what: the bar is not theirs from end to end."""
    parts = sections(contexts, PARTLY)["moyens"]["barre"].data
    assert [part.share for part in parts] == [60, 30, 10]
    assert [part.open for part in parts] == [False, False, True]
    assert (parts[-1].label, parts[-1].amount) == (
        "S’il y a autre chose, le lieu ne l’a pas indiqué",
        "",
    )


def test_both_sides_of_a_budget_keep_one_scale(contexts) -> None:
    """45,000 told whole, 30,000 in part: 30,000 stands for 66.67 % of the longer bar, then opens."""
    text = minimal(
        extra="moyens:\n  ressources: {locations: 30000}\n  depenses: {achats: 45000, complet: oui}\n"
    )
    income, spent = sections(contexts, text)["moyens"]["barres_face"].data.sides
    assert [(part.share, part.open) for part in income.parts] == [(66.67, False), (7.41, True)]
    assert [(part.share, part.open) for part in spent.parts] == [(100, False)]
    assert (income.name, income.total) == ("Ressources indiquées", "30\u202f000\u00a0€")


def test_a_known_whole_leaves_its_rest_empty_to_scale(contexts) -> None:
    """130 + 270 m² of 800: the half nobody described is drawn as large as it is."""
    parts = sections(contexts, PARTLY)["espace"]["surfaces"].data
    areas = {part.label: part.box.width * part.box.height / (720 * 400) for part in parts}
    assert areas["Le reste n’est pas indiqué"] == pytest.approx(0.5)
    assert parts[-1].open
    assert not parts[-1].amount


def test_percentages_are_never_summed_nor_stretched(contexts) -> None:
    text = minimal(extra="programmation:\n  provenance_usagers: {commune: 30, voisines: 20}\n")
    drawn = sections(contexts, text)["territoire"]["barre"]
    assert [part.share for part in drawn.data] == [30, 20, 50]
    assert title_of(drawn) == "D’où viennent les personnes"


def test_nothing_is_computed_from_what_was_given(contexts) -> None:
    """No total, no share, no ratio: every figure made from it stays without a value."""
    sources = contexts(PARTLY)[-1].sources
    for name in ("nombre_structures", "total_emplois", "total_ressources", "part_recettes_propres"):
        assert sources.figure(name).number is None, name
    assert sources.number("structures") is None
    assert sources.number("ressources@propres") is None


def test_no_percentage_is_said_of_an_unknown_whole(contexts) -> None:
    view = draw(contexts(PARTLY)[-1])
    said = " ".join(title_of(block) for section in view.sections for block in section.blocks)
    assert "%" not in said
    assert not re.search(r"tiers|moitié|quart", said)


def test_sums_and_groups_are_shown_when_each_operand_is_known_in_part(contexts) -> None:
    """10.5 + 2.5 in the team, 40 among occupants: 53; alone, the team is not "on the site"."""
    sources = contexts(PARTLY + "  surface_exterieure: 0\n")[-1].sources
    assert partial_of("emplois_sur_place", sources) is None
    with_occupants = PARTLY.replace("equipe:\n", "equipe:\n  emplois_occupants: 40\n")
    sources = contexts(with_occupants)[-1].sources
    partial = partial_of("emplois_sur_place", sources)
    assert partial is not None
    assert (partial.amount, partial.words) == (Decimal(53), "")
    group = partial_of("ressources@locations", sources)
    assert group is not None
    assert group.amount == Decimal(21000)


def test_a_whole_is_no_partial_and_zeros_alone_say_nothing(contexts) -> None:
    whole = minimal(extra="acteurs:\n  structures: {associations: 3, complet: oui}\n")
    assert partial_of("structures", contexts(whole)[-1].sources) is None
    zero = minimal(extra="acteurs:\n  structures: {associations: 0}\n")
    assert partial_of("structures", contexts(zero)[-1].sources) is None


def test_the_data_page_tells_it(contexts) -> None:
    groups = data_page(contexts(PARTLY)[-1]).groups
    rows = {row.path: row.text for group in groups for row in group.rows}
    assert rows["structures"].endswith(". 60 structures indiquées\u202f; il en manque peut-être")
    assert rows["surfaces"].endswith(
        "400\u00a0m² de surface intérieure indiquée\u202f; il en manque peut-être"
    )


def test_a_year_told_in_part_is_no_year_without_data(contexts) -> None:
    whole = minimal(extra="acteurs:\n  structures: {associations: 50, complet: oui}\n")
    drawn = sections(contexts, whole, whole, PARTLY)["evolution"]["evolution"]
    (curve,) = [one for one in drawn.data if one.label == "Structures présentes"]
    assert curve.years[-1] == (2027, "indiqué en partie")


def test_every_drawn_distribution_says_what_was_given(contexts, tools) -> None:
    """Whatever distribution a page draws, and in whatever form: a part alone never passes for all."""
    drawn = [
        (section, block, path)
        for section in tools.names.questionnaire.panorama
        for block in section.blocs
        if isinstance(block, FORMS)
        for path in block.quantities
        if path and isinstance(tools.names.asked[path].question, Distribution)
    ]
    assert len(drawn) >= 8
    for section, block, path in drawn:
        asked = tools.names.asked[path]
        part = asked.question.parts[0].id
        needed = "  surface_exterieure: 90\n" if path == "exterieur" else ""
        extra = f"{asked.owner}:\n{needed}  {path}: {{{part}: 30}}\n"
        found = sections(contexts, minimal(extra=extra))[section.id][block.forme]
        shown = found.data.sides[0].parts if block.forme == "barres_face" else found.data
        opened = block.forme not in {"gaufre", "carres"} and shown[-1].open
        assert opened or "il en manque peut-être" in (found.note or ""), path
