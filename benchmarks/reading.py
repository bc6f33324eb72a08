"""Reading files, here and in another tree of the project: turn by turn, in one run.

    .venv/bin/python -m benchmarks.reading ../autre-arbre

Each tree has its own process, started once. Processor time is counted, and the least of many turns
kept for each file: what else the machine does weighs on both alike.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from benchmarks.running import ROOT

TURNS = 25
# Loads the tools, then reads every file each time a line comes; says the seconds that each took.
READER = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from cm_build.referential.toolbox import data_folders, load_tools
data = Path(sys.argv[2])
tools, problems = load_tools(data_folders(data, data))
files = [path.read_bytes() for path in sorted(data.glob("places/*/*.yaml"))]
for _ in sys.stdin:
    times = []
    for content in files:
        start = time.process_time()
        tools.reader.read(content, file="x", slug="x", year=2025)
        times.append(time.process_time() - start)
    print(json.dumps(times), flush=True)
"""


class Reader:
    """One tree, ready to read the same files; `best` keeps the least that each took."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._requests: IO[Any] = process.stdin or sys.stdin
        self._answers: IO[Any] = process.stdout or sys.stdout
        self.first = self.best = self._read()

    def turn(self) -> None:
        """Read every file once more."""
        self.best = [min(pair) for pair in zip(self.best, self._read(), strict=True)]

    def _read(self) -> list[float]:
        self._requests.write("\n")
        self._requests.flush()
        return list(json.loads(self._answers.readline()))


def main() -> None:
    """Tell what a file costs in each tree, and the ratio of the two."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("autre", type=Path, help="un autre arbre du projet, à comparer")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="les fiches à lire")
    options = parser.parse_args()
    with ExitStack() as stack:
        ours, other = (_started(stack, tree, options.data) for tree in (ROOT, options.autre))
        for turn in range(TURNS):
            for reader in (ours, other) if turn % 2 else (other, ours):
                reader.turn()
    for name, reader in (("ici", ours), ("autre", other)):
        usual, first = 1000 * statistics.mean(reader.best), 1000 * reader.first[0]
        print(f"{name:6} une fiche : {usual:.2f} ms ; la toute première : {first:.0f} ms")
    print(f"ici / autre : {sum(ours.best) / sum(other.best):.3f}")


def _started(stack: ExitStack, tree: Path, data: Path) -> Reader:
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-c", READER, str(tree.resolve()), str(data.resolve())],
            cwd=tree, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
    )  # fmt: skip
    return Reader(process)


if __name__ == "__main__":
    main()
