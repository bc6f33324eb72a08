"""The table of what a text says of someone: the form's script is held to the same one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cm_build.places.text import findings

TABLE = Path(__file__).with_name("personal_words.yaml")
CASES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[one["texte"][:24] for one in CASES])
def test_the_table_of_personal_words(case) -> None:
    assert [finding.code for finding in findings(case["texte"], short=False)] == case["trouve"]
