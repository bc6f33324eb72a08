"""Every template has one class, whose fields are its variables: no more, no fewer."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import meta, nodes

import cm_build
from cm_build.pages.shell.environment import environment
from cm_build.pages.shell.page import Template
from tests.support import ROOT

PACKAGE = ROOT / "cm_build"
FILES = {
    path.relative_to(PACKAGE).as_posix()
    for kind in ("*.html", "*.md", "*.svg", "*.xml")
    for path in PACKAGE.rglob(kind)
}
# What is given to many templates: a page and the way to the root, the site, the length of a letter.
SHARED = {"page", "base", "referentiel", "most"}
GLOBALS = set(environment().globals)
# Read by the environment itself: what they define is drawn by a filter, or joined to the styles.
OWN = {"drawing/building.html"}


def _classes(base: type[Template] = Template) -> Iterator[type[Template]]:
    for subclass in base.__subclasses__():
        yield subclass
        yield from _classes(subclass)


for info in pkgutil.walk_packages(cm_build.__path__, "cm_build."):
    if not info.name.endswith("__main__"):
        importlib.import_module(info.name)
TEMPLATES = {one.path: one for one in _classes()}


@cache
def parsed(path: str) -> nodes.Template:
    source = (PACKAGE / path).read_text(encoding="utf-8")
    return environment().parse(source, path, str(PACKAGE / path))


def named(node: nodes.Node) -> Iterator[str]:
    """List the templates a tag may lead to; a name made on the spot leads to a whole folder."""
    name = next(node.iter_child_nodes(only=("template",)))
    if isinstance(name, nodes.Const):
        yield name.value
        return
    start = next(name.find_all(nodes.Const)).value
    assert start.endswith("/"), start
    yield from (file for file in FILES if file.startswith(start))


def inside(path: str) -> Iterator[str]:
    """List the templates that are written inside one: they see its variables, and its own names."""
    for node in parsed(path).find_all((nodes.Extends, nodes.Include)):
        yield from named(node)
    for node in parsed(path).find_all((nodes.Import, nodes.FromImport)):
        assert isinstance(node, nodes.Import | nodes.FromImport)
        yield from named(node) if node.with_context else ()


def imported(path: str) -> set[str]:
    found = parsed(path).find_all((nodes.Import, nodes.FromImport))
    return set(chain.from_iterable(named(node) for node in found))


def names_of(tree: nodes.Node) -> set[str]:
    """List the names a template gives itself: by a tag, a loop, a macro, an import."""
    found = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    found |= {node.target for node in tree.find_all(nodes.Import)}
    found |= {node.name for node in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.FromImport):
        found |= {name[1] if isinstance(name, tuple) else name for name in node.names}
    return found


@cache
def variables(path: str) -> set[str]:
    """Name what a template asks of whoever fills it."""
    tree = parsed(path)
    # What stands at the top is seen in every block; what a macro is given stays in it.
    top = [one for one in tree.body if not isinstance(one, nodes.Macro | nodes.Block)]
    macros = {one.name for one in tree.body if isinstance(one, nodes.Macro)}
    asked = meta.find_undeclared_variables(tree) - names_of(nodes.Template(top)) - macros
    for one in inside(path):
        asked |= variables(one) - names_of(tree)
    return asked - GLOBALS


@cache
def reached(path: str) -> set[str]:
    found = {path}
    for one in {*inside(path), *imported(path)}:
        found |= reached(one)
    return found


@pytest.mark.parametrize("path", sorted(TEMPLATES))
def test_the_fields_of_a_template_are_its_variables(path: str) -> None:
    made = TEMPLATES[path]
    declared = {field.name for field in fields(made)}
    assert variables(path) - SHARED == declared - SHARED
    assert not declared & SHARED, "un champ cacherait ce qui est donné à tous"
    assert made.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_every_template_is_filled_or_shown_inside_another() -> None:
    shown = set(chain.from_iterable(reached(path) for path in {*TEMPLATES, *OWN}))
    assert shown == FILES


def test_one_class_a_template() -> None:
    paths = [one.path for one in _classes()]
    assert sorted(paths) == sorted(set(paths))
    assert all((PACKAGE / Path(path)).is_file() for path in paths)


@pytest.mark.parametrize("path", sorted({one for path in FILES for one in imported(path)}))
def test_what_is_imported_asks_for_nothing(path: str) -> None:
    """Macros see only their arguments, but the length of a letter, which they are imported with."""
    assert variables(path) - {"most", "base"} == set()
