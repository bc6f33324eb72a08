"""Example files: every valid one loads, every invalid one gives exactly its report.

Adding a folder adds a test. `pytest --update-golden` writes the reports anew, to be reviewed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.cli.check import check_path
from cm_build.cli.main import main
from cm_build.cli.report import text_report
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
