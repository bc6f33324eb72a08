"""The examples as the first version of the questionnaire had them: valid, untouched, the same figures.

`lieux/` and `chiffres.json` were written by the program of the first version, and are never written
again: what moves since has its reason in `ecarts.yaml`.
"""

from __future__ import annotations

import difflib
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from cm_build.pages.portrait.data_page import figures
from cm_build.places.migration import migrate
from cm_build.reading.problem import Severity
from cm_build.referential.assembly import Assembled, assemble
from cm_build.referential.records import Records
from cm_build.referential.sources import Sources
from cm_build.referential.toolbox import Tools, data_folders
from tests.support import PROJECT, ROOT

HERE = ROOT / "tests" / "versions"
FILES = sorted((HERE / "lieux").rglob("*.yaml"))
EXPECTED: dict[str, dict[str, str]] = json.loads((HERE / "chiffres.json").read_text("utf-8"))
REASONS: list[dict[str, Any]] = yaml.safe_load((HERE / "ecarts.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    data = tmp_path_factory.mktemp("version-1") / "data"
    ignored = shutil.ignore_patterns("places", "exemples")
    shutil.copytree(PROJECT / "data", data, ignore=ignored)
    shutil.copytree(HERE / "lieux", data / "places")
    return assemble(data_folders(data, data), Records())


def value(sources: Sources, name: str) -> str:
    figure = sources.figure(name)
    found = figure.number if figure.number is not None else figure.value
    return format(found.normalize(), "f") if isinstance(found, Decimal) else str(found or "")


def short(text: str) -> str:
    """Nine digits say a figure: the last ones are those of the way to it."""
    return f"{Decimal(text):.9g}" if text.replace(".", "").lstrip("-").isdecimal() else text


def found_today(assembly: Assembled) -> dict[str, dict[str, str]]:
    referential = assembly.referential
    assert referential is not None
    today = {}
    for summary in referential.summaries:
        for context in referential.contexts(referential.record(summary), summary):
            named = figures(context.sources.names)
            told = {name: value(context.sources, name) for name, _, _ in named}
            today[f"{summary.slug}/{context.assessment.year}"] = told
    return today


def test_every_file_is_valid_and_says_nothing_of_its_age(assembly: Assembled) -> None:
    told = [p for p in assembly.problems if p.severity is Severity.ERROR]
    assert told == []
    assert [p for p in assembly.problems if p.code in ("CM-350", "CM-351", "CM-353")] == []


def test_every_figure_is_the_same_or_has_a_reason(assembly: Assembled) -> None:
    today = found_today(assembly)
    assert today.keys() == EXPECTED.keys()
    moved = {
        (year, name)
        for year, told in EXPECTED.items()
        for name, was in told.items()
        if short(today[year].get(name, "")) != short(was)
    }
    explained = {(year, one["chiffre"]) for one in REASONS for year in one["bilans"]}
    assert moved == explained
    assert all(one["raison"] for one in REASONS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_migrating_changes_only_what_it_says(path: Path, tools: Tools) -> None:
    content = path.read_bytes()
    slug, year = path.parent.name, int(path.stem)
    done = migrate(content, tools.reader, file=f"{slug}/{year}.yaml", slug=slug, year=year)
    assert done.refused == ""
    before = content.decode().splitlines()
    after = (done.content or content).decode().splitlines()
    moved = {
        rank + 1
        for tag, start, end, _, _ in difflib.SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes()
        if tag != "equal"
        for rank in range(start, end)
    }
    assert moved == {change.line for change in done.changes}
    assert bool(done.new) == ("questionnaire: 2" not in after)
    comments = [line for line in before if line.lstrip().startswith("#")]
    assert [line for line in after if line.lstrip().startswith("#")][: len(comments)] == comments
