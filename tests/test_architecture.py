"""The rules that keep the house simple, checked on the code itself."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cm_build.questionnaire.grammar import COMPANIONS, EFFECTS
from tests.support import ROOT

PACKAGE = ROOT / "cm_build"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = {path: path.read_text(encoding="utf-8") for path in MODULES}
# read → validate → compute → aggregate → view → render/export → emit; a stage imports only earlier ones.
STAGES = {
    "reading": 0, "questionnaire": 1, "forges": 1, "places": 2, "emitting": 2, "computing": 3, "wording": 4, "drawing": 4,
    "referential": 5, "exporting": 6, "importing": 6, "demonstration": 6, "pages": 7, "contributing": 8,
    "cli": 9, "plugin": 10,
}  # fmt: skip


def stage(dotted: str) -> str:
    return dotted.split(".")[1] if "." in dotted else ""


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(TEXTS[path])):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_stage_imports_only_earlier_ones(path: Path) -> None:
    """What only types need counts as well: a stage that knows a later one's types depends on it."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imports(path):
        if name.startswith("cm_build."):
            other = stage(name)
            assert STAGES[other] <= STAGES[own], f"{own} importe {other}"


# A family of pages that shows what another one draws; all may use the shell.
FAMILIES = {
    "audiences": {"method"},
    "comparison": {"portrait"},
    "dossier": {"portrait"},
    "documentation": {"method"},
    "embeds": {"territories"},
    "evaluating": {"method"},
    "home": {"audiences", "directory", "portrait"},
    "observatory": {"method"},
    "quality": {"method"},
    # A place's pages are yielded together; the restitution draws the votes as the portrait does.
    "portrait": {"restitution"},
    "restitution": {"portrait"},
    "territories": {"audiences", "method"},
}


def test_a_family_of_pages_uses_only_those_it_declares() -> None:
    used: dict[str, set[str]] = {}
    for path in MODULES:
        stages = path.relative_to(PACKAGE).parts
        if stages[0] != "pages" or len(stages) == 2:
            continue
        names = (name.split(".") for name in imports(path) if name.startswith("cm_build.pages."))
        others = {name[2] for name in names} - {stages[1], "shell"}
        if others:
            used.setdefault(stages[1], set()).update(others)
    assert used == FAMILIES


# What turns a view into text: it fills templates, in every folder under the same names.
WRITES = {"page.py", "share_image.py", "site.py", "writing.py"}
JINJA = ("jinja2", "markupsafe", "cm_build.pages.shell.environment", "cm_build.pages.shell.page")
VIEWS = [
    path
    for path in MODULES
    if path.is_relative_to(PACKAGE / "pages") and path.parent.name != "shell"
    if path.name not in WRITES
]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_view_knows_no_template(path: Path) -> None:
    """A view is plain data: only a page, and what draws an image, fills a template."""
    known = tuple(f"{one}." for one in JINJA)
    assert [name for name in imports(path) if f"{name}.".startswith(known)] == []


def test_no_module_needs_itself_through_others() -> None:
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in MODULES}
    needed = {
        name: {found if found in modules else found.rpartition(".")[0] for found in imports(path)}
        & set(modules)
        for name, path in modules.items()
    }
    order = graphlib.TopologicalSorter(needed)
    order.prepare()


