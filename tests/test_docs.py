"""The documentation says what exists, and everything that exists is documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from cm_build.cli.main import COMMANDS, main
from cm_build.places import answer_reading
from cm_build.questionnaire import question as kinds
from cm_build.questionnaire.indicator import Operation
from cm_build.questionnaire.question import AnyQuestion
from cm_build.questionnaire.role import Role
from tests.support import ROOT
from tests.test_architecture import PACKAGE, STAGES, TEXTS

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


def test_every_type_of_question_has_its_four_places() -> None:
    """Its model, its reading, its field in the form, its line in the documentation: see changer.md."""
    models = get_args(kinds.AnyQuestion)
    types = {get_args(model.model_fields["type"].annotation)[0] for model in models}
    assert len(types) == len(models)
    assert {*answer_reading._TYPES} == types
    table = PAGES[ROOT / "docs/format-questionnaire.md"]
    assert [one for one in types if f"| `{one}` |" not in table] == []
    (fields,) = (ROOT / "cm_build").rglob("form/fields.html")
    form = fields.read_text(encoding="utf-8")
    assert [one for one in types if f"'{one}'" not in form] == []


def test_a_wrong_command_says_so_in_french(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["inconnue"])
    assert ended.value.code == 2
    assert "Commande incomplète ou inconnue" in capsys.readouterr().err


def test_links_of_the_root_pages_lead_somewhere() -> None:
    for name, text in ROOT_PAGES.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / target).exists(), (name, target)


SVG = "{http://www.w3.org/2000/svg}"
ARCHITECTURE = PAGES[ROOT / "docs/architecture.md"]
CHANGES = PAGES[ROOT / "docs/changer.md"]
INDEX = PAGES[ROOT / "docs/decisions/index.md"]
DECISIONS = [path for path in PAGES if path.parent.name == "decisions" and path.stem != "index"]
FOR_DEVELOPERS = [
    *DECISIONS,
    *(ROOT / "docs" / name for name in ("architecture.md", "changer.md", "decisions/index.md")),
]
# A network writes its own; the project has none.
ELSEWHERE = frozenset({"docs/local/", "data/reseau.yaml", "data/local.yaml"})
FOLDERS = ("cm_build/", "tests/", "data/", "docs/", "tools/", "overrides/", ".ci/", ".github/")


def named_in_code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n")[1].split("\n## ", maxsplit=1)[0]


def folders(parent: Path) -> set[str]:
    return {path.name for path in parent.iterdir() if (path / "__init__.py").is_file()}


def in_order(stages: list[str]) -> bool:
    return sorted(stages) == sorted(STAGES) and stages == sorted(stages, key=STAGES.__getitem__)


def test_the_architecture_names_every_stage_in_its_order() -> None:
    told = re.findall(
        r"^- `(\w+)(?:/|\.py)` : ",
        section(ARCHITECTURE, "Un seul sens de circulation"),
        re.MULTILINE,
    )
    assert set(STAGES) == {*folders(PACKAGE), "plugin"}
    assert in_order(told)


def test_the_picture_shows_every_stage_in_its_order_and_says_it_too() -> None:
    picture = ET.parse(ROOT / "docs/images/architecture.svg").getroot()  # noqa: S314
    texts = list(picture.iter(f"{SVG}text"))
    start, *shown, end = [
        text.text for text in texts if "nom" in text.attrib.get("class", "").split()
    ]
    assert (start, end) == ("data/", "site/")
    assert in_order([str(name) for name in shown])
    told = picture.findtext(f"{SVG}desc") or ""
    assert [name for name in STAGES if name not in told] == []


def test_the_architecture_names_every_family_of_pages() -> None:
    told = re.findall(
        r"^- `(\w+)/` : ", section(ARCHITECTURE, "Les familles de pages"), re.MULTILINE
    )
    assert sorted(told) == sorted(folders(PACKAGE / "pages"))


def test_the_architecture_is_one_page_and_one_picture() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 120
    # What cannot be seen is said: the picture has words of its own.
    assert re.findall(r"!\[[^\]]{40,}\]\((\S+)\)", ARCHITECTURE) == ["images/architecture.svg"]


def test_the_commands_told_are_those_that_exist() -> None:
    codes = [
        code for text in (*PAGES.values(), *ROOT_PAGES.values()) for code in named_in_code(text)
    ]
    told = {
        found[1] for code in codes if (found := re.match(r"(?:\.venv/bin/)?cm ([a-z-]+)", code))
    }
    listed = re.findall(r"`cm ([a-z-]+)`", section(ARCHITECTURE, "Les commandes"))
    assert told == set(COMMANDS)
    assert sorted(listed) == sorted(COMMANDS)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    made = {found[1] for code in codes if (found := re.match(r"make ([a-z-]+)", code))}
    assert made
    assert made <= targets


@pytest.mark.parametrize("path", FOR_DEVELOPERS, ids=lambda path: path.stem)
def test_every_file_named_to_developers_exists(path: Path) -> None:
    """A folder ends with a slash; what stands between angle brackets is for the reader to fill."""
    for code in named_in_code(PAGES[path]):
        if not code.startswith(FOLDERS) or set("<*") & set(code) or code in ELSEWHERE:
            continue
        target = ROOT / code
        assert target.is_dir() if code.endswith("/") else target.is_file(), code


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_three_parts_and_its_line_in_the_list(path: Path) -> None:
    text = PAGES[path]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Contexte", "Choix", "Conséquences"]
    title = re.findall(r"^# (.+)$", text, re.MULTILINE)[0]
    assert INDEX.count(f"- [{title}]({path.name})") == 1
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", path.stem)


def test_the_list_of_decisions_has_nothing_else() -> None:
    assert sorted(re.findall(r"^- \[.+\]\((.+)\)$", INDEX, re.MULTILINE)) == sorted(
        path.name for path in DECISIONS
    )


def test_the_kinds_of_questions_are_listed_where_it_is_told() -> None:
    """A kind that also had to be added elsewhere would be forgotten there."""
    steps = section(CHANGES, "Ajouter un type de question")
    told = set(re.findall(r"^\d\. `(cm_build/[^`]+)`", steps, re.MULTILINE))
    kinds = {kind.model_fields["type"].annotation for kind in get_args(AnyQuestion)}
    names = {name for kind in kinds for name in get_args(kind)}
    listing = {
        path.relative_to(ROOT).as_posix()
        for path, text in TEXTS.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Dict)
        # Half of them: what tells a few kinds apart from the rest has a rule for the rest.
        if len({key.value for key in node.keys if isinstance(key, ast.Constant)} & names)
        > len(names) / 2
    }
    assert len(told) == 4
    assert "cm_build/places/answer_reading.py" in listing
    assert listing <= told
