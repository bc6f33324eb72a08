"""From answers to views: what is said, what is drawn, what stays silent."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, cast

import pytest

from cm_build.exporting.documents import place_json
from cm_build.pages.portrait import benchmarks, facts
from cm_build.pages.portrait.block import Block
from cm_build.pages.portrait.data_page import data_page
from cm_build.pages.portrait.key_figures import BigNumber
from cm_build.pages.portrait.page import place_pages
from cm_build.pages.portrait.view import SectionView, draw
from cm_build.pages.shell.page import render
from cm_build.questionnaire.block import Sentences
from cm_build.questionnaire.condition import ConditionalPattern
from cm_build.referential.provenance import Provenance
from cm_build.referential.sentence import headline, sentence
from cm_build.wording import letters
from cm_build.wording.formula import formula_of
from tests.support import minimal


def sections(contexts, *texts: str) -> dict[str, Any]:
    view = draw(contexts(*texts)[-1])
    return {
        section.id: {block.form: block for block in section.blocks} for section in view.sections
    }


def told(section: dict[str, Any]) -> str:
    """Give the lines of a section, read one after the other."""
    return "\n".join(line.sentence for line in section["phrases"].data)


def test_almost_no_answer_makes_a_page_without_holes(contexts) -> None:
    view = draw(contexts(minimal())[-1])
    assert [section.id for section in view.sections] == ["territoire"]
    assert view.composition == "breve"
    assert view.description == "Le datapanorama de La Halle, à Rennes."
    assert view.contact == ""


def test_nothing_is_said_from_a_missing_answer(contexts, tools) -> None:
    sources = contexts(minimal())[-1].sources
    for criterion in tools.names.criteria.values():
        assert sentence(criterion.phrases, sources, criterion.id) == ""
    for section in tools.names.questionnaire.panorama:
        for block in section.blocs:
            for pattern in block.titres:
                text = pattern.texte if isinstance(pattern, ConditionalPattern) else pattern
                if "{" in text and not text.startswith("["):
                    assert headline([pattern], sources) == (), text


def test_a_waffle_of_37(contexts) -> None:
    text = minimal(
        extra="acteurs:\n  structures: {associations: 20, entreprises: 12, artistes: 5, complet: oui}\n"
    )
    waffle = sections(contexts, text)["acteurs"]["gaufre"].data
    assert len(waffle.squares) == 37
    assert waffle.squares == (0,) * 20 + (1,) * 12 + (2,) * 5
    assert (waffle.columns, waffle.rows, waffle.each) == (10, 4, 1)
    assert [piece.share for piece in waffle.legend] == [54.05, 32.43, 13.51]


def test_a_crowd_of_structures_is_drawn_by_tens(contexts) -> None:
    text = minimal(extra="acteurs:\n  structures: {associations: 205, complet: oui}\n")
    waffle = sections(contexts, text)["acteurs"]["gaufre"].data
    assert (waffle.each, len(waffle.squares)) == (10, 21)


def test_facing_bars_share_one_scale(contexts) -> None:
    text = minimal(
        extra="""\
moyens:
  ressources: {locations: 60000, subventions_publiques: 40000, complet: oui}
  depenses: {salaires: 50000, complet: oui}
"""
    )
    block = sections(contexts, text)["moyens"]["barres_face"]
    budget = block.data
    income, spent = budget.sides
    assert [piece.share for piece in income.parts] == [60, 40]
    assert [piece.share for piece in spent.parts] == [50]
    assert (income.total, spent.total) == ("100\u202f000\u00a0€", "50\u202f000\u00a0€")
    assert budget.accent_width == 60
    assert [piece.marked for piece in income.parts] == [True, False]
    assert (income.marked, spent.marked) == (True, False)
    assert "".join(run.text for run in block.title).startswith(
        "60\u00a0% des ressources de l’année"
    )


def test_an_incomplete_side_never_passes_for_a_total(contexts) -> None:
    text = minimal(
        extra="""\
moyens:
  ressources: {locations: 21550, complet: oui}
  depenses: {achats: 7420}
