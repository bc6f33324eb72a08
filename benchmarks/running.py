"""Running a command as a whole process, and what it cost."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CM = [sys.executable, "-m", "cm_build.cli"]
PAUSE = 0.1
# Every build is a first one, and leaves alone what this copy of the project keeps; only what measures
# builds that follow each other says otherwise.
os.environ["CM_REPRISE"] = "false"


class Row(NamedTuple):
    """One line of the table: what, the figure and its unit, the budget, whether it holds."""

    what: str
    value: float
    unit: str
    budget: str = ""
    holds: bool | None = None

    @property
    def figure(self) -> str:
        """Write the figure for people: more digits for small ones."""
        digits = 0 if self.value >= 100 else 1 if self.value >= 10 else 2
        whole = float(self.value).is_integer()
        return f"{self.value:.{0 if whole else digits}f} {self.unit}".replace(".", ",").strip()


def run(command: Sequence[str], cwd: Path = ROOT) -> float:
    """Run a command to its end; give the seconds of wall time it took."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).decode(errors="replace"))
    return seconds


class Cost(NamedTuple):
    """What a command took: seconds, and megabytes at their highest.

    `memory` is that of all its processes, pages they share counted once (PSS); `largest` that of the
    largest of them, shared pages included (RSS).
    """

    seconds: float
    memory: float
    largest: float


def cost(command: Sequence[str], cwd: Path = ROOT) -> Cost:
    """Run a command to its end and watch its memory.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    memory = largest = 0
    while process.poll() is None:
        sizes = [_sizes(pid) for pid in _family(process.pid)]
        memory = max(memory, sum(proportional for proportional, _ in sizes))
        largest = max([largest, *(resident for _, resident in sizes)])
        time.sleep(PAUSE)
    if process.returncode:
        raise RuntimeError(f"{command[-1]} : code {process.returncode}")
    return Cost(time.perf_counter() - start, memory / 1024, largest / 1024)


def interleaved(runs: int, *actions: Callable[[], float]) -> list[list[float]]:
    """Run each action in turn: A B A B, so that a drift of the machine touches all."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for index, action in enumerate(actions):
            times[index].append(action())
    return times


def medians(runs: int, *actions: Callable[[], float]) -> list[float]:
    """Take the median of each action, run in turn."""
    return [statistics.median(seconds) for seconds in interleaved(runs, *actions)]


def _family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    family, waiting = [], [pid]
    while waiting:
        process = waiting.pop()
        family.append(process)
        waiting += children.get(process, [])
    return family


def _sizes(pid: int) -> tuple[int, int]:
    """Give the kilobytes of a process: its part of what is shared, then all that it holds."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    told = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
    return int(told.get("Pss", 0)), int(told.get("Rss", 0))


_made: dict[int, Path] = {}


def demo(places: int, out: Path) -> None:
    """Write synthetic places: made once, then copied, for whoever changes some."""
    if places in _made:
        shutil.copytree(_made[places], out)
        return
    run([*CM, "demo", "--places", str(places), "--seed", "1", "--out", str(out)])
    _made[places] = out


def build_command(data: Path, out: Path, *, images: bool = False) -> list[str]:
    """Build a site from a cold start: everything read, computed, drawn and written.

    The images for social networks are measured apart: no other generator draws any.
    """
    command = [*CM, "site", "--data", str(data), "--out", str(out)]
    return command if images else [*command, "--sans-images"]


def build(data: Path, out: Path, *, images: bool = False) -> float:
    """Build a site; give the seconds it took, once the previous one is out of the way."""
    shutil.rmtree(out, ignore_errors=True)
    return run(build_command(data, out, images=images))


def working_folder() -> Path | None:
    """Give a folder in memory where there is one: a disk drifts more than what is measured."""
    memory = Path("/dev/shm")  # noqa: S108 - a temporary folder of our own is made inside
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def cores() -> int:
    """Count the processors."""
    return os.cpu_count() or 1
