"""Leaving MkDocs stays one step away: its successors build the hand-written pages.

The two are installed apart (`make sortie`); where they are not, these tests say so and are skipped.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import PROJECT, ROOT
from tools.sortie import derive

# Where `make sortie` puts them; then wherever the machine has them.
PLACES = os.pathsep.join([str(Path(sys.prefix) / "sortie" / "bin"), os.environ.get("PATH", "")])
BUILDERS = {"zensical": ["build"], "properdocs": ["build", "--strict", "-f", "mkdocs.yml"]}
GROUPS = ["Contribuer", "Évaluer", "Réseaux", "Comprendre", "Développer", "À propos"]
PAGES = sorted(
    path.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for path in (ROOT / "docs").rglob("*.md")
)


def piece(html: str, tag: str, named: str) -> str:
    """Cut an element out of a page, by its tag and a word of its attributes."""
    found = re.search(rf"<{tag}\b[^>]*{named}.*?</{tag}>", html, re.DOTALL)
    assert found, (tag, named)
    return found.group()


def links(html: str) -> list[tuple[str, str]]:
    """List the links of a piece, with their words: builders do not space them the same."""
    return [
        (posixpath.normpath(address), " ".join(re.sub("<[^>]*>", " ", words).split()))
        for address, words in re.findall(r'<a [^>]*?href="?([^"> ]*)"?[^>]*>(.*?)</a>', html, re.DOTALL)
    ]  # fmt: skip


@pytest.fixture(scope="module", params=BUILDERS)
def derived_site(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = shutil.which(request.param, path=PLACES)
    if program is None:
        pytest.skip(f"{request.param} s’installe avec : make sortie")
    project = tmp_path_factory.mktemp(request.param)
    derive(PROJECT, project)
    done = subprocess.run(
        [program, *BUILDERS[request.param]],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def test_a_successor_makes_every_page_as_mkdocs_does(
    derived_site: Path, example_site: Path
) -> None:
    assert len(PAGES) >= 18
    for name in PAGES:
        file = f"{name.removesuffix('index')}/index.html".replace("//", "/")
        made = (derived_site / file).read_text("utf-8")
        ours = (example_site / file).read_text("utf-8")
        assert "[[" not in made, name
        for tag, named in (("header", "cm-entete"), ("footer", "cm-pied")):
            assert piece(made, tag, named) == piece(ours, tag, named), name
        navigation = piece(made, "nav", "cm-documentation")
        summaries = re.findall(r"<summary>(.*?)</summary>", navigation)
        assert summaries == ["Documentation", *GROUPS]
        assert links(navigation) == links(piece(ours, "nav", "cm-documentation")), name
        assert re.findall("<h1.*?</h1>", made) == re.findall("<h1.*?</h1>", ours), name


def test_what_is_derived_is_plain(tmp_path: Path) -> None:
    derive(PROJECT, tmp_path)
    assert "plugins" not in (tmp_path / "mkdocs.yml").read_text("utf-8")
    for path in (tmp_path / "docs").rglob("*.md"):
        assert not re.search(r"\[\[\w+\]\]", path.read_text("utf-8")), path
