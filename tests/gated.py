"""What a build of a folder of places does, counted in a process of its own: what watches tests would slow it."""

from __future__ import annotations

import json
import os
import re
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markupsafe

from cm_build.emitting.kept import Kept
from cm_build.exporting.census import Census
from cm_build.pages import writing
from cm_build.pages.shell import page
from cm_build.places import folder
from cm_build.referential import place_reading
from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.provenance import Provenance
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders

DATA = Path(__file__).parent.parent / "data"
HEAVY = {"pandas", "pyarrow", "plotly"}
COUNTS: Counter[str] = Counter()


def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Count the calls of a function."""

    def called(*arguments: object, **named: object) -> Any:
        COUNTS[name] += 1
        return work(*arguments, **named)

    return called


def watch() -> None:
    """Count what is done, in one process."""
    os.cpu_count = lambda: 1
    for name, module, function in (
        ("fichiers lus", folder, "read_file"),
        ("dossiers lus", place_reading, "read_place"),
        ("lieux dessinés", writing, "place_files"),
        ("pages", page, "render"),
        # What every escape goes through.
        ("échappements", markupsafe, "_escape_inner"),
    ):
        setattr(module, function, counted(name, getattr(module, function)))


def read(places: Path, kept: Kept) -> Referential:
    """Read places, or take up what reading them gave."""
    referential = assemble(data_folders(places, DATA), Records(), kept).referential
    assert referential
    return referential


def made(places: Path, site: Path, cache: Path) -> dict[str, int]:
    """Build, and tell what it took."""
    COUNTS.clear()
    kept = Kept(cache)
    writing.write_site(read(places, kept), Provenance(), site, None, kept)
    return dict(COUNTS)


def change(places: Path) -> None:
    """Change a sentence that the cards show, in one file."""
    path = max(places.glob("*/*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"accroche: .*", "accroche: Une autre phrase.", text, count=1), "utf-8")


def peak(places: Path, root: Path) -> float:
    """Write the two tables from the rows that are kept; give the most memory it took, in megabytes."""
    for tables in (root / "cache").glob("*.vu"):
        tables.unlink()
    kept = Kept(root / "cache")
    census = Census(read(places, kept), root / "tables", kept)
    tracemalloc.start()
    _ = census.seen
    return tracemalloc.get_traced_memory()[1] / 1e6


def main(places: Path, root: Path, turn: str) -> object:
    """Do what one process is asked: a first build, the same again, or all that follows."""
    cache = root / "cache"
    if turn == "encore":
        took = made(places, root / turn, cache)
        return {"fait": took, "chargé": sorted(HEAVY & set(sys.modules))}
    watch()
    first = made(places, root / "première", cache)
    again = made(places, root / "même", cache)
    change(places)
    changed = made(places, root / "changée", cache)
    return {"première": first, "même": again, "changée": changed, "mémoire": peak(places, root)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
