"""Time and memory as the référentiel grows."""

from __future__ import annotations

from pathlib import Path

from benchmarks.running import Row, build, demo

BUDGET_MEGABYTES = 400


def measure(work: Path, places: int, factor: int) -> list[Row]:
    """Compare the time of a place in a référentiel and in one `factor` times larger."""
    times = []
    memory = 0.0
    for count in (places, places * factor):
        data = work / f"lieux-{count}"
        demo(count, data, seed=2)
        cost = build(data, work / f"site-{count}", memory=True)
        times.append(cost.seconds / count)
        memory = cost.megabytes
    ratio = times[1] / times[0]
    large = places * factor
    return [
        Row(f"temps par lieu, {large} contre {places}", f"{ratio:.2f} ×", "≤ 1,1 ×", ratio <= 1.1),
        Row(
            f"mémoire, {large} lieux, tous processus",
            f"{memory:.0f} Mo",
            "≤ 400 Mo à 10 000",
            memory <= BUDGET_MEGABYTES,
        ),
    ]