"""
    )
    sides = sections(contexts, text)["moyens"]["barres_face"].data.sides
    assert [side.name for side in sides] == ["Ressources", "Dépenses indiquées"]


def test_small_parts_of_a_budget_are_told_together(contexts) -> None:
    """Eight expenses: the six largest are named; 3,000 + 2,000 make "2 autres postes"."""
    amounts = {
        "salaires": 90, "loyer": 80, "achats": 70, "energie": 60,
        "prestataires": 50, "travaux": 40, "assurances": 3, "banque": 2,
    }  # fmt: skip
    told = ", ".join(f"{name}: {amount}000" for name, amount in amounts.items())
    text = minimal(extra=f"moyens:\n  depenses: {{{told}, complet: oui}}\n")
    (side,) = sections(contexts, text)["moyens"]["barres_face"].data.sides
    assert len(side.parts) == 8
    assert len(side.named) == 6
    assert side.others == "2 autres postes\u00a0: 5\u202f000\u00a0€"
    # Seven: the last one is named too, rather than called "another".
    told = ", ".join(f"{name}: {amount}000" for name, amount in list(amounts.items())[:7])
    text = minimal(extra=f"moyens:\n  depenses: {{{told}, complet: oui}}\n")
    (side,) = sections(contexts, text)["moyens"]["barres_face"].data.sides
    assert (len(side.named), side.others) == (7, "")


def test_squares_have_the_area_of_the_amount(contexts) -> None:
    text = minimal(
        extra="moyens:\n  investissement: {subventions: 90000, prets_publics: 10000, complet: oui}\n"
    )
    block = sections(contexts, text)["moyens"]["carres"]
    large, small = block.data
    assert large.box.width**2 / small.box.width**2 == pytest.approx(9, rel=0.01)
    assert block.note == "L’aire de chaque carré est à l’échelle du montant."


def test_one_square_is_not_shown_as_the_whole(contexts) -> None:
    """Only the subsidies are known: a title, whole euros, and what may be missing is said."""
    text = minimal(extra="moyens:\n  investissement: {subventions: 30000}\n")
    block = sections(contexts, text)["moyens"]["carres"]
    assert [part.amount for part in block.data] == ["30\u202f000\u00a0€"]
    assert "".join(run.text for run in block.title) == "30\u202f000\u00a0€ d’investissement indiqué"
    assert block.note == "Ce que le lieu a indiqué\u202f; il en manque peut-être."


def test_equal_areas_are_written_alike_when_they_have_the_room(contexts) -> None:
    """On a phone, one of the two rooms of 60 m² is narrow: its amount fits nonetheless."""
    text = minimal(
        extra="espace:\n  surface_interieure: 420\n  surface_exterieure: 150\n"
        "  surfaces: {cafe: 90, salles: 60, ateliers_ouverts: 140, bureaux: 70, circulations: 60, complet: oui}\n"
    )
    drawn = sections(contexts, text)["espace"]["surfaces"].data
    assert [part.narrow_fits for part in drawn] == [True] * 6
    narrow = [part.narrow_box.width for part in drawn if part.amount == "60\u00a0m²"]
    assert min(narrow) < 92 < max(narrow)


def test_a_label_without_an_amount_beside_it_is_in_the_legend(contexts) -> None:
    text = minimal(
        extra="espace:\n  surface_interieure: 1020\n"
        "  surfaces: {bureaux: 1000, cafe: 20, complet: oui}\n"
    )
    small = sections(contexts, text)["espace"]["surfaces"].data[-1]
    assert (small.fits, small.lines) == (False, ())


def test_conditions_of_access_do_not_all_hold_at_once(contexts) -> None:
    def said(conditions: str) -> str:
        text = minimal(extra=f"acces:\n  conditions_acces: [{conditions}]\n")
        return told(sections(contexts, text)["programmation"])

    assert said("adhesion") == "L’accès se fait avec une adhésion."
    assert said("adhesion, prix_libre") == (
        "Accès, selon les espaces ou les activités\u00a0: avec une adhésion et à prix libre."
    )


LEVELS = ["durable", "reguliere", "ponctuelle", "aucune", "reguliere", "ponctuelle", "non_observe"]
CRITERIA = [
    "lien_social", "sante_bien_etre", "insertion_professionnelle", "capacite_a_agir", "solidarite",
    "reseaux_personnes", "appartenance",
]  # fmt: skip


def effects(urban: str, notch: str = "solidarite") -> str:
    lines = "".join(
        f"    {criterion}: {{presence: {level}, effet_non_voulu: {'oui' if criterion == notch else 'non'}}}\n"
        for criterion, level in zip(CRITERIA, LEVELS, strict=True)
    )
    return minimal(extra=f"  projet_urbain: {urban}\neffets_sociaux:\n  criteres:\n{lines}")


@pytest.mark.parametrize(("urban", "petals", "scales"), [("non", 12, 3), ("oui", 15, 4)])
def test_a_wheel_of_12_or_15_petals(contexts, urban: str, petals: int, scales: int) -> None:
    wheel = sections(contexts, effects(urban))["effets"]["roue"].data
    assert len(wheel.petals) == petals
    assert len(wheel.scales) == scales
    assert wheel.observed == 6
    assert wheel.observed_text == "critères observés"
    by_name = {petal.criterion: petal for petal in wheel.petals}
    assert by_name["lien_social"].state == "niveau"
    assert by_name["capacite_a_agir"].state == "aucun"
    assert by_name["capacite_a_agir"].fill
    assert by_name["appartenance"].state == "inconnu"
    assert by_name["appartenance"].fill == ""
    assert by_name["cadre_de_vie"].state == "inconnu"
    assert [name for name, petal in by_name.items() if petal.notch] == ["solidarite"]
    # Full level reaches the rim (150); the radius of one third of the ring is √(58² + (150² − 58²)/3).
    assert "A150 150" in by_name["lien_social"].fill
    assert "A98.7 98.7" in by_name["insertion_professionnelle"].fill


def test_a_direction_has_a_pattern_and_words_and_never_a_size(contexts) -> None:
    directions = ["favorable", "defavorable", "les_deux", "favorable", "ne_sait_pas", ""]
    lines = "".join(
        f"    {criterion}: {{presence: reguliere{f', sens: {way}' if way else ''}, pour_qui: groupe}}\n"
        for criterion, way in zip(CRITERIA, directions, strict=False)
    )
    shown = sections(contexts, minimal(extra=f"effets_sociaux:\n  criteres:\n{lines}"))["effets"]
    wheel = shown["roue"].data
    petals = {petal.criterion: petal for petal in wheel.petals}
    said = [(petals[one].sign, petals[one].level) for one in CRITERIA[:6]]
    regular = "de façon régulière"
    assert said == [
        ("positif", f"{regular}, favorable"),
        ("negatif", f"{regular}, défavorable"),
        ("neutre", f"{regular}, favorable et défavorable"),
        ("positif", f"{regular}, favorable"),
        ("", regular),
        ("", regular),
    ]
    assert wheel.directions == ("favorable", "favorable et défavorable", "défavorable")
    assert len({petals[one].share for one in CRITERIA[:6]}) == 1
    blocks = {block.id: block for block in shown["criteres"].data.every}
    assert blocks["sante_bien_etre"].direction == "défavorable"
    written = "Tout au long de l’année (présence régulière), pour un groupe"
    assert blocks["lien_social"].level == written


def test_an_older_wheel_keeps_its_words_and_has_no_direction(contexts) -> None:
    levels = ["structurant", "regulier", "ponctuel", "aucun", "regulier", "regulier"]
    lines = "".join(
        f"    {criterion}: {{niveau: {level}}}\n"
        for criterion, level in zip(CRITERIA, levels, strict=False)
    )
    text = minimal(extra=f"effets_sociaux:\n  criteres:\n{lines}")
    older = text.replace("questionnaire: 2", "questionnaire: 1")
    wheel = sections(contexts, older)["effets"]["roue"].data
    assert wheel.directions == ()
    assert wheel.steps == (
        "nous avons regardé, sans rien constater", "de temps en temps", "souvent", "cela dure, même sans nous",
    )  # fmt: skip
    assert {petal.criterion: petal.level for petal in wheel.petals}["lien_social"] == wheel.steps[3]


def test_a_series_that_changes_scale_is_cut_and_says_so(contexts) -> None:
    def told(version: int, answer: str) -> str:
        extra = f"effets_sociaux:\n  criteres:\n    solidarite: {{{answer}}}\n"
        return minimal(extra=extra).replace("questionnaire: 2", f"questionnaire: {version}")

    def former(*texts: str) -> str:
        (block,) = sections(contexts, *texts)["effets"]["criteres"].data.every
        said: str = block.former
        return said

    cut = former(told(1, "niveau: structurant"), told(2, "presence: reguliere"))
    assert cut.startswith("En 2025 : «\u00a0Cela dure, même sans nous\u00a0»")
    assert cut.endswith("sur l’échelle de la version 1, qui ne se compare pas.")
    assert former(told(1, "niveau: structurant"), told(1, "niveau: regulier")) == ""
    assert former(told(2, "presence: durable"), told(2, "presence: reguliere")) == ""
    assert former(told(1, "niveau: structurant"), told(2, "presence: non_observe")) == ""


def test_both_ballots_are_shown_and_who_does_not_know_is_told(contexts) -> None:
    workshop = """\
