"""Time, memory and the directory's weight as the référentiel grows."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.directory import weight
from benchmarks.running import Cost, Row, build_command, cost, demo

LARGEST_MB, ALL_MB, BUDGET_DIRECTORY = 400, 800, 250
DIRECTORY_PLACES, MANY = 3500, 10_000


def measure(work: Path, small: int, large: int) -> list[Row]:
    """Compare the time of a place in a small and in a large référentiel.

    The small one is built before and after the large one: a drift of the machine shows as a
    difference between the two, and their mean is what the large one is compared with.
    """
    for count in (small, large):
        demo(count, work / f"lieux-{count}")
    site = work / "site"
    few, many = work / f"lieux-{small}", work / f"lieux-{large}"
    before = _built(few, site).seconds
    grown = _built(many, site)
    directory = weight(site)
    after = _built(few, site).seconds
    shutil.rmtree(site)
    drift = max(before, after) / min(before, after)
    ratio = (grown.seconds / large) / ((before + after) / 2 / small)
    estimate = directory * DIRECTORY_PLACES / large
    largest, together = grown.largest <= LARGEST_MB, grown.memory <= ALL_MB
    return [
        Row(f"construction, {large} lieux", grown.seconds, "s"),
        Row(f"temps par lieu, {large} contre {small}", ratio, "×", "≤ 1,1 ×", ratio <= 1.1),
        Row(f"dérive de la machine entre les deux essais à {small}", drift, "×"),
        Row(
            f"mémoire, {large} lieux, le plus gros processus (RSS)", grown.largest, "Mo",
            f"≤ {LARGEST_MB} Mo à 10 000", largest if large >= MANY else None,
        ),
        Row(
            f"mémoire, {large} lieux, tous les processus (PSS)", grown.memory, "Mo",
            f"≤ {ALL_MB} Mo à 10 000", together if large >= MANY else None,
        ),
        Row(f"annuaire et carte, {large} lieux, compressés", directory, "Ko"),
        Row(
            f"  soit pour {DIRECTORY_PLACES} lieux, au prorata", estimate, "Ko",
            "≤ 250 Ko", estimate <= BUDGET_DIRECTORY if large >= DIRECTORY_PLACES else None,
        ),
    ]  # fmt: skip


def _built(data: Path, site: Path) -> Cost:
    shutil.rmtree(site, ignore_errors=True)
    return cost(build_command(data, site))
