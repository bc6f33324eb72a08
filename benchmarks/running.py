"""Running a command as a whole process, and what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CM = [sys.executable, "-m", "cm_build.cli"]
PAUSE = 0.05


class Cost(NamedTuple):
    """Seconds of wall time, and the peak of memory of all its processes in megabytes."""

    seconds: float
    megabytes: float


class Row(NamedTuple):
    """One line of the table: what, the figure, the budget, whether it holds."""

    what: str
    figure: str
    budget: str
    holds: bool | None


def run(command: Sequence[str], cwd: Path = ROOT, *, memory: bool = False) -> Cost:
    """Run a command to its end; memory is sampled, since it belongs to several processes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while memory and process.poll() is None:
        peak = max(peak, sum(_proportional(pid) for pid in _family(process.pid)))
        time.sleep(PAUSE)
    _, told = process.communicate()
    if process.returncode:
        raise RuntimeError(told.decode(errors="replace"))
    return Cost(time.perf_counter() - start, peak / 1024)


def medians(runs: int, *actions: Callable[[], float]) -> list[float]:
    """Take the median of each action, run in turn: A B A B, so that a drift touches all."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for index, action in enumerate(actions):
            times[index].append(action())
    return [statistics.median(one) for one in times]


def _family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def _proportional(pid: int) -> int:
    """Kilobytes of a process, pages shared by several counted once in all (PSS)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0


def demo(places: int, out: Path, seed: int = 1) -> None:
    """Write synthetic places."""
    run([*CM, "demo", "--places", str(places), "--seed", str(seed), "--out", str(out)])


def build(data: Path, out: Path, *, memory: bool = False) -> Cost:
    """Build a site from a cold start: everything read, computed, drawn and written."""
    return run([*CM, "site", "--data", str(data), "--out", str(out)], memory=memory)


def cores() -> int:
    """Count the processors."""
    return os.cpu_count() or 1