evaluation_collective:
  participants: {equipe: 5}
  votes: {solidarite: {equipe: {ponctuelle: 2, durable: 3}}}
  sens: {solidarite: {equipe: {favorable: 3, defavorable: 1, ne_sait_pas: 1}}}
"""
    effects = "effets_sociaux:\n  criteres:\n    solidarite: {presence: reguliere}\n"
    (block,) = sections(contexts, minimal(extra=effects + workshop))["effets"][
        "criteres"
    ].data.every
    presence, direction = block.votes
    assert (presence.title, direction.title) == ("Présence dans le temps", "Sens du changement")
    (team,) = direction.ballots
    assert team.text == "favorable : 3 ; défavorable : 1 ; ne sait pas : 1"
    # Three directions from 14 to 286: the first and the last at the ends.
    assert [dot.x for dot in team.dots] == [14.0, 286.0]
    assert [name for _, name, _ in direction.ends] == ["favorable", "défavorable"]


def test_under_six_criteria_there_is_no_wheel(contexts) -> None:
    text = minimal(
        extra='effets_sociaux:\n  criteres:\n    solidarite: {presence: reguliere, exemple: "Un échange."}\n'
    )
    shown = sections(contexts, text)["effets"]
    assert set(shown) == {"criteres"}
    (block,) = shown["criteres"].data.every
    assert block.quote == ("«\u00a0Un échange.\u00a0»",)
    assert block.unwanted is False
    assert block.counterfactual == ""


def test_a_portrait_shows_the_criteria_that_tell_most(contexts) -> None:
    """Five answered, three shown: the highest levels, those with a quotation first, and the unwanted effect."""
    answers = {
        "lien_social": "presence: durable",
        "sante_bien_etre": "presence: reguliere",
        "solidarite": 'presence: reguliere, exemple: "Un échange."',
        "cadre_de_vie": "presence: ponctuelle, effet_non_voulu: oui",
        "innovation_publique": "presence: ponctuelle",
    }
    lines = "".join(f"    {name}: {{{told}}}\n" for name, told in answers.items())
    view = sections(contexts, minimal(extra=f"effets_sociaux:\n  criteres:\n{lines}"))
    criteria = view["effets"]["criteres"].data
    assert criteria.more
    assert len(criteria.every) == 5
    assert [one.id for one in criteria.shown] == ["lien_social", "solidarite", "cadre_de_vie"]
    assert [len(scale.criteria) for scale in criteria.scales] == [2, 1, 2]


@pytest.mark.parametrize(
    ("day", "told"), [("2019-01-01", "2019"), ("2019-05-18", "mai 2019")], ids=["année", "jour"]
)
def test_a_year_alone_is_not_told_as_a_day(contexts, day: str, told: str) -> None:
    text = minimal(
        extra=f"  date_ouverture: {day}\nhistoire:\n  frise: [{{annee: 2019, evenement: Ouverture}}]\n"
    )
    title = sections(contexts, text)["recit"]["frise"].title
    assert "".join(run.text for run in title) == f"Le lieu a ouvert en {told}"


def test_one_minute_is_singular(contexts) -> None:
    text = minimal().replace("identite:", "reponse: {minutes: 1}\nidentite:", 1)
    assert data_page(contexts(text)[-1]).answering == "en 1\u00a0minute"


def test_partners_stand_around_the_place(contexts) -> None:
    rows = "\n".join(
        f"    - {{partenaire: {name}, nature: {kind}, soutien: {support}}}"
        for name, kind, support in (
            ("La commune", "public", "argent"),
            ("Une scierie", "prive", "nature"),
            ("L’État", "public", "argent"),
            ("La commune", "public", "nature"),
        )
    )
    text = minimal(
        extra=f"acteurs:\n  partenaires_publics: oui\n  partenaires_prives: oui\n  partenaires:\n{rows}\n"
    )
    drawn = sections(contexts, text)["acteurs"]["partenaires"].data
    commune, sawmill, state = drawn.partners
    # Two on the left, one on the right; a row is 82 high: ±41 around the middle, then the middle.
    assert (commune.x, commune.y, sawmill.x, sawmill.y) == (-118, -41, -118, 41)
    assert (state.x, state.y) == (118, 0)
    # Under the drawing, a legend of three styles: two rows of 24, three on a phone.
    assert (drawn.top, drawn.height) == (-90, 2 * 82 + 16 + 2 * 24)
    assert [(style.x, style.y) for style in drawn.styles] == [(-250, 102), (30, 102), (-250, 126)]
    assert drawn.narrow_height == 150 + 3 * 82 - 41 + 3 * 24
    # Under the place on a phone: a row each.
    assert [partner.narrow_y for partner in drawn.partners] == [150, 232, 314]
    # Clear of the circle (its foot is at 106) even with four lines of 18, half of them above the dot.
    assert commune.narrow_y - 4 * 18 / 2 - 106 >= 8
    # The first line is the rightmost and ends its turn on the dot: none crosses, none sticks out.
    assert [partner.narrow_x for partner in drawn.partners] == [38, 32, 26]
    assert commune.told == "Public, de l’argent, un soutien en nature"
    assert (sawmill.told, state.told) == ("Privé, un soutien en nature", "Public, de l’argent")
    # A line for each nature, another for two of them; each is in the legend, once.
    assert len({commune.line, sawmill.line, state.line}) == 3
    assert [style.label for style in drawn.styles] == [
        "Un soutien en nature",
        "De l’argent",
        "Plusieurs soutiens",
    ]
    assert {style.line for style in drawn.styles} == {partner.line for partner in drawn.partners}
    assert drawn.centre == ("La Halle",)


@pytest.mark.parametrize("count", [1, 2, 6, 30])
def test_lines_of_partners_alike_need_no_legend(contexts, count: int) -> None:
    rows = "\n".join(
        f"    - {{partenaire: Atelier {rank}, nature: prive, soutien: projets}}"
        for rank in range(count)
    )
    text = minimal(extra=f"acteurs:\n  partenaires_prives: oui\n  partenaires:\n{rows}\n")
    drawn = sections(contexts, text)["acteurs"]["partenaires"].data
    assert drawn.styles == ()
    places = [partner.narrow_x for partner in drawn.partners]
    assert places == sorted(places, reverse=True)
    assert all(14 <= place <= 38 for place in places)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        # In em: a narrow letter 0.3, a space 0.3, an ordinary one 0.64, a capital 0.74.
        ("", 2.0, ()),
        ("il", 0.6, ("il",)),
        ("il il", 1.5, ("il il",)),
        ("il il", 1.49, ("il", "il")),
        ("ABCD", 2.96, ("ABCD",)),
        # 4 × 0.74 is too wide: with the ellipsis (0.46), three capitals are 2.68.
        ("ABCD", 2.95, ("ABC…",)),
        ("ab cd ef", 1.3, ("ab", "c…")),
        ("É", 0.74, ("É",)),
    ],
)
def test_words_are_broken_by_their_width(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert letters.broken(text, room, 2) == lines


def test_a_block_alone_on_its_row_takes_it_whole(contexts) -> None:
    text = minimal(
        extra="moyens:\n  subventions: {region: 900, commune: 100, complet: oui}\n"
        "  investissement: {subventions: 90000, prets_publics: 10000, complet: oui}\n"
    )
    (means,) = [s for s in draw(contexts(text)[-1]).sections if s.id == "moyens"]
    assert [block.form for block in means.blocks] == ["barre", "carres"]
    assert means.rows == frozenset()
    assert means._replace(blocks=means.blocks[:1]).rows == {0}


def test_many_lines_take_the_whole_row_unless_beside_a_plan() -> None:
    def rows(*drawn: tuple[str, int]) -> frozenset[int]:
        blocks = tuple(Block(form, (), (None,) * lines) for form, lines in drawn)
        return SectionView("vie", "La vie", "La vie", "ocre", blocks).rows

    assert rows(("pictos", 4), ("phrases", 5)) == frozenset()
    assert rows(("pictos", 4), ("phrases", 6)) == {0, 1}
    assert rows(("pictos", 4), ("chiffres", 3), ("phrases", 6), ("texte", 1)) == {2}
    assert rows(("surfaces", 4), ("phrases", 6)) == frozenset()


def test_a_table_names_the_sections_of_a_page_that_is_long(contexts) -> None:
    short = draw(contexts(minimal(extra="espace: {surface_interieure: 60}\n"))[-1])
    assert [section.id for section in short.sections] == ["coup_d_oeil", "territoire"]
    assert short.contents == ()
    answers = (
        "espace: {surface_interieure: 60, regime_occupation: locataire}\nacteurs: {adherents: 3}\n"
    )
    longer = draw(contexts(minimal(extra=answers))[-1])
    assert [section.short for section in longer.contents] == [
        "En bref",
        "L’espace",
        "Le territoire",
        "Celles et ceux",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "length"),
    [("50", "", ""), ("18\u202f500", "", ""), ("6\u202f000", "m²", "long"), ("160\u202f000", "€", "long"), ("1\u202f600\u202f000", "€", "tres-long")],
)  # fmt: skip
def test_a_long_number_is_written_smaller(value: str, unit: str, length: str) -> None:
    assert BigNumber(value, unit, "", "", "").length == length


def test_votes_are_shown_by_college(contexts) -> None:
    workshop = """\