# What holds answers before anything is taken away, and what makes it.
UNPUBLISHED = {
    "cm_build.places.assessment.Assessment",
    "cm_build.places.assessment_reading",
    "cm_build.places.desk",
    "cm_build.places.folder",
    "cm_build.places.place.Place",
    "cm_build.places.place.published",
    "cm_build.places.plausibility",
    "cm_build.places.settlement",
    "cm_build.reading.node",
    "cm_build.reading.source",
}
SHOWING = ("computing", "wording", "drawing", "referential", "exporting", "pages")
# What opens files, and the tools it is given.
READERS = {"referential/place_reading", "referential/assembly", "referential/toolbox"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_shows_only_knows_what_is_published(path: Path) -> None:
    own = path.relative_to(PACKAGE).as_posix().removesuffix(".py")
    if own.split("/")[0] not in SHOWING or own in READERS:
        return
    known = {
        name
        for name in imports(path)
        if any(f"{name}.".startswith(f"{one}.") for one in UNPUBLISHED)
    }
    assert known == set()


def test_only_its_door_makes_a_published_place() -> None:
    """A type that anything could make would promise nothing."""
    makers = {
        (node.func.id, path.relative_to(PACKAGE).as_posix())
        for path in MODULES
        for node in ast.walk(ast.parse(TEXTS[path]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in ("PublishedPlace", "PublishedAssessment")
    }
    assert makers == {
        ("PublishedPlace", "places/place.py"),
        ("PublishedAssessment", "places/assessment.py"),
    }


def test_only_the_plugin_knows_mkdocs() -> None:
    guilty = [p.name for p in MODULES if any(n.split(".")[0] == "mkdocs" for n in imports(p))]
    assert guilty == ["plugin.py"]


def test_only_reading_knows_yaml() -> None:
    guilty = {
        p.relative_to(PACKAGE).parts[0]
        for p in MODULES
        if any(n.split(".")[0] == "yaml" for n in imports(p))
    }
    assert guilty == {"reading"}


def test_only_one_module_knows_plotly() -> None:
    guilty = [p.name for p in MODULES if any(n.split(".")[0] == "plotly" for n in imports(p))]
    assert guilty == ["explorable.py"]


def test_the_core_imports_without_the_heavy_libraries() -> None:
    code = """
import sys
for name in ("mkdocs", "pandas", "plotly", "resvg_py", "fontTools"):
    sys.modules[name] = None
import importlib, pkgutil, cm_build
for info in pkgutil.walk_packages(cm_build.__path__, "cm_build."):
    if info.name not in ("cm_build.plugin", "cm_build.cli.__main__"):
        importlib.import_module(info.name)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_no_question_id_in_python(tools) -> None:
    """Ids the code must know are declared by role; a few plain words are also ids, and are named."""
    names = tools.names
    ids = {asked.question.id for asked in names.asked.values()}
    ids |= {*names.indicators, *names.criteria, *names.axes, *names.sections}
    ids |= {sub.id for axis in names.axes.values() for sub in axis.sous_axes}
    # Words of the file's own grammar, which a question of the same name does not make ours.
    grammar = {role.value for role in type(next(iter(names.roles)))}
    grammar |= {
        *(
            "ressources",
            "depenses",
            "tableau",
            "personnes",
            "surfaces",
            "frise",
            "pratiques",
        ),  # blocks
        *("partenaires", "photos", "effets", "environnement", "reperes", "evolution"),  # drawings
        "labels",  # the forge's events
        "publics",  # audiences
        "valeurs",  # the values of a column, in the files a script reads
        "eau",  # a colour
        "direction",  # a key of a place's own criterion
        *("equipe", "label", "reseaux", "seul", "atelier"),  # header keys, addresses of pages
    }
    found = {}
    for path in MODULES:
        words = {
            node.value
            for node in ast.walk(ast.parse(TEXTS[path]))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        guilty = (words & ids) - grammar
        if guilty:
            found[path.relative_to(PACKAGE).as_posix()] = guilty
    assert found == {}


def documentation(tree: ast.Module) -> set[ast.AST]:
    """Find the docstrings of a module, which speak of the code and do nothing."""
    return {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_only_the_grammar_spells_where_answers_stand() -> None:
    """The suffixes of companions and the keys above the effects have one home."""
    spelled = (*COMPANIONS, EFFECTS)
    guilty = set()
    for path in MODULES:
        tree = ast.parse(TEXTS[path])
        documented = documentation(tree)
        guilty |= {
            path.relative_to(PACKAGE).as_posix()
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in documented
            and any(one in node.value for one in spelled)
        }
    assert guilty == {"questionnaire/grammar.py"}


def test_html_lives_in_templates() -> None:
    tag = re.compile(r"</?[a-zA-Z][^>]*>")
    guilty = []
    for path in MODULES:
        tree = ast.parse(TEXTS[path])
        documented = documentation(tree)
        # A named group of a regular expression is not a tag.
        guilty += [
            (path.name, node.lineno)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in documented
            and tag.search(node.value.replace("(?P<", ""))
        ]
    assert guilty == []


def test_templates_escape_everything() -> None:
    for path in sorted(one for kind in ("*.html", "*.md", "*.svg") for one in PACKAGE.rglob(kind)):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape" not in text, path.name
        assert not re.search(r"\son[a-z]+=", text), path.name
    used = {p.relative_to(PACKAGE).as_posix() for p in MODULES if "Markup(" in TEXTS[p]}
    assert used == {"pages/shell/environment.py", "pages/shell/page.py"}
    assert not any("from_string" in text for text in TEXTS.values())


def test_nothing_is_imported_twice() -> None:
    """Once to run and once for types: modules that were joined may ask for the same name both ways."""
    twice = {}
    for path in MODULES:
        asked = Counter(
            (node.module, alias.name)
            for top in ast.parse(TEXTS[path]).body
            for node in (top, *(top.body if isinstance(top, ast.If) else ()))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        )
        if found := [name for name, count in asked.items() if count > 1]:
            twice[path.relative_to(PACKAGE).as_posix()] = found
    assert twice == {}


def test_a_name_is_of_one_class() -> None:
    made: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.parse(TEXTS[path]).body:
            if isinstance(node, ast.ClassDef):
                made.setdefault(node.name, set()).add(path.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in made.items() if len(where) > 1} == {}


def test_modules_stay_readable() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): len(text.splitlines())
        for path, text in TEXTS.items()
        if len(text.splitlines()) > 420
    }
    assert long == {}


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    hosts = re.compile(
        r"https?://(?:pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)"
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in {".png", ".woff2"} or not path.is_file() or path == Path(__file__):
            continue
        assert not hosts.search(path.read_text(encoding="utf-8", errors="replace")), name
