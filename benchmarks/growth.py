"""Time, memory and the directory's weight as the référentiel grows."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.directory import weight
from benchmarks.running import Row, build, build_command, demo, peak

BUDGET_MEGABYTES, BUDGET_DIRECTORY = 400, 250
DIRECTORY_PLACES, MANY = 3500, 10_000
SEED = 2


def measure(work: Path, small: int, large: int) -> list[Row]:
    """Compare the time of a place in a small and in a large référentiel.

    The small one is built before and after the large one: a drift of the machine shows as a
    difference between the two, and their mean is what the large one is compared with.
    """
    for count in (small, large):
        demo(count, work / f"lieux-{count}", seed=SEED)
    site = work / "site"
    few, many = work / f"lieux-{small}", work / f"lieux-{large}"
    before = build(few, site)
    seconds = build(many, site)
    directory = weight(site)
    after = build(few, site)
    shutil.rmtree(site)
    memory = peak(build_command(many, site))
    drift = max(before, after) / min(before, after)
    ratio = (seconds / large) / ((before + after) / 2 / small)
    estimate = directory * DIRECTORY_PLACES / large
    return [
        Row(f"construction, {large} lieux", seconds, "s"),
        Row(f"temps par lieu, {large} contre {small}", ratio, "×", "≤ 1,1 ×", ratio <= 1.1),
        Row(f"dérive de la machine entre les deux essais à {small}", drift, "×"),
        Row(
            f"mémoire, {large} lieux, tous processus", memory, "Mo",
            "≤ 400 Mo à 10 000", memory <= BUDGET_MEGABYTES if large >= MANY else None,
        ),
        Row(f"annuaire et carte, {large} lieux, compressés", directory, "Ko"),
        Row(
            f"  soit pour {DIRECTORY_PLACES} lieux, au prorata", estimate, "Ko",
            "≤ 250 Ko", estimate <= BUDGET_DIRECTORY if large >= DIRECTORY_PLACES else None,
        ),
    ]  # fmt: skip