evaluation_collective:
  participants: {equipe: 3, usagers: 4}
  votes: {solidarite: {equipe: {reguliere: 3}, usagers: {ponctuelle: 1, durable: 3}}}
"""
    text = minimal(
        extra="effets_sociaux:\n  criteres:\n    solidarite: {presence: reguliere}\n" + workshop
    )
    (block,) = sections(contexts, text)["effets"]["criteres"].data.every
    # Four levels from 14 to 286: steps of 272 / 3. Three votes: a radius of 6 × √3.
    (vote,) = block.votes
    team, users = vote.ballots
    # Three out of three: no count, a dot of a size of its own, and words.
    assert team.dots == ((195.3, 13.0, None),)
    assert (
        team.text == "toutes les personnes du groupe : tout au long de l’année (présence régulière)"
    )
    assert users.dots == ((104.7, 6.0, 1), (286.0, 10.4, 3))
    assert (
        users.text
        == "une fois ou deux (présence ponctuelle) : 1 ; d’une année sur l’autre (présence durable) : 3"
    )


def test_a_missing_year_is_a_gap(contexts) -> None:
    def text(people: str) -> str:
        return minimal(extra=f"programmation:\n  personnes_accueillies: {people}\n")

    assert "evolution" not in sections(contexts, text("100"), text("ne_sait_pas"))
    multiple = sections(contexts, text("100"), text("ne_sait_pas"), text("150"), text("200"))
    (curve,) = multiple["evolution"]["evolution"].data
    assert [dot.year for dot in curve.dots] == [2025, 2027, 2028]
    assert curve.segments == ("M200 18L300 0",)
    assert curve.years[1] == (2026, "pas de donnée")
    # The missing year keeps its place on the axis, without a dot or a value.
    assert [(name.year, name.x, name.known) for name in curve.names] == [
        (2025, 0.0, True),
        (2026, 100.0, False),
        (2027, 200.0, True),
        (2028, 300.0, True),
    ]
    assert [name.value for name in curve.names if name.value] == [
        "100\u00a0personnes",
        "200\u00a0personnes",
    ]
    assert curve.change == "50\u00a0personnes de plus qu’en 2027"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        # 60,4 % then 60,56 %: read as 60 and 61, a sixth of a point apart.
        ((6040, 3960), (6056, 3944), "0,2 point de plus qu’en 2025"),
        # 43,57 % then 40 %: 3,57 points, read as 44 and 40.
        ((4357, 5643), (4000, 6000), "3,6 points de moins qu’en 2025"),
        ((60400, 39600), (60401, 39599), "moins de 0,1 point de plus qu’en 2025"),
        ((6040, 3960), (604, 396), "Inchangé depuis 2025"),
    ],
)
def test_a_gap_is_that_of_the_values_not_of_what_is_read(contexts, before, after, change) -> None:
    def text(own: int, other: int) -> str:
        return minimal(
            extra=f"moyens:\n  ressources: {{locations: {own}, dons: {other}, complet: oui}}\n"
        )

    curves = sections(contexts, text(*before), text(*after))["evolution"]["evolution"].data
    (share,) = (curve for curve in curves if curve.label == "Part de recettes propres")
    assert share.change.replace("\u00a0", " ") == change


def test_what_changed_since_last_year_is_said(contexts) -> None:
    def text(people: str, money: str, volunteers: str) -> str:
        return minimal(
            extra=f"programmation:\n  personnes_accueillies: {people}\n"
            f"equipe:\n  benevoles: {volunteers}\n"
            f"moyens:\n  ressources: {{locations: {money}, complet: oui}}\n"
        )

    def said(*texts: str) -> str | None:
        told: str | None = sections(contexts, *texts)["evolution"]["evolution"].note
        return told

    assert said(text("100", "2", "9"), text("150", "1", "9")) == (
        "De 2025 à 2026, en hausse\u00a0: personnes différentes accueillies\u202f; en baisse\u00a0: ressources de l’année\u202f; "
        "sans changement\u00a0: bénévoles réguliers et part de recettes propres."
    )
    # Only what both of the last two years say: 2026 does not tell the people.
    assert said(text("100", "2", "9"), text("ne_sait_pas", "2", "9"), text("150", "3", "10")) == (
        "De 2026 à 2027, en hausse\u00a0: bénévoles réguliers et ressources de l’année\u202f; "
        "sans changement\u00a0: part de recettes propres."
    )
    # Nothing known in both: nothing said, though drawings remain.
    people = said(
        text("1", "2", "9"), text("2", "ne_sait_pas", "ne_sait_pas"), text("ne_sait_pas", "3", "9")
    )
    assert people is None


def test_one_answer_alone_does_not_draw_a_distribution(contexts) -> None:
    text = minimal(extra="moyens:\n  ressources: {locations: 60000}\n")
    found = sections(contexts, text)["moyens"]["barres_face"]
    # Incomplete: what is known is drawn, and no share of the whole is asserted.
    assert found.title == ()


def test_contact_needs_consent(contexts) -> None:
    shown = "  contact_public: oui\n  contact: https://example.org/contact\n"
    assert draw(contexts(minimal(extra=shown))[-1]).contact == "https://example.org/contact"
    hidden = shown.replace("oui", "non")
    assert draw(contexts(minimal(extra=hidden))[-1]).contact == ""


def test_directory_entries_show_only_where_they_are(contexts) -> None:
    text = minimal().replace("publication: publique", "publication: annuaire") + (
        'source: {nom: "Liste", licence: "LO", date: 2019-06-13, url: "https://example.org"}\n'
    )
    view = draw(contexts(text)[-1])
    assert [section.id for section in view.sections] == ["territoire"]
    assert view.building is None
    assert view.directory_source == ("Liste", "LO", "13 juin 2019", "https://example.org")


def test_the_data_page_tells_every_answer_and_formula(contexts) -> None:
    text = minimal(
        extra="""\
  date_creation: ne_sait_pas
