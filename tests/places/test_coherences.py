"""Every declared contradiction: what says it, and what is one answer away and must not."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, NamedTuple

import pytest
import yaml

from cm_build.places.coherence import words_of
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import Tools
from tests.support import ROOT, minimal

# Texts only: `oui` is not a boolean, a date is not an object.
TABLE = (ROOT / "tests/places/coherences.yaml").read_text(encoding="utf-8")
LOADED = yaml.load(TABLE, Loader=yaml.BaseLoader)  # noqa: S506


class Case(NamedTuple):
    why: str
    said: dict[str, Any]
    silent: dict[str, Any]


CASES = [Case(one["pourquoi"], one["dit"], one["tait"]) for one in LOADED]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.why[:40])


def sheet(given: dict[str, Any], names: Names) -> str:
    """Write a file that gives some answers, each where its question stands."""
    left = dict(given)
    state = left.pop("etat", "ouvert")
    name = left.pop("nom", "La Halle")
    identity = ""
    sections: dict[str, dict[str, Any]] = defaultdict(dict)
    axes: dict[str, dict[str, Any]] = defaultdict(dict)
    for path, value in left.items():
        owner = names.asked[path].owner
        if owner == "identite":
            identity += f"  {path}: {json.dumps(value, ensure_ascii=False)}\n"
        elif "." in path:
            axes[owner][path.partition(".")[2]] = value
        else:
            sections[owner][path] = value
    written = {**sections, **({"environnement": dict(axes)} if axes else {})}
    closing = "date_fermeture: 2025-06-30\n" if state == "ferme" else ""
    lines = (f"{key}: {json.dumps(inner, ensure_ascii=False)}\n" for key, inner in written.items())
    return minimal(name, extra=identity) + "".join(lines) + f"etat: {state}\n{closing}"


def found(given: dict[str, Any], tools: Tools, read) -> list[str]:
    done = read(sheet(given, tools.names))
    assert done.assessment, [problem.message for problem in done.problems]
    return [problem.message for problem in done.problems if problem.code == "CM-413"]


def test_every_declared_contradiction_has_its_cases(tools: Tools) -> None:
    declared = [rule.pourquoi for rule in tools.names.questionnaire.coherences]
    assert len(set(declared)) == len(declared)
    assert sorted(case.why for case in CASES) == sorted(declared)
    assert all(case.said != case.silent for case in CASES)


@EACH
def test_what_contradicts_is_told_with_both_answers(case: Case, tools: Tools, read) -> None:
    told = [message for message in found(case.said, tools, read) if case.why in message]
    assert len(told) == 1
    rule = next(r for r in tools.names.questionnaire.coherences if r.pourquoi == case.why)
    for name in rule.entre:
        if name == "etat":
            short = "État du lieu"
        else:
            whole = name if name in tools.names.asked else name.rpartition(".")[0]
            line = "" if whole == name else f", {tools.names.label(name)}"
            short = tools.names.label(whole) + line
        assert f"« {short} : " in told[0]


@EACH
def test_one_answer_away_nothing_is_told(case: Case, tools: Tools, read) -> None:
    assert case.why not in " ".join(found(case.silent, tools, read))


@EACH
def test_without_one_of_the_two_nothing_is_told(case: Case, tools: Tools, read) -> None:
    rule = next(r for r in tools.names.questionnaire.coherences if r.pourquoi == case.why)
    for name in rule.entre:
        if name in ("nom", "etat"):
            continue
        answer = name if name in tools.names.asked else name.rpartition(".")[0]
        left = {path: value for path, value in case.said.items() if path != answer}
        assert case.why not in " ".join(found(left, tools, read))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Association des Marées", {"l", "association", "des", "marees"}),
        ("SCIC-SA (Rennes)", {"scic", "sa", "rennes"}),
        ("", set()),
    ],
)
def test_words_are_read_without_accents_nor_capitals(text: str, words: set[str]) -> None:
    assert words_of(text) == words
