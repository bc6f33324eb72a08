"""Example files: every valid one loads, every invalid one gives exactly its report.

Adding a folder adds a test. `pytest --update-golden` writes the reports anew, to be reviewed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cm_build.cli.check import check_path
from cm_build.cli.main import main
from cm_build.cli.report import text_report
from cm_build.places.answer import Given
from cm_build.reading.problem import in_order
from tests.support import ROOT

EXAMPLES = Path("tests/examples")
VALID = sorted(path.name for path in (ROOT / EXAMPLES / "valid").iterdir())
INVALID = sorted(path.name for path in (ROOT / EXAMPLES / "invalid").iterdir())

# Words of Pydantic's and PyYAML's own catalogues: none may reach a person.
FOREIGN = (
    "Input should be", "Field required", "Extra inputs", "validation error", "value_error", "pydantic",
    "could not find", "did not find", "found character", "found unexpected", "mapping values", "while scanning",
    "while parsing", "expected <", "Traceback", "Error", "yaml.",
)  # fmt: skip

# Told of someone in a small place, these say how a person is: a rule of the help, kept by our own.
HEALTH = re.compile(
    r"épuis|malaise|dépress|burn|(vu|voir|chez) (le |de |un )?médecin|kiné|malad|cancer|handicap|opérée?\b|prothèse|en fauteuil a |"
    r"arrêts? (de travail|maladie)|ne dor[mt]|dors? (mieux|mal)|psychiatr|grippe|blessé|ambulance",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "exemples").rglob("*.yaml")), ids=str)
def test_no_example_tells_the_health_of_someone(path: Path, tools) -> None:
    """People recognise each other in a village: what an example says, a place will copy."""
    year = int(path.stem)
    read = tools.reader.read(path.read_bytes(), file="", slug=path.parent.name, year=year)
    if read.assessment is None or not read.assessment.header.exemple_fictif:
        return
    texts = [
        answer.value
        for name, answer in read.assessment.answers.items()
        if tools.names.asked_for(name).home == "critere" and isinstance(answer, Given)
    ]
    assert [text for text in texts if isinstance(text, str) and HEALTH.search(text)] == []


@pytest.mark.parametrize("name", VALID)
def test_valid_examples_have_no_problem(name: str, tools, folders) -> None:
    assert check_path(EXAMPLES / "valid" / name, tools, folders) == []


@pytest.mark.parametrize("name", INVALID)
def test_invalid_examples_give_their_report(name: str, tools, folders, request) -> None:
    problems = in_order(check_path(EXAMPLES / "invalid" / name, tools, folders))
    report = text_report(problems) + "\n"
    golden = ROOT / EXAMPLES / "reports" / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(report, encoding="utf-8")
    assert report == golden.read_text(encoding="utf-8")
    assert not [word for word in FOREIGN if word in report]
    lines = (
        (ROOT / EXAMPLES / "invalid" / name / "2025.yaml").read_text(encoding="utf-8").splitlines()
    )
    assert all(problem.line <= len(lines) for problem in problems)


def test_no_report_is_left_without_its_example() -> None:
    reports = {path.stem for path in (ROOT / EXAMPLES / "reports").glob("*.txt")}
    assert reports == set(INVALID)


def test_the_command_tells_everything_and_exits_1(capsys) -> None:
    assert main(["check", "tests/examples/invalid"]) == 1
    told = capsys.readouterr().out
    assert all(f"tests/examples/invalid/{name}" in told for name in INVALID)
    assert main(["check", "tests/examples/valid"]) == 0
    assert capsys.readouterr().out == "Aucun problème.\n"
