"""The figures against cases computed by hand, in `cas/*.yaml`."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cm_build.computing.figure import Figure, Reason
from tests.computing.sheet import sheet

CASES = Path(__file__).resolve().parent / "cas"
REASONS = {reason.value for reason in Reason if reason}


class Case(NamedTuple):
    """One situation and what is expected of it, as texts."""

    file: str
    title: str
    year: int
    version: str
    answers: dict[str, Any]
    expected: dict[str, str]
    coverage: dict[str, str]


def load(path: Path) -> list[Case]:
    # Every scalar stays a text: `oui` is not a boolean and a date is not an object.
    return [
        Case(
            path.stem,
            one["titre"],
            int(one["annee"]),
            one.get("version", "1"),
            one["reponses"],
            one["attendu"],
            one.get("couverture", {}),
        )
        for one in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    ]


ALL = [case for path in sorted(CASES.glob("*.yaml")) for case in load(path)]


def number(text: str) -> Decimal | None:
    """Read `1 234,5`; None for a reason or the label of a class."""
    plain = text.replace(" ", "").replace(",", ".")
    signless = plain.removeprefix("-").replace(".", "", 1)
    return Decimal(plain) if signless.isdecimal() else None


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def measured(tools):
    """Compute each case once for all its figures."""
    known: dict[tuple[str, str], dict[str, Figure]] = {}

    def measures(case: Case) -> dict[str, Figure]:
        key = (case.file, case.title)
        if key not in known:
            result = tools.reader.read(
                sheet(case.answers, questionnaire=case.version).encode(),
                file="essai.yaml",
                slug="essai",
                year=case.year,
            )
            assert result.assessment, [problem.message for problem in result.problems]
            known[key] = dict(tools.calculator.measures(result.assessment))
        return known[key]

    return measures


def named(pairs: list[tuple[Case, str]]) -> list[Any]:
    return [pytest.param(case, name, id=f"{case.file}-{case.title}-{name}") for case, name in pairs]


@pytest.mark.parametrize(
    ("case", "name"), named([(case, name) for case in ALL for name in case.expected])
)
def test_figure(measured, case: Case, name: str) -> None:
    figure = measured(case)[name]
    expected = case.expected[name]
    if expected in REASONS:
        assert (figure.value, figure.reason) == (None, expected)
        return
    assert figure.reason is Reason.NONE
    wanted = number(expected)
    if wanted is None:
        assert figure.value == expected
        return
    # One digit beyond what is shown.
    digits = figure.decimals + 1
    assert figure.number is not None
    assert rounded(figure.number, digits) == rounded(wanted, digits)


@pytest.mark.parametrize(
    ("case", "name"), named([(case, name) for case in ALL for name in case.coverage])
)
def test_coverage(measured, case: Case, name: str) -> None:
    coverage = measured(case)[name].coverage
    assert coverage is not None
    assert rounded(coverage * 100, 2) == rounded(number(case.coverage[name]) or Decimal(0), 2)


def test_titles_are_unique() -> None:
    titles = [(case.file, case.title) for case in ALL]
    assert len(titles) == len(set(titles))


def declared(tools) -> set[str]:
    """Name every figure the questionnaire declares; written apart from the code under test."""
    questionnaire = tools.names.questionnaire
    names = {indicator.id for indicator in questionnaire.indicateurs}
    for axis in questionnaire.axes:
        names |= {axis.id, *(f"{axis.id}/{sub_axis.id}" for sub_axis in axis.sous_axes)}
    return names


def test_every_figure_has_a_case_with_a_value(tools) -> None:
    covered = {
        name for case in ALL for name, expected in case.expected.items() if expected not in REASONS
    }
    assert declared(tools) - covered == set()


def test_every_figure_has_a_case_without_a_value(tools) -> None:
    covered = {
        name for case in ALL for name, expected in case.expected.items() if expected in REASONS
    }
    assert declared(tools) - covered == set()


def test_no_case_is_about_an_unknown_figure(tools) -> None:
    asked = {name for case in ALL for name in (*case.expected, *case.coverage)}
    assert asked - declared(tools) == set()


def test_every_reason_that_can_be_met_has_a_case() -> None:
    met = {expected for case in ALL for expected in case.expected.values()} & REASONS
    # Only the level of a criterion can be « not observed », and no indicator shows one alone.
    assert REASONS - met == {Reason.NOT_OBSERVED.value}
