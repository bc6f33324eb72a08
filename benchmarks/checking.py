"""`cm check` of one file, against importing the two libraries and reading that file."""

from __future__ import annotations

import sys

from benchmarks.running import CM, ROOT, Row, medians, run

BASE = """
import pydantic, yaml, sys
class Model(pydantic.BaseModel):
    model_config = {"extra": "allow"}
    questionnaire: int
Model.model_validate(yaml.load(open(sys.argv[1], encoding="utf-8"), yaml.CSafeLoader))
"""
RUNS = 9


def measure() -> list[Row]:
    """Time the fullest shipped file."""
    path = max((ROOT / "data/places").glob("*/*.yaml"), key=lambda one: one.stat().st_size)
    ours, base = medians(
        RUNS,
        lambda: run([*CM, "check", str(path)]).seconds,
        lambda: run([sys.executable, "-c", BASE, str(path)]).seconds,
    )
    what = f"cm check d’un fichier ({path.stat().st_size // 1024} Kio), contre pydantic et PyYAML seuls"
    return [Row(what, f"{ours / base:.1f} ×", "≤ 2 ×", ours / base <= 2)]
