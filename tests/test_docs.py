"""The documentation says what exists, and everything that exists is documented."""

from __future__ import annotations

import re

import pytest

from cm_build.cli.main import COMMANDS, main
from cm_build.questionnaire.indicator import Operation
from cm_build.questionnaire.role import Role
from tests.support import ROOT

PAGES = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))}
ROOT_PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
}


def test_every_promise_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", ROOT_PAGES["SECURITY.md"])
    assert len(named) >= 8
    for file, test in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {test}(" in text if test else text, (file, test)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_has_help(command: str, capsys) -> None:
    told = "\n".join([*PAGES.values(), *ROOT_PAGES.values()])
    assert f"cm {command}" in told
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "options" in capsys.readouterr().out


def test_every_role_and_operation_is_documented() -> None:
    text = PAGES[ROOT / "docs/format-questionnaire.md"]
    assert [role for role in Role if f"`{role}`" not in text] == []
    assert [name for name in Operation.model_fields if f"`{{{name}:" not in text] == []


def test_a_wrong_command_says_so_in_french(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["inconnue"])
    assert ended.value.code == 2
    assert "Commande incomplète ou inconnue" in capsys.readouterr().err


def test_links_of_the_root_pages_lead_somewhere() -> None:
    for name, text in ROOT_PAGES.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / target).exists(), (name, target)