moyens:
  ressources: {locations: 233000, subventions_publiques: 105000, complet: oui}
"""
    )
    page = data_page(contexts(text)[-1])
    rows = {row.path: row for group in page.groups for row in group.rows}
    assert rows["nom"].text == "La Halle"
    assert rows["date_creation"].missing == "ne_sait_pas"
    assert "adresse" not in rows
    figures = {row.id: row for row in page.figures}
    own = figures["part_recettes_propres"]
    assert own.text == "69\u00a0%"  # 233 000 / 338 000 = 68,93 %
    assert "÷" in own.formula
    assert [value.replace("\u202f", " ") for _, value in own.inputs] == [
        "0\u00a0€",
        "233 000\u00a0€",
        "338 000\u00a0€",
    ]


def test_every_formula_can_be_said(tools) -> None:
    for indicator in tools.names.indicators:
        words = formula_of(indicator, tools.names)
        assert words
        assert "_" not in words


def test_numbers_are_counted_once(contexts) -> None:
    text = minimal(extra="espace:\n  surface_interieure: 80\n")
    (number,) = sections(contexts, text)["coup_d_oeil"]["chiffres"].data
    assert (number.value, number.unit) == ("80", "m²")
    assert Decimal(number.value) == 80


def test_a_waffle_of_thirty_seven(contexts) -> None:
    text = minimal(
        extra="acteurs:\n  structures: {associations: 20, entreprises: 12, artistes: 5, complet: oui}\n"
    )
    drawn = sections(contexts, text)["acteurs"]["gaufre"].data
    assert drawn.squares == (0,) * 20 + (1,) * 12 + (2,) * 5
    assert (drawn.each, drawn.columns, drawn.rows) == (1, 10, 4)


def test_lines_say_only_what_was_answered(contexts) -> None:
    text = minimal(
        extra="espace:\n  regime_occupation: locataire_modere\n  inoccupe_avant: non\n"
        "  postes_travail: 1\n"
    )
    assert sections(contexts, text)["espace"]["phrases"].data == (
        ("La structure est locataire à un prix réduit.", "cle"),
        ("Postes de travail\u00a0: 1.", "accueil"),
    )


def lines_of(contexts, text: str, *patterns: object) -> object:
    block = Sentences.model_validate({"forme": "phrases", "phrases": patterns})
    drawn = facts.sentences(block, contexts(text)[-1])
    return drawn.data if drawn else ()


def test_neighbours_beside_the_same_pictogram_are_drawn_once(contexts) -> None:
    """What lies between two sentences and is not said does not part them; without a pictogram, each is alone."""
    place = minimal(extra="espace: {postes_travail: 2, capacite_accueil: 30}\n")
    posts = {"dessin": "cle", "texte": "{postes_travail:nombre} postes."}
    rent = {"dessin": "monnaie", "texte": "Loyer : {loyer_hors_charges}."}
    room = {"dessin": "cle", "texte": "{capacite_accueil:nombre} personnes."}
    assert lines_of(contexts, place, posts, rent, room) == (("2 postes.\n30 personnes.", "cle"),)
    bare = "{postes_travail:nombre} postes."
    assert lines_of(contexts, place, bare, bare) == (("2 postes.", ""), ("2 postes.", ""))
    apart = {**room, "dessin": "porte"}
    assert lines_of(contexts, place, posts, apart) == (
        ("2 postes.", "cle"),
        ("30 personnes.", "porte"),
    )


def test_a_line_is_told_under_its_condition(contexts) -> None:
    fact = {
        "dessin": "cle",
        "si": {"question": "postes_travail", "superieur_a": 3},
        "texte": "Assez.",
    }
    assert lines_of(contexts, minimal(extra="espace: {postes_travail: 4}\n"), fact) == (
        ("Assez.", "cle"),
    )
    assert lines_of(contexts, minimal(extra="espace: {postes_travail: 3}\n"), fact) == ()


def test_a_big_number_is_told_once(contexts) -> None:
    team = "equipe:\n  benevoles: 9\n  heures_benevoles: 400\n"
    shown = sections(contexts, minimal(extra=team))
    assert [number.value for number in shown["coup_d_oeil"]["chiffres"].data] == ["9"]
    assert [number.value for number in shown["moyens"]["chiffres"].data] == ["400"]


def test_a_falling_line_does_not_cross_its_value(contexts) -> None:
    def text(people: str) -> str:
        return minimal(extra=f"programmation:\n  personnes_accueillies: {people}\n")

    (curve,) = sections(contexts, text("1000"), text("800"))["evolution"]["evolution"].data
    # 800 of 1,000 on 72 units: 14.4 from the top; its value 22 under, that of the first 11 over.
    assert [(name.year, name.y) for name in curve.names] == [(2025, -11.0), (2026, 36.4)]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("acces:\n  ouverture: jamais\n", "Le lieu n’ouvre pas au public."),
        ("programmation:\n  publics: [tout_le_monde]\n", "Le lieu s’adresse à tout le monde."),
        (
            "programmation:\n  publics: [familles, enfants]\n",
            "Le lieu s’adresse surtout à ces publics\u00a0: les enfants et les familles.",
        ),
        ("programmation:\n  productions: [bois]\n", "Productions\u00a0: du bois ou du mobilier."),
    ],
)
def test_life_of_the_place_in_sentences(contexts, answer: str, said: str) -> None:
    assert told(sections(contexts, minimal(extra=answer))["programmation"]) == said


@pytest.mark.parametrize(
    "answer",
    [
        "programmation:\n  productions: [aucune]\n",
        "programmation:\n  services: [aucun]\n",
        "programmation:\n  situations: [aucune]\n",
        "acces:\n  ouverture: ne_sait_pas\n",
    ],
)
def test_an_absence_makes_no_sentence(contexts, answer: str) -> None:
    assert "phrases" not in sections(contexts, minimal(extra=answer)).get("programmation", {})


def test_nothing_to_count_makes_no_sentence(contexts) -> None:
    text = minimal(extra="espace:\n  postes_travail: 0\nacteurs:\n  adherents: 0\n")
    shown = sections(contexts, text)
    assert "espace" not in shown
    assert "acteurs" not in shown


def test_one_and_several_members(contexts) -> None:
    def said(count: int) -> str:
        text = minimal(extra=f"acteurs:\n  adherents: {count}\n")
        return told(sections(contexts, text)["acteurs"])

    assert said(1) == "Adhésions de l’année, personnes et structures\u00a0: 1."
    assert said(2) == "Adhésions de l’année, personnes et structures\u00a0: 2."


def test_no_figure_of_a_strip_is_lost_or_covers_another() -> None:
    # Letters of 7 units: "48 %" is 28 wide. At 35 % and 48 % of 300, centres are 105 and 144: both
    # fit on the first line; a third at 50 % (150) touches the second and goes below.
    drawn = benchmarks.labels([(35, "35 %"), (48, "48 %"), (50, "50 %")])
    assert [(one.x, one.row, one.text) for one in drawn] == [
        (105.0, 0, "35 %"),
        (144.0, 0, "48 %"),
        (150.0, 1, "50 %"),
    ]


def blocks_of(contexts, extra: str) -> dict[str, Any]:
    return sections(contexts, minimal(extra=extra))


def test_a_drawing_holds_one_unit_of_money(contexts) -> None:
    said = "moyens:\n  ressources: {{locations: {a}, dons: {b}, complet: oui}}\n"
    mixed = blocks_of(contexts, said.format(a=21000, b=9500))["moyens"]["barres_face"].data
    assert [part.amount for part in mixed.sides[0].parts] == [
        "21\u202f000\u00a0€",
        "9\u202f500\u00a0€",
    ]
    large = blocks_of(contexts, said.format(a=210000, b=95000))["moyens"]["barres_face"].data
    assert [part.amount for part in large.sides[0].parts] == ["210\u00a0k€", "95\u00a0k€"]
    # A small budget is written whole, as everywhere else on the page.
    small = blocks_of(contexts, said.format(a=30000, b=12000))["moyens"]["barres_face"].data
    assert [part.amount for part in small.sides[0].parts] == [
        "30\u202f000\u00a0€",
        "12\u202f000\u00a0€",
    ]


def test_a_part_that_may_hold_the_salaries_says_so(contexts) -> None:
    told = "equipe: {{effectif: {people}}}\nmoyens: {{depenses: {{autres_depenses: 30000, loyer: 10000, complet: oui}}}}\n"

    def labels(people: int) -> list[str]:
        drawn = blocks_of(contexts, told.format(people=people))["moyens"]["barres_face"].data
        return [part.label for part in drawn.sides[0].parts]

    assert "Autres dépenses, salaires éventuels compris" in labels(2)
    assert "Autres dépenses" in labels(3)


def test_one_outdoor_space_is_not_told_as_the_first_of_several(contexts) -> None:
    told = "espace:\n  surface_exterieure: 80\n  exterieur: {{{parts}, complet: oui}}\n"

    def title(parts: str) -> str:
        drawn = blocks_of(contexts, told.format(parts=parts))["espace"]["barre"]
        return "".join(run.text for run in drawn.title)

    assert title("cour: 80") == "Dehors\u00a0: la cour, la terrasse ou la place"
    assert title("cour: 60, jardin: 20") == "Dehors, d’abord la cour, la terrasse ou la place"


def test_the_words_of_a_scale_stand_beside_its_name(contexts) -> None:
    scale = "effets_sociaux:\n  echelles:\n    individuelle: {intensite: 4, mots_cles: [métier, fatigue]}\n  criteres:\n    lien_social: {presence: reguliere}\n"
    criteria = blocks_of(contexts, scale)["effets"]["criteres"].data
    said = {title: words for title, words in criteria.words.items() if words}
    assert said == {"À l’échelle des personnes": "métier, fatigue (place dans le lieu : 4 sur 5)"}


def test_a_practice_done_in_part_is_named_apart(contexts) -> None:
    """One of five things to reuse scores less than the three quarters that make a practice."""
    text = """\
