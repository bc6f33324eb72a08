"""What a build costs at three hundred places, counted: a cost that comes back is seen here, not in seconds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import markupsafe
import pytest

from cm_build.emitting.kept import Kept
from cm_build.exporting.census import Census
from cm_build.pages import writing
from cm_build.pages.shell import page
from cm_build.places import folder
from cm_build.referential import place_reading
from cm_build.referential.assembly import assemble
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, files_of

PLACES = 300
# Measured, then a tenth more: what grows beyond is worth a look before it is allowed.
MOST_PAGES, MOST_ESCAPES = 6.8, 6_500
MOST_MEGABYTES = 41


@pytest.fixture(scope="module")
def places(large_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred places that this module may change."""
    copy = tmp_path_factory.mktemp("trois-cents") / "lieux"
    shutil.copytree(large_site.parent / "lieux", copy)
    return copy


@pytest.fixture(scope="module")
def counted() -> Iterator[Counter[str]]:
    """Count what is done, in one process."""
    counts: Counter[str] = Counter()

    def counting(name: str, work):
        def counted_work(*arguments, **named):
            counts[name] += 1
            return work(*arguments, **named)

        return counted_work

    with pytest.MonkeyPatch.context() as monkey:
        monkey.setattr(os, "cpu_count", lambda: 1)
        for name, module, function in (
            ("fichiers lus", folder, "read_file"),
            ("dossiers lus", place_reading, "read_place"),
            ("lieux dessinés", writing, "place_files"),
            ("pages", page, "render"),
            ("échappements", markupsafe, "_escape_inner"),
        ):
            monkey.setattr(module, function, counting(name, getattr(module, function)))
        yield counts


@pytest.fixture(scope="module")
def first(places: Path, counted: Counter[str], tmp_path_factory) -> tuple[Path, Counter[str]]:
    """Build once with nothing kept: the folder of what is kept, and what it took."""
    root = tmp_path_factory.mktemp("première")
    made(places, root / "site", root / "cache")
    taken = Counter(counted)
    counted.clear()
    return root, taken


def made(places: Path, site: Path, cache: Path) -> None:
    kept = Kept(cache)
    referential = assemble(data_folders(places, DATA), Records(), kept).referential
    assert referential
    writing.write_site(referential, Provenance(), site, None, kept)


def test_a_first_build_does_each_thing_once(places: Path, first) -> None:
    _, taken = first
    assert taken["fichiers lus"] == len(list(places.glob("*/*.yaml")))
    assert taken["dossiers lus"] == taken["lieux dessinés"] == PLACES
    assert taken["pages"] / PLACES <= MOST_PAGES
    assert taken["échappements"] / PLACES <= MOST_ESCAPES


def test_what_did_not_move_is_not_done_again(places: Path, first, counted) -> None:
    root, _ = first
    made(places, root / "encore", root / "cache")
    assert counted == Counter()
    assert files_of(root / "encore") == files_of(root / "site")


def test_one_sentence_is_one_place_read_and_one_drawn(places: Path, first, counted) -> None:
    root, taken = first
    path = max(places.glob("*/*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"accroche: .*", "accroche: Une autre phrase.", text, count=1), "utf-8")
    made(places, root / "encore", root / "cache")
    # Its reading, then its answers for its pages, its rows, the example of the comparison.
    assert counted["dossiers lus"] <= 3
    assert counted["lieux dessinés"] == 1
    assert counted["pages"] < taken["pages"] / 8
    counted.clear()


def test_rows_are_written_as_they_come(places: Path, first) -> None:
    root, _ = first
    for tables in (root / "cache").glob("*.vu"):
        tables.unlink()
    kept = Kept(root / "cache")
    referential = assemble(data_folders(places, DATA), Records(), kept).referential
    assert referential
    census = Census(referential, root / "tables", kept)
    tracemalloc.start()
    try:
        _ = census.seen
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak / 1e6 <= MOST_MEGABYTES


NOTHING_MOVED = """
import sys
from pathlib import Path
from tests.test_gates import made
made(*map(Path, sys.argv[1:]))
heavy = {"pandas", "pyarrow", "plotly"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) or 0)
"""


def test_what_counts_and_draws_is_not_even_loaded_when_nothing_moved(
    places: Path, first, counted
) -> None:
    root, _ = first
    made(places, root / "encore", root / "cache")
    counted.clear()
    arguments = [str(places), str(root / "encore"), str(root / "cache")]
    done = subprocess.run(
        [sys.executable, "-c", NOTHING_MOVED, *arguments],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "CM_DATA": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
