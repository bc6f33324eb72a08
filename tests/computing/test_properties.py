"""What holds for any answers: bounds, missing values, order, hidden sections, direction of scores."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cm_build.computing.figure import Reason
from cm_build.places.answer import NotConcerned
from cm_build.places.concealment import kept_back
from cm_build.questionnaire.question import Amount, Distribution, MultipleChoice, Number
from cm_build.questionnaire.role import Role
from tests.computing.sheet import sheet
from tests.computing.strategies import (
    PROFILE,
    UNKNOWN,
    WITHOUT_OBJECT,
    Drawn,
    Raw,
    Sheets,
    every_answer,
    points_of,
)

if TYPE_CHECKING:
    from cm_build.places.concealment import Concealed
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.names import Names, Reference


@pytest.fixture(scope="module")
def sheets(tools) -> Sheets:
    return Sheets(tools)


def whole_of(indicator: Indicator) -> Decimal:
    return Decimal(100) if indicator.unite == "%" else Decimal(1)


def contains(names: Names, whole: Reference, part: Reference) -> bool:
    """Tell whether a reference is, by construction, a part of another."""
    if whole == part:
        return True
    question = names.asked[whole.path].question if whole.path in names.asked else None
    if whole.path != part.path or not isinstance(question, Distribution):
        return False
    if whole.group is None:
        return whole.part is None
    return any(one.id == part.part and one.groupe == whole.group for one in question.parts)


def is_share(names: Names, indicator: Indicator) -> bool:
    ratio = indicator.operation.ratio
    if ratio is None or ratio.facteur is not None:
        return False
    tops, bottoms = ([names.resolve(text) for text in texts] for texts in (ratio.de, ratio.sur))
    return all(any(b and t and contains(names, b, t) for b in bottoms) for t in tops)


def never_negative(names: Names, text: str) -> bool:
    reference = names.resolve(text)
    assert reference
    if reference.path in names.indicators:
        operation = names.indicators[reference.path].operation
        return operation.name != "difference" and all(
            never_negative(names, one) for one in operation.references()
        )
    question = names.asked[reference.path].question
    return question.min >= 0 if isinstance(question, Number | Amount) else True


def bounds(names: Names, indicator: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """Give the least and the most a figure may be, None where nothing limits it."""
    zero, operation = Decimal(0), indicator.operation
    match operation.name:
        case "score" | "diversite" | "part_max" | "equilibre":
            return zero, whole_of(indicator)
        case "duree":
            return zero, None
        case "niveau":
            return zero, Decimal(3)
        case "compte":
            question = names.asked[operation.compte or ""].question
            options = question.options if isinstance(question, MultipleChoice) else ()
            return zero, Decimal(len(options)) if options else None
        case "difference":
            return None, None
        case _:
            low = zero if all(never_negative(names, o) for o in operation.references()) else None
            return low, whole_of(indicator) if is_share(names, indicator) else None


@PROFILE
@given(data=st.data())
def test_every_figure_has_a_value_within_its_bounds_or_a_reason(sheets, data) -> None:
    measures = sheets.measures(data.draw(sheets.drawn()))
    assert set(measures) == set(sheets.inputs)
    for name, figure in measures.items():
        assert (figure.value is None) == bool(figure.reason), name
        assert figure.coverage is None or 0 <= figure.coverage <= 1, name
        indicator = sheets.names.indicators.get(name)
        if isinstance(figure.value, str):
            assert figure.value in {borne.libelle for borne in indicator.operation.classe.bornes}
        if figure.number is None:
            continue
        assert figure.number.is_finite()
        low, high = bounds(sheets.names, indicator) if indicator else (Decimal(0), Decimal(100))
        assert low is None or figure.number >= low, name
        assert high is None or figure.number <= high, name


@PROFILE
@given(data=st.data())
def test_removing_an_answer_never_makes_a_figure_appear(sheets, data) -> None:
    drawn = data.draw(sheets.drawn())
    assume(drawn)
    gone = data.draw(st.sampled_from(sorted(drawn)))
    before = sheets.measures(drawn)
    after = sheets.measures({path: raw for path, raw in drawn.items() if path != gone})
    for name, figure in before.items():
        if gone not in sheets.inputs[name] or drawn[gone] == UNKNOWN:
            assert after[name] == figure, (gone, name)
        elif figure.value is None:
            assert after[name].value is None, (gone, name)


@PROFILE
@given(data=st.data())
def test_no_single_answer_is_read_as_zero_by_the_figures_without_it(sheets, data) -> None:
    """One question alone: only the figures that depend on it may have a value."""
    path = data.draw(st.sampled_from(sheets.paths))
    drawn = data.draw(sheets.drawn((path,)))
    for name, figure in sheets.measures(drawn).items():
        if path not in sheets.inputs[name]:
            assert figure.value is None, name


def shuffled(tree: Any, chance: random.Random) -> Any:
    if not isinstance(tree, dict):
        return tree
    keys = sorted(tree)
    chance.shuffle(keys)
    return {key: shuffled(tree[key], chance) for key in keys}


@PROFILE
@given(data=st.data(), chance=st.randoms(use_true_random=False))
def test_the_order_of_keys_says_nothing(sheets, data, chance) -> None:
    drawn = data.draw(sheets.drawn())
    other = sheets.read_text(sheet(shuffled(sheets.tree(drawn), chance)))
    assert list(sheets.tools.calculator.measures(other).items()) == list(
        sheets.measures(drawn).items()
    )


@PROFILE
@given(data=st.data())
def test_a_hidden_section_is_an_absent_one(sheets, data) -> None:
    names = sheets.names
    drawn = data.draw(sheets.drawn())
    # The section of the name and the commune cannot be hidden: there would be no page.
    known_by = {names.asked[path].owner for path in names.identity}
    owners = sorted({names.asked[path].owner for path in drawn} - known_by)
    assume(owners)
    hidden = data.draw(st.sampled_from(owners))
    whole = sheets.read(drawn, sections_masquees=[hidden])
    concealed = whole.visible(names)
    kept = {path: raw for path, raw in drawn.items() if names.asked[path].owner != hidden}
    absent = sheets.read(without(kept, kept_back(whole.header, whole.answers, names))).visible(
        names
    )
    measures = sheets.tools.calculator.measures
    assert measures(concealed) == measures(absent)
    for path in concealed.answers.keys() | absent.answers.keys():
        assert concealed.answers.get(path) == absent.answers.get(path)


@PROFILE
@given(data=st.data())
def test_a_hidden_answer_is_an_absent_one(sheets, data) -> None:
    names = sheets.names
    drawn = data.draw(sheets.drawn())
    known_by = {names.roles[Role.NOM], names.roles[Role.COMMUNE]}
    hidden = data.draw(st.sets(st.sampled_from(sorted(names.asked.keys() - known_by)), max_size=9))
    whole = sheets.read(drawn, reponses_masquees=sorted(hidden))
    concealed = whole.visible(names)
    absent = sheets.read(without(drawn, kept_back(whole.header, whole.answers, names)))
    assert sheets.tools.calculator.measures(concealed) == sheets.tools.calculator.measures(
        absent.visible(names)
    )


def without(drawn: dict[str, Any], kept: Concealed) -> dict[str, Any]:
    """Write the same answers without those kept; a distribution without a line is not whole."""
    left = {path: raw for path, raw in drawn.items() if path not in kept.answers}
    for path, parts in kept.parts.items():
        if isinstance(left.get(path), dict):
            gone = {*parts, "complet"}
            left[path] = {part: raw for part, raw in left[path].items() if part not in gone}
    return {path: raw for path, raw in left.items() if raw != {}}


@PROFILE
@given(data=st.data())
def test_a_private_section_is_published_by_choice_only(sheets, data) -> None:
    names = sheets.names
    private = {section.id for section in names.sections.values() if section.prive_par_defaut}
    drawn = data.draw(sheets.drawn())
    kept = {path: raw for path, raw in drawn.items() if names.asked[path].owner not in private}
    measures = sheets.tools.calculator.measures
    assert measures(sheets.read(drawn).visible(names)) == sheets.measures(kept)
    chosen = sheets.read(drawn, sections_publiees=sorted(private)).visible(names)
    assert measures(chosen) == sheets.measures(drawn)


def scores_with(sheets: Sheets, path: str) -> list[str]:
    """Name the scores a question counts in."""
    asked = sheets.names.asked[path]
    found = [
        indicator.id
        for indicator in sheets.names.indicators.values()
        if path in (indicator.operation.score or ())
    ]
    if asked.home == "axe":
        found.append(asked.owner)
        if asked.sub_axis:
            found.append(f"{asked.owner}/{asked.sub_axis}")
    return found


@PROFILE
@given(data=st.data())
def test_a_more_favourable_answer_never_lowers_a_score(sheets, data) -> None:
    drawn = data.draw(sheets.drawn())
    asked = sheets.names.asked
    said = [path for path in sheets.scored if drawn.get(path, UNKNOWN) != UNKNOWN]
    said = [path for path in said if drawn[path] != WITHOUT_OBJECT]
    assume(said)
    path = data.draw(st.sampled_from(said))
    question = asked[path].question

    def worth(raw: Raw) -> Decimal:
        return points_of(question, raw) or Decimal(0)

    better = [raw for raw in every_answer(question) if worth(raw) > worth(drawn[path])]
    assume(better)
    before = sheets.measures(drawn)
    after = sheets.measures({**drawn, path: data.draw(st.sampled_from(better))})
    assert scores_with(sheets, path)
    for name in scores_with(sheets, path):
        if before[name].number is not None and after[name].coverage == before[name].coverage:
            # The weight is the same and the points are more: the score rises.
            assert after[name].number > before[name].number, (path, name)


def expected_score(sheets: Sheets, paths: list[str], drawn: Drawn) -> tuple[Any, Fraction]:
    """Compute a score and its coverage apart from the code, in exact fractions."""
    found = sheets.read(drawn).answers
    asked = answered = total = Fraction(0)
    for path in paths:
        question = sheets.names.asked[path].question
        if isinstance(found.get(path), NotConcerned):
            continue
        weight = Fraction(question.poids or 0)
        asked += weight
        points = points_of(question, drawn[path]) if path in drawn else None
        if points is not None:
            answered += weight
            total += weight * Fraction(points)
    if asked == 0:
        return Reason.NOT_CONCERNED, Fraction(0)
    coverage = answered / asked
    if answered == 0:
        return Reason.UNANSWERED, coverage
    return (total / answered * 100 if coverage >= Fraction(1, 2) else Reason.LOW_COVERAGE), coverage


@PROFILE
@given(data=st.data())
def test_scores_are_weighted_means(sheets, data) -> None:
    drawn = data.draw(sheets.drawn())
    measures = sheets.measures(drawn)
    groups: dict[str, list[str]] = {}
    for path in sheets.scored:
        for name in scores_with(sheets, path):
            groups.setdefault(name, []).append(path)
    for name, paths in groups.items():
        figure = measures[name]
        expected, coverage = expected_score(sheets, paths, drawn)
        found = figure.reason if figure.number is None else figure.number
        if isinstance(expected, Reason):
            assert found == expected, name
        else:
            assert abs(Fraction(found) - expected) < Fraction(1, 10**9), name
        assert abs(Fraction(figure.coverage) - coverage) < Fraction(1, 10**9), name
