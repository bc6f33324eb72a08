"""Wrong files by the hundred; `python -m tools.mutations` sends them by the thousand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cm_build.contributing.intake.destination import known_places
from cm_build.referential.toolbox import DataFolders, data_folders
from tests.support import DATA
from tools import mutations
from tools.changes import CHANGES, mutated
from tools.mutations import Ways, examples_of, falls, invented

SEED = 20251
SOME, MANY = 50, 250


@pytest.fixture(scope="module")
def examples() -> DataFolders:
    return invented(data_folders(DATA, DATA))


@pytest.fixture(scope="module")
def ways(tools, examples) -> Ways:
    return Ways(tools, known_places(examples, tools), examples.places)


@pytest.mark.parametrize(
    "count", [SOME, pytest.param(MANY, marks=pytest.mark.long)], ids=["quelques-unes", "beaucoup"]
)
def test_no_changed_file_makes_a_program_stop(count: int, ways: Ways, examples) -> None:
    found = list(falls(ways, examples_of(examples), count, SEED))
    assert not found, f"nº {found[0].number} ({found[0].way}), graine {SEED}\n{found[0].trace}"


def test_a_program_that_stops_is_caught_and_told(ways: Ways, examples, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(mutations, "examine", broken)
    (fall,) = falls(ways, examples_of(examples), 1, SEED)
    assert (fall.number, fall.way) == (0, "receive")
    assert "ZeroDivisionError" in fall.trace


def test_the_same_seed_gives_the_same_files(examples) -> None:
    example = examples_of(examples)[0]
    one, two = (
        [mutated(random.Random(f"{SEED}:{number}"), example) for number in range(40)]  # noqa: S311
        for _ in range(2)
    )
    assert one == two
    assert len(set(one)) > 35


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_every_change_changes_something(change, examples) -> None:
    example = examples_of(examples)[0]
    made = {change(random.Random(number), example) for number in range(20)}  # noqa: S311
    assert made - {example}
    for nothing in (b"", b"\n", b"\xff"):
        change(random.Random(1), nothing)  # noqa: S311


def test_enough_changed_files_still_pass_to_reach_what_follows(tools, examples) -> None:
    read = 0
    for number in range(240):
        chance = random.Random(f"{SEED}:{number}")  # noqa: S311
        content = mutated(chance, chance.choice(examples_of(examples)))
        found = tools.reader.read(content, file="x/2025.yaml", slug="x", year=2025)
        read += found.assessment is not None
    assert 10 < read < 220


def test_the_command_tells_what_it_sent(capsys, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["mutations", "--nombre", "3", "--out", str(tmp_path / "x")])
    assert mutations.main() == 0
    assert "3 fiches changées (graine 1), 3 voies : 0 chutes." in capsys.readouterr().out
    assert not (tmp_path / "x").exists()
