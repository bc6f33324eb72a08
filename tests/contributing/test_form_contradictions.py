"""Contradictions are found by the program and by the form: the same cases hold both."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from cm_build.contributing.form.rules import plain_condition
from cm_build.contributing.form.view import form_view
from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import Tools
from tests.places.test_coherences import CASES, found
from tests.support import NODE, ROOT

SCRIPTS = ROOT / "cm_build/contributing/form/scripts"


def tree_of(given: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {"nom": "La Halle"}
    for path, value in given.items():
        *inside, last = path.split(".")
        place = tree
        for key in inside:
            place = place.setdefault(key, {})
        place[last] = value
    return tree


def rule_of(path: str, names: Names) -> dict[str, object] | None:
    asked = names.asked[path]
    conditions = list(asked.conditions)
    whole = conditions[0] if len(conditions) == 1 else Condition(tous=tuple(conditions))
    return plain_condition(whole, names, asked.scope) if conditions else None


def test_the_form_finds_what_the_program_finds(tools: Tools, read) -> None:
    trees = [given for case in CASES for given in (case.said, case.silent)]
    declared = form_view(tools, None).data["coherences"]
    paths = [[p, {"path": p, "rule": rule_of(p, tools.names)}] for p in tools.names.asked]
    script = f"""
      import {{ contradictionsIn }} from {json.dumps((SCRIPTS / "contradictions.js").as_uri())};
      import {{ donnees }} from {json.dumps((SCRIPTS / "data.js").as_uri())};
      import {{ questions }} from {json.dumps((SCRIPTS / "questions.js").as_uri())};
      donnees.coherences = {json.dumps(declared)};
      for (const [path, question] of {json.dumps(paths)}) questions.set(path, question);
      const trees = {json.dumps([tree_of(one) for one in trees])};
      console.log(JSON.stringify(trees.map((tree) => contradictionsIn(tree).map((one) => one.pourquoi))));
    """
    command = [NODE, "--input-type=module"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    for given, told in zip(trees, json.loads(done.stdout), strict=True):
        messages = found(given, tools, read)
        assert len(messages) == len(told), given
        assert all(any(why in one for one in messages) for why in told), given
