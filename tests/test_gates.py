"""What a build costs at three hundred places, counted: a cost that comes back is seen here, not in seconds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, files_of

PLACES = 300
# Measured, then a little more: what grows beyond is worth a look before it is allowed.
# Every synthetic place has two years, a workshop, a file to hand over with two faces: five pages more each.
MOST_PAGES, MOST_ESCAPES = 12.2, 8_700
MOST_MEGABYTES = 41


def told(*arguments: object) -> Any:
    """Have a process of its own count."""
    command = [sys.executable, "-m", "tests.gated", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trois-cents")


@pytest.fixture(scope="module")
def places(large_site: Path, root: Path) -> Path:
    """Three hundred places that this module may change."""
    shutil.copytree(large_site.parent / "lieux", root / "lieux")
    return root / "lieux"


@pytest.fixture(scope="module")
def counts(places: Path, root: Path) -> Any:
    files = len(list(places.glob("*/*.yaml")))
    return {"fichiers": files, **told(places, root, "d’abord")}


def test_a_first_build_does_each_thing_once(counts: Any) -> None:
    first = counts["première"]
    assert first["fichiers lus"] == counts["fichiers"]
    assert first["dossiers lus"] == first["lieux dessinés"] == PLACES
    assert first["pages"] / PLACES <= MOST_PAGES
    assert first["échappements"] / PLACES <= MOST_ESCAPES


def test_what_did_not_move_is_not_done_again(counts: Any, root: Path) -> None:
    assert counts["même"] == {}
    assert files_of(root / "même") == files_of(root / "première")


def test_one_sentence_is_one_place_read_and_one_drawn(counts: Any) -> None:
    changed = counts["changée"]
    # Its reading, then its answers for its pages, its rows, the example of the comparison.
    assert changed["dossiers lus"] <= 3
    assert changed["lieux dessinés"] == 1
    assert changed["pages"] < counts["première"]["pages"] / 8


def test_rows_are_written_as_they_come(counts: Any) -> None:
    assert counts["mémoire"] <= MOST_MEGABYTES


def test_what_counts_and_draws_is_not_even_loaded_when_nothing_moved(
    counts: Any, places: Path, root: Path
) -> None:
    del counts
    assert told(places, root, "encore") == {"fait": {}, "chargé": []}
