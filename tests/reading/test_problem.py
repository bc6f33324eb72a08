"""The catalogue of problems: complete, used, in French, and nothing else is ever said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cm_build.cli.report import REPORTS, json_report, summary, text_report
from cm_build.reading.node import Mark
from cm_build.reading.problem import Severity, catalogue, in_order, problem, shown
from tests.support import ROOT

SOURCES = sorted((ROOT / "cm_build").rglob("*.py"))


def used_codes() -> set[str]:
    return {
        code
        for path in SOURCES
        for code in re.findall(r"CM-\d{3}", path.read_text(encoding="utf-8"))
    }


def test_every_code_used_is_in_the_catalogue_and_the_reverse() -> None:
    assert used_codes() == set(catalogue())


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_entry_helps(code: str) -> None:
    entry = catalogue()[code]
    assert entry.titre
    assert entry.explication.endswith((".", "!"))
    assert entry.general_remedy.endswith(".")
    assert bool(entry.juste) is False or entry.faux
    # What is expected or found is always said in French words, with French quotes.
    assert '"' not in entry.message
    built = problem(
        code,
        "f.yaml",
        Mark(2, 3),
        lu="x",
        attendu="y",
        proche="",
        cle="nom",
        ligne=4,
        fichier="f.jpg",
    )
    assert built.message
    assert "{" not in built.message.replace("{ }", "")
    assert (built.line, built.column) == (2, 3)


def test_quoted_text_is_one_short_printable_line() -> None:
    assert shown("a\nb\x1b[31m") == "a b�[31m"
    assert len(shown("x" * 500)) == 80


def test_reports_are_sorted_and_counted() -> None:
    one = problem("CM-303", "b.yaml", Mark(3, 1), lu="x")
    two = problem("CM-325", "a.yaml", Mark(9, 1), lu="y")
    report = in_order([one, two, one])
    assert [found.file for found in report] == ["a.yaml", "b.yaml"]
    assert summary(report).startswith("1 erreur, 1 avertissement.")
    assert summary(()) == "Aucun problème."
    assert text_report(report).splitlines()[0] == "a.yaml:9:1: avertissement CM-325"
    assert '"code": "CM-303"' in json_report(report)


def test_a_file_cannot_command_github() -> None:
    told = text_report([problem("CM-303", "a\n::error::b\x1b[2J.yaml", Mark(1, 1), lu="x")])
    assert "\n::error::" not in told
    assert "\x1b" not in told
    hostile = problem("CM-303", "a,b:c\n::set-output::.yaml", Mark(1, 1), lu="::add-mask::x\n%0A")
    report = REPORTS["github"]([hostile])
    lines = report.splitlines()
    assert len(lines) == 2  # the annotation and the summary: no line of the file's own making
    assert lines[0].startswith("::error file=a%2Cb%3Ac%0A%3A%3Aset-output%3A%3A.yaml,line=1,col=1")
    assert not lines[1].startswith("::")


def test_severity_decides_the_annotation() -> None:
    warning = problem("CM-325", "a.yaml", Mark(1, 1), lu="x")
    assert warning.severity is Severity.WARNING
    assert REPORTS["github"]([warning]).startswith("::warning ")


def test_messages_have_no_double_spaces() -> None:
    for code in catalogue():
        built = problem(
            code, "f", Mark(1, 1), lu="x", attendu="y", proche="", cle="c", ligne=1, fichier="f.jpg"
        )
        assert "  " not in built.message


def test_the_catalogue_is_data() -> None:
    assert Path(ROOT / "cm_build/reading/problemes.json").is_file()