environnement:
  circularite:
    limitation_dechet: [vaisselle]
    reparation_objet: ponctuel
"""
    (axis,) = blocks_of(contexts, text)["environnement"]["pratiques"].data
    assert axis.told == (
        "1 pratique en place : réparation d’objets (quelques fois par an) ; en partie : déchets évités à la source"
    )


ESTIMATED = """\
estimations: [loyer_hors_charges, personnes_accueillies, structures, ressources]
espace: {regime_occupation: locataire, loyer_hors_charges: 4200, surface_louee: 90, surface_interieure: 100}
programmation: {personnes_accueillies: 3200}
acteurs: {structures: {associations: 3, entreprises: 9, complet: oui}}
moyens: {ressources: {locations: 30000, dons: 10000, complet: oui}}
"""


def test_an_estimate_says_so_wherever_it_is_shown(contexts) -> None:
    shown = blocks_of(contexts, ESTIMATED)
    said = told(shown["espace"]).replace("\u202f", " ")
    assert "Versé au propriétaire\u00a0: environ 4 200\u00a0€ par an" in said
    big = {one.label: one.value for one in shown["coup_d_oeil"]["chiffres"].data}
    assert big["personnes différentes accueillies dans l’année (estimation)"] == "3\u202f200"
    assert big["de surface intérieure"] == "100"
    waffle = shown["acteurs"]["gaufre"]
    assert "".join(run.text for run in waffle.title) == "Environ 12 structures dans le lieu"
    assert waffle.estimates == "structures présentes"
    assert shown["moyens"]["barres_face"].estimates == "ressources"


def test_a_figure_made_with_an_estimate_is_one(contexts, tools) -> None:
    sources = contexts(minimal(extra=ESTIMATED))[-1].sources
    found = {
        name: sources.is_estimate(tools.names.resolve(name))
        for name in (
            "loyer_hors_charges_au_m2",
            "part_recettes_propres",
            "surface_interieure",
            "emplois",
        )
    }
    assert found == {
        "loyer_hors_charges_au_m2": True,
        "part_recettes_propres": True,
        "surface_interieure": False,
        "emplois": False,
    }


def test_the_data_page_marks_an_estimate(contexts) -> None:
    page = data_page(contexts(minimal(extra=ESTIMATED))[-1])
    rows = {row.path: row.text for group in page.groups for row in group.rows}
    assert rows["loyer_hors_charges"].endswith("€ (estimation)")
    assert rows["surface_interieure"] == "100\u00a0m²"


def test_a_headline_may_depend_on_the_whole_of_a_distribution(contexts) -> None:
    """It was never said: a sum was compared as if it were a word."""
    told = "acteurs:\n  structures: {{associations: 3, entreprises: 9{end}}}\n"

    def title(end: str) -> str:
        drawn = blocks_of(contexts, told.format(end=end))["acteurs"]["gaufre"]
        return "".join(run.text for run in drawn.title)

    assert title(", complet: oui") == "12 structures dans le lieu"
    assert title("") == "12 structures indiquées"


def test_a_zero_is_not_a_big_number(contexts) -> None:
    """It stays on the data page."""
    answers = "programmation: {personnes_accueillies: 0, evenements_publics: oui, evenements_publics_nombre: 3}\nequipe: {benevoles: 0}\n"
    shown = sections(contexts, minimal(extra=answers))
    assert [number.value for number in shown["coup_d_oeil"]["chiffres"].data] == ["3"]
    context = contexts(minimal(extra=answers))[-1]
    told = {row.path: row.text for group in data_page(context).groups for row in group.rows}
    assert told["benevoles"] == "0\u00a0personne"


@pytest.mark.parametrize(
    ("code", "around", "where"),
    [("75056", "Île-de-France", "Île-de-France"), ("35238", "Ille-et-Vilaine", "Bretagne")],
)
def test_a_commune_is_situated_by_another_name(
    contexts, code: str, around: str, where: str
) -> None:
    text = minimal(commune=code)
    (context,) = contexts(text)
    view = draw(context)
    assert view.departement == around
    located = sections(contexts, text)["territoire"]["situation"].data
    assert located.region == where
    assert view.commune not in (located.departement, located.region)


def test_a_headline_says_a_share_as_the_drawing_does(contexts) -> None:
    """Never "un peu moins de trois quarts" above a bar that says 73 %."""
    answers = (
        "moyens: {ressources: {locations: 37000, subventions_publiques: 14000, complet: oui}}\n"
    )
    (first, *_) = sections(contexts, minimal(extra=answers))["moyens"].values()
    # 37,000 of 51,000 is 72.5 %.
    assert "".join(run.text for run in first.title).startswith(
        "73\u00a0% des ressources de l’année"
    )


@pytest.mark.parametrize(
    ("hours", "number", "line"),
    [
        ("heures_ouverture: 168, heures_tout_public: 12", ["12"], "Accès, badge ou inscription compris\u00a0: 168\u00a0heures par semaine."),
        ("heures_ouverture: 40, heures_tout_public: 40", ["40"], ""),
        ("heures_ouverture: 40", [], "Accès, pour toute personne ou sur inscription\u00a0: 40\u00a0heures par semaine."),
        ("heures_ouverture: 40, heures_tout_public: 0", [], "Accès, badge ou inscription compris\u00a0: 40\u00a0heures par semaine."),
    ],
)  # fmt: skip
def test_the_big_number_of_hours_is_of_those_open_to_anybody(
    contexts, hours: str, number: list[str], line: str
) -> None:
    shown = sections(contexts, minimal(extra=f"acces: {{{hours}}}\n"))
    big = shown.get("coup_d_oeil", {}).get("chiffres")
    assert ([one.value for one in big.data] if big else []) == number
    assert (told(shown["programmation"]) if "programmation" in shown else "") == line


PEOPLE = "equipe: {{effectif: {people}, femmes_salariees: {women}}}\n"


@pytest.mark.parametrize(
    ("people", "women", "value", "label"),
    [
        (3, 2, "2 sur 3", "part des femmes parmi les personnes salariées"),
        (9, 3, "3 sur 9", "part des femmes parmi les personnes salariées"),
        (10, 3, "30", "de femmes parmi les personnes salariées"),
    ],
)
def test_a_share_of_very_few_people_is_told_in_counts(
    contexts, people: int, women: int, value: str, label: str
) -> None:
    text = minimal(extra=PEOPLE.format(people=people, women=women))
    context = contexts(text)[-1]
    drawn = [block for block in draw(context).blocks if block.form == "chiffres"]
    big = {one.label: one.value for block in drawn for one in cast("Any", block.data)}
    assert big[label] == value
    rows = {row.id: row.text for row in data_page(context).figures}
    assert rows["part_femmes_salariees"] == (value if "sur" in value else f"{value}\u00a0%")


@pytest.mark.parametrize(
    ("people", "women", "jobs", "balance", "lasting"),
    [
        # Two women, three others; a contract and a half of two and a half.
        (5, 2, "{cdi: 1.5, cdd: 1, complet: oui}", "2 et 3", "1,5 sur 2,5"),
        (9, 9, "{cdi: 9.9, cdd: 0, complet: oui}", "9 et 0", "9,9 sur 9,9"),
        (10, 2, "{cdi: 7.5, cdd: 2.5, complet: oui}", "40\u00a0%", "75\u00a0%"),
    ],
)
def test_a_balance_and_the_contracts_of_a_small_team_are_told_in_counts(
    contexts, people: int, women: int, jobs: str, balance: str, lasting: str
) -> None:
    team = f"effectif: {people}, femmes_salariees: {women}, emplois: {jobs}"
    text = minimal(extra=f"equipe: {{{team}}}\n")
    rows = {row.id: row.text for row in data_page(contexts(text)[-1]).figures}
    assert rows["equilibre_equipe"] == balance
    assert rows["part_emplois_durables"] == lasting


def test_what_is_computed_from_an_estimate_says_so_on_the_data_page_and_in_files(contexts) -> None:
    rough = "equipe: {{benevoles: {}}}\nestimations: [benevoles]\n".format
    context = contexts(minimal(extra=rough(10)), minimal(extra="equipe: {benevoles: 20}\n"))[-1]
    drawn = next(block for block in draw(context).blocks if block.form == "evolution")
    (curve,) = cast("Any", drawn.data)
    assert curve.years == ((2025, "10\u00a0personnes (estimation)"), (2026, "20\u00a0personnes"))
    context = contexts(minimal(extra=ESTIMATED))[-1]
    rows = {row.id: row.text for row in data_page(context).figures}
    assert rows["loyer_hors_charges_au_m2"].endswith(" (estimation)")
    assert rows["part_recettes_propres"] == "75\u00a0% (estimation)"
    sources = {context.year: context.sources}
    written = json.loads(place_json(context.place, sources, {}, licence=""))
    told = written["bilans"][0]["chiffres"]
    assert told["loyer_hors_charges_au_m2"]["estimation"] is True
    assert "estimation" not in told["surface_totale"]
    assert not any("estimation" in one for one in told.values() if one["valeur"] is None)


def test_the_dots_of_a_workshop_have_a_title_that_is_read(contexts, tools) -> None:
    vote = "  participants: {usagers: 4}\n  votes: {solidarite: {usagers: {ponctuelle: 1, durable: 3}}}\n"
    effect = "effets_sociaux:\n  criteres:\n    solidarite: {presence: reguliere}\n"
    context = contexts(minimal(extra=f"{effect}evaluation_collective:\n{vote}"))[-1]
    pages = place_pages(context, draw(context), tools.settings, Provenance(), "")
    text = render(next(iter(pages)), tools.settings)
    (title,) = re.findall(r'<text class="cm-votes__titre"[^>]*>([^<]*)</text>', text)
    assert title == "En atelier&nbsp;: présence dans le temps"


def test_the_data_page_writes_days_and_ticks_as_people_do(contexts) -> None:
    proof = '{nature: comptage, titre: "Un carnet", sur_demande: oui}'
    text = minimal(
        extra="espace: {regime_occupation: locataire, occupation_fin: 2031-12-31}\n"
        f"effets_sociaux:\n  criteres:\n    lien_social: {{preuves: [{proof}]}}\n"
    )
    page = data_page(contexts(text)[-1])
    inputs = {row.id: [value for _, value in row.inputs] for row in page.figures}
    assert inputs["mois_restants"] == ["31 décembre 2025", "31 décembre 2031"]
    rows = {row.path: row.text for group in page.groups for row in group.rows}
    assert rows["lien_social.preuves"] == "Un comptage – Un carnet – consultable sur demande"


def test_a_drawing_whose_headline_groups_lines_says_who_grouped_them(contexts) -> None:
    rooms = (
        "espace: {{surface_interieure: 100, surfaces: {{cafe: 40, stockage: 60{end}}}}}\n".format
    )
    told = blocks_of(contexts, rooms(end=", complet: oui"))["espace"]["surfaces"]
    assert told.grouping.replace("\u00a0", " ") == (
        "« Espaces pouvant recevoir du public » : lignes regroupées par Commune Mesure."
    )
    assert (
        blocks_of(contexts, "espace: {surfaces: {cafe: 40}}\n")["espace"]["surfaces"].grouping == ""
    )
