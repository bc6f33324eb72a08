"""The real questionnaire: complete, faithful to the original's weights, written for people."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from cm_build.contributing.form.screens import parts
from cm_build.questionnaire.question import (
    Distribution,
    MultipleChoice,
    SingleChoice,
    Table,
    YesNoQuestion,
)
from cm_build.questionnaire.role import Role
from tests.support import DATA, ROOT

# Weights of the original platform, by axis and sub-axis (total of scored items), read by hand in
# its source. The order is that of the original.
WEIGHTS = [
    (19, "22", ["6", "11.5", "4.5"]),
    (22, "24.5", ["3", "7", "5.5", "9"]),
    (10, "11", ["1", "2.5", "7.5"]),
    (18, "20.5", ["11.5", "7", "2"]),
    (14, "14.5", ["6.5", "2.5", "5.5"]),
]


@pytest.fixture(scope="module")
def names(tools):
    return tools.names


def scored(names):
    return [asked for asked in names.asked.values() if asked.home == "axe" and asked.question.poids]


def test_the_counts_of_the_domain(names) -> None:
    assert len(names.criteria) == 15
    assert [sum(c.echelle == s for c in names.criteria.values()) for s in names.scales] == [
        4,
        4,
        4,
        3,
    ]
    assert len(names.axes) == 5
    assert sum(len(axis.sous_axes) for axis in names.axes.values()) == 16
    # 84 in the original, which gave a point for having land: a place earns by what it does.
    assert len(scored(names)) == 83
    assert len(names.indicators) >= 30


@pytest.mark.parametrize("index", range(5))
def test_weights_are_the_original_ones(names, index: int) -> None:
    axis = list(names.axes.values())[index]
    count, total, parts = WEIGHTS[index]
    mine = [asked for asked in scored(names) if asked.owner == axis.id]
    assert len(mine) == count
    assert sum(asked.question.poids for asked in mine) == Decimal(total)
    by_sub = [
        sum((a.question.poids for a in mine if a.sub_axis == sub.id), Decimal(0))
        for sub in axis.sous_axes
    ]
    assert by_sub == [Decimal(part) for part in parts]


def test_every_scored_item_has_its_own_help_and_short_name(names) -> None:
    helps = [asked.question.aide for asked in scored(names)]
    assert all(helps)
    # No template repeated: no two helps begin with the same five words.
    starts = [" ".join(text.split()[:5]).casefold() for text in helps]
    assert len(set(starts)) == len(starts)
    assert all(asked.question.court for asked in scored(names))


def test_every_scored_option_can_be_reached(names) -> None:
    for asked in scored(names):
        question = asked.question
        if isinstance(question, SingleChoice):
            points = [option.points for option in question.options if option.points is not None]
            assert max(points) == 1, asked.path
            assert min(points) == 0, asked.path
        elif isinstance(question, MultipleChoice):
            assert question.bareme
        else:
            assert isinstance(question, YesNoQuestion), asked.path


def test_the_essential_path_is_short(names) -> None:
    essential = [asked for asked in names.current.values() if asked.question.essentiel]
    assert {asked.question.essentiel for asked in essential} == set(range(1, 16))
    before = {a.question.essentiel for a in essential if not a.question.une_fois_ouvert}
    assert before == {1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 14}
    # One question for an effect, asked of the criterion that the place chooses.
    of_criteria = [asked for asked in essential if asked.home != "section"]
    assert {(a.home, a.question.id, a.question.essentiel) for a in of_criteria} == {
        ("critere", "exemple", 15)
    }
    assert len({a.path for a in essential} - {a.path for a in of_criteria}) <= 21


def test_only_name_and_commune_are_required(names) -> None:
    required = [asked.path for asked in names.asked.values() if asked.question.obligatoire]
    assert len(required) == 2


def test_the_financing_section_is_private(names) -> None:
    """So is the annex for a loan, apart: to publish results publishes no debt nor guarantee."""
    private = [s.id for s in names.sections.values() if s.prive_par_defaut]
    assert private == ["financement", "annexe_pret"]


def test_wording_is_for_people(names) -> None:
    for asked in names.asked.values():
        label = asked.question.libelle
        assert len(label.split()) <= 20, asked.path
        assert "·" not in label + (asked.question.aide or ""), asked.path
        assert "'" not in label, asked.path


def test_every_criterion_is_complete(names) -> None:
    for criterion in names.criteria.values():
        assert len(criterion.observer) >= 3
        assert len(criterion.phrases) >= 3
        assert criterion.questions
        choices = [q for q in criterion.questions if isinstance(q, SingleChoice | MultipleChoice)]
        assert choices


def test_every_criterion_fills_its_sheet(names) -> None:
    """Around a table: one question, what either way looks like, evidence of several kinds, traps."""
    written: list[str] = []
    for criterion in names.criteria.values():
        assert criterion.question.endswith(" ?"), criterion.id
        assert criterion.question.startswith("Depuis un an, "), criterion.id
        assert len(criterion.question.split()) <= 30, criterion.id
        assert len({proof.nature for proof in criterion.preuves}) >= 3, criterion.id
        assert len(criterion.preuves) == 4, criterion.id
        assert len(criterion.pieges) == 3, criterion.id
        # A network alone writes them.
        assert criterion.notes == ()
        ways = criterion.ancres_sens
        written += [ways.favorable, ways.defavorable, *criterion.pieges]
        written += [criterion.question, *(proof.texte for proof in criterion.preuves)]
    assert len(set(written)) == len(written)
    for text in written:
        assert len(text.split()) <= 30, text
        assert not set("'·") & set(text), text


def test_a_date_may_be_a_year_alone(names) -> None:
    """The form completes a lone year: no help asks for the first of January."""
    dates = [asked.question for asked in names.asked.values() if asked.question.type == "date"]
    assert dates
    for question in dates:
        assert "L’année suffit." in question.aide, question.id
        assert "janvier" not in question.aide, question.id


def test_every_criterion_shows_its_own_example(names) -> None:
    shown = {
        screen.id: field.question.exemple
        for part in parts(names)
        for screen in part.screens
        for group in screen.groups
        for field in group.fields
        if screen.subject == "critere" and field.question.role is Role.EXEMPLE
    }
    assert shown == {criterion.id: criterion.exemple for criterion in names.criteria.values()}
    assert len(set(shown.values())) == 15


def test_negative_answers_are_offered(names) -> None:
    """Where a closed question asks of an effect, it lets people say that it is bad."""
    with_negative = {
        criterion.id
        for criterion in names.criteria.values()
        for question in criterion.questions
        if any(option.signe == "negatif" for option in getattr(question, "options", ()))
    }
    assert len(with_negative) >= 11
    # Elsewhere the model asks it of every criterion.
    assert all(names.of_role(Role.NON_VOULU, criterion) for criterion in names.criteria)


def test_options_in_sentences(names) -> None:
    for asked in names.asked.values():
        if asked.home == "critere" and isinstance(asked.question, MultipleChoice):
            for option in asked.question.options:
                assert option.dans_phrase, f"{asked.path}.{option.id}"


def test_every_drawing_exists(names) -> None:
    drawings = json.loads(
        (ROOT / "cm_build/pages/shell/pictograms.json").read_text(encoding="utf-8")
    )
    wanted = set()
    for asked in names.asked.values():
        question = asked.question
        parts = question.parts if isinstance(question, Distribution) else ()
        for part in (*getattr(question, "options", ()), *parts):
            if part.dessin and not part.dessin.startswith("toit_"):
                wanted.add(part.dessin)
    for section in names.questionnaire.panorama:
        for block in section.blocs:
            named = (*getattr(block, "chiffres", ()), *getattr(block, "phrases", ()))
            wanted |= {one.dessin for one in named if getattr(one, "dessin", None)}
    assert {"cle", "surface", "monnaie"} <= wanted
    assert wanted <= set(drawings)


def test_tables_have_named_columns(names) -> None:
    for asked in names.asked.values():
        if isinstance(asked.question, Table):
            assert len({column.id for column in asked.question.colonnes}) >= 2


def test_the_schema_accepts_the_shipped_examples(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cm_build.cli", "schema"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    schema = tmp_path / "schema.json"
    schema.write_text(done.stdout, encoding="utf-8")
    examples = [str(path) for path in sorted((DATA / "exemples").glob("*/*.yaml"))]
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *examples],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout[-3000:]
