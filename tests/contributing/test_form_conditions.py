"""Whether a question arises is decided by the program and by the form: one table of cases holds both."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import partial

import pytest

from cm_build.contributing.form.rules import plain_condition
from cm_build.places.answer import answer_at
from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.condition import compile_condition
from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.names import Names
from tests.support import NODE, ROOT

TABLE = json.loads((ROOT / "tests/places/condition_cases.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]
SCRIPTS = ROOT / "cm_build/contributing/form/scripts"


@pytest.fixture(scope="module")
def names() -> Names:
    section = {"id": "lieu_dit", "titre": "Le lieu", "pourquoi": "Pour savoir."}
    declared = {
        "version": 1,
        "parties": [{
            "id": "lieu", "titre": "Le lieu", "duree": 5, "presentation": "Le lieu.",
            "sections": [{**section, "questions": TABLE["questions"]}],
        }],
        "entete": {"batiment": {"pieces": "activites", "largeur": "tables", "toit": "activites"}},
    }  # fmt: skip
    loaded = load_questionnaire(json.dumps(declared).encode(), "q.yaml")
    assert loaded.names, [(problem.code, problem.message) for problem in loaded.problems]
    return loaded.names


def file_of(case: Mapping[str, dict[str, object]]) -> dict[str, object]:
    return {"nom": "La Halle", "commune": "35238", **case["fiche"]}


def test_the_program_decides_as_the_table_says(tools, names: Names) -> None:
    reader = AssessmentReader(names, tools.territory)
    for case in CASES:
        head = {"questionnaire": "1", "publication": "publique", "licence_acceptee": "oui"}
        text = json.dumps({**head, "lieu_dit": file_of(case)}, ensure_ascii=False)
        read = reader.read(text.encode(), file="x/2025.yaml", slug="x", year=2025)
        assert read.assessment, [(problem.code, problem.message) for problem in read.problems]
        answers = read.assessment.answers
        holds = compile_condition(Condition.model_validate(case["si"]), names, None)
        decided = holds(partial(answer_at, answers))
        assert decided is case["vaut"], case


def test_the_form_decides_as_the_table_says(names: Names) -> None:
    rules = [
        (plain_condition(Condition.model_validate(case["si"]), names, None), file_of(case))
        for case in CASES
    ]
    paths = json.dumps([[path, {"path": path}] for path in names.asked])
    script = f"""
      import {{ holds }} from {json.dumps((SCRIPTS / "conditions.js").as_uri())};
      import {{ questions }} from {json.dumps((SCRIPTS / "questions.js").as_uri())};
      for (const [path, question] of {paths}) questions.set(path, question);
      const told = {json.dumps(rules)}.map(([rule, tree]) => holds(rule, tree) ?? null);
      console.log(JSON.stringify(told));
    """
    command = [NODE, "--input-type=module"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    wrong = [(case, one) for case, one in zip(CASES, told, strict=True) if one is not case["vaut"]]
    assert wrong == []


def test_every_test_and_every_outcome_is_in_the_table() -> None:
    """A new sort of condition comes with its cases."""
    told: set[str] = set()

    def walk(condition: Condition) -> None:
        told.update(condition.model_fields_set)
        for inner in (*(condition.tous or ()), *(condition.un_de or ()), condition.non):
            if inner:
                walk(inner)

    for case in CASES:
        walk(Condition.model_validate(case["si"]))
    assert told == set(Condition.model_fields)
    assert {case["vaut"] for case in CASES} == {True, False, None}
